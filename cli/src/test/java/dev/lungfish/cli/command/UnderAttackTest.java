package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A request through its countdown, its sleep and its wake, while others attack the daemon.
@Timeout(240)
@NeedsProgram(value = "openssl", install = "openssl")
class UnderAttackTest {
    @TempDir private Path folder;

    @Test
    void aRequestIsUnharmedAndRootIsAnswered() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        try (ServedMachine machine = ServedMachine.of(folder)) {
            Process daemon =
                    machine.serve(
                            "delay = '2s'",
                            "[daemon]",
                            "tls = '127.0.0.1:0'",
                            "tls_certificate = '%s'".formatted(pki.resolve("servercert.pem")),
                            "tls_key = '%s'".formatted(pki.resolve("serverkey.pem")),
                            "tls_authority = '%s'".formatted(pki.resolve("cacert.pem")));
            try (HostileCrowd crowd =
                            HostileCrowd.begin(
                                    machine,
                                    Map.of(
                                            HostileCrowd.Attack.DOCTOR, 300,
                                            HostileCrowd.Attack.UNREAD, 40,
                                            HostileCrowd.Attack.UNFINISHED, 20,
                                            HostileCrowd.Attack.GARBAGE, 10,
                                            HostileCrowd.Attack.SILENT, 80),
                                    Duration.ZERO);
                    DaemonClient root = connected(machine)) {
                crowd.await();
                assertThat(root.status()).isNotNull();
                FutureTask<Told> sleep = new FutureTask<>(() -> suspend(machine));
                Thread.ofPlatform().start(sleep);
                int answered = 0;
                while (!sleep.isDone()) {
                    try (DaemonClient another = connected(machine)) {
                        var _ = another.status();
                        answered++;
                    } catch (ServiceException e) {
                        // It sleeps. Whoever comes is told so, or finds its connection ended.
                        assertThat(e.kind())
                                .as(e.why())
                                .isIn(
                                        ServiceException.Kind.UNREACHABLE,
                                        ServiceException.Kind.FAILED,
                                        ServiceException.Kind.NOT_NOW);
                    }
                }

                Told told = sleep.get();
                assertThat(told.code()).as(told.err()).isZero();
                assertThat(told.out()).contains("Slept and woke as promised", "mem for 1 h");
                assertThat(answered).isPositive();
                try (DaemonClient another = connected(machine)) {
                    assertThat(another.history(new HistoryQuery(10, Optional.empty()))).hasSize(1);
                    assertThat(another.doctor()).isNotNull();
                }
            }
            JournaledRequests requests =
                    JournaledRequests.in(machine.played().file("/var/lib/lungfish"));
            assertThat(requests.accepted()).hasSize(1);
            assertThat(requests.ended()).containsExactly(1);
            assertThat(daemon.isAlive()).isTrue();
        }
    }

    private static Told suspend(ServedMachine machine) {
        return machine.played()
                .run("--connect", machine.ourUri("libvirt-sock"), "suspend", "mem", "--for", "1h");
    }

    private static DaemonClient connected(ServedMachine machine) throws ServiceException {
        return DaemonClient.connect(machine.ourUri("libvirt-sock"), false, Sessions.CALLER);
    }
}
