package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.util.Optional;

/// Judges whether a network card, as it was read, hears a magic packet while the host sleeps. More
/// is asked of it than for a verdict on a wake device: what is not known does not count.
public final class NetworkArmingJudge {
    private NetworkArmingJudge() {}

    /// Why a card is not relied on; empty where it is.
    public static Optional<Reason> whyNot(NetworkReadings card) {
        return modes(card).or(() -> permission(card)).or(() -> link(card));
    }

    private static Optional<Reason> modes(NetworkReadings card) {
        Reading<WakeOnLan> modes = card.wakeOnLan();
        if (!(modes instanceof Reading.Present<WakeOnLan>(_, WakeOnLan found, _))) {
            return Optional.of(new CardReason.CardModesUnknown(modes.source(), modes.found()));
        }
        if (found.set().contains(WakeOnLanMode.MAGIC)) {
            return Optional.empty();
        }
        return Optional.of(
                found.supported().contains(WakeOnLanMode.MAGIC)
                        ? new CardReason.CardDeaf(card.name(), WakeOnLan.letters(found.set()))
                        : new CardReason.MagicPacketsUnsupported());
    }

    private static Optional<Reason> permission(NetworkReadings card) {
        Reading<WakeSetting> setting = card.wakeSwitch().setting();
        if (setting.toOptional().equals(Optional.of(WakeSetting.ENABLED))) {
            return Optional.empty();
        }
        return Optional.of(
                setting.toOptional().equals(Optional.of(WakeSetting.DISABLED))
                        ? new CardReason.CardNotAllowed(card.wakeSwitch().howToEnable())
                        : new CardReason.CardSwitchUnknown(setting.source(), setting.found()));
    }

    private static Optional<Reason> link(NetworkReadings card) {
        return card.carrier().toOptional().equals(Optional.of(true))
                ? Optional.empty()
                : Optional.of(
                        new CardReason.CardWithoutLink(
                                card.carrier().source(), card.carrier().found()));
    }
}
