package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.RtcTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The test of an RTC that a request relies on: one that held when the host was examined, or its
/// own. Confined to one thread.
final class HeldTest {
    private Optional<Duration> step = Optional.empty();

    void examined(Findings findings, Instant now, Duration validity) {
        step =
                findings.fingerprints().entrySet().stream()
                        .flatMap(rtc ->
                                Stream.of(rtc.getKey())
                                        .map(findings.kept().tests()::get)
                                        .filter(Objects::nonNull)
                                        .filter(test -> test.holds(rtc.getValue(), now, validity)))
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
