package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.wake.RtcTime;
import java.util.List;

/// One change to the host, as it will be undone. Pushed before the change is made, so that one that
/// failed half-way is undone too; each undo first looks whether there is anything to undo.
public sealed interface Undo {
    /// Clear the alarm, where it is still ours.
    record ClearAlarm(String rtc, RtcTime ours) implements Undo {}

    /// Set somebody else's alarm again, where no other stands and its time is ahead.
    record PutBackAlarm(String rtc, RtcTime foreign) implements Undo {}

    /// Let the files say what they said before.
    record RestoreMode(List<ModeFile> files) implements Undo {}

    /// Bring guests back.
    record BringGuestsBack(GuestPolicy policy, List<PreparedGuest> guests) implements Undo {}

    /// Set the clocks of guests that are back. Nobody pushes it: it follows [BringGuestsBack].
    record SetGuestClocks(List<PreparedGuest> guests) implements Undo {}

    /// Run hooks after the sleep.
    record FinishHooks(SleepRequest request, List<String> hooks) implements Undo {}

    /// Take new work again.
    record TakeWorkAgain(SleepRequest request) implements Undo {}
}
