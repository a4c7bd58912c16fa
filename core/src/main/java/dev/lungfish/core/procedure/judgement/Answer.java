package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.List;

/// What came of an effect.
public sealed interface Answer {

    /// It is done.
    record Done() implements Answer {}

    /// It could not be done, or not in its time.
    ///
    /// @param error the kernel's name of the error: `EBUSY`; empty where it has none
    record Failed(Reason what, String error) implements Answer {
        /// @param what was tried and found, as who tried it says, with the file
        public Failed(String what, String error) {
            this(new EffectReason.EffectFailed(what, error), error);
        }
    }

    /// The host was examined.
    record Examined(Findings findings) implements Answer {}

    /// What keeps the host awake.
    ///
    /// @param blockers that were found, those that the request ignores left out
    /// @param ignored those that were found and are left out
    /// @param unreadable sources that could not be asked, and why; unknown means stay awake
    record BlockersFound(List<Blocker> blockers, List<Blocker> ignored, List<Reason> unreadable)
            implements Answer {
        public BlockersFound {
            blockers = List.copyOf(blockers);
            ignored = List.copyOf(ignored);
            unreadable = List.copyOf(unreadable);
        }
    }

    /// The wakeups that others asked for.
    ///
    /// @param wakeups all of them, also such whose time has come
    /// @param unreadable why there may be more that are not known
    record WakeupsFound(List<Wakeup> wakeups, List<Reason> unreadable) implements Answer {
        public WakeupsFound {
            wakeups = List.copyOf(wakeups);
            unreadable = List.copyOf(unreadable);
        }
    }

    /// The active guests.
    record GuestsFound(List<PreparedGuest> guests) implements Answer {
        public GuestsFound {
            guests = List.copyOf(guests);
        }
    }

    /// The hooks of the administrator, by name, in the order in which they run before a sleep.
    record HooksFound(List<String> hooks) implements Answer {
        public HooksFound {
            hooks = List.copyOf(hooks);
        }
    }

    /// Hooks have run before the sleep.
    ///
    /// @param failures of those that may fail
    record HooksRun(List<Reason> failures) implements Answer {
        public HooksRun {
            failures = List.copyOf(failures);
        }
    }

    /// What an RTC shows.
    record RtcRead(RtcTime time, RtcAlarm alarm) implements Answer {}

    /// What a network card says.
    record CardRead(NetworkReadings readings) implements Answer {}

    /// The files to change so that the state is meant; none where nothing needs to be changed.
    record ModeRead(List<ModeFile> files) implements Answer {
        public ModeRead {
            files = List.copyOf(files);
        }
    }

    /// What the host looks like.
    record Observed(SleepEvidence sight) implements Answer {}

    /// The attempt to sleep is over.
    record Returned(Entry entry) implements Answer {}

    /// What came of the attempt to sleep, by the one that carried it out. It proves nothing.
    sealed interface Entry {
        /// It came back without an error.
        record Succeeded() implements Entry {}

        /// It was refused.
        ///
        /// @param error the kernel's name of the error; empty where it has none
        record Refused(Reason what, String error) implements Entry {
            /// @param what was tried and found: `write 'mem' to /sys/power/state: EBUSY`
            public Refused(String what, String error) {
                this(new EffectReason.EffectFailed(what, error), error);
            }
        }

        /// It has not come back in its time, counted while the host was awake. The host may still
        /// go down.
        record Hanging(Reason what) implements Entry {
            public Hanging(String what) {
                this(new EffectReason.EffectFailed(what, ""));
            }
        }
    }

    /// Why an effect did not bring what it was to bring.
    sealed interface EffectReason extends Reason {
        /// `what` was tried and found, as who tried it says, with the file. The error is the
        /// kernel's name of it; empty where it has none.
        record EffectFailed(String what, String error) implements EffectReason {}

        record EffectTooSlow(String effect, Duration limit, List<String> files)
                implements EffectReason {}

        record WayBackNotFresh(Duration limit, String wake) implements EffectReason {}
    }
}
