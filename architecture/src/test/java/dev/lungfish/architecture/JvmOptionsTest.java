package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the JVM is started with stands in one file, which the checkout and the packages read.
class JvmOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"bin/build-image", "packaging/lay-out-command"})
    void standInOneFile(String script) throws IOException {
        assertThat(text(script))
                .contains("/jvm-options")
                .contains("of all", "of command", "of daemon")
                .doesNotContain("-Xm", "UseSerialGC", "TieredStopAtLevel", "--add-exports");
        assertThat(text("packaging/jvm-options"))
                .contains("all -XX:+UseSerialGC", "daemon -Xmx", "command -XX:TieredStopAtLevel=1");
    }

    private static String text(String file) throws IOException {
        return Files.readString(Project.CHECKOUT.resolve(file));
    }
}
