package dev.lungfish.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.Guest;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import dev.lungfish.testkit.NeedsProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays all scenarios on a real kernel. Takes some minutes.
@NeedsProgram(
        value = {
            "qemu-system-x86_64",
            "/bin/busybox",
            "/sbin/ethtool",
            "mkfs.ext4",
            "virsh",
            "mmdebstrap",
            "genext2fs"
        },
        install =
                "qemu-system-x86 busybox-static ethtool e2fsprogs libvirt-clients mmdebstrap"
                        + " genext2fs")
class ScenariosTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("lungfish.checkout", ""));
    private static final Path LAB = CHECKOUT.resolve(".build/lab");

    @BeforeAll
    static void buildTheGuests() throws IOException {
        build("bin/build-guest");
        build("bin/build-debian");
    }

    private static void build(String script) throws IOException {
        Program.Ending ending =
                Program.start(
                                List.of(
                                        CHECKOUT.resolve(script).toString(),
                                        LAB.resolve("guest").toString()))
                        .end(Deadline.after(Duration.ofMinutes(10)));

        assertThat(ending)
                .isInstanceOfSatisfying(
                        Program.Ending.Exited.class,
                        exited -> assertThat(exited.exitCode()).as(exited.output()).isZero());
    }

    /// Brings its fleet together first, which takes minutes: it is played by hand.
    private static final String FLEET = "fleet";

    static Stream<String> names() {
        return Scenarios.all().stream().map(Scenario::name).filter(name -> !name.equals(FLEET));
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesOutRight(String name) {
        Scenario scenario = Scenarios.named(name).orElseThrow();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try (Stage stage =
                new Stage(
                        Guest.in(LAB.resolve("guest")),
                        LAB.resolve("runs").resolve(name),
                        screen)) {
            scenario.play().on(stage);
        } catch (LabException e) {
            fail(scenario.title() + "\n" + shown.toString(StandardCharsets.UTF_8), e);
        }
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThat(names()).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    }
}
