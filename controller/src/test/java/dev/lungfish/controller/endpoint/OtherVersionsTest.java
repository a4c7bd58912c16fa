package dev.lungfish.controller.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.client.Caller;
import dev.lungfish.client.ControllerClient;
import dev.lungfish.controller.enrolment.EnrolmentReason;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.energy.MeterScope;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.libvirt.client.TunnelOpener;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A host that has meters speaks to controllers that know the call for readings and to older ones;
/// hosts that do not know it are the others of this package.
@Timeout(60)
class OtherVersionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Verdict STAY =
            new Verdict.Stay(
                    new Epoch(7),
                    Duration.ofMinutes(1),
                    new EnrolmentReason.HostEnrolled("said to", "lab1"));
    private static final MeterReading READING =
            new MeterReading("run-1", MeterScope.PART, "RAPL package-0", LIMIT, 4711);

    @TempDir private Path folder;
    private final List<MeterReading> taken = new ArrayList<>();

    private Server controller(boolean knowsReadings) throws Exception {
        Program.Builder ours = Program.of(Calls.PROGRAM);
        ours.answer(Calls.CHECK_IN, (_, _) -> STAY);
        if (knowsReadings) {
            ours.answer(
                    Calls.METER,
                    (_, reading) -> {
                        taken.add(reading);
                        return NoValue.NONE;
                    });
        }
        return Server.start(
                ServerSettings.of(
                        List.of(
                                new Listener.Unix(
                                        folder.resolve("s"),
                                        PosixFilePermissions.fromString("rw-------"),
                                        null,
                                        false,
                                        10)),
                        List.of(RemoteProgram.begin((_, _, _) -> {}).build(), ours.build())));
    }

    private ControllerClient dial() throws Exception {
        return ControllerClient.connect(
                "lungfish+unix:///system?socket=" + folder.resolve("s"),
                LIMIT,
                new Caller(TunnelOpener.NONE, () -> Duration.ofNanos(System.nanoTime())));
    }

    private static CheckIn call() throws Exception {
        return new SimulatedHost("lab1", Optional.empty(), new InetSocketAddress(1))
                .call(CheckIn.Cause.DUE, Optional.empty());
    }

    @Test
    void anOlderControllerDoesNotKnowReadingsAndAnswersOnTheSameConnection() throws Exception {
        try (Server _ = controller(false);
                ControllerClient host = dial()) {
            assertThat(host.meter(READING)).isFalse();
            assertThat(host.checkIn(call()).epoch()).isEqualTo(STAY.epoch());
        }
    }

    @Test
    void aNewOneTakesAReadingBeforeTheCall() throws Exception {
        try (Server _ = controller(true);
                ControllerClient host = dial()) {
            assertThat(host.meter(READING)).isTrue();
            assertThat(host.checkIn(call()).epoch()).isEqualTo(STAY.epoch());
        }
        assertThat(taken).containsExactly(READING);
    }
}
