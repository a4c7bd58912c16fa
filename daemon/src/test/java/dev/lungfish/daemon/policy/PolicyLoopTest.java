package dev.lungfish.daemon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.report.PolicyReport;
import dev.lungfish.api.Finished;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.state.directory.ProcedureLock;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLoopTest {
    private static final String CPU = "/sys/devices/system/cpu/";
    private static final String PREFERENCE = CPU + "cpufreq/policy0/energy_performance_preference";

    private static final WakeCause ALARM =
            new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("rtc0"));
    private static final WakeCause NOBODY =
            new WakeCause(WakeCause.Kind.UNKNOWN, ReceivedReason.uncoded(""));

    @TempDir private Path folder;
    private final List<SleepRequest> slept = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private ZonedDateTime now = ZonedDateTime.parse("2026-11-24T20:00:00+01:00[Europe/Berlin]");
    private int load = 30;
    private int guests;
    private Outcome outcome =
            new Outcome.Refused(List.of(ReceivedReason.uncoded("a test says so")));
    private HostFiles host;
    private StateDirectory state;
    private CpuPowerService processors;
    private PolicyLoop loop;

    @BeforeEach
    void configure() throws Exception {
        configure(
                """
                [policy]
                minimum = "5m"
                [[policy.rule]]
                name = "idle"
                after = "20m"
                sleep = "mem"
                for = "2h"
                [[policy.rule]]
                name = "quiet"
                load_at_most = 50
                profile = "power-saver"
                """);
    }

    private void configure(String rules) throws Exception {
        host =
                HostFiles.copyOf(
                        RecordedMachines.named("server-with-intel-pstate-active"),
                        folder.resolve("host-" + rules.hashCode()));
        host.file("/etc/lungfish/lungfish.toml", rules);
        ObservedHost observed = ObservedHost.open(Optional.of(host.root()), Optional.empty());
        state = new StateDirectory(folder.resolve("state-" + rules.hashCode()), "rwx------");
        Log journal = new Log(log::add, true, () -> Instant.EPOCH);
        processors =
                new CpuPowerService(observed.cpu(state), observed.configuration().power(), journal);
        loop =
                new PolicyLoop(
                        observed.configuration(),
                        this::situation,
                        this::sleep,
                        processors,
                        journal);
    }

    private Situation situation() {
        return new Situation(
                now,
                OptionalInt.of(load),
                OptionalInt.of(guests),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.of(PowerSource.MAINS),
                OptionalInt.empty(),
                List.of());
    }

    private Optional<CompletableFuture<Finished>> sleep(SleepRequest request) {
        slept.add(request);
        if (outcome instanceof Outcome.Slept) {
            now = now.plus(request.length().orElseThrow());
        }
        return Optional.of(
                CompletableFuture.completedFuture(
                        new Finished(request, Optional.empty(), outcome, List.of(), List.of())));
    }

    private boolean lookAfter(Duration time) {
        now = now.plus(time);
        return loop.look();
    }

    @Test
    void setsTheProfileThatIsDecidedOnce() {
        loop.look();
        assertThat(host.text(PREFERENCE)).isEqualTo("power");

        host.file(PREFERENCE, "balance_power");
        lookAfter(Duration.ofMinutes(1));
        assertThat(host.text(PREFERENCE)).as("somebody else's is left").isEqualTo("balance_power");
    }

    @Test
    void setsItForProcessorsThatComeAndLeavesWhatOthersHaveSet() {
        host.file(CPU + "online", "0-2\n").file(CPU + "cpufreq/policy3/affected_cpus", "\n");
        HotplugWatch watch = new HotplugWatch(processors);
        loop.look();
        host.file(PREFERENCE, "balance_power");
        host.file(CPU + "online", "0-3\n").file(CPU + "cpufreq/policy3/affected_cpus", "3\n");
        watch.look();

        assertThat(host.text(CPU + "cpufreq/policy3/energy_performance_preference"))
                .isEqualTo("power");
        assertThat(host.text(PREFERENCE)).isEqualTo("balance_power");
    }

    @Test
    void setsForAProcessorThatComesBackWhatWasSetByHand() throws Exception {
        HotplugWatch watch = new HotplugWatch(processors);
        processors.set(
                new CpuSettingRequest(
                        Map.of(CpuSetting.BIAS, "15", CpuSetting.MAX_FREQUENCY, "2GHz"),
                        Optional.of(CpuSet.of(2, 3))),
                "a test");
        processors.set(CpuSettingRequest.of(Map.of(CpuSetting.BIAS, "8")), "a test");
        host.file(CPU + "online", "0-1\n");
        watch.look();
        for (int processor : List.of(2, 3)) {
            host.file(CPU + "cpu" + processor + "/power/energy_perf_bias", "6\n");
            host.file(CPU + "cpufreq/policy" + processor + "/scaling_max_freq", "5100000\n");
        }
        host.file(CPU + "online", "0-3\n");
        watch.look();

        assertThat(host.text(CPU + "cpu3/power/energy_perf_bias")).isEqualTo("8");
        assertThat(host.text(CPU + "cpufreq/policy3/scaling_max_freq")).isEqualTo("2000000");
        processors.restore("a test");
        assertThat(host.text(CPU + "cpu3/power/energy_perf_bias")).isEqualTo("6");
        assertThat(host.text(CPU + "cpufreq/policy3/scaling_max_freq")).isEqualTo("5100000");
    }

    @Test
    void triesAgainWhereAProcessorComesWhileTheHostIsPutToSleep() throws Exception {
        host.file(CPU + "online", "0-2\n").file(CPU + "cpufreq/policy3/affected_cpus", "\n");
        HotplugWatch watch = new HotplugWatch(processors);
        processors.set(CpuSettingRequest.of(Map.of(CpuSetting.PREFERENCE, "power")), "a test");
        host.file(CPU + "online", "0-3\n").file(CPU + "cpufreq/policy3/affected_cpus", "3\n");
        try (ProcedureLock _ = ProcedureLock.tryTake(state).orElseThrow()) {
            watch.look();
        }
        assertThat(host.text(CPU + "cpufreq/policy3/energy_performance_preference"))
                .isEqualToIgnoringWhitespace("balance_performance");
        watch.look();
        assertThat(host.text(CPU + "cpufreq/policy3/energy_performance_preference"))
                .isEqualTo("power");
    }

    @Test
    void leavesAProcessorAloneThatComesWhereNothingWasSet() {
        host.file(CPU + "online", "0-2\n");
        HotplugWatch watch = new HotplugWatch(processors);
        host.file(CPU + "online", "0-3\n");
        watch.look();

        assertThat(log).isEmpty();
    }

    @Test
    void putsAllBackWhereNoRuleHoldsAnyMore() {
        loop.look();
        load = 90;
        lookAfter(Duration.ofMinutes(6));

        assertThat(host.text(PREFERENCE)).isEqualTo("balance_performance");
    }

    @Test
    void sleepsOnWhileTheHostStaysIdle() {
        outcome =
                new Outcome.Slept(
                        Duration.ofHours(2), Duration.ZERO, ALARM, ReceivedReason.uncoded(""));
        load = 1;
        loop.look();
        assertThat(lookAfter(Duration.ofMinutes(20))).isTrue();
        assertThat(loop.look()).isTrue();
        guests = 1;
        assertThat(loop.look()).isFalse();

        assertThat(slept).hasSize(2);
        assertThat(slept.getFirst().requester()).isEqualTo("policy rule 'idle'");
        assertThat(slept.getFirst().length()).contains(Duration.ofHours(2));
    }

    @Test
    void mustBeIdleAnewAfterSomebodyWokeIt() {
        outcome =
                new Outcome.WokeEarly(
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(117),
                        NOBODY,
                        ReceivedReason.uncoded(""));
        load = 1;
        loop.look();
        assertThat(lookAfter(Duration.ofMinutes(20))).isFalse();
        for (int minute = 0; minute < 20; minute++) {
            lookAfter(Duration.ofMinutes(1));
        }
        assertThat(slept).hasSize(1);
        lookAfter(Duration.ofMinutes(2));
        assertThat(slept).hasSize(2);
    }

    @Test
    void asksNotAgainAtOnceWhereTheSleepIsRefused() throws Exception {
        configure(
                """
                [policy]
                minimum = "10m"
                [[policy.rule]]
                name = "idle"
                sleep = "mem"
                """);
        load = 1;
        loop.look();
        lookAfter(Duration.ofMinutes(9));
        assertThat(slept).hasSize(1);
        lookAfter(Duration.ofMinutes(1));
        assertThat(slept).hasSize(2);
    }

    @Test
    void explainsWhatItDoes() {
        assertThat(loop.explain()).isEmpty();
        loop.look();
        lookAfter(Duration.ofMinutes(10));

        assertThat(PolicyReport.text(loop.explain().orElseThrow()))
                .startsWith(
                        """
                        Rule 'quiet' holds: profile power-saver
                        since 2026-11-24 20:00:00 +01:00, for 10 min
                        """)
                .contains(
                        "'idle' does not hold: load at most 10% (ends above 15%) wanted, load 30%")
                .contains("'quiet' ends where one of these does: load at most 50%");
    }

    @Test
    void putsBackAtItsEndWhatTheDaemonHasSet() {
        loop.look();
        processors.settle("the daemon ends");

        assertThat(host.text(PREFERENCE)).isEqualTo("balance_performance");
        assertThat(log).anyMatch(line -> line.contains("restore"));
    }
}
