package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.RtcTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The test of an RTC that a request relies on: one that held when the host was examined, or its
/// own. Confined to one thread.
final class HeldTest {
    private Optional<Duration> step = Optional.empty();

    void examined(Findings findings, Instant now, Duration validity) {
        step =
                findings.fingerprints().entrySet().stream()
                        .flatMap(rtc ->
                                Optional.ofNullable(findings.kept().tests().get(rtc.getKey()))
                                        .filter(test -> test.holds(rtc.getValue(), now, validity))
                                        .stream())
                        .map(RtcTest::step)
                        .max(Duration::compareTo);
    }

    void tested(RtcTest test) {
        if (test.passed()) {
            step = Optional.of(test.step());
        }
    }

    boolean holds() {
        return step.isPresent();
    }

    /// By how much an alarm may be due later as it was found to know steps only.
    long slackMillis() {
        return step.map(Duration::toMillis).orElse(1000L) - 1000;
    }
}
