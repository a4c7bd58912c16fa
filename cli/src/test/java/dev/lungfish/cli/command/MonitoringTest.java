package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.state.json.JsonObject;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.RecordedMachines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a daemon tells Prometheus, and the alerts and the dashboard that are made of it.
@Timeout(180)
class MonitoringTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("lungfish.checkout", ""));
    private static final Path RULES = CHECKOUT.resolve("packaging/prometheus/lungfish.rules.yml");
    private static final Path DASHBOARD = CHECKOUT.resolve("packaging/grafana/lungfish.json");
    private static final Pattern METRIC = Pattern.compile("lungfish_[a-z_]+");

    @TempDir private Path folder;
    private ServedMachine machine;
    private String url = "";

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(Files.createDirectory(folder.resolve("host")));
        url = "http://127.0.0.1:%d/metrics".formatted(FreePort.onLoopback());
    }

    @AfterEach
    void end() {
        machine.close();
    }

    /// The daemon rehearses when it starts, and whoever asks for a dry run is no requester: an
    /// alert on refused requests would fire after each start beside a blocker.
    @Test
    @NeedsProgram(value = "curl", install = "curl")
    void aRehearsalIsNoRequestInLogAndMetrics() throws Exception {
        machine.played().write("/services/blockers.d/backup", "1\nruns until noon\n");
        Process daemon = serve("[metrics]", "listen = '" + place() + "'");

        assertThat(dryRun().err()).contains("script:backup");
        String told = machine.told();
        String before = scrape();
        assertThat(ask("suspend", "mem", "--for", "60s").code()).isNotZero();
        String after = scrape();
        told += machine.played().awaitLine(daemon, "request ended");

        assertThat(told).contains("rehearsed target=mem").containsOnlyOnce("request ended");
        assertThat(told).containsOnlyOnce("phase=checking");
        assertThat(before)
                .contains("lungfish_requests_refused_total 0.0\n")
                .doesNotContain("refused_since", "would-sleep");
        assertThat(after)
                .contains("lungfish_requests_refused_total 1.0\n", "refused_since_timestamp");
    }

    @Test
    @NeedsProgram(
            value = {"promtool", "curl", "openssl"},
            install = "prometheus curl openssl")
    void aDaemonServesAllThatTheRulesAndTheDashboardName() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        addProcessors();
        expectALostNeighbour();
        Process _ =
                serve(
                        "[daemon]",
                        "tls = '127.0.0.1:0'",
                        "tls_certificate = '%s/servercert.pem'".formatted(pki),
                        "tls_key = '%s/serverkey.pem'".formatted(pki),
                        "tls_authority = '%s/cacert.pem'".formatted(pki),
                        "[neighbour]",
                        "hosts = ['lungfish+tls://localhost:1/system?pkipath=%s']".formatted(pki),
                        "[metrics]",
                        "listen = '" + place() + "'",
                        "[[policy.rule]]",
                        "name = 'otherwise'",
                        "profile = 'balanced'");
        // While the policy sets the processors, it holds the state directory.
        String _ = machine.awaitLog("processors ");
        PlayedMachine.Told slept = ask("suspend", "mem", "--for", "60s");
        assertThat(slept.code()).as(slept.out() + slept.err()).isZero();
        assertThat(ask("wakeup", "add", "--at", "+2h", "--for", "backup").code()).isZero();
        machine.played().write("/services/blockers.d/backup", "1\nruns until noon\n");
        assertThat(ask("suspend", "mem", "--for", "60s").code()).isNotZero();
        Files.delete(machine.played().file("/services/blockers.d/backup"));

        Process waiting =
                machine.played()
                        .start(
                                "--connect",
                                machine.ourUri("libvirt-sock"),
                                "suspend",
                                "mem",
                                "--for",
                                "60s",
                                "--delay",
                                "10min");
        String page = scrape();
        for (int tries = 0; tries < 50 && !page.contains("\"scheduled\"} 1.0"); tries++) {
            TimeUnit.MILLISECONDS.sleep(200);
            page = scrape();
        }
        assertThat(ask("cancel").code()).isZero();
        int _ = waiting.waitFor();

        assertThat(checked(page)).isEmpty();
        assertThat(page)
                .contains("use=\"client\"", "use=\"server\"", "use=\"authority\"")
                .contains("lungfish_sleepers{state=\"given-up\"} 1.0\n")
                .contains("lungfish_sleeper_overdue_promised_timestamp_seconds{host=\"lab2\"}")
                .contains("lungfish_sleeps_total{outcome=\"slept\"} 1.0\n")
                .contains("lungfish_next_wake_timestamp_seconds{by=\"wakeup\"}")
                .containsPattern("lungfish_proof_standing\\{.*standing=\"proved\".*} 1.0");
        Set<String> served =
                page.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        // On a record no time passes, so no power is measured.
        served.add("lungfish_power_watts");
        assertThat(named(Files.readString(RULES))).hasSizeGreaterThan(8);
        assertThat(served).containsAll(named(Files.readString(RULES)));
        assertThat(named(Files.readString(DASHBOARD))).hasSizeGreaterThan(15);
        assertThat(served).containsAll(named(Files.readString(DASHBOARD)));
    }

    @Test
    @NeedsProgram(value = "promtool", install = "prometheus")
    void prometheusTakesTheRulesAndTheirTestsPass() throws Exception {
        ended(List.of("promtool", "check", "rules", RULES.toString()), "SUCCESS: 11 rules found");
        ended(
                List.of(
                        "promtool",
                        "test",
                        "rules",
                        RULES.resolveSibling("lungfish.test.yml").toString()),
                "SUCCESS");
    }

    @Test
    void eachAlertHasItsWordsItsRunbookAndItsTest() throws Exception {
        String document = Files.readString(CHECKOUT.resolve("docs/metrics.md"));
        String tests = Files.readString(RULES.resolveSibling("lungfish.test.yml"));
        String[] alerts = Files.readString(RULES).split("- alert: ");

        assertThat(alerts).hasSizeGreaterThan(10);
        for (String alert : List.of(alerts).subList(1, alerts.length)) {
            String name = alert.lines().findFirst().orElseThrow();
            assertThat(alert)
                    .containsPattern("severity: (info|warning|critical)\n")
                    .contains("summary: ", "description: ")
                    .contains("docs/metrics.md#" + name.toLowerCase(Locale.ROOT) + "\"");
            assertThat(document).contains("### " + name + "\n");
            assertThat(tests.split("alertname: " + name + "\n|alertname: " + name + ","))
                    .as("%s: quiet on a host that is well, quiet before, firing", name)
                    .hasSize(4);
        }
    }

    /// What Grafana wants of a dashboard that is imported.
    ///
    /// **Source:** Grafana 10 and 11, "Dashboard JSON model" and "Provision dashboards".
    @Test
    void grafanaCanImportTheDashboard() throws Exception {
        JsonObject dashboard = JsonObject.parse(Files.readAllBytes(DASHBOARD));
        List<JsonObject> panels = dashboard.objects("panels");
        List<JsonObject> variables = dashboard.object("templating").objects("list");

        assertThat(dashboard.number("schemaVersion")).isBetween(36L, 41L);
        assertThat(dashboard.text("uid")).hasSizeBetween(1, 40);
        assertThat(dashboard.text("title")).isNotBlank();
        assertThat(dashboard.has("id")).as("an id is of one Grafana").isFalse();
        assertThat(variables).extracting(one -> one.text("name")).contains("datasource");
        assertThat(panels).extracting(one -> one.number("id")).doesNotHaveDuplicates();
        List<String> drawn = new ArrayList<>();
        for (JsonObject panel : panels) {
            JsonObject place = panel.object("gridPos");
            assertThat(place.number("x") + place.number("w")).isBetween(1L, 24L);
            for (long x = 0; x < place.number("w"); x++) {
                for (long y = 0; y < place.number("h"); y++) {
                    drawn.add((place.number("x") + x) + ":" + (place.number("y") + y));
                }
            }
            if (!panel.text("type").equals("row")) {
                assertThat(panel.object("datasource").text("uid")).isEqualTo("${datasource}");
                for (JsonObject target : panel.objects("targets")) {
                    assertThat(target.object("datasource").text("uid")).isEqualTo("${datasource}");
                    assertThat(target.text("expr")).contains("instance=~\"$instance\"");
                }
            }
        }
        assertThat(drawn).as("no panel lies on another").doesNotHaveDuplicates();
    }

    /// Each expression of the dashboard is one that Prometheus can parse.
    @Test
    @NeedsProgram(value = "promtool", install = "prometheus")
    void prometheusTakesTheExpressionsOfTheDashboard() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (JsonObject panel : JsonObject.parse(Files.readAllBytes(DASHBOARD)).objects("panels")) {
            if (panel.has("targets")) {
                for (JsonObject target : panel.objects("targets")) {
                    rules.append(
                            "      - {record: 'panel:%d', expr: '%s'}\n"
                                    .formatted(number++, target.text("expr").replace("'", "''")));
                }
            }
        }
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);

        ended(
                List.of("promtool", "check", "rules", file.toString()),
                "SUCCESS: %d rules found".formatted(number));
    }

    private static Set<String> named(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void ended(List<String> command, String words) throws Exception {
        PlayedMachine.Told told = ServedMachine.run(command);
        assertThat(told.out()).contains(words).doesNotContain("FAILED");
        assertThat(told.code()).isZero();
    }

    private String place() {
        return url.replaceAll("http://(.*)/metrics", "$1");
    }

    private Process serve(String... lines) throws IOException {
        return machine.serve(lines);
    }

    /// By the daemon, as on a host where one runs.
    private PlayedMachine.Told ask(String... words) {
        List<String> all = new ArrayList<>(List.of("--connect", machine.ourUri("libvirt-sock")));
        all.addAll(List.of(words));
        return machine.played().run(all.toArray(String[]::new));
    }

    private PlayedMachine.Told dryRun() {
        return ask("suspend", "mem", "--for", "60s", "--dry-run");
    }

    private String scrape() throws Exception {
        PlayedMachine.Told told =
                ServedMachine.run(List.of("curl", "-sS", "--noproxy", "*", "--fail", url));
        assertThat(told.code()).as(told.out()).isZero();
        return told.out();
    }

    private static String checked(String page) throws Exception {
        Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.getOutputStream()) {
            in.write(page.getBytes(UTF_8));
        }
        return new String(promtool.getInputStream().readAllBytes(), UTF_8);
    }

    private void expectALostNeighbour() {
        machine.played()
                .write(
                        "/var/lib/lungfish/watches.json",
                        """
                        {"schema":"lungfish.watches/1","watches":[{"host":"lab2","interfaces":[],\
                        "request":"3f2a","target":"mem","asleepSince":"2026-01-01T00:00:00Z",\
                        "promised":"2026-01-01T01:00:00Z","state":"given-up","attempts":9,\
                        "at":"2026-01-08T01:00:00Z"}]}
                        """);
    }

    /// The laptop that sleeps has no frequencies and no energy counters; a server has.
    private void addProcessors() throws IOException {
        Path server = RecordedMachines.named("server-with-rapl-in-two-packages").path();
        try (Stream<Path> files = Files.walk(server.resolve("sys"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = machine.played().file("/" + server.relativize(file));
                if (!Files.exists(copy)) {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
