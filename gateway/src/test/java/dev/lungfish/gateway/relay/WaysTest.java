package dev.lungfish.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.gateway.config.GatewayFile;
import dev.lungfish.gateway.protocol.ClientHello;
import dev.lungfish.gateway.protocol.FirstBytes;
import dev.lungfish.gateway.protocol.ProxyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/// Where connections lead, and where they are said to come from.
class WaysTest {
    private static PlayedHost saying(String word) throws IOException {
        return new PlayedHost((in, out, _) -> {
            int _ = in.read();
            out.write(word.getBytes(UTF_8));
        });
    }

    @Test
    void theNameOfTheServerChoosesTheHost() throws Exception {
        try (PlayedHost one = saying("one");
                PlayedHost two = saying("two");
                GatewayRelay relay = named(one, two)) {
            assertThat(answer(relay, hello(Optional.of("ONE.example.org")))).isEqualTo("one");
            assertThat(answer(relay, hello(Optional.of("two.example.org")))).isEmpty();
            assertThat(answer(relay, hello(Optional.empty()))).isEmpty();
            assertThat(relay.counters().counts().refusals())
                    .containsEntry("server-name-unknown", 2L);
        }
    }

    private static GatewayRelay named(PlayedHost one, PlayedHost two) throws IOException {
        return new GatewayRelay(
                GatewayFile.parse(
                        "gateway.toml",
                        """
                        [hosts.lab1]
                        address = "127.0.0.1"
                        cards = ["02:4c:46:00:00:02"]
                        [[listener]]
                        name = "tls"
                        listen = "[::1]:0"
                        port = %d
                        allow = ["::1"]
                        names = { "one.example.org" = "lab1" }
                        [[listener]]
                        name = "other"
                        listen = "[::1]:0"
                        host = "lab1"
                        port = %d
                        allow = ["::1"]
                        """
                                .formatted(one.port(), two.port())),
                new PlayedWaker(() -> {}),
                _ -> {});
    }

    private static String answer(GatewayRelay relay, byte[] sent) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(relay.addresses().get("tls"));
            client.getOutputStream().write(sent, 0, 20);
            client.getOutputStream().flush();
            client.getOutputStream().write(sent, 20, sent.length - 20);
            try {
                return new String(client.getInputStream().readNBytes(3), UTF_8);
            } catch (SocketException _) {
                return ""; // reset
            }
        }
    }

    private static byte[] hello(Optional<String> name) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        name.ifPresent(known -> parameters.setServerNames(List.of(new SNIHostName(known))));
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(32 * 1024);
        var _ = engine.wrap(ByteBuffer.allocate(0), out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    @Test
    void anyPrefixOfAHelloIsIncompleteAndNoChangeOfABytePassesForAnotherKindOfFailure()
            throws Exception {
        byte[] whole = hello(Optional.of("one.example.org"));
        for (int length = 0; length < whole.length; length++) {
            assertThat(ClientHello.read(ByteBuffer.wrap(whole, 0, length)))
                    .isInstanceOf(FirstBytes.Incomplete.class);
        }
        for (int at = 0; at < whole.length; at++) {
            for (byte value : new byte[] {0, 1, 0x7f, -1}) {
                byte[] changed = whole.clone();
                changed[at] = value;
                assertThat(ClientHello.read(ByteBuffer.wrap(changed))).isNotNull();
            }
        }
    }

    @Test
    void theTargetIsToldWhoConnectsByAProxyHeader() throws Exception {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (PlayedHost host =
                        new PlayedHost((in, out, _) -> {
                            got.writeBytes(in.readNBytes(28 + 2));
                            out.write('x');
                        });
                PlayedGateway gateway =
                        new PlayedGateway(
                                host,
                                () -> {},
                                PlayedGateway.LIMITS,
                                PlayedGateway.ALLOWED,
                                "proxy_to = true",
                                "proxy_from = [\"127.0.0.1\"]");
                Socket client = gateway.client()) {
            InetSocketAddress source = new InetSocketAddress("127.9.9.9", 4711);
            client.getOutputStream()
                    .write(
                            ProxyHeader.write(
                                    new ProxyHeader.Ends(
                                            source,
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(), 80))));
            client.getOutputStream().write("hi".getBytes(UTF_8));

            assertThat(client.getInputStream().read()).isEqualTo('x');
            FirstBytes<ProxyHeader> header = ProxyHeader.read(ByteBuffer.wrap(got.toByteArray()));
            assertThat(header)
                    .isInstanceOfSatisfying(
                            FirstBytes.Understood.class,
                            found -> assertThat(found.length()).isEqualTo(28));
            assertThat(((FirstBytes.Understood<ProxyHeader>) header).content().ends())
                    .hasValueSatisfying(ends -> assertThat(ends.source()).isEqualTo(source));
            assertThat(got.toString(UTF_8)).endsWith("hi");
        }
    }

    @Test
    void aSourceThatAProxyNamesHasItsOwnRight() throws Exception {
        try (PlayedHost host = PlayedHost.echo();
                PlayedGateway gateway =
                        new PlayedGateway(
                                host,
                                () -> {},
                                PlayedGateway.LIMITS,
                                "allow = [\"192.0.2.0/24\"]",
                                "proxy_from = [\"127.0.0.1\"]")) {
            for (String address : List.of("192.0.2.7", "198.51.100.7")) {
                try (Socket client = gateway.client()) {
                    client.getOutputStream()
                            .write(
                                    ProxyHeader.write(
                                            new ProxyHeader.Ends(
                                                    new InetSocketAddress(address, 1),
                                                    new InetSocketAddress("192.0.2.1", 2))));
                    int answer;
                    try {
                        client.getOutputStream().write('x');
                        answer = client.getInputStream().read();
                    } catch (SocketException _) {
                        answer = -1;
                    }
                    assertThat(answer == 'x').isEqualTo(address.startsWith("192"));
                }
            }
        }
    }
}
