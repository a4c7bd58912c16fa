package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a newer client may send, as raw frames: libvirtd answers it, whatever it is.
@Timeout(120)
@NeedsProgram(
        value = {"virsh", "libvirtd", "qemu-system-x86_64"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86")
class RelayedParametersTest {
    private static final int REMOTE = 0x20008086;
    private static final int NO_GUESTS = 0;

    @TempDir private Path ofGuests;
    @TempDir private Path ofHost;

    /// A call, by its number in `remote_protocol.x`.
    private record Call(int procedure, Consumer<XdrEncoder> arguments) {}

    /// Numbers by libvirt 9.0's `src/remote/remote_protocol.x`; its own daemon is the reference.
    @Test
    void passTheRelayThoughNobodyHereKnowsThem() throws Exception {
        List<Call> calls =
                List.of(
                        // virNodeSetMemoryParameters: an unknown name, then an unknown type.
                        new Call(288, payload -> parameter(payload, "of_libvirt_99", 4, 8)),
                        new Call(288, payload -> parameter(payload, "shm_pages_to_scan", 8, 8)),
                        new Call(288, payload -> parameter(payload, "of_libvirt_99", 77, 4)),
                        // virConnectSupportsFeature: an unknown one, and more behind a known one.
                        new Call(60, payload -> payload.int32(4711)),
                        new Call(60, payload -> numbers(payload, 14, 1, 2, 3)),
                        // virConnectGetAllDomainStats with unknown groups, and with unknown flags.
                        new Call(344, payload -> numbers(payload, NO_GUESTS, 1 << 30, 0)),
                        new Call(344, payload -> numbers(payload, NO_GUESTS, 0, 1 << 29)),
                        // virConnectDomainEventRegisterAny for an event of later versions.
                        new Call(316, payload -> numbers(payload, 99, 0)),
                        // virDomainCreateXML with a document that is none, and unknown flags.
                        new Call(
                                10,
                                payload -> {
                                    payload.string("xml", "<domain-of-2050/>", RemoteLimits.STRING);
                                    payload.int32(1 << 30);
                                }),
                        // Calls that libvirt 9.0 does not have.
                        new Call(453, payload -> numbers(payload, 1, 2)),
                        new Call(9999, payload -> {}));
        try (GuestHost guests = GuestHost.start(ofGuests);
                ServedMachine machine = ServedMachine.relaying(ofHost, ofGuests)) {
            List<String> direct = answers(guests.socket(), calls);

            assertThat(answers(machine.file("libvirt-sock"), calls)).isEqualTo(direct);
            assertThat(direct).hasSize(calls.size() + 1);
        }
    }

    /// Of one connection, opened with flags that are only a client's own.
    private static List<String> answers(Path socket, List<Call> calls) throws IOException {
        List<String> answers = new ArrayList<>();
        try (SocketTransport transport = SocketTransport.unix()) {
            transport.connect(socket);
            FrameReader reader =
                    FrameReader.ofReplies(transport, new MemoryAllowance(64 * 1024 * 1024));
            answer(transport, reader, 0, new Call(66, payload -> {}));
            answers.add(
                    answer(
                            transport,
                            reader,
                            1,
                            new Call(
                                    1,
                                    payload -> {
                                        payload.int32(1);
                                        payload.string(
                                                "name", "qemu:///system", RemoteLimits.STRING);
                                        payload.int32(6 | 1 << 20);
                                    })));
            for (Call call : calls) {
                answers.add(answer(transport, reader, 2 + answers.size(), call));
            }
        }
        return answers;
    }

    private static String answer(
            SocketTransport transport, FrameReader reader, int serial, Call call)
            throws IOException {
        XdrCodec<Call> arguments =
                XdrCodec.of(
                        (payload, sent) -> sent.arguments().accept(payload),
                        payload -> {
                            throw new IllegalStateException("only sent");
                        });
        ByteBuffer frame =
                Frame.encode(
                        FrameHeader.call(REMOTE, 1, call.procedure(), serial), arguments, call);
        while (frame.hasRemaining()) {
            transport.write(frame);
        }
        ByteBuffer reply = reader.next().orElseThrow().toBuffer();
        byte[] bytes = new byte[reply.remaining()];
        reply.get(bytes);
        return call.procedure() + " " + HexFormat.of().formatHex(bytes);
    }

    private static void numbers(XdrEncoder payload, int... numbers) {
        for (int number : numbers) {
            payload.int32(number);
        }
    }

    /// One of `remote_typed_param<>`, with no flags behind it.
    private static void parameter(XdrEncoder payload, String name, int type, int bytes) {
        payload.int32(1);
        payload.string("field", name, RemoteLimits.STRING);
        payload.int32(type);
        payload.fixedOpaque(new byte[bytes]);
        payload.int32(0);
    }
}
