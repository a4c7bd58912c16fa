package dev.lungfish.agent.guests;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real guests of a real libvirtd.
@NeedsProgram(
        value = {"libvirtd", "virsh", "qemu-system-x86_64"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86")
@Timeout(120)
class LibvirtGuestsTest {
    @TempDir private Path folder;
    private GuestHost host;
    private LibvirtGuests guests;

    @BeforeEach
    void start() throws Exception {
        host = GuestHost.start(folder);
        guests = guestsOf("qemu:///system");
    }

    private LibvirtGuests guestsOf(String uri) {
        return new LibvirtGuests(LocalLibvirtd.of(Optional.of(host.socket()), uri), Instant::now);
    }

    @AfterEach
    void end() {
        host.close();
    }

    @Test
    void findsThemAndPausesAndResumesTheSame() throws Exception {
        host.startGuest("web1");
        host.startGuest("web2");
        host.define("off", List.of());
        List<PreparedGuest> found = guests.running().toOptional().orElseThrow();
        assertThat(found).extracting(PreparedGuest::name).containsExactlyInAnyOrder("web1", "web2");
        Optional<Long> process = host.processOf("web1");

        assertThat(guests.putAside(GuestPolicy.PAUSE, found)).isEmpty();
        assertThat(state("web1")).isEqualTo("paused");
        assertThat(state("web2")).isEqualTo("paused");
        assertThat(guests.running().toOptional().orElseThrow()).isEmpty();
        assertThat(guests.active().toOptional().orElseThrow()).hasSize(2);

        assertThat(guests.bringBack(GuestPolicy.PAUSE, found)).isEmpty();
        assertThat(state("web1")).isEqualTo("running");
        assertThat(state("web2")).isEqualTo("running");
        assertThat(host.processOf("web1")).isEqualTo(process).isPresent();
        assertThat(guests.setClocks(found)).as("they have no agents").isEmpty();
    }

    @Test
    void savesThemAndStartsThemFromWhatWasSaved() throws Exception {
        host.startGuest("web1");
        List<PreparedGuest> found = guests.running().toOptional().orElseThrow();

        assertThat(guests.putAside(GuestPolicy.SAVE, found)).isEmpty();
        assertThat(state("web1")).isEqualTo("shut off");
        assertThat(host.require("dominfo", "web1")).containsPattern("Managed save: +yes");
        assertThat(host.processOf("web1")).isEmpty();

        assertThat(guests.bringBack(GuestPolicy.SAVE, found)).isEmpty();
        assertThat(state("web1")).isEqualTo("running");
        assertThat(host.require("domstate", "--reason", "web1")).contains("restored");
    }

    @Test
    void bringsGuestsBackWhateverBecameOfThem() throws Exception {
        host.startGuest("resumed");
        host.startGuest("lost");
        List<PreparedGuest> found = guests.running().toOptional().orElseThrow();
        assertThat(guests.putAside(GuestPolicy.PAUSE, found)).isEmpty();
        host.require("resume", "resumed");
        host.require("destroy", "lost");

        List<String> failures = guests.bringBack(GuestPolicy.PAUSE, found);

        assertThat(failures)
                .singleElement()
                .asString()
                .startsWith("guest lost: not back, it is shut off, and no saved memory");
        assertThat(state("resumed")).isEqualTo("running");
        assertThat(state("lost")).as("a fresh boot would hide the loss").isEqualTo("shut off");
    }

    @Test
    void tellsThatLibvirtdIsGoneAndFindsTheGuestsWhenItIsBack() throws Exception {
        host.startGuest("web1");
        List<PreparedGuest> found = guests.running().toOptional().orElseThrow();
        assertThat(guests.putAside(GuestPolicy.PAUSE, found)).isEmpty();
        host.kill();

        assertThat(guests.bringBack(GuestPolicy.PAUSE, found))
                .singleElement()
                .asString()
                .contains("guest web1: not back", "no server answers", "libvirt-sock");
        assertThat(guests.running().broken()).isTrue();

        host.startAgain();
        assertThat(guests.bringBack(GuestPolicy.PAUSE, found)).isEmpty();
        assertThat(state("web1")).isEqualTo("running");
    }

    @Test
    void namesAWatchdogOnlyWhereTheGuestWouldRunOn() throws Exception {
        host.startGuest("web1", "<watchdog model='i6300esb' action='reset'/>");

        assertThat(guests.dangers(GuestPolicy.IGNORE).toOptional().orElseThrow())
                .extracting(Blocker::name)
                .containsExactly("guest-watchdog:web1");
        assertThat(guests.dangers(GuestPolicy.PAUSE).toOptional().orElseThrow()).isEmpty();
    }

    @Test
    void refusesToSaveAGuestThatLibvirtWouldForget() throws Exception {
        host.startGuest("web1");
        host.require("undefine", "web1");

        assertThat(guests.dangers(GuestPolicy.SAVE).toOptional().orElseThrow())
                .extracting(Blocker::name)
                .containsExactly("guest-transient:web1");
        assertThat(guests.dangers(GuestPolicy.PAUSE).toOptional().orElseThrow()).isEmpty();
    }

    @Test
    void namesAJobThatIsGoingOn() throws Exception {
        host.startGuest("web1");
        host.require("migrate-setspeed", "web1", "1");
        Path image = folder.resolve("image");
        List<Blocker> dangers = savedUnderWatch(image);
        // A busy machine may not have looked before the guest was saved: it is saved once more.
        for (int tries = 0; tries < 50 && dangers.isEmpty(); tries++) {
            host.require("restore", image.toString());
            dangers = savedUnderWatch(image);
        }

        assertThat(dangers)
                .singleElement()
                .satisfies(danger -> {
                    assertThat(danger.name()).isEqualTo("guest-job:web1");
                    assertThat(sentence(danger.reason())).contains("save");
                });
    }

    /// Saves a guest, and tells what was seen of that meanwhile.
    private List<Blocker> savedUnderWatch(Path image) throws InterruptedException {
        Thread saving = Thread.ofVirtual().start(() -> save("web1", image));
        List<Blocker> dangers = List.of();
        while (dangers.isEmpty() && saving.isAlive()) {
            dangers = guests.dangers(GuestPolicy.PAUSE).toOptional().orElse(List.of());
        }
        saving.join();
        return dangers;
    }

    @Test
    void knowsNothingOfAHostWithoutLibvirt() {
        LibvirtGuests none = at(folder.resolve("none"), false);

        assertThat(none.active()).isInstanceOf(Reading.Absent.class);
        assertThat(none.dangers(GuestPolicy.SAVE)).isInstanceOf(Reading.Absent.class);
    }

    /// libvirtd 9.0 removes its sockets when it is ended by SIGTERM, and its guests run on.
    @Test
    void doesNotKnowWhereLibvirtdHasEndedAndItsGuestsRunOn() throws Exception {
        host.startGuest("web1");
        LibvirtGuests seen = at(host.socket(), false);
        assertThat(seen.active().toOptional().orElseThrow()).hasSize(1);

        host.stop();

        assertThat(host.socket()).doesNotExist();
        assertThat(host.processOf("web1").flatMap(ProcessHandle::of)).isPresent();
        assertThat(seen.active().broken()).isTrue();
        assertThat(seen.active().found()).contains("no libvirtd listens", "start it");
        assertThat(seen.dangers(GuestPolicy.PAUSE).broken()).isTrue();
        assertThat(seen.running().broken()).isTrue();
        host.startAgain();
        assertThat(seen.active().toOptional().orElseThrow()).hasSize(1);
    }

    @Test
    void doesNotKnowWhereALibvirtdIsConfiguredAndMissing() {
        assertThat(at(folder.resolve("none"), true).active().broken()).isTrue();
    }

    /// As an ended libvirtd leaves it for a process that starts later.
    @Test
    void doesNotKnowWhereTheStatusOfAGuestIsLeft() throws Exception {
        Path sockets = Files.createDirectory(folder.resolve("ended"));
        LibvirtGuests later = at(sockets.resolve("libvirt-sock"), false);
        Path qemu = Files.createDirectory(sockets.resolve("qemu"));
        Files.createDirectory(qemu.resolve("dbus"));
        assertThat(later.active()).isInstanceOf(Reading.Absent.class);

        Files.createFile(qemu.resolve("web1.xml"));

        assertThat(later.active().broken()).isTrue();
    }

    private static LibvirtGuests at(Path socket, boolean configured) {
        return new LibvirtGuests(
                new LocalLibvirtd(List.of(socket), "qemu:///system", configured), Instant::now);
    }

    @Test
    void doesNotKnowWhereLibvirtdHasNoSuchDriver() {
        assertThat(guestsOf("xen:///system").active().broken()).isTrue();
    }

    private void save(String name, Path image) {
        try {
            String _ = host.require("save", name, image.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String state(String name) throws Exception {
        return host.require("domstate", name);
    }
}
