package dev.lungfish.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.linux.process.ChannelDescriptor;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On this machine's own kernel.
class DescriptorMessagesTest {
    @TempDir Path folder;
    private SocketChannel ours;
    private SocketChannel theirs;

    @BeforeEach
    void connect() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            ours = SocketChannel.open(address);
            theirs = server.accept();
        }
    }

    @AfterEach
    void close() throws Exception {
        ours.close();
        theirs.close();
    }

    @Test
    void passesADescriptorBesideOneByteOfTheStream() throws Exception {
        int sent = number(theirs);
        assertThat(DescriptorMessages.receive(number(theirs))).isEqualTo(OptionalInt.empty());

        assertThat(DescriptorMessages.send(number(ours), sent)).isTrue();
        ours.write(ByteBuffer.wrap(new byte[] {7}));
        int received = DescriptorMessages.receive(number(theirs)).orElseThrow();

        assertThat(received).isNotEqualTo(sent);
        assertThat(file(received)).isEqualTo(file(sent));
        DescriptorMessages.close(received);
        assertThat(Files.exists(Path.of("/proc/self/fd/" + received))).isFalse();
        ByteBuffer after = ByteBuffer.allocate(4);
        assertThat(theirs.read(after)).isOne();
        assertThat(after.get(0)).isEqualTo((byte) 7);
    }

    @Test
    void refusesAByteWithoutOneAndAPeerThatIsGone() throws Exception {
        ours.write(ByteBuffer.wrap(new byte[] {0}));
        assertThatThrownBy(() -> DescriptorMessages.receive(number(theirs)))
                .isInstanceOfSatisfying(
                        SocketRefusal.class, refusal -> assertThat(refusal.error()).isEqualTo(74));

        ours.close();

        assertThatThrownBy(() -> DescriptorMessages.receive(number(theirs)))
                .isInstanceOfSatisfying(
                        SocketRefusal.class, refusal -> assertThat(refusal.error()).isEqualTo(104));
        assertThatThrownBy(() -> DescriptorMessages.send(number(theirs), 0))
                .isInstanceOfSatisfying(
                        SocketRefusal.class, refusal -> assertThat(refusal.error()).isEqualTo(32));
    }

    @Test
    void takesNothingMoreThanAPeerReads() throws Exception {
        int sent = 0;
        while (sent < 100_000 && DescriptorMessages.send(number(ours), number(theirs))) {
            sent++;
        }
        assertThat(sent).isPositive().isLessThan(100_000);
    }

    private static int number(SocketChannel channel) {
        return ChannelDescriptor.of(channel).orElseThrow();
    }

    private static String file(int descriptor) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    }
}
