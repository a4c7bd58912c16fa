package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.SleepProcedure;
import java.util.Optional;
import java.util.function.Supplier;

/// Sees to it that the RTC that requests rely on is tested.
record RtcCheck(
        ProcedureSettings settings,
        EffectRunner<Effect.OnHost> host,
        EffectRunner<Effect.OnRecord> record,
        Supplier<Moment> clock) {

    /// Tests it, unless a kept test holds.
    ///
    /// @return the test that is relied on, also one that was not passed; empty where there is no
    ///   RTC
    Optional<RtcTest> check() {
        return new HostExamination(host, settings)
                .findings()
                .flatMap(findings -> findings.rtcToRelyOn().flatMap(rtc -> check(rtc, findings)));
    }

    private Optional<RtcTest> check(String rtc, Findings findings) {
        Fingerprint fingerprint = findings.fingerprint(rtc);
        Optional<RtcTest> kept =
                Optional.ofNullable(findings.kept().tests().get(rtc))
                        .filter(test ->
                                test.holds(
                                        fingerprint,
                                        clock.get().wall(),
                                        settings.rtcTestValidity()));
        return kept.isPresent()
                ? kept
                : new ProcedureRunner(host, record, clock)
                        .through(SleepProcedure.testRtc(rtc, fingerprint), Optional::empty, _ -> {})
                        .test();
    }
}
