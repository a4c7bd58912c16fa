package dev.lungfish.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a guest that is played over a socket.
class GuestAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<String> booted = new LinkedBlockingQueue<>();
    private final ServerSocketChannel port;
    private final GuestAgent agent;
    private final SocketChannel guest;

    GuestAgentTest(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("agent");
        port = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        port.bind(UnixDomainSocketAddress.of(path));
        agent = GuestAgent.connect(path, Deadline.after(PATIENCE), booted::add);
        guest = port.accept();
    }

    @AfterEach
    void unplug() throws IOException {
        agent.close();
        guest.close();
        port.close();
    }

    @Test
    void handsAScriptOverAndTakesItsAnswersWhateverElseRuns() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        Script first = agent.start("echo one", said::add);
        Script second = agent.start("echo two", said::add);
        BufferedReader reader =
                new BufferedReader(Channels.newReader(guest, StandardCharsets.UTF_8));
        assertThat(sent(reader)).isEqualTo("run 1 12 " + encoded("echo one"));
        assertThat(sent(reader)).isEqualTo("run 2 12 " + encoded("echo two"));

        answer("took 1");
        answer("took 2");
        answer("out 2 " + encoded("two\n"));
        answer("said 1 " + encoded("careful"));
        answer("out 1 " + encoded("one\n"));
        answer("done 2 0");
        answer("done 1 3");

        assertThat(first.await(PATIENCE)).isEqualTo(new Script.Result(3, "one"));
        assertThat(second.await(PATIENCE)).isEqualTo(new Script.Result(0, "two"));
        assertThat(said).containsExactly("careful");
    }

    @Test
    void sendsAScriptAgainUntilTheGuestHasTakenIt() throws Exception {
        Script script = agent.start("echo one", _ -> {});
        BufferedReader reader =
                new BufferedReader(Channels.newReader(guest, StandardCharsets.UTF_8));
        String line = sent(reader);

        assertThat(sent(reader)).as("as it was not taken").isEqualTo(line);
        answer("took 1");
        answer("done 1 0");

        assertThat(script.await(PATIENCE)).isEqualTo(new Script.Result(0, ""));
        assertThat(script.isTaken()).isTrue();
    }

    @Test
    void losesWhatRanWhereTheGuestBootsAfresh() throws Exception {
        Script script = agent.start("lungfish suspend disk --for 8h", _ -> {});

        answer("noise of a boot");
        answer("ready 3bb0a3fe");

        assertThat(booted.take()).isEqualTo("3bb0a3fe");
        assertThatThrownBy(() -> script.await(PATIENCE))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the guest booted afresh");
    }

    /// The next line that is not empty: an empty one ends what was cut.
    private static String sent(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        return line.isEmpty() ? reader.readLine() : line;
    }

    private void answer(String line) throws IOException {
        guest.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
