package dev.lungfish.daemon.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeReach;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Magic packets for clients of different trust. All packets that leave go to this host itself.
@Timeout(60)
class WakeOrdersTest {
    private static final Identity ADMIN =
            new Identity.CertificateHolder("CN=admin,O=Example", "/192.0.2.7:4711", List.of());
    private static final Identity OTHER =
            new Identity.CertificateHolder("CN=other,O=Example", "/192.0.2.8:4711", List.of());
    private static final Identity ROOT =
            new Identity.LocalProcess("root", "root", new Identity.Numbers(0, 0, 1));
    private static final String MAC = "02:00:00:00:00:07";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Log log = new Log(lines::add, true, () -> Instant.parse("2026-01-02T03:04:05Z"));
    private final ScheduledWakes later = new ScheduledWakes(log);
    private Duration now = Duration.ZERO;

    @TempDir private Path folder;
    private WakeOrders orders;

    @BeforeEach
    void begin() throws Exception {
        HostFiles files = HostFiles.in(folder.resolve("tree"));
        files.file("/proc/version", "Linux\n");
        orders =
                new WakeOrders(
                        new HostLan(HostTree.recorded(files.root())),
                        new HostInventory(new StateDirectory(folder.resolve("state"), "rwxr-xr-x")),
                        new WakeReach(List.of(NetworkAddress.parse("127.0.0.0/8"))),
                        later,
                        new PacketAllowance(() -> now),
                        log);
    }

    @AfterEach
    void end() {
        later.close();
    }

    @Test
    void sendsForOthersOnlyIntoNetworksOfTheHostOrThoseConfigured() throws Exception {
        assertThat(orders.wake(ADMIN, to("127.255.255.255")).packets().failed()).isEmpty();

        assertThat(orders.wake(ADMIN, to("192.0.2.255")).packets())
                .satisfies(packets -> {
                    assertThat(packets.sent()).isEmpty();
                    assertThat(packets.failed())
                            .isNotEmpty()
                            .allSatisfy(why ->
                                    assertThat(why.toString()).contains("AddressOutOfReach"));
                });
    }

    @Test
    void logsEachOrderWithWhoGaveIt() throws Exception {
        orders.wake(ADMIN, to("127.255.255.255"));
        orders.wakeLater(OTHER, later("127.255.255.255", MAC));

        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("CN=admin,O=Example", "sent=2"))
                .anySatisfy(line -> assertThat(line).contains("CN=other,O=Example", "every="));
    }

    @Test
    void boundsTheRateAndTheTotalOfOneCallerAndLeavesOthersTheirs() throws Exception {
        int sent = 0;
        try {
            for (; sent < 5000; sent += 2) {
                orders.wake(ADMIN, to("127.255.255.255"));
            }
        } catch (ServiceException e) {
            assertThat(e.reason().code()).isEqualTo("wake-packets-too-many");
        }
        assertThat(sent).isEqualTo(2000);

        orders.wake(OTHER, to("127.255.255.255"));
        orders.wake(ROOT, to("127.255.255.255"));
        now = now.plusSeconds(1);
        orders.wake(ADMIN, to("127.255.255.255"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("wake-packets-too-many"));
    }

    @Test
    void aDayHasATotalAndAnOrderASize() {
        PacketAllowance allowance = new PacketAllowance(() -> now);
        Introducer by = Callers.of(ADMIN);
        assertThatThrownBy(() -> allowance.take(by, 257))
                .isInstanceOfSatisfying(
                        ReasonException.class,
                        e -> assertThat(e.reason().code()).isEqualTo("wake-order-too-large"));
        long packets = 0;
        for (int second = 0; second < 24 * 3600; second++) {
            now = Duration.ofSeconds(second);
            try {
                allowance.take(by, 20);
                packets += 20;
            } catch (ReasonException e) {
                assertThat(e.reason().code()).isEqualTo("wake-packets-too-many");
            }
        }
        assertThat(packets).isLessThanOrEqualTo(100_000).isGreaterThan(50_000);
    }

    @Test
    void oneCallerHasSomeOrdersForLaterAndReplacesNoneOfAnother() throws Exception {
        for (int i = 0; i < ScheduledWakes.MOST_OF_ONE; i++) {
            orders.wakeLater(ADMIN, later("127.255.255.255", "02:00:00:00:01:%02x".formatted(i)));
        }

        assertThatThrownBy(() -> orders.wakeLater(ADMIN, later("127.255.255.255", MAC)))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e ->
                                assertThat(e.reason().code())
                                        .isEqualTo("later-wakes-of-one-too-many"));
        orders.wakeLater(ADMIN, later("127.255.255.255", "02:00:00:00:01:00"));
        orders.wakeLater(OTHER, later("127.255.255.255", MAC));
    }

    @Test
    void callersAreToldApartByWhatTheirConnectionProves() {
        assertThat(Callers.of(ROOT)).isEqualTo(Introducer.THE_ROOT);
        assertThat(Callers.of(ADMIN)).hasToString("certificate CN=admin,O=Example");
        assertThat(Callers.of(new Identity.LocalProcess("a", "a", new Identity.Numbers(7, 7, 1))))
                .hasToString("user 7");
        assertThat(Callers.of(new Identity.Anonymous("/192.0.2.7:4711")))
                .isEqualTo(Callers.of(new Identity.Anonymous("/192.0.2.7:4712")))
                .hasToString("address 192.0.2.7");
        assertThat(Callers.of(new Identity.CertificateHolder("", "/192.0.2.7:1", List.of())))
                .hasToString("address 192.0.2.7");
    }

    private static WakeOrder to(String broadcast) {
        return new WakeOrder(MAC, Optional.of(broadcast), Optional.empty(), Optional.empty());
    }

    private static ScheduledWake later(String broadcast, String target) {
        return new ScheduledWake(
                new WakeOrder(target, Optional.of(broadcast), Optional.empty(), Optional.empty()),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(2));
    }
}
