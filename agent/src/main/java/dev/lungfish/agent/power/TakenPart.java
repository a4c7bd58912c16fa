package dev.lungfish.agent.power;

import dev.lungfish.core.power.ChangePlanner;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.HeldValues;
import dev.lungfish.core.power.Planning;
import dev.lungfish.core.power.SettingReason;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a host takes of a profile: whatever else it says, one setting spoils no other.
///
/// @param readings from before the first change
record TakenPart(CpuReadings readings) {

    /// The part that can be planned, and put back.
    ///
    /// @param notes are told what is left out
    CpuSettingRequest of(CpuSettingRequest request, List<Reason> notes) {
        CpuSettingRequest rest = request;
        for (CpuSetting setting : request.values().keySet()) {
            Optional<SettingReason> fixed =
                    HeldValues.of(readings, Set.of(setting)).stream()
                            .filter(held -> held.setting() == setting)
                            .flatMap(held -> HeldValues.notRestorable(readings, held).stream())
                            .findFirst();
            if (fixed.isPresent()) {
                notes.add(leftOut(setting, fixed.get()));
                rest = rest.without(setting);
            }
        }
        if (ChangePlanner.plan(readings, rest) instanceof Planning.Refused) {
            for (CpuSetting setting : rest.values().keySet()) {
                if (ChangePlanner.plan(readings, rest, setting)
                        instanceof Planning.Refused(List<SettingReason> problems)) {
                    notes.add(leftOut(setting, problems.getFirst()));
                    rest = rest.without(setting);
                }
            }
        }
        return rest;
    }

    /// Why a setting is left as it is.
    Reason leftOut(CpuSetting setting, Reason why) {
        boolean turbo =
                setting == CpuSetting.BOOST
                        && readings.noTurbo().value().filter("1"::equals).isPresent();
        return new CpuChangeReason.SettingLeftOut(
                setting,
                turbo ? new CpuChangeReason.TurboOffByFirmware(readings.noTurbo().path()) : why);
    }
}
