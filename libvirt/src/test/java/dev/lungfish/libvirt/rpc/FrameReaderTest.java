package dev.lungfish.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int SEEDS = 500;
    private static final long PLENTY = 1L << 30;
    private static final XdrCodec<String> TEXT =
            XdrCodec.string("text", new Limit("bytes", 1 << 20));

    /// Gives out bytes in pieces, and counts the largest piece that was asked for.
    private static final class Pieces implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private final Random random;
        private int most;

        Pieces(byte[] bytes, long seed) {
            this.bytes = ByteBuffer.wrap(bytes);
            random = new Random(seed);
        }

        @Override
        public int read(ByteBuffer target) {
            most = Math.max(most, target.remaining());
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int longest = 1 + random.nextInt(random.nextInt(3) == 0 ? 5_000 : 40);
            int count = Math.min(longest, Math.min(target.remaining(), bytes.remaining()));
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void cutsAnyStreamIntoItsFrames() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            List<FrameHeader> headers = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                headers.add(header(random));
                texts.add("x".repeat(random.nextInt(random.nextInt(4) == 0 ? 200_000 : 2_000)));
                ByteBuffer frame = Frame.encode(headers.getLast(), TEXT, texts.getLast());
                byte[] bytes = new byte[frame.remaining()];
                frame.get(bytes);
                stream.writeBytes(bytes);
            }
            MemoryAllowance allowance = new MemoryAllowance(PLENTY);
            Pieces pieces = new Pieces(stream.toByteArray(), seed);
            FrameReader reader =
                    seed % 2 == 0
                            ? FrameReader.ofCalls(pieces, allowance)
                            : FrameReader.ofReplies(pieces, allowance);

            for (int i = 0; i < headers.size(); i++) {
                Frame frame = reader.next().orElseThrow();
                assertThat(frame.header())
                        .as("seed %d frame %d", seed, i)
                        .isEqualTo(headers.get(i));
                assertThat(frame.payload(TEXT))
                        .as("seed %d frame %d", seed, i)
                        .isEqualTo(texts.get(i));
                assertThat(reader.insideFrame()).as("seed %d frame %d", seed, i).isFalse();
            }
            assertThat(reader.next()).as("seed %d", seed).isEmpty();
            assertThat(allowance.left()).as("seed %d", seed).isEqualTo(PLENTY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 27, -1, Integer.MIN_VALUE, Frame.LARGEST + 1, Integer.MAX_VALUE})
    void refusesALengthThatNoFrameHas(int length) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(length).array();

        assertThatThrownBy(() -> reader(bytes, 0).next())
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage(
                        "a frame announces a length of %s bytes, and a frame has from 28 to"
                                + " 33554436",
                        Integer.toUnsignedString(length));
    }

    @Test
    void takesMemoryOnlyForBytesThatArrive() {
        byte[] bytes = ByteBuffer.allocate(100_000).putInt(Frame.LARGEST).array();
        Pieces pieces = new Pieces(bytes, 1);
        MemoryAllowance allowance = new MemoryAllowance(PLENTY);

        assertThatThrownBy(() -> FrameReader.ofCalls(pieces, allowance).next())
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("ended after")
                .hasMessageContaining("at least 33554436 were due");
        assertThat(pieces.most).isLessThanOrEqualTo(128 * 1024);
        assertThat(allowance.left()).isEqualTo(PLENTY);
    }

    @Test
    void refusesALargeFrameForWhichTheAllowanceIsUsedUp() {
        byte[] bytes = ByteBuffer.allocate(300_000).putInt(Frame.LARGEST).array();

        assertThatThrownBy(() -> reader(bytes, 100_000).next())
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("all connections together hold");
    }

    @Test
    void tellsWhetherItIsInsideAFrame() throws IOException {
        byte[] half = ByteBuffer.allocate(20).putInt(28).array();
        FrameReader reader = reader(half, 0);

        assertThat(reader.insideFrame()).isFalse();
        assertThatThrownBy(reader::next)
                .hasMessage(
                        "the connection ended after 20 bytes of a frame, and at least 28 were due");
        assertThat(reader.insideFrame()).isTrue();
        assertThat(reader(new byte[0], 0).next()).isEqualTo(Optional.empty());
    }

    private static FrameReader reader(byte[] bytes, long allowance) {
        return FrameReader.ofCalls(new Pieces(bytes, 1), new MemoryAllowance(allowance));
    }

    private static FrameHeader header(Random random) {
        return new FrameHeader(
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                MessageType.of(random.nextInt(10)),
                random.nextInt(),
                MessageStatus.of(random.nextInt(5)));
    }
}
