package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.fleet.LoopReason;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the controller tells Prometheus, and the alerts and the dashboard that are made of it.
@Timeout(120)
class FleetMonitoringTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("lungfish.checkout", ""));
    private static final Path RULES =
            CHECKOUT.resolve("packaging/prometheus/lungfish-fleet.rules.yml");
    private static final Path DASHBOARD = CHECKOUT.resolve("packaging/grafana/lungfish-fleet.json");
    private static final Pattern METRIC = Pattern.compile("lungfish_[a-z_]+");

    @TempDir private Path folder;

    @Test
    @NeedsProgram(value = "promtool", install = "prometheus")
    void thePageIsGoodAndHasAllThatTheRulesAndTheDashboardName() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder.resolve("fleet"))) {
            String token = fleet.token("prometheus", Role.VIEWER);
            assertThat(fleet.post("/v1/demands", fleet.local(), "{\"hosts\":2}").statusCode())
                    .isEqualTo(201);
            fleet.parts.metrics().checkedIn(Duration.ofMillis(3));
            fleet.parts.metrics().planned(Duration.ofMillis(3));
            assertThat(fleet.get("/metrics", "none").statusCode()).isEqualTo(401);

            String page = fleet.get("/metrics", token).body();

            assertThat(told(List.of("promtool", "check", "metrics"), page)).isEmpty();
            assertThat(page)
                    .contains("lungfish_controller_build_info{", "version=\"1.2.3\"")
                    .contains("lungfish_fleet_hosts{state=\"lost\"} 0.0\n")
                    .contains("lungfish_fleet_demands_waiting 1.0\n")
                    .contains("lungfish_fleet_sleeps_total{outcome=\"woke-late\"} 0.0\n")
                    .contains("check_in_duration_seconds_bucket{le=\"0.005\"} 1\n");
            Set<String> served =
                    page.lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("[{ ]", 2)[0])
                            .collect(Collectors.toCollection(TreeSet::new));
            // Nobody sleeps or is missed here, and a family without values is not written.
            served.add("lungfish_host_asleep_until_seconds");
            served.add("lungfish_host_overdue_since_timestamp_seconds");
            assertThat(named(Files.readString(RULES))).hasSizeGreaterThan(5);
            assertThat(served).containsAll(named(Files.readString(RULES)));
            assertThat(named(Files.readString(DASHBOARD))).hasSizeGreaterThan(10);
            assertThat(served).containsAll(named(Files.readString(DASHBOARD)));
        }
    }

    @Test
    void wakesAndSleepsAreCountedByWhatCameOfThem() {
        FleetMetrics metrics = new FleetMetrics("1");
        metrics.happened(state("asleep", "waking"));
        metrics.happened(state("waking", "settling"));
        metrics.happened(state("waking", "overdue"));
        CheckIn.EndedLease ended =
                new CheckIn.EndedLease(
                        "lease1", CheckIn.Ending.WOKE_LATE, new NeighbourReason.HostSaidAwake());
        metrics.slept(ended);
        // The answer was lost, and the host says it again.
        metrics.slept(ended);

        assertThat(new String(metrics.page(), StandardCharsets.UTF_8))
                .contains("lungfish_fleet_wakes_total{outcome=\"back\"} 1.0\n")
                .contains("lungfish_fleet_wakes_total{outcome=\"overdue\"} 1.0\n")
                .contains("lungfish_fleet_state_changes_total{state=\"waking\"} 1.0\n")
                .contains("lungfish_fleet_sleeps_total{outcome=\"woke-late\"} 1.0\n");
    }

    private static EventTable.Row state(String before, String now) {
        LoopReason.FleetHostState reason = new LoopReason.FleetHostState("lab1", before, now);
        byte[] json = JsonObject.write(out -> ReasonJson.properties(out, reason));
        return new EventTable.Row(
                1,
                Instant.EPOCH,
                Optional.of("id1"),
                reason.code(),
                new String(json, StandardCharsets.UTF_8));
    }

    /// What happens is counted from the table of events, once.
    @Test
    void whatHappensReachesTheCounters() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder.resolve("fleet"))) {
            assertThat(fleet.loop.change("lab1", new Change.BeginMaintenance("ben")).name())
                    .isEqualTo("lab1");
            String page = "";
            while (!page.contains(
                    "lungfish_fleet_state_changes_total{state=\"maintenance\"} 1.0")) {
                page = new String(fleet.parts.metrics().page(), StandardCharsets.UTF_8);
            }
            assertThat(page).contains("lungfish_fleet_hosts{state=\"maintenance\"} 1.0\n");
        }
    }

    @Test
    @NeedsProgram(value = "promtool", install = "prometheus")
    void prometheusTakesTheRulesAndTheirTestsPass() throws Exception {
        assertThat(told(List.of("promtool", "check", "rules", RULES.toString()), ""))
                .contains("SUCCESS: 14 rules found");
        assertThat(
                        told(
                                List.of(
                                        "promtool",
                                        "test",
                                        "rules",
                                        RULES.resolveSibling("lungfish-fleet.test.yml").toString()),
                                ""))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void eachAlertHasItsWordsItsRunbookAndItsTest() throws Exception {
        String document = Files.readString(CHECKOUT.resolve("docs/metrics.md"));
        String tests = Files.readString(RULES.resolveSibling("lungfish-fleet.test.yml"));
        String[] alerts = Files.readString(RULES).split("- alert: ");

        assertThat(alerts).hasSize(14);
        for (String alert : List.of(alerts).subList(1, alerts.length)) {
            String name = alert.lines().findFirst().orElseThrow();
            assertThat(alert)
                    .containsPattern("severity: (info|warning|critical)\n")
                    .contains("summary: ", "description: ")
                    .contains("docs/metrics.md#" + name.toLowerCase(Locale.ROOT) + "\"");
            assertThat(document).contains("### " + name + "\n");
            assertThat(tests.split("alertname: " + name + "\n|alertname: " + name + ","))
                    .as("%s: quiet on a fleet that is well, quiet before, firing", name)
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    /// Each expression of the dashboard is one that Prometheus can parse, and no panel lies on
    /// another.
    @Test
    @NeedsProgram(value = "promtool", install = "prometheus")
    void prometheusTakesTheExpressionsOfTheDashboard() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        JsonObject dashboard = JsonObject.parse(Files.readAllBytes(DASHBOARD));
        Set<String> drawn = new TreeSet<>();
        int number = 0;
        for (JsonObject panel : dashboard.objects("panels")) {
            JsonObject place = panel.object("gridPos");
            for (long x = 0; x < place.number("w"); x++) {
                for (long y = 0; y < place.number("h"); y++) {
                    assertThat(drawn.add((place.number("x") + x) + ":" + (place.number("y") + y)))
                            .as(panel.text("title"))
                            .isTrue();
                }
            }
            if (panel.has("targets")) {
                for (JsonObject target : panel.objects("targets")) {
                    assertThat(target.text("expr")).contains("instance=~\"$instance\"");
                    rules.append(
                            "      - {record: 'panel:%d', expr: '%s'}\n"
                                    .formatted(number++, target.text("expr").replace("'", "''")));
                }
            }
        }
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);

        assertThat(told(List.of("promtool", "check", "rules", file.toString()), ""))
                .contains("SUCCESS: %d rules found".formatted(number));
    }

    private static Set<String> named(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String told(List<String> command, String input)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }
}
