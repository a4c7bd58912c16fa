package dev.lungfish.core.procedure.request;

import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The bounds that the procedure keeps. Durations are never negative.
///
/// @param shortest the shortest sleep that is accepted; libvirt's contract says 60 s
///   (`src/util/virnodesuspend.c`)
/// @param longest the longest sleep that is promised
/// @param longestDelay the longest countdown
/// @param rtcTestValidity how long a passed test of an RTC is relied on
/// @param longestNap how far ahead an alarm is set at most, whatever the RTC can hold; a longer
///   sleep is slept in naps
/// @param memoryLead how far ahead an alarm must at least be where memory stays powered: one that
///   fires on the way in wakes nobody
/// @param imageLead the same where an image is written first
/// @param earlyTolerance what may be missing from a sleep that counts as woken in time; an RTC
///   counts whole seconds, so that up to one is lost where the time is read and another where the
///   alarm is set, and its crystal drifts
/// @param memoryLateTolerance how late a wake from memory may be seen and count as in time
/// @param imageLateTolerance the same where firmware starts and an image is read first
/// @param foreignStay how long the host stays awake after the alarm of somebody else woke it
/// @param proofValidity how long a proof of a way back holds
/// @param unproved what becomes of a sleep from which no way back is proved
/// @param mostEarlyWakes after how many early wakes the host no longer sleeps on
public record ProcedureSettings(
        Duration shortest,
        Duration longest,
        Duration longestDelay,
        Duration rtcTestValidity,
        Duration longestNap,
        Duration memoryLead,
        Duration imageLead,
        Duration earlyTolerance,
        Duration memoryLateTolerance,
        Duration imageLateTolerance,
        Duration foreignStay,
        Duration proofValidity,
        UnprovedPolicy unproved,
        int mostEarlyWakes) {

    /// What holds where nothing is configured.
    public static ProcedureSettings usual() {
        return new ProcedureSettings(
                Duration.ofSeconds(60),
                Duration.ofDays(366),
                Duration.ofDays(1),
                Duration.ofDays(30),
                Duration.ofDays(366),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofMinutes(3),
                Duration.ofSeconds(10),
                Duration.ofDays(90),
                UnprovedPolicy.ALLOW,
                20);
    }

    /// How far ahead an alarm for this state must at least be.
    public Duration lead(SleepState state) {
        return writesImage(state) ? imageLead : memoryLead;
    }

    /// How late the wake from this state may be seen and count as in time.
    public Duration lateTolerance(SleepState state) {
        return writesImage(state) ? imageLateTolerance : memoryLateTolerance;
    }

    private static boolean writesImage(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> false;
            case SUSPEND_TO_DISK, HYBRID -> true;
        };
    }

    /// What becomes of a request for a sleep from which no way back is proved.
    public enum UnprovedPolicy {
        /// It is carried out: the RTC's test while awake is enough.
        ALLOW("allow"),
        /// It is carried out, and the requester is told.
        WARN("warn"),
        /// It is refused.
        REFUSE("refuse");

        private final String spelling;

        UnprovedPolicy(String spelling) {
            this.spelling = spelling;
        }

        /// As configurations write it.
        public String spelling() {
            return spelling;
        }
    }

    /// What happens when something wakes the host before the promised time.
    public enum EarlyWakePolicy {
        /// The host stays awake.
        STAY,
        /// The host sleeps on until the promised time.
        RESLEEP;

        /// The word of `--on-early-wake`: `stay`.
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<EarlyWakePolicy> ofSpelling(String spelling) {
            return Arrays.stream(values())
                    .filter(policy -> policy.spelling().equals(spelling))
                    .findFirst();
        }
    }
}
