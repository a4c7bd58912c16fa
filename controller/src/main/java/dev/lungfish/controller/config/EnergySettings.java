package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.energy.PowerModel;
import java.util.Optional;

/// Reads by which power the energy of a pool's hosts is estimated, in whole watts: `energy.awake`,
/// `energy.asleep` and `energy.changing`.
final class EnergySettings {
    private static final String AWAKE = ".energy.awake";
    private static final String ASLEEP = ".energy.asleep";
    private static final String CHANGING = ".energy.changing";
    private static final String WATTS = ".watts";
    private static final int MANY = 1_000_000;

    /// **Source:** as [PowerModel#USUAL].
    private static final int USUAL_ASLEEP = (int) PowerModel.USUAL.asleep();

    /// How much more a host draws while it changes than while it is awake, where nobody says.
    /// **Source:** as [PowerModel#USUAL].
    private static final double MORE = PowerModel.USUAL.changing() / PowerModel.USUAL.awake();

    private EnergySettings() {}

    /// That of a pool of which nothing else is known.
    ///
    /// @param watts what a host draws more awake than asleep
    static PowerModel usual(int watts) {
        return model(watts + USUAL_ASLEEP, USUAL_ASLEEP, changing(watts + USUAL_ASLEEP));
    }

    /// @param watts what a host draws more awake than asleep
    /// @param parent where nothing is said; empty for the pool `default`
    static PowerModel read(SettingTable table, String key, int watts, Optional<PowerModel> parent) {
        PowerModel usual = parent.orElse(usual(watts));
        long asleep = table.number(key + ASLEEP, Math.round(usual.asleep()), 0, MANY);
        boolean inherits = parent.isPresent() && !table.has(key + WATTS);
        long awake =
                table.number(
                        key + AWAKE,
                        inherits ? Math.round(usual.awake()) : asleep + watts,
                        1,
                        2L * MANY);
        long changing =
                table.number(
                        key + CHANGING,
                        awake == Math.round(usual.awake())
                                ? Math.round(usual.changing())
                                : changing(awake),
                        1,
                        3L * MANY);
        if (asleep >= awake) {
            table.wrong(
                    key + ASLEEP, "less than %s".formatted(key + AWAKE), "%d".formatted(asleep));
            return usual;
        }
        if (changing < asleep) {
            table.wrong(
                    key + CHANGING, "%s or more".formatted(key + ASLEEP), "%d".formatted(changing));
            return usual;
        }
        return model(awake, asleep, changing);
    }

    private static long changing(long awake) {
        return Math.round(awake * MORE);
    }

    private static PowerModel model(long awake, long asleep, long changing) {
        return new PowerModel(
                awake, asleep, changing, PowerModel.USUAL.down(), PowerModel.USUAL.up());
    }
}
