package dev.lungfish.agent.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.GuestsConfiguration;
import dev.lungfish.agent.guests.LibvirtGuests;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.StoredProofs;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.linux.hooks.HookScripts;
import dev.lungfish.linux.node.HostClocks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The effects that change nothing, on whatever machine the test runs on.
class LiveEffectsTest {
    private static final String NO_SUCH_RTC = "rtc987654";

    private HostEffects effects;

    @BeforeEach
    void openThisMachine() throws Exception {
        ObservedHost observed = ObservedHost.open(Optional.empty(), Optional.empty());
        effects =
                new HostEffects(
                        observed.tree(),
                        new HostClocks(observed.tree()),
                        new Collaborators(
                                observed::readings,
                                StoredProofs::nothing,
                                () -> new Answer.WakeupsFound(List.of(), List.of()),
                                LibvirtGuests.of(GuestsConfiguration.usual()),
                                HookScripts.of(observed.tree(), HookScripts.USUAL_LIMIT, true),
                                Duration.ZERO));
    }

    @Test
    void examinesThisMachine() {
        assertThat(effects.carryOut(new Effect.Examine(Requests.any())))
                .isInstanceOfSatisfying(
                        Answer.Examined.class,
                        examined ->
                                assertThat(examined.findings().executors())
                                        .containsOnlyKeys(Executor.values()));
    }

    @Test
    void asksThisMachineWhatKeepsItAwake() {
        assertThat(
                        effects.carryOut(
                                new Effect.FindBlockers(
                                        Requests.with(GuestPolicy.REFUSE, Set.of()))))
                .isInstanceOf(Answer.BlockersFound.class);
    }

    @Test
    void observesThisMachine() {
        assertThat(effects.carryOut(new Effect.Observe(NO_SUCH_RTC)))
                .isInstanceOfSatisfying(
                        Answer.Observed.class,
                        observed -> {
                            assertThat(observed.sight().bootId().toOptional()).isPresent();
                            assertThat(observed.sight().at().sinceBoot()).isPositive();
                        });
    }

    @Test
    void failsForAnRtcThatIsNotThere() {
        String file = "/sys/class/rtc/" + NO_SUCH_RTC + "/wakealarm";

        assertThat(effects.carryOut(new Effect.ClearAlarm(NO_SUCH_RTC)))
                .isEqualTo(
                        new Answer.Failed(
                                "open " + file + " for writing: ENOENT (No such file or directory)",
                                "ENOENT"));
    }
}
