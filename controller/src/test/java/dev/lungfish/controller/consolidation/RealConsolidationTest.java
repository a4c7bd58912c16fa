package dev.lungfish.controller.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.fleet.PlayedFleet;
import dev.lungfish.controller.migration.Heartbeat;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.VirtualLan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two real libvirtds with guests that count aloud, each with a name and a network of its own;
/// their hosts' agents are played. It takes some seconds to start both and to move emulated guests.
@Timeout(180)
@NeedsProgram(
        value = {"virsh", "libvirtd", "qemu-system-x86_64", "ip", "nsenter", "unshare"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " iproute2 util-linux")
class RealConsolidationTest {
    private static final Instant BEGIN = Instant.parse("2026-11-30T06:00:00Z");

    private static final String LEASES =
            """
            [leases]
            mode = "automatic"
            drain = true
            reserve = 0
            awake_at_least = 1
            wakers = 1
            """;

    @TempDir Path folder;

    @Test
    void aHostIsEmptiedAndSleepsAndItsGuestGoesOn() throws Exception {
        try (VirtualLan lan = VirtualLan.open();
                GuestHost left = host("left", lan.left(), 1);
                GuestHost right = host("right", lan.right(), 2);
                Heartbeat web = start(left, "web");
                Heartbeat data = start(right, "data");
                Heartbeat more = start(right, "more");
                Fleet fleet = new Fleet(configuration(lan, left, right))) {
            fleet.calls(left, right);
            assertThat(fleet.consolidator.run("default")).as(fleet.words()).isFalse();
            PoolPlan first = fleet.consolidator.plan("default");
            assertThat(first.unknown()).as(fleet.words()).isEmpty();
            assertThat(first.plan().guests()).as("guests that can't be moved").isEmpty();
            fleet.pass(Duration.ofMinutes(5), left, right);
            // Their load is known once they were looked at twice.
            web.awaitMore(40);
            long began = System.nanoTime();

            boolean moved = fleet.consolidator.run("default");

            assertThat(moved).as(fleet.words()).isTrue();

            web.awaitMore(20);
            Duration silence = web.longestSilence(began);
            Duration stopped = fleet.stopped();
            System.out.printf(
                    "longest silence %d ms, and the guest was stopped for %d ms%n",
                    silence.toMillis(), stopped.toMillis());
            assertThat(names(left)).isEmpty();
            assertThat(names(right)).containsExactlyInAnyOrder("web", "data", "more");
            assertThat(web.beats().getLast().emulator()).isEqualTo(2);
            assertThat(silence)
                    .as("libvirt's own stop, a beat of 55 ms, and what a busy machine takes")
                    .isLessThan(stopped.plusMillis(2000));
            data.awaitMore(2);
            more.awaitMore(2);

            fleet.pass(Duration.ofMinutes(5), left, right);
            assertThat(fleet.fleet.state("left")).as(fleet.words()).isEqualTo("asleep");
            assertThat(fleet.fleet.state("right")).isEqualTo("awake");
        }
    }

    /// A libvirtd that was killed makes only its own host unknown.
    @Test
    void nothingIsMovedToAHostWhoseLibvirtdIsGone() throws Exception {
        try (VirtualLan lan = VirtualLan.open();
                GuestHost left = host("left", lan.left(), 1);
                GuestHost right = host("right", lan.right(), 2);
                Heartbeat web = start(left, "web");
                Heartbeat _ = start(right, "data");
                Fleet fleet = new Fleet(configuration(lan, left, right))) {
            fleet.calls(left, right);
            right.kill();

            assertThat(fleet.consolidator.run("default")).isFalse();

            PoolPlan plan = fleet.consolidator.plan("default");
            assertThat(plan.unknown().keySet()).containsExactly("right");
            assertThat(plan.unknown().get("right"))
                    .isInstanceOf(PlacementReason.HostSurveyFailed.class);
            assertThat(names(left)).containsExactly("web");
            web.awaitMore(2);
        }
    }

    /// The libvirtds end the move alone. Whoever comes then keeps both hosts awake meanwhile, and
    /// finds out what became of it.
    @Test
    void aMoveGoesOnWhoseControllerWasKilledAndTheNextOneGoesOnFromIt() throws Exception {
        String database = Databases.newOf(Databases.Kind.SQLITE);
        try (VirtualLan lan = VirtualLan.open();
                GuestHost left = host("left", lan.left(), 1);
                GuestHost right = host("right", lan.right(), 2);
                Heartbeat web = start(left, "web", Heartbeat.BUSY);
                Heartbeat _ = start(right, "data");
                Heartbeat _ = start(right, "more")) {
            String configuration = configuration(lan, left, right);
            String _ = left.require("migrate-setspeed", "web", "1");
            killWhileItMoves(database, configuration, left, web);

            try (Fleet fleet =
                    new Fleet(database, BEGIN.plus(ConsolidatorProcess.BEFORE), configuration)) {
                assertThat(fleet.open()).containsExactly("web");
                assertThat(fleet.consolidator.run("default")).as(fleet.words()).isFalse();
                assertThat(fleet.open()).as("it still runs").containsExactly("web");
                fleet.pass(Duration.ofSeconds(45), left, right);
                assertThat(fleet.fleet.state("left")).isNotEqualTo("asleep");
                assertThat(fleet.fleet.state("right")).isNotEqualTo("asleep");
                assertThat(names(left)).containsExactly("web");

                String _ = left.require("migrate-setspeed", "web", "1000");
                while (names(left).contains("web")) {
                    Thread.sleep(50);
                }
                web.awaitMore(10);
                boolean _ = fleet.consolidator.run("default");

                assertThat(fleet.open()).as(fleet.words()).isEmpty();
                assertThat(names(right)).containsExactlyInAnyOrder("web", "data", "more");
                assertThat(web.beats().getLast().emulator()).isEqualTo(2);
                assertThat(fleet.fleet.events()).containsOnlyOnce("guest-moved");
                fleet.pass(Duration.ofMinutes(8), left, right);
                assertThat(fleet.fleet.state("left")).as(fleet.words()).isEqualTo("asleep");
                assertThat(fleet.fleet.state("right")).isEqualTo("awake");
            }
        }
    }

    private void killWhileItMoves(
            String database, String configuration, GuestHost left, Heartbeat web) throws Exception {
        Process controller =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ConsolidatorProcess.class.getName(),
                                database,
                                Files.writeString(folder.resolve("c.toml"), configuration)
                                        .toString(),
                                BEGIN.toString(),
                                "1",
                                "2")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(controller.inputReader().readLine()).isEqualTo("looked");
            web.awaitMore(10);
            controller.outputWriter().append("go\n").flush();
            String job = "";
            while (!job.contains("Unbounded")) {
                assertThat(controller.isAlive()).as("the move is not over: %s", job).isTrue();
                Thread.sleep(50);
                job = left.require("domjobinfo", "web");
            }
        } finally {
            int _ = controller.destroyForcibly().waitFor();
        }
    }

    /// The fleet, whose hosts tell how many guests their libvirtd has.
    private static final class Fleet implements AutoCloseable {
        private final List<Reason> told = new ArrayList<>();
        private final PlayedFleet fleet;
        private final Consolidator consolidator;

        Fleet(String configuration) throws Exception {
            this(Databases.newOf(Databases.Kind.SQLITE), BEGIN, configuration);
        }

        /// Goes on with what is in a database.
        Fleet(String database, Instant now, String configuration) {
            fleet = new PlayedFleet(database, now, configuration, "left", "right");
            consolidator = ConsolidatorProcess.consolidator(fleet, configuration, told::add);
        }

        void calls(GuestHost left, GuestHost right) throws Exception {
            pass(Duration.ofMinutes(3), left, right);
        }

        void pass(Duration time, GuestHost left, GuestHost right) throws Exception {
            for (Map.Entry<String, GuestHost> host :
                    Map.of("left", left, "right", right).entrySet()) {
                fleet.guests(host.getKey(), names(host.getValue()).size());
            }
            fleet.live(time, Duration.ofSeconds(20));
        }

        /// The guests whose move has begun, and of which it is not known what it came to.
        List<String> open() {
            return fleet.store().work(transaction -> transaction.moves().open()).stream()
                    .map(MoveTable.Row::guest)
                    .toList();
        }

        /// How long libvirt says that the guest stood still.
        Duration stopped() {
            return fleet.store().work(transaction -> transaction.events().after(0, 10_000)).stream()
                    .filter(event -> event.code().equals("guest-moved"))
                    .map(EventTable.Row::reason)
                    .map(json -> JsonObject.parse(json.getBytes(StandardCharsets.UTF_8)))
                    .map(reason -> reason.object("parameters").duration("stopped"))
                    .findFirst()
                    .orElseThrow();
        }

        String words() {
            PoolPlan plan = consolidator.plan("default");
            return "%s %s %s %s"
                    .formatted(
                            told.stream().map(ReasonText::sentence).toList(),
                            plan.plan().hosts(),
                            plan.plan().nothing(),
                            fleet.events());
        }

        @Override
        public void close() {
            consolidator.close();
            fleet.close();
        }
    }

    private static List<String> names(GuestHost host) throws Exception {
        return host.require("list", "--name").lines().filter(name -> !name.isBlank()).toList();
    }

    private String configuration(VirtualLan lan, GuestHost left, GuestHost right) {
        return LEASES
                + table("left", lan.left(), left)
                + table("right", lan.right(), right)
                + "[moves]\nfailure_covered = false\nlimit = \"1min\"\n";
    }

    private static String table(String name, VirtualLan.Side side, GuestHost host) {
        return """
        [libvirt.%s]
        hosts = ["%s"]
        uri = "qemu:///system?socket=%s"
        peer_uri = "qemu+tcp://%s/system"
        data = "tcp://%s"
        shared = ["/"]
        overcommit_percent = 1000
        load_percent = 100
        """
                .formatted(name, name, host.socket(), side.address(), side.address());
    }

    private Heartbeat start(GuestHost host, String name) throws Exception {
        return start(host, name, Heartbeat.IDLE);
    }

    private Heartbeat start(GuestHost host, String name, String program) throws Exception {
        Path socket = folder.resolve(name + ".sock");
        Heartbeat heartbeat = Heartbeat.at(socket);
        Path xml = Heartbeat.guest(name, program, socket, folder);
        String _ = host.require("define", xml.toString());
        String _ = host.require("start", name);
        heartbeat.awaitMore(10);
        return heartbeat;
    }

    private GuestHost host(String name, VirtualLan.Side side, int number) throws Exception {
        return GuestHost.startAs(
                name,
                Path.of("/run/netns", side.namespace()),
                Files.createDirectory(folder.resolve(name)),
                "host_uuid = \"11111111-2222-3333-4444-00000000000%d\"".formatted(number),
                "listen_tcp = 1",
                "listen_addr = \"%s\"".formatted(side.address()),
                "auth_tcp = \"none\"");
    }
}
