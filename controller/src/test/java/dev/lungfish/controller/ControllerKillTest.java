package dev.lungfish.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.Enrolment;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.LeaseTable;
import dev.lungfish.controller.store.StateTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.testkit.NeedsProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The controller's process is killed again and again while hosts sleep and wake. More of it:
/// `-Dlungfish.kills=20 -Dlungfish.hosts=50`.
@Timeout(900)
class ControllerKillTest {
    private static final int HOSTS = Integer.getInteger("lungfish.hosts", 12);
    private static final int KILLS = Integer.getInteger("lungfish.kills", 5);

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void nothingThatWasAnsweredIsLost(Databases.Kind kind) throws Exception {
        String database = Databases.newOf(kind);
        int port = freePort();
        Path configuration = configuration(database, port);
        List<SleepingHost> hosts = enrolled(database, port);
        Random random = new Random(42);
        int kills = kind == Databases.Kind.SQLITE ? KILLS : Math.max(1, KILLS / 10);

        hosts.forEach(SleepingHost::begin);
        for (int i = 0; i < kills; i++) {
            Process controller = start(configuration);
            Thread.sleep(random.nextInt(400, 900));
            kill(controller);
        }
        Process controller = start(configuration);
        for (SleepingHost host : hosts) {
            host.end();
        }
        kill(controller);

        assertThat(hosts).allSatisfy(host -> assertThat(host.wrong).isEmpty());
        assertThat(hosts.stream().mapToInt(host -> host.slept.size()).sum())
                .as("sleeps")
                .isGreaterThan(kills);
        check(database, hosts);
    }

    /// The database against the hosts.
    private static void check(String database, List<SleepingHost> hosts) {
        try (Store store = Store.open(database)) {
            List<LeaseTable.Row> leases = new ArrayList<>();
            List<HostTable.Row> rows = store.work(transaction -> transaction.hosts().all());
            Map<String, StateTable.Row> states =
                    store.work(transaction -> transaction.states().all());
            rows.forEach(row ->
                    leases.addAll(store.work(transaction -> transaction.leases().of(row.id()))));
            Set<String> kept = new HashSet<>(leases.stream().map(LeaseTable.Row::id).toList());
            Set<String> ended =
                    new HashSet<>(
                            leases.stream()
                                    .filter(lease -> lease.ended().isPresent())
                                    .map(LeaseTable.Row::id)
                                    .toList());
            Set<String> told =
                    new HashSet<>(
                            leases.stream()
                                    .filter(lease -> lease.outcome().isPresent())
                                    .map(LeaseTable.Row::id)
                                    .toList());

            assertThat(rows).hasSize(hosts.size());
            assertThat(leases).hasSize(kept.size());
            assertThat(states.values())
                    .hasSize(hosts.size())
                    .allSatisfy(state -> assertThat(state.host()).isPresent());
            for (SleepingHost host : hosts) {
                List<String> answered = host.answered.stream().map(Lease::id).toList();
                List<String> slept = host.slept.stream().map(Lease::id).toList();
                assertThat(kept).containsAll(answered);
                assertThat(slept).doesNotHaveDuplicates();
                assertThat(told).as("outcomes").containsAll(slept);
            }
            // Only the order that the very last call was answered with may be open.
            Set<String> open = new HashSet<>(kept);
            open.removeAll(ended);
            Set<String> last = new HashSet<>();
            hosts.stream()
                    .filter(host -> !host.answered.isEmpty())
                    .forEach(host -> last.add(host.answered.getLast().id()));
            assertThat(last).containsAll(open);
        }
    }

    private List<SleepingHost> enrolled(String database, int port) throws Exception {
        List<SleepingHost> hosts = new ArrayList<>();
        FleetAuthority authority = Controller.authority(folder, Instant.now());
        try (Controller controller = inProcess(database, port)) {
            Tokens tokens =
                    new Tokens(controller.store(), authority.fingerprint(), InstantSource.system());
            for (int i = 1; i <= HOSTS; i++) {
                SimulatedHost host =
                        new SimulatedHost(
                                "lab" + i,
                                Optional.empty(),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                Enrolment _ = host.enrol(tokens.make(Optional.empty(), Duration.ofHours(1)));
                hosts.add(new SleepingHost(host));
            }
        }
        return hosts;
    }

    private Controller inProcess(String database, int port) throws IOException {
        return Controller.start(
                dev.lungfish.controller.config.ControllerFile.read(
                        Optional.of(configuration(database, port))),
                new Controller.Parts(
                        InstantSource.system(),
                        dev.lungfish.controller.fleet.QuickFleet.settings(),
                        new dev.lungfish.controller.wake.FleetReach(),
                        dev.lungfish.libvirt.server.Observer.NONE,
                        told -> {}));
    }

    private Path configuration(String database, int port) throws IOException {
        return Files.writeString(
                folder.resolve("controller.toml"),
                """
                [controller]
                listen = "127.0.0.1:%d"
                folder = "%s"
                database = "%s"
                """
                        .formatted(port, folder, database));
    }

    private static Process start(Path configuration) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ControllerProcess.class.getName(),
                                configuration.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        assertThat(line).as("what the controller says").startsWith("ready");
        return process;
    }

    private static void kill(Process controller) throws InterruptedException {
        Process killed = controller.destroyForcibly();
        int _ = killed.waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
