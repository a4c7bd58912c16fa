package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.VerifiedWake;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One thing that is to be done or asked outside. Each is answered by exactly one [Answer]: the one
/// that its comment names, or [Answer.Failed]. An effect that does not answer within its time is
/// answered by [Answer.Failed] too.
///
/// There are two families: what is done [on the host][OnHost], and what is done [on the
/// record][OnRecord] of the request. Each is carried out by its own [EffectRunner].
public sealed interface Effect {

    /// On the host itself: its files, its RTC, its guests.
    sealed interface OnHost extends Effect {}

    /// Asks the host something, or prepares for it; changes nothing.
    sealed interface Look extends OnHost {}

    /// Changes the host.
    sealed interface Change extends OnHost {}

    /// On the record of the request: the journal, kept tests and proofs, and whoever waits for the
    /// request or is notified of it.
    sealed interface OnRecord extends Effect {}

    /// Examine the host. Answer: [Answer.Examined].
    record Examine(SleepRequest request) implements Look {}

    /// Open all files that will be written, and keep them open, so that one that can't be written
    /// is known before anything is changed. Answer: [Answer.Done].
    ///
    /// @param rtc whose alarm will be set; empty where none will
    record Open(SleepState state, Executor executor, Optional<String> rtc) implements Look {}

    /// Find what keeps the host awake. Answer: [Answer.BlockersFound].
    record FindBlockers(SleepRequest request) implements Look {}

    /// Find the wakeups that others asked for. Answer: [Answer.WakeupsFound].
    record FindWakeups() implements Look {}

    /// Find the active guests that the request wants to be put aside. Answer: [Answer.GuestsFound].
    record FindGuests() implements Look {}

    /// Find the hooks of the administrator. Answer: [Answer.HooksFound].
    record FindHooks() implements Look {}

    /// Ask an RTC for its time, and then for its alarm. Answer: [Answer.RtcRead].
    record ReadRtc(String rtc) implements Look {}

    /// Ask a network card what it wakes the host on, and whether it has a link. Answer:
    /// [Answer.CardRead].
    record ReadCard(String card) implements Look {}

    /// Set the alarm. Answer: [Answer.Done].
    record SetAlarm(String rtc, RtcTime at) implements Change {}

    /// Clear the alarm. Answer: [Answer.Done].
    record ClearAlarm(String rtc) implements Change {}

    /// Write down and sync to the disk. Answer: [Answer.Done].
    record Write(JournalEntry entry) implements OnRecord {}

    /// Keep the result of a test of an RTC. Answer: [Answer.Done].
    record KeepTest(RtcTest test) implements OnRecord {}

    /// Keep what a sleep showed of its way back. Answer: [Answer.Done].
    record KeepProof(Proof proof) implements OnRecord {}

    /// Tell whoever asked that the request is accepted, and wait until that is on its way. Answer:
    /// [Answer.Done].
    ///
    /// @param plan what will happen
    record Reply(SleepRequest request, List<PlanStep> plan) implements OnRecord {
        public Reply {
            plan = List.copyOf(plan);
        }
    }

    /// Wait. Ends early where somebody cancels. Answer: [Answer.Done].
    ///
    /// @param length counted by the clock that stands still in sleep
    record Wait(Duration length, Reason reason) implements OnRecord {
        /// What is waited for.
        public enum Reason {
            /// The delay before the sleep.
            COUNTDOWN,
            /// An alarm of a test.
            RTC_TEST,
            /// Somebody else's alarm that is due too soon to sleep before it.
            FOREIGN_ALARM,
            /// Time for whoever set the alarm that woke the host.
            FOREIGN_STAY,
            /// The time of a wakeup that is due too soon to sleep before it.
            WAKEUP,
            /// Time for whoever asked for a wakeup.
            WAKEUP_STAY
        }
    }

    /// From now on refuse new work and tell clients. Answer: [Answer.Done].
    record Quiesce(SleepRequest request) implements OnRecord {}

    /// Take new work again. Answer: [Answer.Done].
    record Resume(SleepRequest request) implements OnRecord {}

    /// Run hooks before the sleep, in this order. Answer: [Answer.HooksRun], or [Answer.Failed]
    /// where one failed that must not; those after it are not run.
    record RunHooks(SleepRequest request, List<String> hooks) implements Change {
        public RunHooks {
            hooks = List.copyOf(hooks);
        }
    }

