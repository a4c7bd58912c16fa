package dev.lungfish.host.engine;

import dev.lungfish.core.procedure.Answer;
import dev.lungfish.core.procedure.EarlyWakePolicy;
import dev.lungfish.core.procedure.Effect;
import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.Findings;
import dev.lungfish.core.procedure.Fingerprint;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.Moment;
import dev.lungfish.core.procedure.ProcedureSettings;
import dev.lungfish.core.procedure.RtcTest;
import dev.lungfish.core.procedure.SleepProcedure;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.core.procedure.SleepTarget;
import dev.lungfish.host.journal.KeptTests;
import dev.lungfish.host.journal.StateDirectory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Sees to it that the RTC that requests rely on is tested.
record RtcCheck(
        StateDirectory state, ProcedureSettings settings, HostSide host, Supplier<Moment> clock) {

    /// Tests it, unless a kept test holds.
    ///
    /// @return the test that is relied on, also one that was not passed; empty where there is no
    ///   RTC
    Optional<RtcTest> check(EffectRunner others) {
        Passage passage =
                new Passage(host.runner(() -> KeptTests.read(state), () -> false, others), clock);
        return passage.carryOut(new Effect.Examine(forNobody()))
                        instanceof Answer.Examined(Findings findings)
                ? findings.rtcToRelyOn().flatMap(rtc -> check(rtc, findings, passage))
                : Optional.empty();
    }

    private Optional<RtcTest> check(String rtc, Findings findings, Passage passage) {
        Fingerprint fingerprint =
                findings.fingerprints().getOrDefault(rtc, new Fingerprint("", "", rtc));
        Optional<RtcTest> kept =
                Optional.ofNullable(findings.kept().get(rtc))
                        .filter(test ->
                                test.holds(
                                        fingerprint,
                                        clock.get().wall(),
                                        settings.rtcTestValidity()));
        return kept.isPresent()
                ? kept
                : passage.through(
                                SleepProcedure.testRtc(rtc, fingerprint), Optional::empty, _ -> {})
                        .test();
    }

    /// The examination looks at the whole host, whatever is asked for.
    private SleepRequest forNobody() {
        return new SleepRequest(
                "",
                "",
                SleepTarget.MEM,
                settings.shortest(),
                Duration.ZERO,
                GuestPolicy.REFUSE,
                EarlyWakePolicy.STAY,
                Set.of(),
                Optional.empty(),
                true);
    }
}
