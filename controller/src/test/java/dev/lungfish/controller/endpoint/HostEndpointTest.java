package dev.lungfish.controller.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.EnrolmentReason;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.energy.MeterScope;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.tls.CertificateNames;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hosts join, call, renew and are put out, over real connections.
@Timeout(120)
class HostEndpointTest {
    private static final String MACHINE = "4C4C4544-0051-3610-8052-B4C04F4E3132";
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private final Map<String, MeterReading> readings = new ConcurrentHashMap<>();
    private Optional<Store> store = Optional.empty();
    private Optional<HostEndpoint> endpoint = Optional.empty();
    private Optional<FleetAuthority> authority = Optional.empty();

    @AfterEach
    void end() {
        endpoint.ifPresent(HostEndpoint::close);
        store.ifPresent(Store::close);
    }

    private void open(Databases.Kind kind) throws Exception {
        store = Optional.of(Store.open(Databases.newOf(kind)));
        authority = Optional.of(FleetAuthority.open(new AuthorityFolder(folder), clock.instant()));
        HostDecisions decisions =
                new HostDecisions() {
                    @Override
                    public Verdict checkIn(HostTable.Row host, CheckIn call) {
                        return stay(host.id());
                    }

                    @Override
                    public Verdict entering(HostTable.Row host, Entering notice) {
                        return stay(host.id());
                    }
                };
        endpoint =
                Optional.of(
                        HostEndpoint.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                authority.get().shown(List.of("127.0.0.1"), clock.instant()),
                                new FleetCertificates(authority.get(), clock),
                                new HostEndpoint.Answers(
                                        new Callers(store.get(), clock),
                                        enroller(),
                                        decisions,
                                        (host, reading) -> readings.put(host.name(), reading)),
                                100,
                                Observer.NONE));
    }

    private static Verdict stay(String host) {
        return new Verdict.Stay(
                new Epoch(7),
                Duration.ofMinutes(1),
                new EnrolmentReason.HostEnrolled("said to", host));
    }

    private Enroller enroller() {
        return new Enroller(store.orElseThrow(), authority.orElseThrow(), clock);
    }

    private EnrolmentToken token(Optional<String> host) {
        return new Tokens(store.orElseThrow(), authority.orElseThrow().fingerprint(), clock)
                .make(host, HOUR);
    }

    private EnrolmentToken token() {
        return token(Optional.empty());
    }

    private SimulatedHost host(String name, Optional<String> machine) throws Exception {
        return new SimulatedHost(
                name, machine, (InetSocketAddress) endpoint.orElseThrow().address());
    }

    private SimulatedHost host(String name) throws Exception {
        return host(name, Optional.empty());
    }

    private List<String> events() {
        return store.orElseThrow().work(transaction -> transaction.events().after(0, 1000)).stream()
                .map(EventTable.Row::code)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void aHostJoinsByATokenAndSpeaksForItself(Databases.Kind kind) throws Exception {
        open(kind);
        SimulatedHost host = host("lab1", Optional.of(MACHINE));

        Enrolment enrolment = host.enrol(token());
        Verdict verdict = host.checkIn(CheckIn.Cause.STARTED);

        String id =
                store.orElseThrow()
                        .work(transaction -> transaction.hosts().byName("LAB1"))
                        .orElseThrow()
                        .id();
        assertThat(enrolment.epoch()).isEqualTo(new Epoch(1));
        assertThat(CertificateNames.of(host.certificate()).uris())
                .containsExactly("lungfish:host:" + id);
        assertThat(verdict.epoch()).isEqualTo(new Epoch(7));
        assertThat(verdict.reason().parameters().getLast().value()).isEqualTo(id);
        assertThat(events()).containsExactly("token-made", "host-enrolled");
        assertThatThrownBy(() -> host.checkIn(CheckIn.Cause.DUE, "lab2"))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("a host speaks for itself alone");
    }

    @Test
    void aHostTellsWhatItsOwnMetersMeasured() throws Exception {
        open(Databases.Kind.SQLITE);
        SimulatedHost host = host("lab1", Optional.of(MACHINE));
        MeterReading reading =
                new MeterReading("run-1", MeterScope.WHOLE, "hwmon power_meter", HOUR, 5);
        assertThatThrownBy(() -> host.meter(reading)).isInstanceOf(Exception.class);

        host.enrol(token());
        host.meter(reading);

        assertThat(readings).containsExactly(Map.entry("lab1", reading));
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void aTokenIsValidOnceButALostAnswerIsGivenAgain(Databases.Kind kind) throws Exception {
        open(kind);
        EnrolmentToken token = token();
        SimulatedHost first = host("lab1");
        Enrolment _ = first.enrol(token);

        Enrolment again = first.enrol(token);

        assertThat(again.certificate()).contains("BEGIN CERTIFICATE");
        assertThatThrownBy(() -> host("lab2").enrol(token)).hasMessageContaining("was used");
        EnrolmentToken late = token();
        now.updateAndGet(time -> time.plus(HOUR).plusSeconds(1));
        assertThatThrownBy(() -> host("lab2").enrol(late)).hasMessageContaining("was valid until");
        EnrolmentToken bound = token(Optional.of("lab3"));
        assertThatThrownBy(() -> host("lab2").enrol(bound))
                .hasMessageContaining("is for the host lab3");
    }

    @Test
    void theSecretOfATokenIsNotKept() throws Exception {
        open(Databases.Kind.SQLITE);
        EnrolmentToken token = token();
        store.orElseThrow().close();

        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(token.secret());
            }
        }
    }

    @Test
    void aHostThatKnowsAnotherAuthorityDoesNotTalk() throws Exception {
        open(Databases.Kind.SQLITE);
        EnrolmentToken token = token();
        EnrolmentToken other = new EnrolmentToken(token.secret(), "A".repeat(43));

        assertThatThrownBy(() -> host("lab1").enrol(other))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("another authority");
    }

    @Test
    void theKeyMustBeProvedAndACertificateShown() throws Exception {
        open(Databases.Kind.SQLITE);
        EnrolmentToken token = token();
        SimulatedHost host = host("lab1");

        assertThatThrownBy(() ->
                        host.enrol(token, host.request(token.text(), FleetAuthority.newKeys())))
                .hasMessageContaining("does not show that the host has the private key");
        Enrolment _ = host.enrol(token);
        assertThat(events()).containsOnlyOnce("host-enrolled");
    }

    @Test
    void aRunOutCertificateRenewsItselfAndDoesNothingElse() throws Exception {
        open(Databases.Kind.SQLITE);
        now.set(Instant.now().minus(FleetAuthority.HOST_VALIDITY).minus(Duration.ofDays(80)));
        SimulatedHost host = host("lab1");
        Enrolment _ = host.enrol(token());
        X509Certificate old = host.certificate();
        now.set(Instant.now());

        assertThatThrownBy(() -> host.checkIn(CheckIn.Cause.WOKE))
                .hasMessageContaining("was valid until");
        Enrolment _ = host.renew();

        assertThat(host.certificate().getPublicKey()).isEqualTo(old.getPublicKey());
        assertThat(host.checkIn(CheckIn.Cause.WOKE)).isInstanceOf(Verdict.Stay.class);
        assertThat(events()).contains("host-certificate-renewed");
    }

    @Test
    void aCertificateThatRanOutLongAgoIsNotBelieved() throws Exception {
        open(Databases.Kind.SQLITE);
        now.set(Instant.now().minus(FleetAuthority.HOST_VALIDITY).minus(Duration.ofDays(91)));
        SimulatedHost host = host("lab1");
        Enrolment _ = host.enrol(token());
        now.set(Instant.now());

        assertThatThrownBy(host::renew).isInstanceOf(IOException.class);
    }

    @Test
    void aRevokedHostHasNoSayWhateverItsCertificateSays() throws Exception {
        open(Databases.Kind.SQLITE);
        SimulatedHost host = host("lab1", Optional.of(MACHINE));
        Enrolment _ = host.enrol(token());
        enroller().revoke("lab1");

        assertThatThrownBy(() -> host.checkIn(CheckIn.Cause.DUE))
                .hasMessageContaining("was put out of the fleet");
        assertThatThrownBy(host::renew).hasMessageContaining("was put out of the fleet");

        SimulatedHost other = host("lab1");
        Enrolment _ = other.enrol(token());
        assertThat(other.checkIn(CheckIn.Cause.STARTED)).isInstanceOf(Verdict.Stay.class);
    }

    @Test
    void anImagedHostKeepsItsIdentityAndItsOldKeyEnds() throws Exception {
        open(Databases.Kind.SQLITE);
        SimulatedHost before = host("lab1", Optional.of(MACHINE));
        Enrolment _ = before.enrol(token());
        SimulatedHost imaged = host("lab1", Optional.of(MACHINE));

        Enrolment _ = imaged.enrol(token());

        assertThat(CertificateNames.of(imaged.certificate()).uris())
                .isEqualTo(CertificateNames.of(before.certificate()).uris());
        assertThat(events()).contains("host-enrolled-again");
        assertThatThrownBy(() -> before.checkIn(CheckIn.Cause.DUE))
                .hasMessageContaining("with another key");
        assertThat(imaged.checkIn(CheckIn.Cause.STARTED)).isInstanceOf(Verdict.Stay.class);
    }

    @Test
    void twoHostsCannotHaveOneNameOrOneMachine() throws Exception {
        open(Databases.Kind.SQLITE);
        Enrolment _ = host("lab1", Optional.of(MACHINE)).enrol(token());

        assertThatThrownBy(() -> host("LAB1", Optional.of("other")).enrol(token()))
                .hasMessageContaining("belongs to another host of the fleet");
        assertThatThrownBy(() -> host("lab2", Optional.of(MACHINE)).enrol(token()))
                .hasMessageContaining("is in the fleet as lab1");
        Enrolment renamed = host("lab2", Optional.of(MACHINE)).enrol(token(Optional.of("lab2")));
        assertThat(renamed.certificate()).contains("BEGIN CERTIFICATE");
    }

    @Test
    void theAuthoritysKeyIsItsOwnersAlone() throws Exception {
        open(Databases.Kind.SQLITE);
        Path key = folder.resolve("authority.key");

        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        assertThat(FleetAuthority.open(new AuthorityFolder(folder), Instant.now()).fingerprint())
                .isEqualTo(authority.orElseThrow().fingerprint());
        assertThat(key.toFile().setReadable(true, false)).isTrue();
        assertThatThrownBy(() -> FleetAuthority.open(new AuthorityFolder(folder), Instant.now()))
                .hasMessageContaining("chmod 600");
    }
}
