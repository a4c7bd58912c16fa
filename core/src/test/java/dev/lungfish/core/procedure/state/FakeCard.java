package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.proof.Findings.NicFindings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.NetworkReadings.NetworkType;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeSwitch;
import dev.lungfish.core.wake.WakeSwitch.WakeCounts;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.util.List;
import java.util.Set;

/// A network card that listens for magic packets until a test changes one thing.
record FakeCard(Set<WakeOnLanMode> set, WakeSetting permission, boolean link) {
    static final String DEVICE = "0000:03:00.0";
    static final String BRIDGE = "0000:00:1c.0";
    static final Fingerprint FINGERPRINT =
            new Fingerprint(
                    "6.1", "SeaBIOS 1.16", WayBack.WAKE_ON_LAN, "eth0 igb " + DEVICE, "quiet");

    static FakeCard listening() {
        return new FakeCard(Set.of(WakeOnLanMode.MAGIC), WakeSetting.ENABLED, true);
    }

    NetworkReadings readings() {
        return new NetworkReadings(
                "eth0",
                FakeHost.present(NetworkType.ETHERNET),
                FakeHost.present("igb"),
                FakeHost.present("up"),
                FakeHost.present(link),
                FakeHost.present(new WakeOnLan(Set.of(WakeOnLanMode.MAGIC), set)),
                new WakeSwitch(
                        FakeHost.present(permission),
                        new WakeCounts(
                                FakeHost.absent(),
                                FakeHost.absent(),
                                FakeHost.absent(),
                                FakeHost.absent())));
    }

    NicFindings findings() {
        return new NicFindings(readings(), List.of(DEVICE, BRIDGE), FINGERPRINT);
    }
}
