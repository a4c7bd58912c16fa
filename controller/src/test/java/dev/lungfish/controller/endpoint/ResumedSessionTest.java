package dev.lungfish.controller.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.PemText;
import dev.lungfish.client.Caller;
import dev.lungfish.client.ControllerCalls;
import dev.lungfish.client.ControllerClient;
import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.EnrolmentReason;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.libvirt.client.TunnelOpener;
import dev.lungfish.libvirt.server.Observer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts dial for each call, and resume their sessions of TLS.
@Timeout(60)
class ResumedSessionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir private Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private Store store;
    private FleetAuthority authority;
    private Enroller enroller;
    private HostEndpoint endpoint;
    private SimulatedHost host;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(Databases.newOf(Databases.Kind.SQLITE));
        authority = FleetAuthority.open(new AuthorityFolder(folder), clock.instant());
        enroller = new Enroller(store, authority, clock);
        HostDecisions decisions =
                new HostDecisions() {
                    @Override
                    public Verdict checkIn(HostTable.Row row, CheckIn call) {
                        return stay(row);
                    }

                    @Override
                    public Verdict entering(HostTable.Row row, Entering notice) {
                        return stay(row);
                    }
                };
        endpoint =
                HostEndpoint.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        authority.shown(List.of("127.0.0.1"), clock.instant()),
                        new FleetCertificates(authority, clock),
                        new HostEndpoint.Answers(
                                new Callers(store, clock), enroller, decisions, (_, _) -> {}),
                        100,
                        Observer.NONE);
        host = new SimulatedHost("lab1", Optional.empty(), (InetSocketAddress) endpoint.address());
        Enrolment _ =
                host.enrol(
                        new Tokens(store, authority.fingerprint(), clock)
                                .make(Optional.empty(), HOUR));
    }

    @AfterEach
    void end() {
        endpoint.close();
        store.close();
    }

    private static Verdict stay(HostTable.Row row) {
        return new Verdict.Stay(
                new Epoch(7),
                Duration.ofMinutes(1),
                new EnrolmentReason.HostEnrolled("said to", row.id()));
    }

    private void call(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(host.checkIn(CheckIn.Cause.DUE)).isInstanceOf(Verdict.Stay.class);
        }
    }

    @Test
    void onlyTheFirstCallShakesHandsInFull() throws Exception {
        call(5);

        assertThat(endpoint.handshakes()).isEqualTo(new HandshakeCount(1, 4));
    }

    @Test
    void aRevokedHostHasNoSayByASessionOfBefore() throws Exception {
        call(2);
        enroller.revoke("lab1");

        assertThatThrownBy(() -> host.checkIn(CheckIn.Cause.DUE))
                .hasMessageContaining("was put out of the fleet");
        assertThatThrownBy(host::renew).hasMessageContaining("was put out of the fleet");
        assertThat(endpoint.handshakes())
                .as("the session was resumed, and gave no say")
                .isEqualTo(new HandshakeCount(1, 3));
    }

    @Test
    void aSessionGivesNoSayAfterTheEndOfItsCertificate() throws Exception {
        call(1);
        now.updateAndGet(time -> time.plus(FleetAuthority.HOST_VALIDITY).plus(HOUR));

        assertThatThrownBy(() -> host.checkIn(CheckIn.Cause.WOKE))
                .hasMessageContaining("was valid until");
        now.updateAndGet(time -> time.plus(FleetCertificates.RENEWABLE));
        assertThatThrownBy(host::renew).hasMessageContaining("was valid until");
        assertThat(endpoint.handshakes()).isEqualTo(new HandshakeCount(1, 2));
    }

    @Test
    void theClientOfADaemonResumesUntilItsCertificateIsAnother() throws Exception {
        ControllerCalls calls =
                new ControllerCalls(new Caller(TunnelOpener.NONE, () -> Duration.ZERO));
        Path pki = Files.createDirectory(folder.resolve("pki"));
        write(pki);

        checkIn(calls, pki);
        checkIn(calls, pki);
        checkIn(calls, pki);

        assertThat(endpoint.handshakes()).isEqualTo(new HandshakeCount(1, 2));
        Enrolment _ = host.renew(); // By its own session, in full.
        write(pki);
        checkIn(calls, pki);
        checkIn(calls, pki);
        assertThat(endpoint.handshakes()).isEqualTo(new HandshakeCount(3, 3));
    }

    private void checkIn(ControllerCalls calls, Path pki) throws Exception {
        String uri =
                "lungfish+tls://127.0.0.1:%d/system?pkipath=%s"
                        .formatted(((InetSocketAddress) endpoint.address()).getPort(), pki);
        try (ControllerClient controller = calls.connect(uri, Duration.ofSeconds(20))) {
            Verdict verdict = controller.checkIn(host.call(CheckIn.Cause.DUE, Optional.empty()));
            assertThat(verdict).isInstanceOf(Verdict.Stay.class);
        }
    }

    private void write(Path pki) throws Exception {
        Files.writeString(pki.resolve("cacert.pem"), authority.pem());
        Files.writeString(pki.resolve("clientcert.pem"), PemText.of(host.certificate()));
        Path key = pki.resolve("clientkey.pem");
        Files.writeString(key, PemText.of(host.key()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
}
