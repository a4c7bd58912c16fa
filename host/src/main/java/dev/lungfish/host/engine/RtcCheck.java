package dev.lungfish.host.engine;

import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.Findings;
import dev.lungfish.core.procedure.Fingerprint;
import dev.lungfish.core.procedure.Moment;
import dev.lungfish.core.procedure.ProcedureSettings;
import dev.lungfish.core.procedure.RtcTest;
import dev.lungfish.core.procedure.SleepProcedure;
import dev.lungfish.host.journal.KeptWays;
import dev.lungfish.host.journal.StateDirectory;
import java.util.Optional;
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
                new Passage(host.runner(() -> KeptWays.read(state), () -> false, others), clock);
        return new Survey(passage, settings)
                .findings()
                .flatMap(findings ->
                        findings.rtcToRelyOn().flatMap(rtc -> check(rtc, findings, passage)));
    }

    private Optional<RtcTest> check(String rtc, Findings findings, Passage passage) {
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
                : passage.through(
                                SleepProcedure.testRtc(rtc, fingerprint), Optional::empty, _ -> {})
                        .test();
    }
}
