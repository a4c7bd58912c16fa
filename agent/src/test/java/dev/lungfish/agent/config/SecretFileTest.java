package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir private Path folder;

    @Test
    void isItsFirstLineWithoutWhatEditorsAdd() throws Exception {
        assertThat(SecretFile.firstLine(file("00:11:22:33:44:55\n")))
                .isEqualTo("00:11:22:33:44:55");
        assertThat(SecretFile.firstLine(file(" 192.0.2.7\r\nmore\n"))).isEqualTo("192.0.2.7");
        assertThat(SecretFile.firstLine(file("0011"))).isEqualTo("0011");
    }

    @Test
    void tellsWhatIsWrongAndNotTheSecret() throws Exception {
        assertThatThrownBy(() -> SecretFile.firstLine(folder.resolve("none").toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no such file");
        assertThatThrownBy(() -> SecretFile.firstLine(file("\nsecret\n")))
                .hasMessageContaining("it is empty");
        assertThatThrownBy(() -> SecretFile.firstLine(file("s".repeat(100_000))))
                .hasMessageContaining("at most 1024 characters");
        assertThatThrownBy(() -> SecretFile.firstLine(file(new byte[] {(byte) 0xff, '\n'})))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> SecretFile.firstLine(folder.toString()))
                .isInstanceOf(IOException.class);
    }

    private String file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("secret"), content).toString();
    }
}
