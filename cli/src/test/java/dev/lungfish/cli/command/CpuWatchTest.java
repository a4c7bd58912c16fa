package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.linux.process.TerminalSize;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a laptop with four groups of processors, four idle states and four zones of power.
class CpuWatchTest {
    private static final String UP = "\u001b[";

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// How fast the last group runs, in kHz.
    private long lastFrequency = 900_000;

    @Test
    void drawsAllWhereTheSizeIsNotKnown() throws Exception {
        assertThat(drawn()).hasSize(12).anyMatch(line -> line.startsWith("policy3 "));
    }

    @Test
    void drawsAllWhereThereIsRoom() throws Exception {
        assertThat(drawn(new TerminalSize(13, 80))).isEqualTo(drawn());
    }

    /// What scrolls out of a terminal can't be drawn over.
    @Test
    void leavesFrequenciesOutWhereThereIsNoRoom() throws Exception {
        lastFrequency = 2_400_000;
        List<String> lines = drawn(new TerminalSize(11, 80));

        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).startsWith("policy0 ");
        assertThat(lines.get(1)).isEqualTo("3 more, 900 MHz to 2.40 GHz");
        assertThat(lines.getLast()).isEqualTo(drawn().getLast());
    }

    @Test
    void drawsNoMoreThanATinyTerminalHas() throws Exception {
        assertThat(drawn(new TerminalSize(3, 80))).hasSize(2);
        assertThat(drawn(new TerminalSize(1, 80))).hasSize(1);
        assertThat(drawn(new TerminalSize(3, 10))).allMatch(line -> line.length() == 10);
    }

    @Test
    void showsTheLastLooksWhereNotAllHaveRoom() throws Exception {
        watch(5, Collections.nCopies(5, new TerminalSize(13, 32)));

        assertThat(out.toString(UTF_8).lines().reduce((_, last) -> last).orElseThrow())
                .hasSize(32)
                .endsWith("  ▁▁▁");
        assertThat(CpuWatch.bars(new ArrayDeque<>(List.of(90.0, 0.0, 8.0)), 2)).isEqualTo("▁█");
    }

    /// A window that a person drags.
    @Test
    void asksForTheSizeAtEachLook() throws Exception {
        watch(2, List.of(new TerminalSize(4, 80), new TerminalSize(6, 80)));

        String all = out.toString(UTF_8);
        String second = all.substring(all.indexOf(UP));
        assertThat(second).startsWith(UP + "3A" + UP + "J");
        assertThat(second.lines()).hasSize(5);
    }

    private List<String> drawn(TerminalSize... size) throws Exception {
        out.reset();
        watch(1, List.of(size));
        return out.toString(UTF_8).lines().toList();
    }

    private void watch(int looks, List<TerminalSize> sizes) throws Exception {
        HostFiles host =
                HostFiles.copyOf(
                                RecordedMachines.named("laptop-with-fast-and-frugal-cores"),
                                Files.createTempDirectory(folder, "host"))
                        .file(
                                "/sys/devices/system/cpu/cpufreq/policy3/scaling_cur_freq",
                                lastFrequency + "\n");
        PrintStream stream = new PrintStream(out, true, UTF_8);
        Iterator<TerminalSize> next = new ArrayDeque<>(sizes).iterator();
        ExitCode code =
                new CpuWatch(
                                ObservedHost.open(Optional.of(host.root()), Optional.empty())
                                        .cpu(
                                                new StateDirectory(
                                                        folder.resolve("state"), "rwx------")),
                                new Output(stream, stream, true),
                                false,
                                () -> next.hasNext() ? Optional.of(next.next()) : Optional.empty())
                        .run(Duration.ofMillis(1), looks);
        assertThat(code).isEqualTo(ExitCode.OK);
    }
}
