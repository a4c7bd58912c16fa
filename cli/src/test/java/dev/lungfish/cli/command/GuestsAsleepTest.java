package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real guests of a real libvirtd on a host whose kernel is played: they outlive its sleep, and no
/// crash forgets them.
@Timeout(120)
@NeedsProgram(
        value = {"virsh", "python3", "libvirtd", "qemu-system-x86_64"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " python3")
class GuestsAsleepTest {
    @TempDir private Path ofGuests;
    @TempDir private Path ofHost;
    private GuestHost guests;
    private Optional<ServedMachine> machine = Optional.empty();

    @BeforeEach
    void begin() throws Exception {
        guests = GuestHost.start(ofGuests);
        guests.startGuest("web1");
        guests.startGuest("web2");
    }

    @AfterEach
    void end() {
        machine.ifPresent(ServedMachine::close);
        guests.close();
    }

    @Test
    void arePausedAndTheSameRunAfterwards() throws Exception {
        ServedMachine host = serve("pause", "promised");
        Optional<Long> process = guests.processOf("web1");

        Told told = host.virsh(host.socket("libvirt-sock"), "nodesuspend mem 60");

        assertThat(told.code()).as(told.out()).isZero();
        host.awaitIdle();
        assertThat(host.played().run("history").out()).contains("slept").doesNotContain("left");
        assertThat(journal(host)).containsSubsequence("preparing-guests", "web1", "entering");
        assertThat(guests.require("domstate", "web1")).isEqualTo("running");
        assertThat(guests.require("domstate", "web2")).isEqualTo("running");
        assertThat(guests.processOf("web1")).isEqualTo(process).isPresent();
    }

    @Test
    void areSavedAndStartedFromWhatWasSaved() throws Exception {
        ServedMachine host = serve("refuse", "promised");

        Told told =
                host.played()
                        .run(
                                "--connect",
                                host.ourUri("libvirt-sock"),
                                "suspend",
                                "mem",
                                "--for",
                                "60s",
                                "--guests",
                                "save");

        assertThat(told.code()).as(told.out() + told.err()).isZero();
        assertThat(guests.require("domstate", "--reason", "web1")).isEqualTo("running (restored)");
        assertThat(guests.require("domstate", "--reason", "web2")).isEqualTo("running (restored)");
    }

    @Test
    void keepTheHostAwakeByTheirNamesWhereNothingElseIsWanted() throws Exception {
        ServedMachine host = serve("refuse", "promised");

        Told told = host.virsh(host.socket("libvirt-sock"), "nodesuspend mem 60");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out()).contains("guest:web1", "guest:web2");
        assertThat(guests.require("domstate", "web1")).isEqualTo("running");
    }

    /// libvirtd 9.0 removes its sockets when systemd stops it, and its guests run on: without a
    /// socket they are not known, and not none.
    @Test
    void keepTheHostAwakeAndAreNotKnownWhereTheirLibvirtdHasEnded() throws Exception {
        ServedMachine host = serve("refuse", "promised");
        assertThat(host.virsh(host.ourUri("libvirt-sock"), "list").out()).contains("web1");
        guests.stop();
        assertThat(guests.socket()).doesNotExist();

        for (String command : List.of("list", "list --all")) {
            Told list = host.virsh(host.ourUri("libvirt-sock"), command);
            assertThat(list.code()).as(list.out()).isEqualTo(1);
            assertThat(list.out())
                    .contains(
                            "the guests of this host are not known here: no libvirtd answers at",
                            "start it and connect again");
        }
        Told sleep = host.virsh(host.ourUri("libvirt-sock"), "nodesuspend mem 60");

        assertThat(sleep.code()).isEqualTo(1);
        assertThat(sleep.out()).contains("which guests are active is not known", "start it");
        assertThat(guests.processOf("web1").flatMap(ProcessHandle::of)).isPresent();
    }

    @Test
    void doNotStartOrArriveNearASleepAndAreStillShown() throws Exception {
        ServedMachine host = serve("pause", "forever");
        guests.define("web3", List.of());
        assertThat(host.virsh(host.socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();
        String _ = host.played().awaitLine(host.played().kernel(), "asleep");

        for (String command :
                List.of(
                        "start web3",
                        "create " + ofGuests.resolve("web3.xml"),
                        "resume web1",
                        "migrate web1 qemu+tcp://127.0.0.1:1/system --p2p",
                        "restore " + ofGuests.resolve("none"))) {
            assertThat(host.virsh(host.socket("libvirt-sock"), command).out())
                    .as(command)
                    .contains("the host is going to sleep (mem for 1 min, request ");
        }
        assertThat(host.virsh(host.socket("libvirt-sock"), "list --all").out())
                .containsPattern("web1 +paused")
                .containsPattern("web3 +shut off");
        assertThat(host.virsh(host.socket("libvirt-sock"), "dumpxml web1").code()).isZero();
    }

    @Test
    void areResumedByTheNextStartWhereTheDaemonWasKilled() throws Exception {
        ServedMachine host = serve("pause", "forever");
        assertThat(host.virsh(host.socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();
        awaitPaused("web2");
        host.kill();
        assertThat(guests.require("domstate", "web1")).isEqualTo("paused");

        host.serveAgain();

        assertThat(guests.require("domstate", "web1")).isEqualTo("running");
        assertThat(guests.require("domstate", "web2")).isEqualTo("running");
        assertThat(host.played().run("history").out()).contains("Lungfish was ended ");
    }

    @Test
    void areToldToBeMissingWhereLibvirtdWasKilledMeanwhile() throws Exception {
        ServedMachine host = serve("pause", "forever");
        assertThat(host.virsh(host.socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();
        awaitPaused("web2");
        guests.kill();
        host.kill();

        host.serveAgain();

        assertThat(host.played().run("history").out())
                .contains(
                        "not all guests are back, of web1, web2: guest web2: not back, no server"
                                + " answers",
                        "guest web1: not back");
    }

    private void awaitPaused(String name) throws Exception {
        for (int tries = 0; tries < 200; tries++) {
            if (guests.require("domstate", name).equals("paused")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError(name + " is not paused");
    }

    private ServedMachine serve(String policy, String scenario) throws Exception {
        ServedMachine host = ServedMachine.of(ofHost, scenario);
        machine = Optional.of(host);
        Process _ =
                host.serve(
                        "[guests]",
                        "policy = '" + policy + "'",
                        "socket = '" + guests.socket() + "'",
                        "[relay]",
                        "socket_folder = '" + ofGuests + "'");
        return host;
    }

    private static String journal(ServedMachine host) {
        return host.played().read("/var/lib/lungfish/journal.jsonl");
    }
}
