package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The kernel's device of one processor: a read of 16 bytes at the offset of leaf and subleaf gives
/// the four registers.
///
/// **Source:** cpuid(4); which subleaves exist: Intel SDM volume 2A, CPUID.
final class CpuidDevice {
    private static final int ANSWER_BYTES = 16;

    /// The leaves with features, some of them for future processors. Each read interrupts processor
    /// 0, so no others are read.
    private static final List<Integer> BASIC = List.of(1, 6, 7, 0xD, 0xF, 0x12, 0x14, 0x19, 0x24);

    private static final List<Integer> EXTENDED =
            List.of(
                    0x8000_0001,
                    0x8000_0007,
                    0x8000_0008,
                    0x8000_000A,
                    0x8000_001F,
                    0x8000_0021,
                    0x8000_0022);

    private static final int STRUCTURED_FEATURES = 7;
    private static final int STRUCTURED_SUBLEAVES_LIMIT = 8;
    private static final List<Integer> WITH_ONE_SUBLEAF = List.of(0xD, 0xF, 0x12);

    private final FileChannel device;
    private final Map<Leaf, Registers> answers = new TreeMap<>();

    private CpuidDevice(FileChannel device) {
        this.device = device;
    }

    static Reading<Cpuid> read(Path path) {
        String source = path.toString();
        try (FileChannel device = FileChannel.open(path, StandardOpenOption.READ)) {
            CpuidDevice reader = new CpuidDevice(device);
            reader.range(Leaf.VENDOR, BASIC);
            reader.range(Leaf.EXTENDED, EXTENDED);
            Cpuid cpuid = new Cpuid(reader.answers);
            return new Reading.Present<>(source, cpuid, reader.answers.size() + " leaves");
        } catch (NoSuchFileException _) {
            return new Reading.Absent<>(source);
        } catch (AccessDeniedException _) {
            return new Reading.Denied<>(source, "permission denied");
        } catch (IOException e) {
            return new Reading.Failed<>(source, String.valueOf(e.getMessage()));
        }
    }

    private void range(Leaf base, List<Integer> leaves) throws IOException {
        int highest = ask(base).eax();
        for (int leaf : leaves) {
            if (Integer.compareUnsigned(leaf, highest) > 0) {
                return;
            }
            Registers answer = ask(new Leaf(leaf, 0));
            if (leaf == STRUCTURED_FEATURES) {
                subleaves(leaf, Math.clamp(answer.eax(), 0, STRUCTURED_SUBLEAVES_LIMIT));
            } else if (WITH_ONE_SUBLEAF.contains(leaf)) {
                subleaves(leaf, 1);
            }
        }
    }

    private void subleaves(int leaf, int last) throws IOException {
        for (int subleaf = 1; subleaf <= last; subleaf++) {
            ask(new Leaf(leaf, subleaf));
        }
    }

    private Registers ask(Leaf leaf) throws IOException {
        long offset = Integer.toUnsignedLong(leaf.leaf()) | (long) leaf.subleaf() << Integer.SIZE;
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int read = device.read(answer, offset);
        if (read != ANSWER_BYTES) {
            throw new IOException(ANSWER_BYTES + " bytes expected, got " + read);
        }
        answer.flip();
        Registers registers =
                new Registers(answer.getInt(), answer.getInt(), answer.getInt(), answer.getInt());
        answers.put(leaf, registers);
        return registers;
    }
}
