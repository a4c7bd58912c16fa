package dev.lungfish.daemon.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.OtherWake;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.policy.Decision;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.power.Power.Watts;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.daemon.metrics.MetricsContent.Certificate;
import dev.lungfish.daemon.metrics.MetricsContent.Requests;
import dev.lungfish.daemon.metrics.MetricsContent.Wakes;
import dev.lungfish.daemon.metrics.MetricsContent.Ways;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
    private static final Instant AT = Instant.ofEpochSecond(1_764_517_800L);

    @TempDir private Path folder;

    @Test
    void writesWhatPrometheusReads() throws Exception {
        assertThat(page("server-with-rapl-in-two-packages"))
                .contains("# TYPE lungfish_cpu_frequency_hertz gauge\n")
                .contains("lungfish_cpu_frequency_hertz{group=\"policy3\"} 2.6E9\n")
                .contains("# TYPE lungfish_cpu_idle_seconds_total counter\n")
                .contains("lungfish_cpu_idle_seconds_total{cpu=\"0\",state=\"C6\"} 5.0\n")
                .contains("lungfish_energy_joules_total{zone=\"package-1/dram\"} 65535.75\n")
                .contains("lungfish_power_watts{zone=\"package-0\"} 81.5\n")
                .contains("lungfish_asleep_seconds_total 0.0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server-with-rapl-in-two-packages",
                "server-with-intel-pstate-active",
                "virtual-machine-without-cpu-power"
            })
    @NeedsProgram(value = "promtool", install = "prometheus")
    void satisfiesPrometheusOwnCheck(String machine) throws Exception {
        assertThat(checked(page(machine))).isEmpty();
    }

    /// Prometheus, "Instrumentation": a metric that is missing until something happens makes
    /// `rate()` and `increase()` blind for its first event.
    @Test
    void eachOutcomeAndStateBeginsAtZero() throws Exception {
        String page = page("server-with-rapl-in-two-packages");

        for (String outcome : OutcomeJson.KINDS) {
            assertThat(page).contains("lungfish_sleeps_total{outcome=\"" + outcome + "\"} 0.0\n");
        }
        assertThat(page)
                .doesNotContain("would-sleep")
                .contains("lungfish_requests_refused_total 0.0\n")
                .contains("lungfish_request_phase{phase=\"checking\"} 0.0\n")
                .contains("lungfish_sleepers{state=\"overdue\"} 0.0\n");
    }

    @Test
    void writesTimesAndNotAges() throws Exception {
        assertThat(whole())
                .contains("lungfish_build_info{java=\"25\",version=\"0.2.0\"} 1\n")
                .contains("lungfish_daemon_start_timestamp_seconds 1.7645178E9\n")
                .contains(
                        "lungfish_certificate_expiry_timestamp_seconds{file=\"/pki/servercert.pem\",use=\"server\"}"
                            + " 1.7645178E9\n")
                .contains("lungfish_requests_refused_total 3.0\n")
                .contains("lungfish_requests_refused_since_timestamp_seconds 1.7645178E9\n")
                .contains("lungfish_request_phase{phase=\"quiescing\"} 1.0\n")
                .contains("lungfish_request_phase{phase=\"asleep\"} 0.0\n")
                .contains("lungfish_request_phase_since_timestamp_seconds 1.7645178E9\n")
                .contains("lungfish_rtc_trusted 1.0\n")
                .contains("lungfish_rtc_test_passed{rtc=\"rtc0\"} 1.0\n")
                .contains(
                        "lungfish_proof_standing{device=\"rtc0\",standing=\"proved\","
                                + "state=\"suspend-to-ram\",way=\"rtc\"} 1.0\n")
                .contains(
                        "lungfish_proof_standing{device=\"rtc0\",standing=\"failed\","
                                + "state=\"suspend-to-disk\",way=\"rtc\"} 1.0\n")
                .contains(
                        "lungfish_proof_timestamp_seconds{device=\"rtc0\","
                                + "state=\"suspend-to-disk\",way=\"rtc\"} 1.7645178E9\n")
                .contains(
                        "lungfish_proof_expiry_timestamp_seconds{device=\"rtc0\","
                                + "state=\"suspend-to-ram\",way=\"rtc\"} 1.7722938E9\n")
                .contains("lungfish_next_wake_timestamp_seconds{by=\"wakeup\"} 1.7645178E9\n")
                .contains("lungfish_next_wake_timestamp_seconds{by=\"rtc-alarm\"} 1.7645178E9\n")
                .contains("lungfish_sleepers{state=\"overdue\"} 150.0\n")
                .contains(
                        "lungfish_sleeper_overdue_promised_timestamp_seconds{host=\"lab0\"} "
                                + "1.7645178E9\n");
    }

    /// The names of hosts come from others.
    @Test
    void listsNoMoreThanAHundredHosts() throws Exception {
        assertThat(whole().lines().filter(line -> line.contains("{host="))).hasSize(100);
    }

    @Test
    void theDocumentListsAllMetricsWithTheirLabels() throws Exception {
        Pattern sample = Pattern.compile("(lungfish_[a-z_]+)(?:\\{(.*)\\})? [^ ]+");
        Map<String, Set<String>> served = new TreeMap<>();
        whole().lines()
                .map(sample::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    Set<String> labels =
                            served.computeIfAbsent(line.group(1), _ -> new TreeSet<>());
                    if (line.group(2) != null) {
                        Pattern.compile("([a-z]+)=\"")
                                .matcher(line.group(2))
                                .results()
                                .forEach(label -> labels.add(label.group(1)));
                    }
                });
        Map<String, Set<String>> documented = new TreeMap<>();
        Path document = Path.of(System.getProperty("lungfish.checkout", ""), "docs", "metrics.md");
        // Those of a controller are below.
        List<String> rows = Files.readAllLines(document);
        for (String row : rows.subList(0, rows.indexOf("## A fleet"))) {
            if (row.startsWith("| `lungfish_")) {
                String[] cells = row.split("\\|", -1);
                documented.put(
                        cells[1].strip().replace("`", ""),
                        Pattern.compile("`([a-z]+)`")
                                .matcher(cells[2])
                                .results()
                                .map(label -> label.group(1))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }

        assertThat(served).hasSizeGreaterThan(20);
        assertThat(documented).isEqualTo(served);
    }

    @Test
    @NeedsProgram(value = "promtool", install = "prometheus")
    void allOfItSatisfiesPrometheusOwnCheck() throws Exception {
        assertThat(checked(whole())).isEmpty();
    }

    private static String checked(String page) throws Exception {
        Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.getOutputStream()) {
            in.write(page.getBytes(UTF_8));
        }
        String told = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(told).isZero();
        return told;
    }

    private String page(String machine) throws Exception {
        return write(
                machine,
                new Requests(Optional.of(SleepTotals.NONE), Optional.empty(), 0, Optional.empty()),
                Optional.empty(),
                new Wakes(Optional.empty(), Map.of()),
                List.of(),
                List.of());
    }

    /// A page on which every metric is.
    private String whole() throws Exception {
        SleepRequest request =
                SleepRequest.to(SleepTarget.MEM)
                        .named("3f2a")
                        .by("root")
                        .lasting(Duration.ofHours(8))
                        .build();
        CurrentRequest running =
                new CurrentRequest(
                        request,
                        1,
                        Optional.empty(),
                        Phase.QUIESCING,
                        AT,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of());
        Fingerprint rtc = Fingerprint.unknown("rtc0");
        Reason told = ReceivedReason.uncoded("a test says so");
        Proof held = new Proof(rtc, SleepState.SUSPEND_TO_RAM, AT, true, Optional.empty(), told);
        Proof failed =
                new Proof(rtc, SleepState.SUSPEND_TO_DISK, AT, false, Optional.empty(), told);
        Ways ways =
                new Ways(
                        List.of(
                                new ProofStanding.Proved(
                                        held.state(), "rtc0", held, AT.plus(Duration.ofDays(90))),
                                new ProofStanding.Failed(failed.state(), "rtc0", failed)),
                        true,
                        Map.of("rtc0", new RtcTest(rtc, AT, true, told)));
        List<Watch> sleepers =
                IntStream.range(0, 150)
                        .<Watch>mapToObj(number ->
                                new Watch.Overdue(
                                        new SleepNotice(
                                                new HostIdentity("lab" + number, List.of()),
                                                "3f2a",
                                                "mem",
                                                AT,
                                                Optional.of(AT)),
                                        1,
                                        Duration.ofSeconds(15),
                                        AT))
                        .toList();
        return write(
                "server-with-rapl-in-two-packages",
                new Requests(
                        Optional.of(SleepTotals.NONE), Optional.of(running), 3, Optional.of(AT)),
                Optional.of(ways),
                new Wakes(
                        Optional.of(AT),
                        Map.of(OtherWake.Kind.RTC_ALARM, AT, OtherWake.Kind.SYSTEMD_TIMER, AT)),
                sleepers,
                List.of(new Certificate("server", "/pki/servercert.pem", AT)));
    }

    private String write(
            String machine,
            Requests requests,
            Optional<Ways> ways,
            Wakes wakes,
            List<Watch> sleepers,
            List<Certificate> certificates)
            throws Exception {
        CpuReport read =
                ObservedHost.open(
                                Optional.of(RecordedMachines.named(machine).path()),
                                Optional.empty())
                        .cpu(new StateDirectory(folder, "rwx------"))
                        .report();
        CpuReport measured =
                new CpuReport(
                        read.readings(),
                        read.services(),
                        Map.of("package-0", new Watts(81.5)),
                        read.changed());
        return new String(
                MetricsPage.write(
                        new MetricsContent(
                                new MetricsContent.Build("0.2.0", AT),
                                measured,
                                ways.map(_ -> explained()),
                                requests,
                                ways,
                                wakes,
                                sleepers,
                                certificates,
                                new MetricsContent.Trouble(
                                        List.of(new StateReason.StateDirectoryGone("/s")), 7))),
                UTF_8);
    }

    @Test
    void countsWhatIsWrongWithTheStateDirectoryAndTheLog() throws Exception {
        assertThat(page("server-with-rapl-in-two-packages"))
                .contains("lungfish_state_problems{code=\"state-directory-gone\"} 1.0\n")
                .contains("lungfish_log_entries_lost_total 7.0\n");
    }

    private static Explanation explained() {
        Rule rule =
                new Rule(
                        "night",
                        List.of(),
                        Duration.ZERO,
                        new Rule.Action.UseProfile("power-saver"));
        Situation situation =
                new Situation(
                        AT.atZone(ZoneOffset.UTC),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of());
        return new Explanation(
                situation, new Decision(Optional.of(rule), AT, Map.of(), List.of()), List.of());
    }
}
