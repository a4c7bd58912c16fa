package dev.lungfish.linux.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ForwardTest {
    @Test
    void readsAFileThatTellsNoPosition() throws IOException {
        assertThat(Forward.read(new Lockdown("[none] integrity\n"), 100))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[none] integrity\n");
    }

    @Test
    void takesNoMoreThanItMay() throws IOException {
        assertThat(Forward.read(new Lockdown("x".repeat(20_000)), 10_001)).hasSize(10_001);
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        assertThat(Forward.read(new Lockdown(""), 100)).isEmpty();
    }

    /// Answers as the kernel's file does: piece by piece, and nothing but the next one.
    private static final class Lockdown extends InputStream {
        private final ByteArrayInputStream content;

        Lockdown(String content) {
            this.content = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() {
            return content.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return content.read(bytes, offset, Math.min(length, 7));
        }

        @Override
        public int available() throws IOException {
            throw new IOException("Illegal seek");
        }

        @Override
        public byte[] readNBytes(int length) throws IOException {
            throw new IOException("Illegal seek");
        }
    }
}
