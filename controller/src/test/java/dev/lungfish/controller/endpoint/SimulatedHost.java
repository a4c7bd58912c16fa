package dev.lungfish.controller.endpoint;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.PemText;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A host that speaks to a controller over real connections, one for each call. For one thread.
public final class SimulatedHost {
    private static final ZonedDateTime SOME_TIME =
            ZonedDateTime.of(2026, 11, 30, 12, 0, 0, 0, ZoneOffset.UTC);

    /// In one network.
    private static final int HOSTS = 250;

    private final String name;
    private final Optional<String> machine;
    private final InetSocketAddress controller;
    private final KeyPair keys;
    private final int number;
    private Optional<Enrolment> enrolment = Optional.empty();

    /// Made once: it costs more than a call.
    private Optional<TlsContext> context = Optional.empty();

    /// The highest epoch that it has seen.
    public Epoch highest = Epoch.NONE;

    /// How often it has slept.
    public long sleeps;

    /// Whether it tells that it has a guest, with which it does not sleep.
    public boolean hasGuest;

    public SimulatedHost(String name, Optional<String> machine, InetSocketAddress controller)
            throws Exception {
        this.name = name;
        this.machine = machine;
        this.controller = controller;
        keys = FleetAuthority.newKeys();
        String digits = name.replaceAll("\\D", "");
        number = digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    public String name() {
        return name;
    }

    /// The certificate that it has got.
    public X509Certificate certificate() throws Exception {
        return certificate(enrolment.orElseThrow().certificate());
    }

    PrivateKey key() {
        return keys.getPrivate();
    }

    /// Joins the fleet: it knows the controller by the token alone.
    public Enrolment enrol(EnrolmentToken token) throws Exception {
        return enrol(token, request(token.text(), keys));
    }

    /// The same with a request of one's own.
    public Enrolment enrol(EnrolmentToken token, EnrolmentRequest request) throws Exception {
        TlsContext trust =
                TlsContext.clientKnowing(
                        key -> EnrolmentToken.fingerprint(key).equals(token.authority()));
        Enrolment answer = call(trust, Calls.ENROL, request);
        joined(answer);
        return answer;
    }

    /// A request, signed by some key.
    public EnrolmentRequest request(String token, KeyPair signer) throws Exception {
        String publicKey = PemText.of(keys.getPublic());
        Signature signature = Signature.getInstance(EnrolmentRequest.SIGNATURE_ALGORITHM);
        signature.initSign(signer.getPrivate());
        signature.update(EnrolmentRequest.signedBytes(token, publicKey));
        return new EnrolmentRequest(
                token,
                identity(),
                machine,
                publicKey,
                Base64.getEncoder().encodeToString(signature.sign()));
    }

    public Enrolment renew() throws Exception {
        Enrolment answer = call(ownContext(), Calls.RENEW, NoValue.NONE);
        joined(answer);
        return answer;
    }

    public Verdict checkIn(CheckIn.Cause cause) throws Exception {
        return checkIn(cause, name);
    }

    /// Says that it is another host.
    public Verdict checkIn(CheckIn.Cause cause, String as) throws Exception {
        return checkIn(call(cause, as, Optional.empty()));
    }

    /// A call that tells of a lease.
    public CheckIn call(CheckIn.Cause cause, Optional<CheckIn.EndedLease> ended) {
        return call(cause, name, ended);
    }

    private CheckIn call(CheckIn.Cause cause, String as, Optional<CheckIn.EndedLease> ended) {
        return new CheckIn(
                cause,
                new HostIdentity(as, identity().ports()),
                Optional.empty(),
                new CheckIn.Boot("b-" + name, sleeps),
                highest,
                ended,
                new CheckIn.Capacity(8, 1L << 36),
                with(hasGuest ? 1 : 0),
                Optional.empty(),
                List.of(SleepTarget.MEM));
    }

    public Verdict checkIn(CheckIn call) throws Exception {
        return call(ownContext(), Calls.CHECK_IN, call);
    }

    public Verdict entering(Entering notice) throws Exception {
        return call(ownContext(), Calls.ENTERING, notice);
    }

    /// Tells what its meters measured.
    public void meter(MeterReading reading) throws Exception {
        NoValue _ = call(ownContext(), Calls.METER, reading);
    }

    /// A host with nothing to do.
    public static Situation idle() {
        return with(0);
    }

    private static Situation with(int guests) {
        return new Situation(
                SOME_TIME,
                OptionalInt.of(0),
                OptionalInt.of(guests),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.of(Situation.PowerSource.MAINS),
                OptionalInt.empty(),
                List.of());
    }

    public HostIdentity identity() {
        return new HostIdentity(
                name,
                List.of(
                        new NetworkPort(
                                "eth0",
                                MacAddress.parse(
                                        "02:00:00:00:%02x:%02x"
                                                .formatted(number / HOSTS, number % HOSTS)),
                                List.of(
                                        NetworkAddress.parse(
                                                "10.0.%d.%d/24"
                                                        .formatted(
                                                                number / HOSTS,
                                                                number % HOSTS + 1))),
                                true)));
    }

    private void joined(Enrolment own) throws Exception {
        enrolment = Optional.of(own);
        context =
                Optional.of(
                        TlsContext.clientThatResumes(
                                new Credentials(
                                        List.of(certificate(own.authority())),
                                        new Credentials.Own(
                                                List.of(certificate(own.certificate())),
                                                keys.getPrivate()),
                                        List.of())));
    }

    private TlsContext ownContext() {
        return context.orElseThrow();
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private <A, R> R call(TlsContext context, Procedure<A, R> procedure, A arguments)
            throws Exception {
        try (SocketChannel channel = SocketChannel.open(controller)) {
            TlsTransport transport =
                    TlsTransport.connect(
                            new SocketTransport(channel, Transport.Kind.TCP),
                            context,
                            "127.0.0.1",
                            controller.getPort(),
                            true);
            try (Client client =
                    Client.connect(
                            transport, ClientSettings.DEFAULT.with(Duration.ofSeconds(20)))) {
                List<Integer> _ = client.call(Remote.AUTH_LIST);
                NoValue _ = client.call(Remote.OPEN, new OpenArguments("lungfish:///fleet", 0));
                return client.call(procedure, arguments);
            }
        }
    }
}
