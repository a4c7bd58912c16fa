package dev.lungfish.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.migration.Heartbeat.Beat;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.PerformArguments;
import dev.lungfish.libvirt.remote.PerformArguments.Flag;
import dev.lungfish.libvirt.remote.TypedParameter;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.PrivateLibvirtd;
import dev.lungfish.testkit.VirtualLan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two real libvirtds, each with a name and a network of its own, and a guest that counts aloud.
@Timeout(180)
@NeedsProgram(
        value = {"virsh", "libvirtd", "qemu-system-x86_64", "ip", "nsenter", "unshare"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " iproute2 util-linux")
class MigratorTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir static Path folder;
    private static VirtualLan lan;
    private static GuestHost left;
    private static GuestHost right;
    private final Migrator migrator = new Migrator(ClientSettings.DEFAULT);
    private @Nullable Heartbeat heartbeat;
    private String guest = "";

    @BeforeAll
    static void begin() throws Exception {
        lan = VirtualLan.open();
        left = host("left", lan.left());
        right = host("right", lan.right());
    }

    @AfterAll
    static void end() throws Exception {
        try (VirtualLan _ = lan;
                GuestHost _ = left;
                GuestHost _ = right) {
            return;
        }
    }

    @AfterEach
    void endGuest() throws Exception {
        for (GuestHost host : List.of(left, right)) {
            PrivateLibvirtd.Answer _ = host.virsh("destroy", guest);
        }
        heartbeat().close();
    }

    @Test
    void movesAGuestThatNeverStopsForLongerThanByVirsh() throws Exception {
        start("web", Heartbeat.IDLE);
        long began = System.nanoTime();

        MoveOutcome there = migrator.move(move("left", "right", LONG));

        assertThat(there).isInstanceOf(MoveOutcome.Moved.class);
        heartbeat().awaitMore(20);
        Duration ours = heartbeat().longestSilence(began);
        assertThat(names(left)).doesNotContain(guest);
        assertThat(right.require("domstate", "web")).isEqualTo("running");
        assertThat(right.require("list", "--persistent", "--name")).contains("web");
        assertThat(goesOn(1)).isTrue();

        began = System.nanoTime();
        String _ =
                right.require(
                        "migrate",
                        "--live",
                        "--p2p",
                        "--persistent",
                        "--undefinesource",
                        "--auto-converge",
                        "web",
                        peer(lan.left()),
                        "--migrateuri",
                        "tcp://" + lan.left().address());
        heartbeat().awaitMore(20);
        Duration theirs = heartbeat().longestSilence(began);
        assertThat(names(left)).contains("web");
        System.out.printf(
                "longest silence: ours %d ms (%s), by virsh %d ms%n",
                ours.toMillis(), there, theirs.toMillis());
    }

    @Test
    void abortsAtTheLimitAndTheGuestGoesOnWhereItWas() throws Exception {
        start("slow", Heartbeat.BUSY);
        String _ = left.require("migrate-setspeed", guest, "1");

        MoveOutcome outcome = migrator.move(move("left", "right", Duration.ofSeconds(3)));

        assertThat(outcome)
                .isEqualTo(
                        new MoveOutcome.Stayed(
                                new MigrationReason.MigrationTooLong(
                                        guest, Duration.ofSeconds(3))));
        assertThat(left.require("domstate", guest)).isEqualTo("running");
        assertThat(names(right)).doesNotContain(guest);
        heartbeat().awaitMore(20);
        assertThat(heartbeat().beats().getLast().emulator()).isEqualTo(1);
    }

    /// The process that began it is gone, and its connection with it.
    @Test
    void findsOutWhatBecameOfAMoveThatSomebodyElseBegan() throws Exception {
        start("left-alone", Heartbeat.BUSY);
        String _ = left.require("migrate-setspeed", guest, "1");
        GuestMove move = move("left", "right", LONG);
        try (Client gone =
                Client.open(
                        move.source().uri(), ClientSettings.DEFAULT.with(Duration.ofSeconds(2)))) {
            DomainReference domain = gone.call(Domains.LOOKUP_BY_NAME, guest);
            assertThat(begin(gone, domain)).contains("no reply");
        }

        MoveOutcome meanwhile = migrator.settle(move);
        MoveOutcome again = migrator.move(move);

        assertThat(meanwhile)
                .isEqualTo(
                        new MoveOutcome.Unclear(
                                new MigrationReason.MigrationStillRuns(guest, "left")));
        assertThat(again)
                .isEqualTo(
                        new MoveOutcome.Stayed(
                                new MigrationReason.GuestAlreadyThere(guest, "right")));
        String _ = left.require("migrate-setspeed", guest, "1000");
        MoveOutcome last = migrator.settle(move);
        for (int tries = 0; last instanceof MoveOutcome.Unclear && tries < 300; tries++) {
            Thread.sleep(200);
            last = migrator.settle(move);
        }
        assertThat(last).isInstanceOf(MoveOutcome.Moved.class);
        assertThat(names(left)).doesNotContain(guest);
        heartbeat().awaitMore(20);
        assertThat(heartbeat().beats().getLast().emulator()).isEqualTo(2);
    }

    @Test
    void tellsWhyLibvirtRefuses() throws Exception {
        start("refused", Heartbeat.IDLE);
        GuestMove missing =
                new GuestMove("db", at("left"), at("right"), false, Duration.ofSeconds(5));
        MigrationHost nobody =
                new MigrationHost(
                        "right",
                        at("right").uri(),
                        "qemu+tcp://10.77.0.2:1/system",
                        Optional.empty());

        assertThat(migrator.move(missing))
                .isEqualTo(
                        new MoveOutcome.Stayed(new MigrationReason.GuestNotOnSource("db", "left")));
        assertThat(migrator.move(new GuestMove(guest, at("left"), nobody, false, LONG)))
                .isInstanceOfSatisfying(
                        MoveOutcome.Stayed.class,
                        stayed ->
                                assertThat(stayed.why())
                                        .isInstanceOf(MigrationReason.MigrationRefused.class));
        assertThat(left.require("domstate", guest)).isEqualTo("running");
    }

    private static String begin(Client client, DomainReference guest) throws Exception {
        PerformArguments arguments =
                new PerformArguments(
                        guest,
                        "qemu+tcp://10.77.0.2/system",
                        List.of(
                                new TypedParameter(
                                        "migrate_uri",
                                        new TypedParameter.Value.Text("tcp://10.77.0.2"))),
                        Stream.of(
                                        Flag.LIVE,
                                        Flag.PEER2PEER,
                                        Flag.PERSIST_DESTINATION,
                                        Flag.UNDEFINE_SOURCE)
                                .mapToInt(Flag::raw)
                                .sum());
        try {
            byte[] _ = client.call(Domains.MIGRATE_PERFORM, arguments);
            return "done";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Whether the first number that an emulator told follows the last of the one before: the
    /// memory is the same.
    private boolean goesOn(int emulator) {
        List<Beat> beats = heartbeat().beats();
        int last =
                beats.stream()
                        .filter(beat -> beat.emulator() == emulator)
                        .mapToInt(Beat::number)
                        .reduce((_, next) -> next)
                        .orElseThrow();
        int first =
                beats.stream()
                        .filter(beat -> beat.emulator() == emulator + 1)
                        .mapToInt(Beat::number)
                        .findFirst()
                        .orElseThrow();
        return first - last >= 0 && first - last <= 2;
    }

    private Heartbeat heartbeat() {
        return Objects.requireNonNull(heartbeat);
    }

    private void start(String name, String program) throws Exception {
        guest = name;
        Path socket = folder.resolve(name + ".sock");
        heartbeat = Heartbeat.at(socket);
        Path xml = Heartbeat.guest(name, program, socket, folder);
        String _ = left.require("define", xml.toString());
        String _ = left.require("start", name);
        heartbeat().awaitMore(20);
    }

    private static GuestHost host(String name, VirtualLan.Side side) throws Exception {
        return GuestHost.startAs(
                name,
                Path.of("/run/netns", side.namespace()),
                Files.createDirectory(folder.resolve(name)),
                "host_uuid = \"11111111-2222-3333-4444-0000000000%s\""
                        .formatted(name.equals("left") ? "01" : "02"),
                "listen_tcp = 1",
                "listen_addr = \"%s\"".formatted(side.address()),
                "auth_tcp = \"none\"");
    }

    private GuestMove move(String from, String to, Duration limit) {
        return new GuestMove(guest, at(from), at(to), false, limit);
    }

    private MigrationHost at(String name) {
        VirtualLan.Side side = name.equals("left") ? lan.left() : lan.right();
        GuestHost host = name.equals("left") ? left : right;
        try {
            return new MigrationHost(
                    name,
                    LibvirtUri.parse("qemu:///system?socket=" + host.socket()),
                    peer(side),
                    Optional.of("tcp://" + side.address()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String peer(VirtualLan.Side side) {
        return "qemu+tcp://%s/system".formatted(side.address());
    }

    private static List<String> names(GuestHost host) throws Exception {
        return host.require("list", "--all", "--name").lines().toList();
    }
}
