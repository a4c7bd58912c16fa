package dev.lungfish.core.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.NetworkReadings.NetworkType;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkJudgeTest {
    private static final String SWITCH = "/sys/class/net/eth0/device/power/wakeup";

    private Reading<NetworkType> type = RtcUnderTest.present("type", NetworkType.ETHERNET);
    private Reading<String> driver = RtcUnderTest.present("driver", "e1000e");
    private Reading<String> operstate = RtcUnderTest.present("operstate", "up");
    private Reading<Boolean> carrier = RtcUnderTest.present("carrier", true);
    private Reading<WakeOnLan> modes = new Reading.Absent<>("/services/ethtool/eth0");
    private Reading<WakeSetting> setting = new Reading.Absent<>(SWITCH);

    @BeforeEach
    void magicPacketsMayWake() {
        wakeOnLan("pumbg", "g");
        allowed(WakeSetting.ENABLED);
    }

    @Test
    void supportsAnInterfaceThatWakesOnMagicPackets() {
        WakeVerdict verdict = judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict.enabled()).contains(true);
        assertThat(ReasonText.sentence(verdict.reason()))
                .isEqualTo("it is set to wake the host on magic packets");
        assertThat(ReasonText.remedy(verdict.reason())).isEmpty();
    }

    @Test
    void tellsHowToSwitchWakeOnLanOnAndToKeepItOn() {
        wakeOnLan("pumbg", "d");
        allowed(WakeSetting.DISABLED);

        WakeVerdict verdict = judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict.enabled()).contains(false);
        assertThat(ReasonText.sentence(verdict.reason())).contains("off");
        assertThat(ReasonText.remedy(verdict.reason()))
                .startsWith("ethtool -s eth0 wol g; echo enabled > " + SWITCH)
                .contains("WakeOnLan=magic");
    }

    @Test
    void offersAnotherModeWhereMagicPacketsAreNotSupported() {
        wakeOnLan("p", "d");

        assertThat(ReasonText.remedy(judge().reason())).startsWith("ethtool -s eth0 wol p");
    }

    @Test
    void seesAModeSetOnADeviceThatIsNotAllowedToWake() {
        allowed(WakeSetting.DISABLED);

        WakeVerdict verdict = judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict.enabled()).contains(false);
        assertThat(ReasonText.sentence(verdict.reason()))
                .contains("its device is not allowed to wake the host");
        assertThat(ReasonText.remedy(verdict.reason())).isEqualTo("echo enabled > " + SWITCH);
    }

    @Test
    void warnsOfEverydayTrafficAndOfAMissingLink() {
        wakeOnLan("pumbg", "ug");
        carrier = RtcUnderTest.present("carrier", false);

        assertThat(ReasonText.sentence(judge().reason()))
                .contains("may wake early")
                .contains("no link at present");
        assertThat(ReasonText.remedy(judge().reason())).contains("ethtool -s eth0 wol g");
    }

    @Test
    void toleratesACarrierThatADownInterfaceDoesNotTell() {
        carrier = new Reading.Failed<>("carrier", "Invalid argument");
        operstate = RtcUnderTest.present("operstate", "down");

        assertThat(judge().support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.sentence(judge().reason())).contains("no link at present");
    }

    @Test
    void seesADriverWithoutWakeOnLan() {
        modes = RtcUnderTest.present("ioctl", WakeOnLan.none());
        assertThat(judge().support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(judge().enabled()).contains(false);
        assertThat(ReasonText.sentence(judge().reason()))
                .isEqualTo("its driver e1000e reports no Wake-on-LAN for it");

        driver = RtcUnderTest.present("driver", "virtio_net");
        assertThat(ReasonText.sentence(judge().reason())).contains("virtual machine");
    }

    @Test
    void doesNotDenyThatAWirelessInterfaceMayWakeInItsOwnWay() {
        modes = RtcUnderTest.present("ioctl", WakeOnLan.none());
        type = RtcUnderTest.present("type", NetworkType.WIRELESS);

        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.remedy(judge().reason())).contains("wowlan");
    }

    @Test
    void doesNotKnowWhereTheModesWereNotRead() {
        modes = new Reading.Absent<>("/services/ethtool/eth0");
        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.sentence(judge().reason())).contains("not recorded");

        modes = new Reading.Denied<>("ioctl", "EPERM");
        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.remedy(judge().reason())).startsWith("as root");

        modes = new Reading.Failed<>("ioctl", "ENODEV");
        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.sentence(judge().reason())).contains("ENODEV");
    }

    @Test
    void doesNotKnowWhereTheSwitchIsMissingOrBroken() {
        allowed(WakeSetting.NOT_CAPABLE);
        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);

        setting = new Reading.Malformed<>(SWITCH, "binary content");
        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.sentence(judge().reason())).contains(SWITCH);
    }

    private void wakeOnLan(String supported, String set) {
        modes =
                RtcUnderTest.present(
                        "ioctl",
                        new WakeOnLan(
                                WakeOnLan.modesOfLetters(supported),
                                WakeOnLan.modesOfLetters(set)));
    }

    private void allowed(WakeSetting value) {
        setting = RtcUnderTest.present(SWITCH, value);
    }

    /// In WSL, a cloud or on VMware nobody can type virsh on the host.
    @ParameterizedTest
    @CsvSource({
        "'', qemu, true",
        "'', kvm, true",
        "wsl, microsoft, false",
        "'', amazon, false",
        "'', of an unnamed kind, false"
    })
    void namesVirshOnlyWhereTheHostMayHaveIt(String container, String machine, boolean named) {
        modes = RtcUnderTest.present("ioctl", WakeOnLan.none());
        driver = RtcUnderTest.present("driver", "virtio_net");

        WakeVerdict verdict =
                NetworkJudge.judge(
                        readings(),
                        new Surroundings(
                                Optional.of(container).filter(kind -> !kind.isEmpty()),
                                Optional.of(machine),
                                List.of()));

        assertThat(ReasonText.withRemedy(verdict.reason()).contains("virsh")).isEqualTo(named);
    }

    private WakeVerdict judge() {
        return NetworkJudge.judge(readings());
    }

    private NetworkReadings readings() {
        return new NetworkReadings(
                "eth0",
                type,
                driver,
                operstate,
                carrier,
                modes,
                new WakeSwitch(setting, RtcUnderTest.noCounts()));
    }
}
