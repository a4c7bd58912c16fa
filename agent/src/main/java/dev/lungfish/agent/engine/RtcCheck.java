package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.Effect;
import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.Findings;
import dev.lungfish.core.procedure.Fingerprint;
import dev.lungfish.core.procedure.Moment;
import dev.lungfish.core.procedure.ProcedureSettings;
import dev.lungfish.core.procedure.RtcTest;
import dev.lungfish.core.procedure.SleepProcedure;
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
