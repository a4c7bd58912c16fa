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
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The controller's process is killed again and again while hosts sleep and wake, over real
/// connections of TLS. More of it: `-Dlungfish.agents=1000 -Dlungfish.kills=200`.
@Timeout(7200)
class ControllerKillTest {
    private static final int AGENTS = Integer.getInteger("lungfish.agents", 12);
    private static final int KILLS = Integer.getInteger("lungfish.kills", 2);

    /// So many hosts can call five times a second, on two processors that others use too.
    private static final int QUICK = 40;

    /// By so much do the hosts and the controller take longer than [QuickFleet] has it.
    private static final int SLOWER = Math.max(1, AGENTS / QUICK);

    private static final Duration PAUSE = Duration.ofMillis(100L * SLOWER);

    private static final List<String> AWAKE = List.of("awake", "settling", "sick");

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void nothingThatWasAnsweredIsLost(Databases.Kind kind) throws Exception {
        String database = Databases.newOf(kind);
        int port = freePort();
        Path configuration = configuration(database, port);
        Random random = new Random(42);
        int kills = kind == Databases.Kind.SQLITE ? KILLS : Math.max(1, KILLS / 10);
        Process next = warm(configuration);
        List<SleepingHost> hosts = enrolled(database, port);
        awaitWarm(next);

        hosts.forEach(SleepingHost::begin);
        for (int i = 0; i < kills; i++) {
            Process controller = next;
            serve(controller);
            // The next one loads its classes while this one serves.
            next = warm(configuration);
            // Some are killed as they start, the others while hosts go to sleep.
            if (i % 4 == 0) {
                awaitMore(hosts);
            }
            Thread.sleep(random.nextInt(300 * SLOWER));
            kill(controller);
            awaitWarm(next);
            told("%d kills, %d sleeps".formatted(i + 1, sleeps(hosts)));
        }
        serve(next);
        awaitMore(hosts);
        hosts.forEach(SleepingHost::end);
        // All go on calling until each was believed: who calls no more is missed in time.
        for (SleepingHost host : hosts) {
            host.awaitSaid();
        }
        hosts.forEach(SleepingHost::stop);
        for (SleepingHost host : hosts) {
            host.awaitStop();
        }
        kill(next);

        assertThat(hosts).allSatisfy(host -> assertThat(host.wrong).isEmpty());
        check(database, hosts);
    }

    private static int sleeps(List<SleepingHost> hosts) {
        return hosts.stream().mapToInt(host -> host.slept.size()).sum();
    }

    /// Until one more has gone to sleep.
    private static void awaitMore(List<SleepingHost> hosts) throws InterruptedException {
        int before = sleeps(hosts);
        while (sleeps(hosts) == before) {
            Thread.sleep(10);
        }
    }

    /// A long run says how far it is.
    private static void told(String words) {
        if (KILLS > 20) {
            System.err.println(words);
        }
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
            rows.forEach(row ->
                    assertThat(AWAKE)
                            .as("the state of %s, which was believed that it is awake", row.name())
                            .contains(
                                    Objects.requireNonNull(states.get(row.id()))
                                            .host()
                                            .orElseThrow()
                                            .state()
                                            .spelling()));
            List<String> everSlept = new ArrayList<>();
            for (SleepingHost host : hosts) {
                List<String> answered = host.answered.stream().map(Lease::id).toList();
                List<String> slept = host.slept.stream().map(Lease::id).toList();
                assertThat(kept).containsAll(answered);
                everSlept.addAll(slept);
                assertThat(told).as("outcomes").containsAll(slept);
            }
            assertThat(everSlept).as("leases that somebody slept for").doesNotHaveDuplicates();
            told("%d leases, %d of them slept for".formatted(leases.size(), everSlept.size()));
            // All are awake with a guest, so no lease is open.
            assertThat(ended).containsAll(kept);
        }
    }

    private List<SleepingHost> enrolled(String database, int port) throws Exception {
        List<SleepingHost> hosts = new ArrayList<>();
        FleetAuthority authority = Controller.authority(folder, Instant.now());
        try (Controller controller = inProcess(database, port);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Tokens tokens =
                    new Tokens(controller.store(), authority.fingerprint(), InstantSource.system());
            List<Future<SimulatedHost>> joining = new ArrayList<>();
            for (int i = 1; i <= AGENTS; i++) {
                String name = "lab" + i;
                joining.add(
                        threads.submit(() -> {
                            SimulatedHost host =
                                    new SimulatedHost(
                                            name,
                                            Optional.empty(),
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(), port));
                            Enrolment _ =
                                    host.enrol(tokens.make(Optional.empty(), Duration.ofHours(1)));
                            return host;
                        }));
            }
            for (Future<SimulatedHost> host : joining) {
                hosts.add(new SleepingHost(host.get(), PAUSE));
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
                        dev.lungfish.controller.fleet.QuickFleet.settings(SLOWER),
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

    /// A controller that waits to be let serve.
    private static Process warm(Path configuration) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ControllerProcess.class.getName(),
                        configuration.toString(),
                        String.valueOf(SLOWER))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitWarm(Process controller) throws IOException {
        assertThat(controller.inputReader().readLine()).isEqualTo("warm");
    }

    private static void serve(Process controller) throws IOException {
        controller.outputWriter().append("go\n").flush();
        String line = controller.inputReader().readLine();
        assertThat(line).as("what the controller says").startsWith("ready");
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
