package dev.lungfish.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExtentsTest {
    @TempDir private Path folder;

    /// Whether a file system tells at all depends on the machine; what it tells are whole pages.
    @Test
    void tellsAPlaceOrWhyItDoesNotKnow() throws Exception {
        Path file = folder.resolve("swapfile");
        Files.write(file, new byte[1 << 20]);
        try {
            FileExtents.First first = FileExtents.first(file);

            assertThat(first.bytes()).isPositive();
            assertThat(first.page()).isGreaterThanOrEqualTo(4096);
        } catch (IOException e) {
            assertThat(e.getMessage())
                    .matches("(ioctl FS_IOC_FIEMAP: .+|its file system names .+)");
        }
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FileExtents.first(folder.resolve("none")))
                .withMessage("open: No such file or directory");
    }
}
