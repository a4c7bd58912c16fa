package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.EventListener;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.CpuMapArguments;
import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.LifecycleEvent;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.tls.MadeCredentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.transport.TunnelTransport;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client against the server of this room.
@Timeout(60)
class ClientTest {
    @TempDir Path folder;

    private final BlockingQueue<Frame> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final ClientSettings settings =
            ClientSettings.DEFAULT.with(
                    new EventListener() {
                        @Override
                        public void heard(Frame frame) {
                            heard.add(frame);
                        }

                        @Override
                        public void ended(String reason) {
                            ends.add(reason);
                        }
                    });

    @Test
    void getsAnswersAndErrors() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                Client client = Client.open(uri(server), settings)) {
            assertThat(client.call(Remote.NODE_GET_INFO)).isEqualTo(LittleHost.INFO);
            assertThat(client.call(Remote.GET_CAPABILITIES)).isEqualTo(LittleHost.CAPABILITIES);
            assertThat(client.call(Remote.LIST_ALL_DOMAINS, new ListAllDomainsArguments(true, 0)))
                    .isEqualTo(new DomainList(List.of(LittleHost.GUEST), 1));
            assertThatThrownBy(() ->
                            client.call(
                                    Remote.NODE_SUSPEND_FOR_DURATION,
                                    new SuspendArguments(0, 59, 0)))
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> {
                                assertThat(refused.error().code()).isEqualTo(8);
                                assertThat(refused.procedure().number()).isEqualTo(250);
                                assertThat(refused.unknownProcedure()).isFalse();
                            });
            assertThatThrownBy(() ->
                            client.call(
                                    Remote.NODE_GET_CPU_MAP, new CpuMapArguments(true, true, 0)))
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> assertThat(refused.unknownProcedure()).isTrue());
        }
    }

    @Test
    void carriesTheCallsOfManyThreadsTogether() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                Client client = Client.open(uri(server), settings)) {
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(CompletableFuture.runAsync(() -> callOften(client)));
            }
            for (CompletableFuture<Void> caller : callers) {
                caller.get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void hearsEventsAndStaysByKeepalive() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                Client client = Client.open(uri(server), settings)) {
            client.call(Remote.SUPPORTS_FEATURE, Feature.PROGRAM_KEEPALIVE.raw());
            int callback =
                    client.call(Remote.DOMAIN_EVENT_REGISTER, new EventRegistration(0, null));
            assertThat(ends.poll(1, TimeUnit.SECONDS)).isNull();

            server.server.publishLifecycle(LittleHost.GUEST, 2, 0);
            Frame frame = heard.poll(5, TimeUnit.SECONDS);
            assertThat(frame).isNotNull();
            assertThat(frame.payload(LifecycleEvent.CODEC).callbackId()).isEqualTo(callback);

            client.call(Remote.REGISTER_CLOSE_CALLBACK);
            server.server.close(CloseReason.ERROR, Duration.ofSeconds(5));
            Frame last = heard.poll(5, TimeUnit.SECONDS);
            assertThat(last).isNotNull();
            assertThat(Remote.CLOSE_EVENT.matches(last.header())).isTrue();
            assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("the server ended the connection");
            assertThatThrownBy(() -> client.call(Remote.GET_TYPE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void doesNotWaitForAnAnswerBeyondItsTime() throws Exception {
        Program silent =
                RemoteProgram.begin((connection, name, readOnly) -> {})
                        .answerLater(Remote.GET_TYPE, (connection, none, answer) -> {})
                        .build();
        try (RunningServer server = RunningServer.in(folder, silent, usual -> usual);
                Client client = Client.open(uri(server), settings.with(Duration.ofMillis(200)))) {
            assertThatThrownBy(() -> client.call(Remote.GET_TYPE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no reply to virConnectGetType came within PT0.2S");
            assertThat(client.closed()).isFalse();
            server.server.close(CloseReason.ERROR, Duration.ZERO);
        }
    }

    @Test
    void saysWhereItLookedForAServer() throws Exception {
        LibvirtUri nowhere = LibvirtUri.parse("qemu:///system?socket=" + folder.resolve("nowhere"));

        assertThatThrownBy(() -> Client.open(nowhere, settings))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no server answers at '" + folder.resolve("nowhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec"})
    @NeedsProgram(value = "openssl", install = "openssl")
    void speaksTlsAndChecksTheServer(String kind) throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), kind);
        Path other = Certificates.in(folder.resolve("other"), kind);
        TlsContext context = TlsContext.server(MadeCredentials.server(pki), TlsContext.VERSIONS);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Server server =
                Server.start(
                        ServerSettings.of(
                                List.of(new Listener.Tls(any, context, name -> true, 100)),
                                List.of(new LittleHost().program())))) {
            int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
            String address = "little+tls://%s:" + port + "/system?pkipath=%s%s";

            try (Client client = open(address, "localhost", pki, "")) {
                assertThat(client.call(Remote.GET_HOSTNAME)).isEqualTo("little.example.org");
            }
            assertThatThrownBy(() -> open(address, "127.0.0.2", pki, ""))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> open(address, "localhost", other, ""))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> open(address, "localhost", other, "&no_verify=1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("PKIX");
        }
    }

    @Test
    void goesThroughATunnelThatSomebodyElseStarts() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                Wire far = server.connect()) {
            LibvirtUri uri = LibvirtUri.parse("little+ssh://host/system?socket=/far");
            List<List<String>> commands = new ArrayList<>();
            ClientSettings through =
                    settings.with(command -> {
                        commands.add(command);
                        return new TunnelTransport(
                                Channels.newInputStream(far.socket),
                                Channels.newOutputStream(far.socket),
                                far.socket);
                    });
            try (Client client = Client.open(uri, through)) {
                assertThat(client.call(Remote.GET_TYPE)).isEqualTo("Little");
            }
            assertThat(commands)
                    .singleElement(as(InstanceOfAssertFactories.list(String.class)))
                    .startsWith("ssh", "-T", "-e", "none", "--", "host")
                    .hasSize(7)
                    .last(as(InstanceOfAssertFactories.STRING))
                    .startsWith("'sh' '-c' ")
                    .endsWith(" 'auto' '' 'little:///system' '' '/far'");
        }
    }

    private Client open(String address, String host, Path pki, String more) throws Exception {
        return Client.open(LibvirtUri.parse(address.formatted(host, pki, more)), settings);
    }

    private static void callOften(Client client) {
        try {
            for (int i = 0; i < 200; i++) {
                assertThat(client.call(Remote.GET_HOSTNAME)).isEqualTo("little.example.org");
            }
        } catch (IOException | CallFailedException e) {
            throw new AssertionError(e);
        }
    }

    private static LibvirtUri uri(RunningServer server) throws Exception {
        return LibvirtUri.parse("little:///system?socket=" + server.readWrite);
    }
}
