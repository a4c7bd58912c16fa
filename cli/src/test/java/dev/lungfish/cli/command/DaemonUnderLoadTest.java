package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.ResidentMemory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as a process, under more clients than it should ever have: it serves on, and its
/// memory stays bounded. The memory that was measured is printed.
@Timeout(180)
@NeedsProgram(
        value = {"virsh", "python3"},
        install = "libvirt-clients python3")
class DaemonUnderLoadTest {
    private static final int IDLE = 10_000;
    private static final long MOST_KIBIBYTES_OF_AN_IDLE_CLIENT = 40;
    private static final int FLOODING = 64;
    private static final int CALLS_AT_ONCE = 1_000;

    /// What a flood can make the daemon take for its runtime's sake: garbage until it is collected.
    private static final long MOST_KIBIBYTES_OF_A_FLOOD = 160 * 1024;

    @TempDir private Path folder;
    private ServedMachine machine;
    private final List<SocketChannel> clients = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
    }

    @AfterEach
    void end() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        machine.close();
    }

    @Test
    void holdsTenThousandIdleClientsAndServesOn() throws Exception {
        // One user has at most half of the places.
        Process daemon = machine.serve("[daemon]", "clients = 20020");
        long before = ResidentMemory.kibibytes(daemon);
        ByteBuffer reply = ByteBuffer.allocate(36);
        for (int i = 0; i < IDLE; i++) {
            SocketChannel client = connect();
            write(client, call(Remote.AUTH_LIST));
            reply.clear();
            while (reply.hasRemaining()) {
                assertThat(client.read(reply)).isPositive();
            }
        }
        long more = ResidentMemory.kibibytes(daemon) - before;

        tell("{0} idle clients: {1} KiB of memory, before them {2} KiB", IDLE, more, before);
        servesVirsh();
        assertThat(more).isLessThan(IDLE * MOST_KIBIBYTES_OF_AN_IDLE_CLIENT);
    }

    @Test
    void isNotFilledByClientsThatCallAndNeverRead() throws Exception {
        Process daemon = machine.serve();
        long before = ResidentMemory.kibibytes(daemon);
        ByteBuffer calls = ByteBuffer.allocate(CALLS_AT_ONCE * 28);
        for (int i = 0; i < CALLS_AT_ONCE; i++) {
            calls.put(call(Remote.GET_CAPABILITIES));
        }
        long taken = 0;
        for (int i = 0; i < FLOODING; i++) {
            SocketChannel client = connect();
            write(client, call(Remote.AUTH_LIST));
            client.configureBlocking(false);
            // As many calls as the kernel and the daemon take, and then no more.
            int refusals = 0;
            while (refusals < 3) {
                int count = client.write(calls.rewind());
                taken += count;
                refusals = count == 0 ? refusals + 1 : 0;
                assertThat(taken).as("bytes that were taken").isLessThan(1L << 28);
            }
        }
        long more = ResidentMemory.kibibytes(daemon) - before;

        tell("{0} clients that never read: {1} KiB of memory for {2} bytes", FLOODING, more, taken);
        servesVirsh();
        assertThat(more).isLessThan(MOST_KIBIBYTES_OF_A_FLOOD);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client =
                SocketChannel.open(UnixDomainSocketAddress.of(machine.file("libvirt-sock-ro")));
        clients.add(client);
        return client;
    }

    private void servesVirsh() throws Exception {
        Told told = machine.virsh(machine.socket("libvirt-sock-ro"), "-r nodeinfo");
        assertThat(told.code()).as(told.out()).isZero();
    }

    private static ByteBuffer call(Procedure<NoValue, ?> procedure) {
        return Frame.encode(
                FrameHeader.call(
                        procedure.program().number(),
                        procedure.program().version(),
                        procedure.number(),
                        0),
                procedure.arguments(),
                NoValue.NONE);
    }

    private static void write(SocketChannel client, ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            client.write(frame);
        }
    }

    private static void tell(String words, Object... figures) {
        System.getLogger("load").log(System.Logger.Level.INFO, words, figures);
    }
}
