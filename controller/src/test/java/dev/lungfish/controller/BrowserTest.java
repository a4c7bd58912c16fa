package dev.lungfish.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.admin.AdminEndpoint;
import dev.lungfish.controller.config.ControllerConfiguration;
import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.controller.fleet.QuickFleet;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.testkit.NeedsProgram;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real browser uses the page of a controller whose hosts call over real connections. What it
/// does there stands in `web/src/test/browser/scenarios.mjs`; it is started once for all of it.
@NeedsProgram(
        value = {"node", "chromium"},
        install = "nodejs npm chromium")
class BrowserTest {
    /// Sleeps last seconds, so that a browser can look at them.
    private static final int SLOWER = 6;

    private static final int HOSTS = 6;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir Path folder;

    private final Map<String, SleepingHost> hosts = new ConcurrentHashMap<>();

    /// A controller with its API, that can be started anew.
    private record Served(Controller controller, AdminEndpoint api) implements AutoCloseable {
        @Override
        public void close() {
            api.close();
            controller.close();
        }
    }

    /// Packets wake the hosts of this test.
    private final class Packets implements Outside {
        @Override
        public Optional<Reason> wake(Member host, int attempt, WakePath path, List<Member> awake) {
            Optional.ofNullable(hosts.get(host.name())).ifPresent(SleepingHost::wake);
            return Optional.empty();
        }

        @Override
        public Optional<Reason> answers(Member host, List<Member> awake) {
            return Optional.empty();
        }
    }

    @Test
    void peopleSeeTheFleetAndActOnItInABrowser() throws Exception {
        ControllerConfiguration configuration = configuration();
        Served served = start(configuration);
        try {
            enrol(served.controller(), configuration.listen());
            Process browser = browser(served);
            try (BufferedReader told = browser.inputReader();
                    BufferedWriter say = browser.outputWriter()) {
                List<String> lines = new ArrayList<>();
                for (String line = told.readLine(); line != null; line = told.readLine()) {
                    switch (line) {
                        case "stop" -> served.close();
                        case "start" -> served = start(configuration);
                        default -> lines.add(line);
                    }
                    if (line.equals("stop") || line.equals("start")) {
                        say.append("done\n").flush();
                    }
                }
                assertThat(browser.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(browser.exitValue())
                        .as("exit code after:%n%s", String.join("\n", lines))
                        .isZero();
                assertThat(lines).as("what was played").hasSizeGreaterThan(10);
                assertThat(lines).allSatisfy(line -> assertThat(line).startsWith("ok "));
            } finally {
                Process _ = browser.destroyForcibly();
            }
            assertThat(hosts.values()).allSatisfy(host -> assertThat(host.wrong).isEmpty());
        } finally {
            for (SleepingHost host : hosts.values()) {
                host.leave();
            }
            served.close();
        }
    }

    private ControllerConfiguration configuration() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("controller.toml"),
                        """
                        [controller]
                        listen = "127.0.0.1:%d"
                        admin = "127.0.0.1:%d"
                        folder = "%s"
                        database = "%s"
                        """
                                .formatted(
                                        freePort(),
                                        freePort(),
                                        folder,
                                        Databases.newOf(Databases.Kind.SQLITE)));
        return ControllerFile.read(Optional.of(file));
    }

    private Served start(ControllerConfiguration configuration) throws IOException {
        InstantSource clock = InstantSource.system();
        Controller controller =
                Controller.start(
                        configuration,
                        new Controller.Parts(
                                clock,
                                QuickFleet.settings(SLOWER, Mode.RECOMMEND),
                                new Packets(),
                                Observer.NONE,
                                _ -> {}));
        return new Served(
                controller,
                AdminEndpoint.open(ServedApi.parts(configuration, controller, clock, _ -> {})));
    }

    private void enrol(Controller controller, InetSocketAddress at) throws Exception {
        for (int i = 1; i <= HOSTS; i++) {
            SimulatedHost host = new SimulatedHost("lab" + i, Optional.empty(), at);
            Object _ = host.enrol(controller.tokens().make(Optional.empty(), Duration.ofHours(1)));
            SleepingHost sleeping = new SleepingHost(host, PAUSE);
            // The alarm that the page is to show is about this one.
            sleeping.deaf = i == HOSTS;
            hosts.put(host.name(), sleeping);
        }
        hosts.values().forEach(SleepingHost::begin);
    }

    private static Process browser(Served served) throws IOException {
        Path checkout =
                Path.of(
                        Objects.requireNonNull(
                                System.getProperty("lungfish.checkout"),
                                "run by Maven, which sets lungfish.checkout"));
        Process browser =
                new ProcessBuilder(
                                "node",
                                checkout.resolve("web/src/test/browser/scenarios.mjs").toString(),
                                checkout.resolve("web/target/browser").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        AccessKeys keys = new AccessKeys(served.controller().store(), InstantSource.system());
        StringBuilder tokens = new StringBuilder();
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            String secret =
                    keys.token(role.spelling() + "1", role, Optional.empty(), "the test").secret();
            tokens.append("\"%s\":\"%s\",".formatted(role.spelling(), secret));
        }
        // By its input: arguments are seen by everybody.
        browser.outputWriter()
                .append(
                        "{%s\"url\":\"http://127.0.0.1:%d\"}\n"
                                .formatted(tokens, served.api().address().getPort()))
                .flush();
        return browser;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
