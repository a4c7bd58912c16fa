package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.share.Startups;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What calls that compute hold while they wait, and what their results cost.
@Timeout(60)
class ComputedCallsTest {
    private static final int KIB = 1024;
    private static final String LONG = "x".repeat(512 * KIB);

    @TempDir Path folder;
    private final List<Wire> wires = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    private Wire open(Path socket) throws IOException {
        Wire wire = Wire.connect(socket);
        wires.add(wire);
        return wire.open();
    }

    private static Program.Builder begin() {
        return RemoteProgram.begin((connection, name, readOnly) -> {});
    }

    @Test
    void aResultThatIsSharedIsEncodedOnce() throws Exception {
        AtomicInteger encoded = new AtomicInteger();
        Procedure<NoValue, String> counted =
                new Procedure<>(
                        Remote.GET_TYPE.program(),
                        9_998,
                        "counted",
                        Access.READ,
                        XdrCodec.NONE,
                        XdrCodec.of(
                                (encoder, text) -> {
                                    int _ = encoded.incrementAndGet();
                                    Remote.GET_CAPABILITIES.result().encode(encoder, text);
                                },
                                decoder -> Remote.GET_CAPABILITIES.result().decode(decoder)));
        Program program = begin().compute(counted, (connection, none) -> LONG).build();
        try (RunningServer server = RunningServer.in(folder, program, usual -> usual)) {
            for (int i = 0; i < 20; i++) {
                assertThat(open(server.readOnly).call(counted)).isEqualTo(LONG);
            }
            assertThat(encoded).hasValueLessThanOrEqualTo(2);
        }
    }

    /// A call may bring more than its arguments, and wait long for its turn.
    @Test
    void framesOfCallsThatWaitForTheirTurnAreCounted() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        Program program =
                begin().compute(
                                Remote.GET_CAPABILITIES,
                                (connection, none) -> {
                                    while (connection.readOnly() && enough.getCount() > 0) {
                                        Thread.onSpinWait();
                                    }
                                    return "computed";
                                })
                        .build();
        try (RunningServer server =
                RunningServer.in(
                        folder,
                        program,
                        usual ->
                                usual.with(
                                        ServerLimits.DEFAULT
                                                .withBytes(4 * KIB * KIB, 4 * KIB * KIB)
                                                .withPlaces(2, 2, 64, Startups.USUAL)))) {
            for (int i = 0; i < 4; i++) {
                Wire reader = open(server.readOnly);
                ByteBuffer call = reader.frame(Remote.GET_CAPABILITIES, NoValue.NONE);
                ByteBuffer frame = ByteBuffer.allocate(900 * KIB).put(call);
                try {
                    reader.send(frame.putInt(0, frame.capacity()).rewind());
                } catch (IOException e) {
                    break; // it was ended, as its user has enough
                }
            }

            assertThat(server.gone.take()).contains("user root (read-only) holds");
            assertThat(open(server.readWrite).call(Remote.GET_CAPABILITIES)).isEqualTo("computed");
            enough.countDown();
        }
    }
}
