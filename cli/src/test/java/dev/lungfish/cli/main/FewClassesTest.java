package dev.lungfish.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.RecordedMachines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A start loads the classes of what is asked, and no others: an AOT cache would bring all of them
/// into each start.
class FewClassesTest {
    private static final String LAPTOP =
            RecordedMachines.named("laptop-with-everything-fine").path().toString();

    @Test
    void tellTheVersionWithoutAParser() throws Exception {
        String loaded = start("--version");

        assertThat(loaded)
                .contains("lungfish (unpackaged), Java 25", "dev.lungfish.cli.main.Main ")
                .doesNotContain(" picocli.", "dev.lungfish.agent.", "Interruption ");
    }

    @Test
    void buildNoCommandThatIsNotAsked() throws Exception {
        String loaded = start("status", "--root", LAPTOP);

        assertThat(loaded)
                .contains("no request runs", ".StatusCommand ")
                .doesNotContain(".DoctorCommand ", ".DaemonCommand ", ".CpuCommand ");
    }

    /// The runtime would generate their code, at each start.
    @Test
    void needNothingGeneratedForRecordsAndBigNumbers() throws Exception {
        assertThat(start("status", "--root", LAPTOP))
                .doesNotContain("java.lang.runtime.ObjectMethods ", "java.math.MutableBigInteger ");
    }

    private static String start(String... arguments) throws Exception {
        List<String> words =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xlog:class+load:stdout",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Main.class.getName()),
                                Stream.of(arguments))
                        .toList();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
