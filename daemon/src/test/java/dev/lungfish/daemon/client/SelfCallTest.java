package dev.lungfish.daemon.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SelfCallTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private Path socket = Path.of("");

    @BeforeEach
    void name() {
        socket = folder.resolve("a socket+with 50%");
    }

    @Test
    void isServedByAServerThatAnswersBeItWithAnError() throws Exception {
        Listener listener =
                new Listener.Unix(
                        socket, PosixFilePermissions.fromString("rw-------"), null, false, 10);
        try (Server _ =
                Server.start(
                        ServerSettings.of(
                                List.of(listener),
                                List.of(
                                        RemoteProgram.begin((connection, name, readOnly) -> {})
                                                .build())))) {
            assertThat(new SelfCall(socket, PATIENT).whyNotServed()).isEmpty();
        }
    }

    @Test
    void isNotServedWhereNobodyTakesTheConnection() throws Exception {
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(socket));

            assertThat(new SelfCall(socket, Duration.ofMillis(300)).whyNotServed())
                    .hasValueSatisfying(
                            why -> assertThat(why).containsAnyOf("no answer", "no reply"));
        }
    }

    @Test
    void isNotServedWhereTheSocketIsGone() {
        assertThat(new SelfCall(socket, PATIENT).whyNotServed())
                .hasValueSatisfying(why -> assertThat(why).contains(socket.toString()));
    }
}
