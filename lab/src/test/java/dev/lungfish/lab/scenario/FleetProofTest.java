package dev.lungfish.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.state.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetProofTest {
    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");
    private static final String LOG =
            """
            [   60.1] PM: Timekeeping suspended for 24.310 seconds
            [   71.9] PM: Timekeeping suspended for 11.000 seconds
            """;

    /// Granted at 0, asleep at 2, QEMU from 3 to 27, called at 28 and granted again, asleep at 29,
    /// QEMU from 30 to 41, woken by a packet at 41, called at 42.
    private static final List<FleetEvent> TOLD =
            List.of(
                    granted(0, "PT25S"),
                    state(0, "ordered"),
                    state(2, "asleep"),
                    granted(28, "PT47.5S"),
                    state(28, "ordered"),
                    state(29, "asleep"),
                    state(40, "waking"),
                    state(42, "settling"),
                    state(43, "awake"));

    private static final List<Proof.Suspension> QEMU = List.of(slept(3, 27), slept(30, 41));

    @Test
    void agreesWhereAllThreeSawTheSameSleeps() {
        FleetProof proof = proof(QEMU, LOG, 2, TOLD);

        assertThat(proof.contradictions()).isEmpty();
        assertThat(proof.lines())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .startsWith("alpha  1")
                                        .contains("24.0 s, by its alarm")
                                        .contains("24.3 s")
                                        .endsWith("lease of 25.0 s, called 1.0 s after"),
                        second ->
                                assertThat(second)
                                        .contains("11.0 s, woken by a packet")
                                        .endsWith("lease of 47.5 s, woken, called 1.0 s after"));
    }

    @Test
    void tellsOfASleepThatTheKernelDidNotCount() {
        assertThat(proof(QEMU, LOG, 1, TOLD).contradictions())
                .containsExactly("alpha: QEMU saw 2 sleeps, the kernel logged 2 and counts 1");
    }

    @Test
    void tellsWhereLengthsDiffer() {
        String log = LOG.replace("11.000", "4.000");

        assertThat(proof(QEMU, log, 2, TOLD).contradictions())
                .containsExactly("alpha, sleep 2: QEMU says 11.0 s, the kernel 4.0 s");
    }

    @Test
    void tellsOfASleepWithoutALease() {
        assertThat(proof(QEMU, LOG, 2, TOLD.subList(3, TOLD.size())).contradictions())
                .containsExactly("alpha, sleep 1: the controller knows no lease for it");
    }

    @Test
    void tellsOfALeaseWhoseHostHasNotCalled() {
        assertThat(proof(QEMU, LOG, 2, TOLD.subList(0, 7)).contradictions())
                .containsExactly(
                        "alpha, sleep 2: the controller knows no lease for it",
                        "alpha: the controller tells of 1 sleeps that QEMU did not see");
    }

    @Test
    void tellsWhereTheControllerDidNotWakeWhatAPacketWoke() {
        List<FleetEvent> told =
                TOLD.stream()
                        .filter(event -> event.state().filter("waking"::equals).isEmpty())
                        .toList();

        assertThat(proof(QEMU, LOG, 2, told).contradictions())
                .containsExactly(
                        "alpha, sleep 2: a packet woke it, and the controller did not want that");
    }

    /// On a busy machine a host calls late after its alarm.
    @Test
    void aHostThatCallsLateMayBeCalledOverdue() {
        List<FleetEvent> told =
                List.of(
                        granted(0, "PT25S"),
                        state(2, "asleep"),
                        state(36, "due"),
                        state(38, "overdue"),
                        state(39, "settling"));
        FleetProof proof =
                proof(List.of(slept(3, 27)), LOG.lines().findFirst().orElseThrow(), 1, told);

        assertThat(proof.contradictions()).isEmpty();
        assertThat(proof.lines())
                .singleElement()
                .asString()
                .contains("by its alarm")
                .endsWith("lease of 25.0 s, overdue, called 12.0 s after");
    }

    @Test
    void aLeaseThatTheHostDidNotUseIsNoSleep() {
        List<FleetEvent> told =
                List.of(granted(0, "PT25S"), state(0, "ordered"), state(2, "awake"));

        assertThat(proof(List.of(), "", 0, told).contradictions()).isEmpty();
    }

    private static FleetProof proof(
            List<Proof.Suspension> qemu, String log, long successes, List<FleetEvent> told) {
        return new FleetProof(
                "alpha",
                qemu,
                List.of(START.plusSeconds(41)),
                FleetProof.suspended(log),
                successes,
                true,
                FleetProof.leases(told));
    }

    private static Proof.Suspension slept(int from, int until) {
        return new Proof.Suspension(START.plusSeconds(from), START.plusSeconds(until));
    }

    private static FleetEvent granted(int second, String length) {
        return event(
                second,
                "lease-granted",
                "{\"host\":\"alpha\",\"lease\":\"%d\",\"length\":\"%s\"}"
                        .formatted(second, Duration.parse(length)));
    }

    private static FleetEvent state(int second, String now) {
        return event(
                second,
                "fleet-host-state",
                "{\"host\":\"alpha\",\"before\":\"any\",\"now\":\"%s\"}".formatted(now));
    }

    private static FleetEvent event(int second, String code, String parameters) {
        return FleetEvent.read(
                JsonObject.parse(
                        """
                        {"seq":%d,"at":"%s","host":"h","event":{"reason":"-","code":"%s","parameters":%s}}
                        """
                                .formatted(second, START.plusSeconds(second), code, parameters)
                                .getBytes(StandardCharsets.UTF_8)));
    }
}
