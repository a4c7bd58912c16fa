package dev.lungfish.linux.power;

import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.rtc.RtcDevice;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.Optional;

/// A record whose kernel is emulated from outside. Writing an ordinary file returns at once, so the
/// sleep is over when its traces are there: a counted failure, or a success and clocks that jumped.
/// They may come one by one, and some never; what is there by then is judged.
final class RecordedKernelSleep implements KernelSleep {
    private static final String WAKE_INTERRUPT = "/sys/power/pm_wakeup_irq";

    /// An emulated clock may tick in steps of a second; less is no sleep.
    private static final Duration LEAST_JUMP = Duration.ofMillis(1500);

    private static final Duration STEP = Duration.ofMillis(20);

    /// Time limits.
    ///
    /// @param answer for the first trace
    /// @param rest for the others, once there is one
    /// @param calm the time without a change after which the traces count as complete
    record Patience(Duration answer, Duration rest, Duration calm) {
        static Patience usual() {
            return new Patience(
                    Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofMillis(300));
        }
    }

    private final HostTree tree;
    private final HostWriter writer;
    private final HostClocks clocks;
    private final Patience patience;

    RecordedKernelSleep(HostTree tree, HostWriter writer, HostClocks clocks, Patience patience) {
        this.tree = tree;
        this.writer = writer;
        this.clocks = clocks;
        this.patience = patience;
    }

    @Override
    public Entry enter(SleepState state, String rtc) {
        Traces before = look(rtc);
        try {
            writer.write(KernelSleepReader.STATE, KernelWord.of(tree, state) + "\n");
        } catch (HostFileException e) {
            return new Entry.Refused(String.valueOf(e.getMessage()), e.error());
        }
        if (Pause.of(patience.answer(), STEP, () -> look(rtc).tellSomethingSince(before))) {
            boolean counted = before.counts() && !SleepLimit.writesImage(state);
            boolean _ =
                    Pause.of(patience.rest(), STEP, () -> look(rtc).tellAllSince(before, counted));
            awaitCalm(rtc);
        }
        return new Entry.Succeeded();
    }

    private void awaitCalm(String rtc) {
        Deadline deadline = Deadline.after(patience.rest());
        Traces last = look(rtc);
        while (!deadline.passed()) {
            Traces calm = last;
            if (!Pause.of(patience.calm(), STEP, () -> !look(rtc).sameFilesAs(calm))) {
                return;
            }
            last = look(rtc);
        }
    }

    private Traces look(String rtc) {
        SuspendStatisticsReader statistics = new SuspendStatisticsReader(tree);
        RtcDevice device = new RtcClass(tree).device(rtc);
        return new Traces(
                clocks.now(),
                statistics.success().toOptional(),
                statistics.fail().toOptional(),
                device.time().toOptional(),
                device.alarm().toOptional(),
                tree.text(WAKE_INTERRUPT).found());
    }

    /// The traces that can show that a sleep is over.
    private record Traces(
            Moment at,
            Optional<Long> success,
            Optional<Long> fail,
            Optional<RtcTime> time,
            Optional<RtcAlarm> alarm,
            String cause) {

        boolean counts() {
            return success.isPresent();
        }

        boolean tellSomethingSince(Traces before) {
            return failedSince(before) || succeededSince(before) || jumpedSince(before);
        }

        boolean tellAllSince(Traces before, boolean counted) {
            return failedSince(before)
                    || ((succeededSince(before) || !counted)
                            && jumpedSince(before)
                            && rtcFollowedSince(before)
                            && !alarmIsOverdue());
        }

        boolean sameFilesAs(Traces other) {
            return success.equals(other.success)
                    && fail.equals(other.fail)
                    && alarm.equals(other.alarm)
                    && cause.equals(other.cause)
                    && !jumpedSince(other);
        }

        private boolean failedSince(Traces before) {
            return fail.orElse(0L) > before.fail.orElse(0L);
        }

        private boolean succeededSince(Traces before) {
            return success.orElse(0L) > before.success.orElse(0L);
        }

        private boolean jumpedSince(Traces before) {
            return at.asleepSince(before.at).compareTo(LEAST_JUMP) >= 0;
        }

        private boolean rtcFollowedSince(Traces before) {
            Optional<Duration> passed = before.time.flatMap(earlier -> time.map(earlier::until));
            Duration expected = at.passedSince(before.at).minusSeconds(2);
            return passed.filter(duration -> duration.compareTo(expected) < 0).isEmpty();
        }

        private boolean alarmIsOverdue() {
            return alarm.orElse(null) instanceof RtcAlarm.Armed(RtcTime due)
                    && time.filter(now -> due.compareTo(now) <= 0).isPresent();
        }
    }
}
