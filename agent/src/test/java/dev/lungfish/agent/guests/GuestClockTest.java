package dev.lungfish.agent.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A guest with Linux and qemu-guest-agent.
@NeedsProgram(
        value = {"libvirtd", "virsh", "qemu-system-x86_64", "qemu-ga", "busybox"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " qemu-guest-agent busybox-static")
@Timeout(300)
class GuestClockTest {
    private static final String AGENT =
            "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";

    /// More than is tolerated, by more than the second that virsh rounds away.
    private static final Duration MISSING = GuestClock.TOLERANCE.plusSeconds(2);

    @TempDir private Path folder;
    private GuestHost host;
    private LibvirtGuests guests;

    @BeforeEach
    void start() throws Exception {
        Path checkout = Path.of(System.getProperty("lungfish.checkout", ""));
        Path made = checkout.resolve(".build/agent-guest");
        Process making =
                new ProcessBuilder(
                                checkout.resolve("testkit/make-agent-guest").toString(),
                                made.toString())
                        .redirectErrorStream(true)
                        .start();
        String told = new String(making.getInputStream().readAllBytes(), UTF_8);
        assertThat(making.waitFor()).as(told).isZero();
        host = GuestHost.start(folder);
        host.defineLinux("timed", made.resolve("vmlinuz"), made.resolve("initramfs"), AGENT);
        host.require("start", "timed");
        guests =
                new LibvirtGuests(
                        LocalLibvirtd.of(Optional.of(host.socket()), "qemu:///system"),
                        Instant::now);
        awaitAgent();
    }

    @AfterEach
    void end() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = GuestPolicy.class,
            names = {"PAUSE", "SAVE"})
    void isRightAfterItStoodStill(GuestPolicy policy) throws Exception {
        List<PreparedGuest> found = guests.running().toOptional().orElseThrow();
        standStill(policy, found);
        awaitAgent();
        assertThat(off()).as("while nobody sets it").isGreaterThan(GuestClock.TOLERANCE);
        assertThat(guests.setClocks(found)).isEmpty();
        assertThat(off()).isLessThanOrEqualTo(GuestClock.TOLERANCE);

        standStill(policy, found);
        assertThat(guests.setClocks(found)).as("at once").isEmpty();

        assertThat(off()).isLessThanOrEqualTo(GuestClock.TOLERANCE);
    }

    private void standStill(GuestPolicy policy, List<PreparedGuest> found) throws Exception {
        assertThat(guests.putAside(policy, found)).isEmpty();
        TimeUnit.NANOSECONDS.sleep(MISSING.toNanos());
        assertThat(guests.bringBack(policy, found)).isEmpty();
    }

    /// How far the guest's clock is behind.
    private Duration off() throws Exception {
        Instant before = Instant.now();
        String told = host.require("domtime", "timed");
        return Duration.between(
                Instant.ofEpochSecond(Long.parseLong(told.replaceAll("[^0-9]", ""))), before);
    }

    private void awaitAgent() throws Exception {
        for (int tries = 0; tries < 600; tries++) {
            if (host.virsh("domtime", "timed").exitCode() == 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError(host.virsh("domtime", "timed").text());
    }
}
