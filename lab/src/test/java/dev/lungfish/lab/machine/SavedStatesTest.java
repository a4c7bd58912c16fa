package dev.lungfish.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsProgram(value = "qemu-system-x86_64", install = "qemu-system-x86")
class SavedStatesTest {
    private static final Guest GUEST =
            new Guest(Path.of("kernel"), Path.of("initramfs"), "6.1", Optional.empty(), "parts");

    @TempDir Path folder;

    private final List<Path> made = new ArrayList<>();

    @Test
    void makesAFolderOnceForEachThingThatItIsMadeOf() {
        Path first = make("one");

        assertThat(make("one")).isEqualTo(first).isDirectoryContaining("glob:**/done");
        assertThat(make("another")).isNotEqualTo(first);
        assertThat(made).hasSize(2);
    }

    @Test
    void makesAFolderAgainThatIsNotGoodAnyMore() throws IOException {
        Path first = make("one");
        Files.delete(first.resolve("done"));

        assertThat(make("one")).isEqualTo(first).isDirectoryContaining("glob:**/done");
        assertThat(made).hasSize(2);
    }

    @Test
    void removesWhatAnInterruptedProcessBegan() throws Exception {
        Path _ = make("one");
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        Path begun = Files.createDirectory(folder.resolve("0".repeat(24) + "." + ended.pid()));
        Path atWork =
                Files.createDirectory(
                        folder.resolve("1".repeat(24) + "." + ProcessHandle.current().pid()));

        Path _ = make("another");

        assertThat(begun).doesNotExist();
        assertThat(atWork).exists();
    }

    private Path make(String what) {
        return new SavedStates(folder)
                .folder(
                        GUEST,
                        what,
                        place -> Files.exists(place.resolve("done")),
                        place -> {
                            made.add(place);
                            try {
                                Files.writeString(place.resolve("done"), what);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }
}