    /// Run hooks after the sleep, in reverse order; each, also where one fails. Answer:
    /// [Answer.Done], or [Answer.Failed] with those that failed.
    record FinishHooks(SleepRequest request, List<String> hooks) implements Change {
        public FinishHooks {
            hooks = List.copyOf(hooks);
        }
    }

    /// Put guests aside. Answer: [Answer.Done], or [Answer.Failed] with those that are not.
    record PutGuestsAside(GuestPolicy policy, List<PreparedGuest> guests) implements Change {
        public PutGuestsAside {
            guests = List.copyOf(guests);
        }
    }

    /// Bring guests back, in reverse order; those that run already are left alone. Answer:
    /// [Answer.Done], or [Answer.Failed] with those that are not back.
    record BringGuestsBack(GuestPolicy policy, List<PreparedGuest> guests) implements Change {
        public BringGuestsBack {
            guests = List.copyOf(guests);
        }
    }

    /// Set the clocks of those guests that run and have an agent, and read them back. Answer:
    /// [Answer.Done], or [Answer.Failed] with those whose clock is wrong.
    record SetGuestClocks(List<PreparedGuest> guests) implements Change {
        public SetGuestClocks {
            guests = List.copyOf(guests);
        }
    }

    /// Ask which files say what the state means, and what they have chosen. Answer:
    /// [Answer.ModeRead].
    record ReadMode(SleepState state, Executor executor) implements Look {}

    /// Make the files say that the state is meant. Answer: [Answer.Done].
    record ChooseMode(SleepState state, List<ModeFile> files) implements Change {
        public ChooseMode {
            files = List.copyOf(files);
        }
    }

    /// Make the files say what they did before. Answer: [Answer.Done].
    record RestoreMode(List<ModeFile> files) implements Change {
        public RestoreMode {
            files = List.copyOf(files);
        }
    }

    /// Read all that can prove a sleep. Answer: [Answer.Observed].
    record Observe(String rtc) implements Look {}

    /// Sleep. Comes back when the host is awake again, or was not put to sleep. Answer:
    /// [Answer.Returned].
    ///
    /// @param wake the verified way back; whoever carries this out refuses one that is not fresh
    record Enter(VerifiedWake wake, SleepState state, Executor executor) implements Change {}

    /// Close what [Open] opened. Answer: [Answer.Done].
    record Close() implements Look {}

    /// What the effect is to be called in messages: `set the alarm of rtc0`.
    default String inWords() {
        return switch (this) {
            case Examine _ -> "examine the host";
            case Open _ -> "open the files that will be written";
            case FindBlockers _ -> "find what keeps the host awake";
            case FindWakeups _ -> "find the wakeups that were asked for";
            case FindGuests _ -> "find the active guests";
            case FindHooks _ -> "find the hooks";
            case ReadRtc(String rtc) -> "read " + rtc;
            case ReadCard(String card) -> "read what " + card + " wakes the host on";
            case SetAlarm(String rtc, RtcTime at) ->
                    "set the alarm of " + rtc + " to " + at.secondsSinceEpoch();
            case ClearAlarm(String rtc) -> "clear the alarm of " + rtc;
            case Write _ -> "write the journal";
            case KeepTest _ -> "keep the result of the test of the RTC";
            case KeepProof _ -> "keep what the sleep showed of its way back";
            case Reply _ -> "answer the request";
            case Wait _ -> "wait";
            case Quiesce _ -> "block the host for new work";
            case Resume _ -> "take new work again";
            case RunHooks _ -> "run the hooks before the sleep";
            case FinishHooks _ -> "run the hooks after the sleep";
            case PutGuestsAside(GuestPolicy policy, _) -> policy.spelling() + " the guests";
            case BringGuestsBack _ -> "bring the guests back";
            case SetGuestClocks _ -> "set the clocks of the guests";
            case ReadMode _ -> "read what the sleep state means";
            case ChooseMode _ -> "choose what the sleep state means";
            case RestoreMode _ -> "restore what the sleep state meant";
            case Observe _ -> "read the evidence of sleep";
            case Enter(_, SleepState state, _) -> "enter " + state.spelling();
            case Close _ -> "close files";
        };
    }
}
