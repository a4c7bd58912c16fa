package dev.lungfish.agent.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.report.WakeOnLanReport;
import dev.lungfish.api.NicStatus;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeOnLanNicsTest {
    private static final String CARD = "enp0s31f6";
    private static final String DRIVER = "/services/ethtool/" + CARD;
    private static final String SWITCH = "/sys/devices/pci0000:00/0000:00:1f.6/power/wakeup";
    private static final Set<WakeOnLanMode> MAGIC = Set.of(WakeOnLanMode.MAGIC);
    private static final Optional<WakePassword> NO_PASSWORD = Optional.empty();

    @TempDir private Path folder;

    @Test
    void setsTheModesAndTheSwitchAndKeepsWhatWasThereBefore() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off").file(SWITCH, "disabled\n");

        List<String> done = ReasonText.each(cards(host).set(CARD, MAGIC, NO_PASSWORD));

        assertThat(host.text(DRIVER)).contains("wake-on=g");
        assertThat(host.text(SWITCH)).startsWith("enabled");
        assertThat(done).hasSize(2).first().asString().contains(CARD, "magic packets (g)");
        assertThat(sight(host).kept()).contains(MAGIC);
        assertThat(sight(host).verdict().enabled()).contains(true);
    }

    @Test
    void restoresWhatWasThereBeforeTheFirstChange() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off").file(SWITCH, "disabled\n");
        var _ = cards(host).set(CARD, MAGIC, NO_PASSWORD);
        var _ = cards(host).set(CARD, Set.of(WakeOnLanMode.PHYSICAL), NO_PASSWORD);

        assertThat(ReasonText.each(cards(host).restore(Optional.empty())))
                .containsExactly(CARD + " wakes the host on nothing again");

        assertThat(host.text(DRIVER)).contains("wake-on=d");
        assertThat(host.text(SWITCH)).startsWith("disabled");
        assertThat(sight(host).kept()).isEmpty();
        assertThat(ReasonText.each(cards(host).restore(Optional.empty())))
                .containsExactly("nothing was changed, so nothing is restored");
    }

    @Test
    void setsAgainWhatADriverForgot() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");
        var _ = cards(host).set(CARD, MAGIC, NO_PASSWORD);
        assertThat(ReasonText.each(cards(host).keep())).isEmpty();

        host.file(DRIVER, "supports=pumbg\nwake-on=d\n").file(SWITCH, "disabled\n");

        assertThat(ReasonText.each(cards(host).keep()))
                .containsExactly(
                        "Wake-on-LAN of "
                                + CARD
                                + " is g again; it was d, with its wake switch off");
        assertThat(host.text(DRIVER)).contains("wake-on=g");
        assertThat(host.text(SWITCH)).startsWith("enabled");
    }

    @Test
    void keepsWhatTheConfigurationWants() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");
        WakeOnLanNics configured = cards(host, Map.of(CARD, MAGIC));

        assertThat(ReasonText.each(configured.keep())).hasSize(1);

        assertThat(host.text(DRIVER)).contains("wake-on=g");
        assertThat(configured.look(Optional.empty()).getFirst().kept()).contains(MAGIC);
    }

    @Test
    void aCommandIsStrongerThanTheConfiguration() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");
        WakeOnLanNics configured = cards(host, Map.of(CARD, MAGIC));
        var _ = configured.set(CARD, Set.of(), NO_PASSWORD);

        assertThat(ReasonText.each(configured.keep())).isEmpty();
        assertThat(host.text(DRIVER)).contains("wake-on=d");
    }

    @Test
    void saysNothingOfACardThatIsNotPluggedIn() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");

        assertThat(ReasonText.each(cards(host, Map.of("eth9", MAGIC)).keep())).isEmpty();
    }

    @Test
    void refusesModesThatTheDriverLacksAndChangesNothing() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");

        assertThatThrownBy(() -> cards(host).set(CARD, Set.of(WakeOnLanMode.FILTER), NO_PASSWORD))
                .isInstanceOf(WakeSwitchException.class)
                .hasMessageContaining("offers pumbg alone");
        assertThat(sight(host).kept()).isEmpty();
        assertThat(ReasonText.each(cards(host).keep())).isEmpty();

        var _ = cards(host).set(CARD, MAGIC, NO_PASSWORD);
        assertThatThrownBy(() -> cards(host).set(CARD, Set.of(WakeOnLanMode.FILTER), NO_PASSWORD))
                .isInstanceOf(WakeSwitchException.class);
        assertThat(sight(host).kept()).as("the last good order").contains(MAGIC);
        var _ = cards(host).restore(Optional.empty());
        assertThat(host.text(DRIVER)).as("what was there first").contains("wake-on=d");
    }

    @Test
    void keepsAPasswordWhereItsOwnerAloneReadsIt() throws Exception {
        HostFiles host =
                machine("network-card-with-wake-on-lan-off")
                        .file(DRIVER, "supports=gs\nwake-on=d\n");
        WakePassword password = WakePassword.parse("00:11:22:33:44:55");
        List<String> done =
                ReasonText.each(
                        cards(host)
                                .set(
                                        CARD,
                                        Set.of(WakeOnLanMode.MAGIC_WITH_PASSWORD),
                                        Optional.of(password)));

        Path kept = folder.resolve("state/wake-on-lan.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(kept)).contains(password.written());
        assertThat(String.join("\n", done)).doesNotContain(password.written());

        host.file(DRIVER, "supports=gs\nwake-on=d\n");
        var _ = cards(host).keep();
        assertThat(host.text(DRIVER)).contains("wake-on=s", password.written());
    }

    @Test
    void meansTheCardsBelowABridgeAndTellsWhatLiesAbove() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");
        String card = "/sys/class/net/" + CARD;
        host.file(card + "/address", "52:54:00:00:00:01\n")
                .file("/sys/class/net/br0/address", "52:54:00:00:00:99\n")
                .directory("/sys/class/net/br0/bridge")
                .directory("/sys/class/net/br0/lower_" + CARD)
                .directory(card + "/upper_br0")
                .directory("/sys/class/net/br0/upper_br0.5")
                .file("/sys/class/net/br0.5/uevent", "DEVTYPE=vlan\nINTERFACE=br0.5\n")
                .directory("/sys/class/net/br0.5/lower_br0");

        var _ = cards(host).set("br0.5", MAGIC, NO_PASSWORD);

        assertThat(host.text(DRIVER)).contains("wake-on=g");
        assertThat(sight(host).above())
                .satisfiesExactly(
                        sentence ->
                                assertThat(sentence)
                                        .contains(
                                                "br0 is a bridge upon it",
                                                "52:54:00:00:00:99",
                                                "wakes on its own, 52:54:00:00:00:01"),
                        sentence ->
                                assertThat(sentence)
                                        .contains("br0.5 is a VLAN upon it", "untagged"));
    }

    @Test
    void namesTheCardsThatThereAre() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");

        assertThatThrownBy(() -> cards(host).look(Optional.of("eth9")))
                .isInstanceOf(WakeSwitchException.class)
                .hasMessageContaining("'eth9'")
                .hasMessageContaining(CARD);
    }

    @Test
    void changesNothingWhereWhatIsKeptCantBeUnderstood() throws Exception {
        HostFiles host = machine("network-card-with-wake-on-lan-off");
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(
                folder.resolve("state/wake-on-lan.json"), "{\"schema\":\"lungfish.newer/7\"}");

        assertThatThrownBy(() -> cards(host).set(CARD, MAGIC, NO_PASSWORD))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("wake-on-lan.json", "lungfish.newer/7");
        assertThat(host.text(DRIVER)).contains("wake-on=d");
    }

    @Test
    void tellsEachCardInALineWithTheReasonBelow() throws Exception {
        HostFiles host = machine("network-card-set-but-not-allowed-to-wake");
        List<NicStatus> sights = cards(host).look(Optional.empty());

        assertThat(WakeOnLanReport.text(sights))
                .startsWith(CARD + "  does not wake the host  set to g of ")
                .contains("\n      to do: echo enabled > ");
        assertThat(WakeOnLanReport.json(sights))
                .contains(
                        "\"schema\":\"lungfish.wake-on-lan/1\"",
                        "\"set\":\"g\"",
                        "\"wakes\":false");
    }

    private NicStatus sight(HostFiles host) throws Exception {
        return cards(host).look(Optional.of(CARD)).getFirst();
    }

    private WakeOnLanNics cards(HostFiles host) throws Exception {
        return cards(host, Map.of());
    }

    private WakeOnLanNics cards(HostFiles host, Map<String, Set<WakeOnLanMode>> configured)
            throws Exception {
        HostTree tree = HostTree.recorded(host.root());
        return new WakeOnLanNics(
                tree,
                Ethtool.of(tree),
                new StateDirectory(folder.resolve("state"), "rwxr-xr-x"),
                configured);
    }

    private HostFiles machine(String name) {
        return HostFiles.copyOf(RecordedMachines.named(name), folder.resolve("tree"));
    }
}
