package dev.lungfish.linux.cpuid;

import dev.lungfish.core.evidence.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/// The kernel's device of one processor: a read of 16 bytes at the offset of leaf and subleaf gives
/// the four registers.
///
/// **Source:** cpuid(4); which subleaves exist: Intel SDM volume 2A, CPUID.
final class CpuidDevice {
    private static final int ANSWER_BYTES = 16;

    /// No processor has more leaves of a kind; a hypervisor could claim any number.
    private static final int LEAVES_LIMIT = 0x40;

    private static final int STRUCTURED_FEATURES = 0x07;
    private static final int EXTENDED_STATE = 0x0D;
    private static final int RDT_MONITORING = 0x0F;
    private static final int SGX = 0x12;

    private final FileChannel device;
    private final Map<Leaf, Registers> answers = new TreeMap<>();

    private CpuidDevice(FileChannel device) {
        this.device = device;
    }

    static Reading<Cpuid> read(Path path) {
        String source = path.toString();
        try (FileChannel device = FileChannel.open(path, StandardOpenOption.READ)) {
            CpuidDevice reader = new CpuidDevice(device);
            reader.range(0);
            reader.range(Leaf.EXTENDED.leaf());
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

    private void range(int base) throws IOException {
        Registers first = ask(new Leaf(base, 0));
        int count = first.eax() - base;
        if (count < 0 || count >= LEAVES_LIMIT) {
            count = count < 0 ? 0 : LEAVES_LIMIT;
        }
        for (int i = 1; i <= count; i++) {
            int leaf = base + i;
            Registers answer = ask(new Leaf(leaf, 0));
            switch (leaf) {
                case STRUCTURED_FEATURES -> subleaves(leaf, Math.clamp(answer.eax(), 0, 8));
                case EXTENDED_STATE, RDT_MONITORING, SGX -> subleaves(leaf, 1);
                default -> {
                    // What other leaves hold below the first says nothing of features.
                }
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
