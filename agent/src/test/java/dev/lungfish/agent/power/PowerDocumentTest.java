package dev.lungfish.agent.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.report.PowerDocument;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.Grammar;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachine;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PowerDocumentTest {
    private static final Path SCHEMA =
            Path.of(System.getProperty("lungfish.checkout", ""), "docs", "schema", "power.rng");

    @TempDir private Path folder;

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void isValidForEachMachine(RecordedMachine machine) throws Exception {
        assertThat(Grammar.load(SCHEMA).problems(PowerDocument.xml(cpu(machine.path()).report())))
                .isEmpty();
    }

    @Test
    void tellsWhatWasSet() throws Exception {
        HostFiles host =
                HostFiles.copyOf(
                        RecordedMachines.named("laptop-with-fast-and-frugal-cores"),
                        folder.resolve("host"));
        host.file("/services/tuned/other", "");
        CpuPower cpu = cpu(host.root());
        cpu.control().set(PowerProfile.POWER_SAVER, "a <test>");
        String document = PowerDocument.xml(cpu.report());

        assertThat(Grammar.load(SCHEMA).problems(document)).isEmpty();
        assertThat(document)
                .contains("<by>a &lt;test&gt;</by>")
                .contains("<wanted>profile power-saver</wanted>")
                .contains("<preference>power</preference>");
    }

    @Test
    void isRefusedByTheGrammarWhereItSaysSomethingElse() throws Exception {
        String document =
                PowerDocument.xml(
                        cpu(RecordedMachines.named("server-with-acpi-cpufreq").path()).report());

        assertThat(
                        Grammar.load(SCHEMA)
                                .problems(
                                        document.replace("<boost>yes</boost>", "<boost>1</boost>")))
                .contains("boost");
    }

    private CpuPower cpu(Path root) throws Exception {
        return ObservedHost.open(Optional.of(root), Optional.empty())
                .cpu(new StateDirectory(folder.resolve("state"), "rwx------"));
    }
}
