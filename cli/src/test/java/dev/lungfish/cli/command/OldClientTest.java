package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.daemon.extension.CancelOrder;
import dev.lungfish.daemon.extension.LungfishProgram;
import dev.lungfish.daemon.extension.PowerExtension;
import dev.lungfish.daemon.extension.SleepOrder;
import dev.lungfish.daemon.wake.NicQuestion;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.daemon.wakeups.WakeupCall;
import dev.lungfish.daemon.wakeups.WakeupCalls;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.xdr.NoValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client of version 0.1.0 gets from this daemon what it got from its own: text and JSON.
@Timeout(120)
class OldClientTest {
    @TempDir Path folder;

    @Test
    void getsItsTextsAndDocuments() throws Exception {
        try (ServedMachine machine = ServedMachine.of(folder)) {
            machine.serve();
            try (Client client =
                    Client.open(
                            LibvirtUri.parse(machine.ourUri("libvirt-sock")),
                            ClientSettings.DEFAULT)) {
                assertThat(client.call(LungfishProgram.DOCTOR, true)).contains("lungfish.doctor/1");
                assertThat(client.call(LungfishProgram.DOCTOR, false)).contains("Sleep states");
                assertThat(client.call(LungfishProgram.WAYS_BACK, true))
                        .contains("lungfish.ways-back/1");
                assertThat(client.call(LungfishProgram.STATUS).status()).isPresent();
                assertThat(client.call(LungfishProgram.SUBSCRIBE).status()).isPresent();
                assertThat(client.call(LungfishProgram.HISTORY, -1)).isNotNull();
                assertThat(client.call(LungfishProgram.CANCEL, new CancelOrder(null)).kind())
                        .isZero();

                assertThat(client.call(WakeCalls.CARDS, new NicQuestion(null, true)))
                        .contains("lungfish.wake-on-lan/1");
                assertThat(client.call(WakeCalls.DEVICES, true))
                        .contains("lungfish.wake-devices/1");
                assertThat(client.call(WakeCalls.HOSTS, true)).contains("lungfish.hosts/1");
                assertThat(client.call(WakeCalls.SLEEPERS, false))
                        .contains("no other host has said that it sleeps");

                assertThat(client.call(PowerExtension.POWER, "text")).contains("Processors online");
                assertThat(client.call(PowerExtension.POWER, "json")).contains("lungfish.cpu/1");

                String wakeup = client.call(WakeupCalls.ADD, new WakeupCall("+8h", null, "backup"));
                assertThat(wakeup).contains("lungfish.wakeup/1", "backup");
                assertThat(client.call(WakeupCalls.LIST, NoValue.NONE))
                        .contains("lungfish.wakeups/1", "backup");
            }
        }
    }

    @Test
    void ordersASleepByTheOldForm() throws Exception {
        SleepOrder dryRun =
                new SleepOrder(
                        "mem",
                        3_600_000L,
                        List.of("rtc"),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        true,
                        false);
        try (ServedMachine machine = ServedMachine.of(folder)) {
            machine.serve();
            try (Client client =
                    Client.open(
                            LibvirtUri.parse(machine.ourUri("libvirt-sock")),
                            ClientSettings.DEFAULT)) {
                assertThat(
                                Objects.requireNonNull(
                                                client.call(LungfishProgram.SUSPEND, dryRun)
                                                        .ended())
                                        .finished())
                        .isPresent();
            }
        }
    }
}
