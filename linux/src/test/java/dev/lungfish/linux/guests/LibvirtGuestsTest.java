package dev.lungfish.linux.guests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.PreparedGuest;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibvirtGuestsTest {
    private static final PreparedGuest WEB =
            new PreparedGuest("11111111-2222-3333-4444-555555555555", "web 1");
    private static final PreparedGuest DB =
            new PreparedGuest("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", "db");
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @Test
    void listsActiveAndRunningGuests() throws IOException {
        Guests guests =
                virsh(
                        "case $* in *state-running*) echo '%s web 1';;",
                        "*) echo '%s web 1'; echo '%s'; echo;; esac");

        assertThat(guests.active().toOptional())
                .contains(List.of(WEB, new PreparedGuest(DB.uuid(), DB.uuid())));
        assertThat(guests.running().toOptional()).contains(List.of(WEB));
        assertThat(calls())
                .containsExactly(
                        "-q -c test:///x -r list --uuid --name",
                        "-q -c test:///x -r list --state-running --uuid --name");
    }

    @Test
    void doesNotKnowWhereVirshFails() throws IOException {
        assertThat(virsh("echo error: no; exit 1").active())
                .isEqualTo(
                        new Reading.Failed<>(
                                "virsh list --uuid --name", "exit code 1, 'error: no'"));
    }

    @Test
    void doesNotKnowWhereVirshSaysSomethingElse() throws IOException {
        assertThat(virsh("echo hello").active().broken()).isTrue();
    }

    @Test
    void doesNotWaitForAVirshThatHangs() throws IOException {
        fake("exec sleep 600");

        assertThat(guests(Duration.ofMillis(200)).active())
                .isEqualTo(
                        new Reading.Failed<>(
                                "virsh list --uuid --name", "no answer within 200 ms"));
    }

    @Test
    void asksNobodyWhereNoLibvirtdListens() throws IOException {
        fake("exit 1");

        assertThat(
                        new LibvirtGuests(
                                        folder.resolve("virsh").toString(),
                                        "test:///x",
                                        List.of(folder.resolve("none").toString()),
                                        LONG)
                                .active())
                .isEqualTo(new Reading.Absent<>("virsh list --uuid --name"));
    }

    @Test
    void pausesAndResumesInReverseOrder() throws IOException {
        Guests guests = virsh("case $* in *domstate*) echo paused;; esac");

        assertThat(guests.putAside(GuestPolicy.PAUSE, List.of(WEB, DB))).isEmpty();
        assertThat(guests.bringBack(GuestPolicy.PAUSE, List.of(WEB, DB))).isEmpty();
        assertThat(calls())
                .containsExactly(
                        "-q -c test:///x suspend " + WEB.uuid(),
                        "-q -c test:///x suspend " + DB.uuid(),
                        "-q -c test:///x -r domstate " + DB.uuid(),
                        "-q -c test:///x resume " + DB.uuid(),
                        "-q -c test:///x -r domstate " + WEB.uuid(),
                        "-q -c test:///x resume " + WEB.uuid());
    }

    @Test
    void savesAndStartsAndLeavesThoseAloneThatRun() throws IOException {
        Guests guests =
                virsh(
                        "case $* in",
                        "*domstate*" + DB.uuid() + ") echo running;;",
                        "*domstate*) echo shut off;; esac");

        assertThat(guests.putAside(GuestPolicy.SAVE, List.of(WEB))).isEmpty();
        assertThat(guests.bringBack(GuestPolicy.SAVE, List.of(WEB, DB))).isEmpty();
        assertThat(calls())
                .containsExactly(
                        "-q -c test:///x managedsave " + WEB.uuid(),
                        "-q -c test:///x -r domstate " + DB.uuid(),
                        "-q -c test:///x -r domstate " + WEB.uuid(),
                        "-q -c test:///x start " + WEB.uuid());
    }

    @Test
    void namesEachThatFailsAndGoesOn() throws IOException {
        Guests guests = virsh("case $* in *" + WEB.uuid() + ") echo locked; exit 1;; esac");

        assertThat(guests.putAside(GuestPolicy.PAUSE, List.of(WEB, DB)))
                .containsExactly("virsh suspend web 1: exit code 1, 'locked'");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void handsNothingToVirshThatIsNoUuid() throws IOException {
        Guests guests = virsh("exit 0");

        assertThat(guests.bringBack(GuestPolicy.PAUSE, List.of(new PreparedGuest("--all", "evil"))))
                .containsExactly("virsh resume evil: '--all' is no UUID");
        assertThat(calls()).isEmpty();
    }

    @Test
    @NeedsProgram(value = "virsh", install = "libvirt-clients")
    void understandsTheRealVirsh() {
        Guests guests =
                new LibvirtGuests(
                        "/usr/bin/virsh", "test:///default", List.of(folder.toString()), LONG);

        List<PreparedGuest> active = guests.active().toOptional().orElseThrow();

        assertThat(active).extracting(PreparedGuest::name).containsExactly("test");
        assertThat(guests.running().toOptional()).contains(active);
        assertThat(guests.putAside(GuestPolicy.PAUSE, active)).isEmpty();
        assertThat(guests.bringBack(GuestPolicy.PAUSE, active)).isEmpty();
    }

    @Test
    void readsTheGuestsOfARecord() throws Exception {
        HostFiles.in(folder).file("/services/libvirt/guests", WEB.uuid() + " web 1\n");
        Guests guests = Guests.of(HostTree.recorded(folder));

        assertThat(guests.active().toOptional()).contains(List.of(WEB));
        assertThat(guests.putAside(GuestPolicy.PAUSE, List.of(WEB))).isEmpty();
    }

    @Test
    void findsNoGuestsOnARecordWithoutLibvirt() throws Exception {
        HostFiles.in(folder);

        assertThat(Guests.of(HostTree.recorded(folder)).active())
                .isEqualTo(new Reading.Absent<>("/services/libvirt/guests"));
    }

    private Guests virsh(String... lines) throws IOException {
        fake(
                String.join("\n", lines)
                        .replaceFirst("%s", WEB.uuid())
                        .replaceFirst("%s", WEB.uuid())
                        .replaceFirst("%s", DB.uuid()));
        return guests(LONG);
    }

    private Guests guests(Duration answer) {
        return new LibvirtGuests(
                folder.resolve("virsh").toString(),
                "test:///x",
                List.of(folder.toString()),
                answer);
    }

    private void fake(String body) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("virsh"),
                        "#!/bin/sh\necho \"$*\" >> " + folder.resolve("calls") + "\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }
}
