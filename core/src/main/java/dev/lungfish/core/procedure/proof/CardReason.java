package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// Why a network card, as it was read, is not relied on.
public sealed interface CardReason extends Reason {
    record CardNotUsable(String card, Reason why) implements CardReason {}

    record CardModesUnknown(String source, String found) implements CardReason {}

    /// The modes are ethtool's letters.
    record CardDeaf(String card, String modes) implements CardReason {}

    record MagicPacketsUnsupported() implements CardReason {}

    /// The command allows it.
    record CardNotAllowed(String command) implements CardReason {}

    record CardSwitchUnknown(String source, String found) implements CardReason {}

    record CardWithoutLink(String source, String found) implements CardReason {}

    record CardNotProved(String card) implements CardReason {}

    record CardTooSlow(String card, Duration answering) implements CardReason {}

    record ProofOfOtherDevice(String proved, String card) implements CardReason {}

    record CardProofExpired(String card) implements CardReason {}
}
