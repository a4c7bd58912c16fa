package dev.lungfish.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.CpuMap;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.LifecycleEvent;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Frames as libvirt 9.0's clients and daemon sent them.
class GoldenFramesTest {
    @Test
    void askForTheWaysToAuthenticate() throws IOException {
        isCall(
                "0000001c 20008086 00000001 00000042 00000000 00000000 00000000",
                Remote.AUTH_LIST,
                0,
                NoValue.NONE);
        isReply(
                "00000024 20008086 00000001 00000042 00000001 00000000 00000000 00000001 00000000",
                Remote.AUTH_LIST,
                0,
                List.of(0));
    }

    @Test
    void openAConnection() throws IOException {
        isCall(
                "00000038 20008086 00000001 00000001 00000000 00000002 00000000 00000001 0000000e"
                        + " 71656d753a2f2f2f73797374656d 0000 00000000",
                Remote.OPEN,
                2,
                new OpenArguments("qemu:///system", 0));
    }

    @Test
    void letTheHostSleepForAMinute() throws IOException {
        isCall(
                "0000002c 20008086 00000001 000000fa 00000000 00000006 00000000 00000000"
                        + " 000000000000003c 00000000",
                Remote.NODE_SUSPEND_FOR_DURATION,
                6,
                new SuspendArguments(SuspendArguments.MEMORY, 60, 0));
    }

    @Test
    void tellWhichProcessorsAreOnline() throws IOException {
        BitSet both = new BitSet();
        both.set(0, 2);

        isReply(
                "0000002c 20008086 00000001 00000125 00000001 00000006 00000000 00000001 03000000"
                        + " 00000002 00000002",
                Remote.NODE_GET_CPU_MAP,
                6,
                new CpuMap(both, 2, 2));
    }

    @Test
    void pingAndPong() throws IOException {
        String ping = "0000001c 6b656570 00000001 00000001 00000002 00000000 00000000";
        String pong = "0000001c 6b656570 00000001 00000002 00000002 00000000 00000000";

        assertThat(hex(Keepalive.PING.encode())).isEqualTo(compact(ping));
        assertThat(hex(Keepalive.PONG.encode())).isEqualTo(compact(pong));
        assertThat(Keepalive.PING.matches(read(ping).header())).isTrue();
        assertThat(Keepalive.PING.matches(read(pong).header())).isFalse();
    }

    @Test
    void tellThatAGuestWasSuspended() throws IOException {
        UUID uuid = UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f");
        LifecycleEvent event = new LifecycleEvent(0, new DomainReference("test", uuid, 1), 3, 0);
        String frame =
                "00000044 20008086 00000001 0000013e 00000002 00000001 00000000 00000000 00000004"
                        + " 74657374 6695eb01f6a4830479aa97f2502e193f 00000001 00000003 00000000";

        assertThat(hex(Remote.LIFECYCLE_EVENT.encode(event))).isEqualTo(compact(frame));
        assertThat(Remote.LIFECYCLE_EVENT.matches(read(frame).header())).isTrue();
        assertThat(read(frame).payload(LifecycleEvent.CODEC)).isEqualTo(event);
    }

    private static <A> void isCall(String frame, Procedure<A, ?> procedure, int serial, A arguments)
            throws IOException {
        ProgramNumber program = procedure.program();
        FrameHeader header =
                FrameHeader.call(program.number(), program.version(), procedure.number(), serial);
        is(frame, header, procedure.arguments(), arguments);
    }

    private static <R> void isReply(String frame, Procedure<?, R> procedure, int serial, R result)
            throws IOException {
        ProgramNumber program = procedure.program();
        FrameHeader header =
                FrameHeader.call(program.number(), program.version(), procedure.number(), serial)
                        .reply(MessageStatus.Known.OK);
        is(frame, header, procedure.result(), result);
    }

    private static <T> void is(String frame, FrameHeader header, XdrCodec<T> codec, T value)
            throws IOException {
        assertThat(hex(Frame.encode(header, codec, value))).isEqualTo(compact(frame));
        assertThat(read(frame).header()).isEqualTo(header);
        assertThat(read(frame).payload(codec)).isEqualTo(value);
    }

    private static Frame read(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(compact(hex));
        return FrameReader.ofCalls(
                        Channels.newChannel(new ByteArrayInputStream(bytes)),
                        new MemoryAllowance(0))
                .next()
                .orElseThrow();
    }

    private static String hex(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String compact(String hex) {
        return hex.replace(" ", "");
    }
}
