package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.EventListener;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.LifecycleEvent;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.transport.TunnelTransport;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The client of the library has the same conversation with a real libvirtd and with our daemon,
/// which relays to it, by each of libvirt's ways. The guest is that of libvirt's test driver.
@Timeout(120)
@NeedsProgram(
        value = {
            "virsh",
            "python3",
            "libvirtd",
            "qemu-system-x86_64",
            "openssl",
            "/usr/sbin/sshd",
            "ssh",
            "nc"
        },
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " openssl openssh-server openssh-client netcat-openbsd python3")
class OurClientTest {
    private static final Duration PING_INTERVAL = Duration.ofMillis(100);
    private static final int PINGS = 3;

    @TempDir private static Path ofLibvirtd;
    @TempDir private static Path ofHost;
    @TempDir private static Path ofKeys;
    private static Path pki;
    private static int tcp;
    private static int tls;
    private static GuestHost libvirtd;
    private static PrivateSshd sshd;
    private static ServedMachine machine;

    @BeforeAll
    static void begin() throws Exception {
        pki = Certificates.in(ofKeys.resolve("pki"), "ec");
        sshd = PrivateSshd.start(ofKeys.resolve("ssh"));
        tcp = FreePort.onLoopback();
        tls = FreePort.onLoopback();
        libvirtd =
                GuestHost.start(
                        ofLibvirtd,
                        "listen_addr = '127.0.0.1'",
                        "listen_tcp = 1",
                        "tcp_port = '%d'".formatted(tcp),
                        "auth_tcp = 'none'",
                        "listen_tls = 1",
                        "tls_port = '%d'".formatted(tls),
                        "ca_file = '%s'".formatted(pki.resolve("cacert.pem")),
                        "cert_file = '%s'".formatted(pki.resolve("servercert.pem")),
                        "key_file = '%s'".formatted(pki.resolve("serverkey.pem")));
        machine =
                ServedMachine.relaying(
                        ofHost,
                        ofLibvirtd,
                        "anonymous = true",
                        "[daemon]",
                        "tcp = '127.0.0.1:0'",
                        "tls = '127.0.0.1:0'",
                        "tls_certificate = '%s'".formatted(pki.resolve("servercert.pem")),
                        "tls_key = '%s'".formatted(pki.resolve("serverkey.pem")),
                        "tls_authority = '%s'".formatted(pki.resolve("cacert.pem")));
    }

