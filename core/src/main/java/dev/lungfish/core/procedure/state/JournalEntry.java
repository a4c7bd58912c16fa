package dev.lungfish.core.procedure.state;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One line of the journal. What is to be done stands there, synced to the disk, before it is done;
/// so whatever happens, the next start knows what may have been left behind.
public sealed interface JournalEntry {

    /// A request was accepted; from here on it has exactly one outcome.
    ///
    /// @param state the sleep state that answers the request
    /// @param rtc whose alarm is the way back, or whose time is evidence where there is no alarm
    /// @param fingerprint what the host was, as far as that RTC depends on it
    /// @param card the same of the network card that the request relies on, where it does
    record Accepted(
            SleepRequest request,
            SleepState state,
            Executor executor,
            String rtc,
            Fingerprint fingerprint,
            Optional<Fingerprint> card,
            Moment at)
            implements JournalEntry {}

    /// Somebody else's alarm is about to be taken out of the RTC, to be put back later.
    record TakingForeignAlarm(String rtc, RtcTime alarm) implements JournalEntry {}

    /// An RTC is about to be tested with an alarm of ours.
    record TestingRtc(String rtc, RtcTime alarm) implements JournalEntry {}

    /// Everything of a test of an RTC is undone.
    record TestedRtc(RtcTest test) implements JournalEntry {}

    /// These hooks are about to be run before a sleep.
    record RunningHooks(List<String> hooks) implements JournalEntry {
        public RunningHooks {
            hooks = List.copyOf(hooks);
        }
    }

    /// These guests are about to be put aside.
    record PreparingGuests(
            GuestPolicy policy, @Bound(items = Bounds.GUESTS) List<PreparedGuest> guests)
            implements JournalEntry {
        public PreparingGuests {
            guests = List.copyOf(guests);
        }
    }

    /// Files that say what a sleep state means are about to be changed.
    record ChoosingMode(List<ModeFile> files) implements JournalEntry {
        public ChoosingMode {
            files = List.copyOf(files);
        }
    }

    /// The alarm is about to be set and the sleep to be entered.
    ///
    /// @param promised when the host is to be back, by the clock that runs on in sleep
    /// @param before what the host looked like
    record Entering(AlarmPlan plan, Duration promised, SleepEvidence before)
            implements JournalEntry {}

    /// A sleep without a bound is about to be entered. No alarm was touched for it.
    ///
    /// @param before what the host looked like
    record EnteringUnbounded(SleepEvidence before) implements JournalEntry {}

    /// The host is back from a sleep whose proof stands here.
    record Returned(Segment segment) implements JournalEntry {}

    /// All that was changed for the last sleep, or for a test that did not come to its end, is
    /// undone; guests, hooks and new work excepted.
    ///
    /// @param leftBehind what could not be undone
    record Undone(List<Reason> leftBehind) implements JournalEntry {
        public Undone {
            leftBehind = List.copyOf(leftBehind);
        }
    }

    /// The end of a request.
    ///
    /// @param leftBehind what could not be undone
    record Ended(Outcome outcome, List<Reason> leftBehind, Moment at) implements JournalEntry {
        public Ended {
            leftBehind = List.copyOf(leftBehind);
        }
    }

    /// A sleep that somebody else started, seen and recorded.
    record Foreign(Optional<Segment> segment, Reason reason) implements JournalEntry {}
}
