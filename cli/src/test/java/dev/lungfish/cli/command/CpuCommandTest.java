package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.state.json.JsonObject;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuCommandTest {
    private static final String PREFERENCE =
            "/sys/devices/system/cpu/cpufreq/policy0/energy_performance_preference";

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HostFiles host;

    @BeforeEach
    void copyALaptop() {
        host =
                HostFiles.copyOf(
                        RecordedMachines.named("laptop-with-fast-and-frugal-cores"),
                        folder.resolve("host"));
    }

    @Test
    void showsWhatIsSetAndOfWhat() {
        assertThat(run("cpu")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(UTF_8))
                .contains("cpu0-1: intel_pstate, active, governor powersave")
                .contains("400 MHz to 4.80 GHz, the hardware 400 MHz to 4.80 GHz")
                .contains("cpu2-3: intel_pstate")
                .contains("balanced (of cool balanced performance)")
                .contains("C10       latency 950 us, worth it from 3000 us")
                .contains("package-0/core");
    }

    @Test
    void tellsProgramsTheSame() {
        run("--json", "cpu");
        JsonObject answer = JsonObject.parse(out.toByteArray());

        assertThat(answer.text("schema")).isEqualTo("lungfish.cpu/1");
        assertThat(answer.objects("groups").getLast().number("hardwareHighestKilohertz"))
                .isEqualTo(3_600_000);
        assertThat(answer.objects("verdicts"))
                .extracting(verdict -> verdict.text("support"))
                .containsOnly("supported");
    }

    @Test
    void setsAProfileAndTellsThatItIsSetAndPutsItBack() {
        assertThat(run("cpu", "profile", "power-saver")).isEqualTo(ExitCode.OK);
        assertThat(host.text(PREFERENCE)).isEqualTo("power");
        run("cpu");
        assertThat(out.toString(UTF_8)).contains("Set by Lungfish: profile power-saver, at ");
        assertThat(run("cpu", "restore")).isEqualTo(ExitCode.OK);
        assertThat(host.text(PREFERENCE)).isEqualTo("balance_performance");
    }

    @Test
    void refusesWhatTheKernelDoesNotOffer() {
        assertThat(run("cpu", "set", "--governor", "ondemand")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "lungfish: nothing is changed: governor 'ondemand' of policy0: the kernel"
                                + " offers performance, powersave (/sys/devices/system/cpu/cpufreq"
                                + "/policy0/scaling_available_governors)\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu set",
                "cpu profile",
                "cpu profile fast",
                "cpu restore now",
                "cpu --governor performance",
                "cpu set --bias 0 --cpus x",
                "cpu fly",
                "cpu --watch --every 1ms"
            })
    void refusesArgumentsThatMakeNoSense(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).isNotBlank();
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void watchesWithoutATerminalLineByLine() {
        assertThat(run("cpu", "--watch", "--every", "100ms", "--samples", "2"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString(UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.contains("policy3 900 MHz, POLL 0%"));
        assertThat(out.toString(UTF_8)).doesNotContain("\u001b");
    }

    @Test
    void drawsOverTheLastLinesOnATerminal() {
        ExitCode code =
                new Lungfish(new Output(stream(out), stream(err), true), new Interruption())
                        .run(arguments("cpu", "--watch", "--every", "100ms", "--samples", "2"));

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString(UTF_8)).contains("\u001b[12A\u001b[J").contains("██");
    }

    private ExitCode run(String... words) {
        return new Lungfish(new Output(stream(out), stream(err)), new Interruption())
                .run(arguments(words));
    }

    private String[] arguments(String... words) {
        List<String> all = new ArrayList<>(List.of("--root", host.root().toString()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
