package dev.lungfish.bench.fuzz;

import dev.lungfish.linux.power.HibernationReader;
import dev.lungfish.linux.power.KernelSleepReader;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.RecordedMachines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A record of a host in which one file has another content: the first two bytes choose which.
public final class RecordsTarget {
    private static final Path FOLDER = Scratch.folder().resolve("tree");
    private static final List<Path> FILES = files();
    private static final HostTree TREE = tree();

    private RecordsTarget() {}

    private static List<Path> files() {
        RecordedMachines.named("laptop-with-everything-fine").copyTo(FOLDER);
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(file -> Files.isRegularFile(file))
                    .filter(file -> isRead(FOLDER.relativize(file).toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRead(String file) {
        return file.startsWith("sys/power/")
                || file.startsWith("proc/")
                || file.startsWith("sys/kernel/")
                || file.startsWith("sys/block/");
    }

    private static HostTree tree() {
        try {
            return HostTree.recorded(FOLDER);
        } catch (NotARecordException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes one.
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        if (bytes.length < 2) {
            return;
        }
        int number = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        Path file = FILES.get(number % FILES.size());
        byte[] before = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOfRange(bytes, 2, bytes.length));
        try {
            var _ = new KernelSleepReader(TREE).read();
            var _ = new HibernationReader(TREE).read();
        } finally {
            Files.write(file, before);
        }
    }
}