    @AfterAll
    static void end() {
        machine.close();
        libvirtd.close();
        sshd.close();
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSameConversationWithBoth(LibvirtUri.Way way) throws Exception {
        List<String> direct = conversation(direct(way));
        List<String> relayed = conversation(relayed(way));

        assertThat(relayed).isEqualTo(direct);
        assertThat(relayed)
                .startsWith(
                        "type TEST",
                        "uri test:///default",
                        "guest test",
                        "document of test",
                        "event 3 0 of test",
                        "event 4 0 of test")
                .contains(
                        "nobody: error 42, domain 12, Domain not found",
                        "running: error 1, domain 12, internal error: Domain 'test' is already"
                                + " running")
                .endsWith("still there");
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedTheSameWhereItMayOnlyLook(LibvirtUri.Way way) throws Exception {
        List<String> said = new ArrayList<>();
        for (String uri : List.of(direct(way), relayed(way))) {
            try (Client client =
                    Client.open(
                            LibvirtUri.parse(uri), settings(EventListener.NONE).readOnly(true))) {
                DomainReference guest = client.call(Domains.LOOKUP_BY_NAME, "test");
                said.add(failure(client, Domains.SUSPEND, guest));
            }
        }

        assertThat(said.getFirst()).startsWith("error 29");
        assertThat(said.getLast()).isEqualTo(said.getFirst());
    }

    @Test
    void theCommandComesThroughARealSsh() {
        Told told =
                machine.played()
                        .run(
                                "--connect",
                                sshd.uri("lungfish", "/system", machine.file("libvirt-sock")),
                                "status");

        assertThat(told.out()).as(told.err()).contains("no request runs");
    }

    /// Calls, events, errors and silence, as what was heard.
    private static List<String> conversation(String uri) throws Exception {
        List<String> said = new ArrayList<>();
        BlockingQueue<LifecycleEvent> events = new LinkedBlockingQueue<>();
        try (Client client = Client.open(LibvirtUri.parse(uri), settings(collecting(events)))) {
            said.add("type " + client.call(Remote.GET_TYPE));
            said.add("uri " + client.call(Remote.GET_URI));
            for (DomainReference guest :
                    client.call(Remote.LIST_ALL_DOMAINS, new ListAllDomainsArguments(true, 0))
                            .domains()) {
                said.add("guest " + guest.name());
            }
            DomainReference guest = client.call(Domains.LOOKUP_BY_NAME, "test");
            assertThat(client.call(Domains.GET_XML_DESC, new DomainFlags(guest, 0)))
                    .contains("<name>test</name>", guest.uuid().toString());
            said.add("document of " + guest.name());
            int callback =
                    client.call(
                            Remote.DOMAIN_EVENT_REGISTER,
                            new EventRegistration(EventRegistration.LIFECYCLE, guest));
            client.call(Domains.SUSPEND, guest);
            client.call(Domains.RESUME, guest);
            for (int i = 0; i < 2; i++) {
                LifecycleEvent event =
                        Objects.requireNonNull(events.poll(20, TimeUnit.SECONDS), "no event came");
                assertThat(event.callbackId()).isEqualTo(callback);
                said.add(
                        "event %d %d of %s"
                                .formatted(event.event(), event.detail(), event.domain().name()));
            }
            client.call(Remote.DOMAIN_EVENT_DEREGISTER, callback);
            said.add("nobody: " + failure(client, Domains.LOOKUP_BY_NAME, "nobody"));
            said.add("running: " + failure(client, Domains.CREATE, guest));
            // Nothing is said for longer than the pings take: only their answers come.
            Thread.sleep(PING_INTERVAL.multipliedBy(3L * PINGS));
            said.add(client.call(Remote.GET_TYPE).equals("TEST") ? "still there" : "changed");
        }
        return said;
    }

    private static EventListener collecting(BlockingQueue<LifecycleEvent> events) {
        return new EventListener() {
            @Override
            public void heard(Frame frame) {
                try {
                    if (Remote.LIFECYCLE_EVENT.matches(frame.header())) {
                        events.add(frame.payload(Remote.LIFECYCLE_EVENT.content()));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static <A> String failure(Client client, Procedure<A, ?> procedure, A arguments)
            throws IOException {
        try {
            return "answered with " + client.call(procedure, arguments);
        } catch (RpcException e) {
            return "error %d, domain %d, %s"
                    .formatted(e.error().code(), e.error().domain(), e.error().text());
        }
    }

    private static ClientSettings settings(EventListener events) {
        return ClientSettings.DEFAULT
                .with(events)
                .with(new ClientSettings.Keeping(PING_INTERVAL, PINGS))
                .with(command -> {
                    Process ssh = new ProcessBuilder(command).start();
                    return new TunnelTransport(
                            ssh.getInputStream(), ssh.getOutputStream(), ssh::destroy);
                });
    }

    private static String direct(LibvirtUri.Way way) {
        return uri(way, libvirtd.socket(), String.valueOf(tcp), String.valueOf(tls));
    }

    private static String relayed(LibvirtUri.Way way) {
        return uri(way, machine.file("libvirt-sock"), machine.port("tcp"), machine.port("tls"));
    }

    private static String uri(LibvirtUri.Way way, Path socket, String tcp, String tls) {
        return switch (way) {
            case UNIX -> "test+unix:///default?socket=" + socket;
            case TCP -> "test+tcp://127.0.0.1:" + tcp + "/default";
            case TLS -> "test+tls://localhost:" + tls + "/default?pkipath=" + pki;
            case SSH -> sshd.uri("test", "/default", socket);
        };
    }
}
