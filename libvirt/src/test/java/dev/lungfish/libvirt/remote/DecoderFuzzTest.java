package dev.lungfish.libvirt.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MalformedFrameException;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Feeds damaged frames to the frame reader and to every codec. Whatever comes, a decoder gives a
/// value or says what is wrong, and takes no more memory than the bytes that came.
///
/// `-Dlungfish.fuzz.seconds=60` lasts longer, `-Dlungfish.fuzz.seed=N` starts elsewhere. A stream
/// that breaks a decoder is shown in hex and belongs into `src/test/resources`, beside the others.
class DecoderFuzzTest {
    private static final long SECONDS = Long.getLong("lungfish.fuzz.seconds", 5);
    private static final long FIRST_SEED = Long.getLong("lungfish.fuzz.seed", 0);
    private static final long LARGE_FRAMES = 1 << 20;
    private static final int MOST_BYTES = 64 * 1024;

    /// Values at which decoders break.
    private static final int[] EDGES = {
        0,
        1,
        27,
        28,
        29,
        -1,
        0x7fffffff,
        0x80000000,
        33_554_436,
        33_554_437,
        4_194_304,
        4_194_305,
        16_384,
        16_385,
        0x20008086,
        0x6b656570
    };

    private final List<XdrCodec<?>> codecs = codecs();

    @Test
    void keptStreamsBreakNothing() throws IOException {
        List<byte[]> corpus = corpus();

        assertThat(corpus).hasSizeGreaterThan(8);
        for (byte[] stream : corpus) {
            decode("kept", stream);
        }
    }

    @Test
    void damagedStreamsBreakNothing() throws IOException {
        List<byte[]> corpus = corpus();
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        long seed = FIRST_SEED;
        int frames = 0;
        while (System.nanoTime() < end || seed < FIRST_SEED + 1_000) {
            Random random = new Random(seed);
            byte[] stream = damage(random, fresh(random, corpus));
            frames += decode("-Dlungfish.fuzz.seed=" + seed, stream);
            seed++;
        }

        assertThat(frames).as("whole frames among the damaged").isGreaterThan(500);
    }

    /// Decodes each frame of a stream by every codec; says how many frames there were.
    private int decode(String origin, byte[] stream) {
        MemoryAllowance allowance = new MemoryAllowance(LARGE_FRAMES);
        int frames = 0;
        try {
            FrameReader reader =
                    FrameReader.ofCalls(
                            Channels.newChannel(new ByteArrayInputStream(stream)), allowance);
            Optional<Frame> frame = reader.next();
            while (frame.isPresent()) {
                frames++;
                assertThat(frame.get().payloadSize()).isLessThanOrEqualTo(stream.length);
                for (XdrCodec<?> codec : codecs) {
                    decode(codec, frame.get());
                }
                frame = reader.next();
            }
        } catch (MalformedFrameException e) {
            assertThat(e.getMessage()).contains("frame");
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fail(origin + " breaks a decoder: " + HexFormat.of().formatHex(stream), e);
        }
        assertThat(allowance.left()).as(origin).isEqualTo(LARGE_FRAMES);
        return frames;
    }

    private static void decode(XdrCodec<?> codec, Frame frame) {
        try {
            assertThat(frame.payload(codec)).isNotNull();
        } catch (XdrException e) {
            assertThat(e.getMessage()).contains("'");
        }
    }

    /// A stream of the corpus, or one of frames that are as they should be.
    private static byte[] fresh(Random random, List<byte[]> corpus) {
        if (random.nextInt(4) == 0) {
            return corpus.get(random.nextInt(corpus.size())).clone();
        }
        ByteBuffer stream = ByteBuffer.allocate(MOST_BYTES);
        List<RandomRecords.Sample<?>> samples = new RandomRecords(random.nextLong()).all();
        for (int i = random.nextInt(4); i >= 0; i--) {
            stream.put(frame(random, samples.get(random.nextInt(samples.size()))));
        }
        byte[] bytes = new byte[stream.flip().remaining()];
        stream.get(bytes);
        return bytes;
    }

    private static <T> ByteBuffer frame(Random random, RandomRecords.Sample<T> sample) {
        FrameHeader call =
                FrameHeader.call(
                        Remote.PROGRAM.number(), 1, random.nextInt(460), random.nextInt(100));
        FrameHeader header = random.nextBoolean() ? call : call.reply(MessageStatus.Known.OK);
        return Frame.encode(header, sample.codec(), sample.value());
    }

    private static byte[] damage(Random random, byte[] stream) {
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        for (int i = random.nextInt(4); i > 0 && stream.length > 8; i--) {
            switch (random.nextInt(4)) {
                case 0 -> bytes.put(random.nextInt(stream.length), (byte) random.nextInt());
                case 1 ->
                        bytes.putInt(
                                random.nextInt(stream.length / 4) * 4,
                                EDGES[random.nextInt(EDGES.length)]);
                case 2 -> {
                    int at = random.nextInt(stream.length / 4) * 4;
                    bytes.putInt(at, bytes.getInt(at) + random.nextInt(9) - 4);
                }
                default -> {
                    return java.util.Arrays.copyOf(stream, random.nextInt(stream.length));
                }
            }
        }
        return stream;
    }

    private static List<XdrCodec<?>> codecs() {
        List<XdrCodec<?>> codecs = new ArrayList<>();
        for (Procedure<?, ?> procedure : Remote.PROCEDURES) {
            codecs.add(procedure.arguments());
            codecs.add(procedure.result());
        }
        codecs.add(Remote.LIFECYCLE_EVENT.content());
        codecs.add(Remote.CLOSE_EVENT.content());
        codecs.add(RpcError.CODEC);
        return codecs;
    }

    /// Streams in hex, with comments after `#`.
    private static List<byte[]> corpus() throws IOException {
        Path folder =
                Path.of(
                        System.getProperty("lungfish.checkout", ".."),
                        "libvirt/src/test/resources/dev/lungfish/libvirt/remote/streams");
        List<byte[]> streams = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String hex = Files.readString(file).replaceAll("#[^\n]*", "").replaceAll("\\s", "");
                streams.add(HexFormat.of().parseHex(hex));
            }
        }
        return streams;
    }
}
