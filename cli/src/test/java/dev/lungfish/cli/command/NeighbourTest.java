package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Daemons of two played machines, one of which looks after the other, and what is asked of them
/// from afar.
@Timeout(120)
@NeedsProgram(value = "python3", install = "python3")
class NeighbourTest {
    private static final String LID =
            "/sys/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00/power/wakeup";
    private static final String CARD = "/services/ethtool/enp0s31f6";
    private static final String HOST_NAME = "/proc/sys/kernel/hostname";

    @TempDir private Path folder;
    private ServedMachine sleeper;
    private ServedMachine neighbour;

    @BeforeEach
    void begin() throws Exception {
        sleeper = ServedMachine.of(Files.createDirectory(folder.resolve("a")));
        neighbour = ServedMachine.of(Files.createDirectory(folder.resolve("b")));
        sleeper.played().write(HOST_NAME, "sleeper\n");
        neighbour.played().write(HOST_NAME, "neighbour\n");
    }

    @AfterEach
    void end() {
        sleeper.close();
        neighbour.close();
    }

    @Test
    void aNeighbourKnowsThatAHostSleepsAndThatItIsBack() throws Exception {
        Process watching = neighbour.serve();
        var _ =
                sleeper.serve(
                        "[neighbour]", "hosts = [\"" + neighbour.ourUri("libvirt-sock") + "\"]");

        Told slept = fromAfar(sleeper, "suspend", "mem", "--for", "1h");

        assertThat(slept.code()).as(slept.err()).isZero();
        String told = neighbour.played().awaitLine(watching, "a sleeper is back host=sleeper");
        assertThat(told).contains("expecting a sleeper host=sleeper");
        assertThat(fromAfar(neighbour, "status", "--all").out())
                .contains("no request runs", "sleeper is back since");
        assertThat(fromAfar(neighbour, "status", "--all", "--json").out())
                .contains("lungfish.sleepers/1", "\"state\":\"back\"");
    }

    @Test
    void aHostThatNeedsANeighbourDoesNotSleepWithoutOne() throws Exception {
        var _ =
                sleeper.serve(
                        "[neighbour]",
                        "required = true",
                        "hosts = [\"" + neighbour.ourUri("libvirt-sock") + "\"]");

        Told refused = fromAfar(sleeper, "suspend", "mem", "--for", "1h");

        assertThat(refused.code()).as(refused.out() + refused.err()).isNotZero();
        assertThat(refused.out() + refused.err())
                .contains("no neighbour could be told of the sleep");
        assertThat(sleeper.played().read("/sys/power/state")).contains("mem disk");
    }

    @Test
    void cardsAndDevicesAreSwitchedFromAfarAndLast() throws Exception {
        sleeper.played().write(LID, "enabled\n");
        Process daemon = sleeper.serve();

        assertThat(fromAfar(sleeper, "wol", "enp0s31f6", "--set", "g").code()).isZero();
        assertThat(sleeper.played().read(CARD)).contains("wake-on=g");
        assertThat(fromAfar(sleeper, "wol").out()).contains("enp0s31f6", "kept at g");
        Told lid = fromAfar(sleeper, "wake-devices", "--off", "lid");
        assertThat(lid.out()).contains("lid (PNP0C0D:00) does not wake the host");
        assertThat(sleeper.played().read(LID)).startsWith("disabled");
        assertThat(fromAfar(sleeper, "wake-devices", "--on", "teapot").err())
                .contains("no wake device is called 'teapot'");

        // A boot: the daemon ends, and the kernel begins with its own settings.
        daemon.toHandle().destroy();
        var _ = sleeper.played().awaitEnd(daemon);
        sleeper.played().write(CARD, "supports=pumbg\nwake-on=d\n");
        sleeper.played().write(LID, "enabled\n");
        var _ = sleeper.serve();

        assertThat(sleeper.played().read(CARD)).contains("wake-on=g");
        assertThat(sleeper.played().read(LID)).startsWith("disabled");
        assertThat(fromAfar(sleeper, "wol", "--restore").code()).isZero();
        assertThat(sleeper.played().read(CARD)).doesNotContain("wake-on=g");
    }

    @Test
    void aDeviceIsQuietInASleepAndOnAfterIt() throws Exception {
        sleeper.played().write(LID, "enabled\n");
        assertThat(sleeper.played().run("wake-devices", "--quiet", "lid").code()).isZero();

        Told slept = sleeper.played().run("suspend", "mem", "--for", "1h");

        assertThat(slept.code()).as(slept.err()).isZero();
        assertThat(sleeper.played().read("/var/lib/lungfish/wake-devices.json"))
                .contains("\"hushed\":[]");
        assertThat(sleeper.played().read(LID)).startsWith("enabled");
    }

    @Test
    void wakeTellsWhatItCantDo() throws Exception {
        var _ = neighbour.serve();

        Told unknown = fromAfar(neighbour, "wake", "nobody.invalid");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("no card of 'nobody.invalid' is known");

        Told nothing = fromAfar(neighbour, "wake", "02:00:00:00:00:07", "--wait", "0s");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("no network interface is up");

        assertThat(neighbour.played().run("wake", "x", "--password", "secret").code()).isEqualTo(2);
        assertThat(fromAfar(neighbour, "wake", "x", "--via", "y").code()).isEqualTo(2);
        Told secretless = fromAfar(neighbour, "wake", "x", "--password-file", "/nowhere/at/all");
        assertThat(secretless.code()).isEqualTo(2);
        assertThat(secretless.err()).contains("--password-file /nowhere/at/all: there is no such");
    }

    @Test
    void hostsTellsOfTheHostThatIsAsked() throws Exception {
        var _ = neighbour.serve();

        assertThat(fromAfar(neighbour, "hosts").out()).startsWith("neighbour  this host");
        assertThat(fromAfar(neighbour, "hosts", "--json").out()).contains("lungfish.hosts/1");
    }

    private static Told fromAfar(ServedMachine asked, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = "--connect";
        all[1] = asked.ourUri("libvirt-sock");
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return asked.played().run(all);
    }
}
