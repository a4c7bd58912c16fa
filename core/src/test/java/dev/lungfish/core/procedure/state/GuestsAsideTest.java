package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.procedure.state.SleepProcedureTest.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Guests that were paused or saved for a sleep.
class GuestsAsideTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeHost host = new FakeHost();

    @Test
    void bringsGuestsBackWhateverHappens() {
        host.guests.add(new PreparedGuest("u-1", "web1"));
        host.sleep = _ -> new Answer.Entry.Refused("write to state: EIO", "EIO");

        Ended ended = host.run(Asked.forLength(HOUR).withGuests(GuestPolicy.PAUSE).request());

        assertThat(outcome(ended)).isInstanceOf(Outcome.NeverEntered.class);
        assertThat(host.effects)
                .containsSubsequence(
                        "PutGuestsAside", "Enter", "BringGuestsBack", "SetGuestClocks", "Resume");
        assertThat(host.guestsAside).isFalse();
    }
}
