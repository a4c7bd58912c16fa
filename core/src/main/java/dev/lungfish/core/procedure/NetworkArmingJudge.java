package dev.lungfish.core.procedure;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeSetting;
import java.util.Optional;

/// Judges whether a network card, as it was read, hears a magic packet while the host sleeps. More
/// is asked of it than for a verdict on a wake device: what is not known does not count.
final class NetworkArmingJudge {
    private NetworkArmingJudge() {}

    /// Why a card is not relied on, with what to do; empty where it is.
    static Optional<String> whyNot(NetworkReadings card) {
        return modes(card).or(() -> permission(card)).or(() -> link(card));
    }

    private static Optional<String> modes(NetworkReadings card) {
        Reading<WakeOnLan> modes = card.wakeOnLan();
        if (!(modes instanceof Reading.Present<WakeOnLan>(_, WakeOnLan found, _))) {
            return Optional.of(
                    "what it wakes on is not known: " + modes.source() + " " + modes.found());
        }
        if (found.set().contains(WakeOnLanMode.MAGIC)) {
            return Optional.empty();
        }
        return Optional.of(
                found.supported().contains(WakeOnLanMode.MAGIC)
                        ? "it does not listen for magic packets: Wake-on-LAN is "
                                + WakeOnLan.letters(found.set())
                                + " (to do: lungfish wol "
                                + card.name()
                                + " --set g)"
                        : "its driver has no Wake-on-LAN by magic packets");
    }

    private static Optional<String> permission(NetworkReadings card) {
        Reading<WakeSetting> setting = card.wakeSwitch().setting();
        if (setting.toOptional().equals(Optional.of(WakeSetting.ENABLED))) {
            return Optional.empty();
        }
        return Optional.of(
                setting.toOptional().equals(Optional.of(WakeSetting.DISABLED))
                        ? "its device is not allowed to wake the host (to do: "
                                + card.wakeSwitch().howToEnable()
                                + ")"
                        : "the kernel shows no way for its device to wake the host: "
                                + setting.source()
                                + " "
                                + setting.found());
    }

    private static Optional<String> link(NetworkReadings card) {
        return card.carrier().toOptional().equals(Optional.of(true))
                ? Optional.empty()
                : Optional.of(
                        "it has no link: "
                                + card.carrier().source()
                                + " "
                                + card.carrier().found());
    }
}
