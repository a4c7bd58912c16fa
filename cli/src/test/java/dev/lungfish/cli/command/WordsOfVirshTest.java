package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a user of virsh reads where nothing is slept. The table of docs/daemon.md is made of it.
@Timeout(90)
@NeedsProgram(
        value = {"virsh", "/usr/lib/python3/dist-packages/libvirt.py"},
        install = "libvirt-clients python3-libvirt")
class WordsOfVirshTest {
    private static final String HEADING = "## What virsh says";

    @TempDir private Path folder;
    private ServedMachine machine;
    private final List<String> rows = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void areThoseOfTheManual() throws Exception {
        machine.played().write("/sys/power/state", "freeze mem\n");
        machine.serve("delay = '60s'");
        for (String length : List.of("59", "0", "-1", "10000000000")) {
            ask("", "nodesuspend mem " + length);
        }
        ask("", "nodesuspend sideways 60");
        ask("the kernel offers no disk", "nodesuspend disk 60");
        Path blocker = machine.played().file("/services/blockers.d/backup");
        machine.played().write("/services/blockers.d/backup", "1\nruns until noon\n");
        ask("a script in blockers.d says no", "nodesuspend mem 60");
        Files.delete(blocker);
        note(
                "at the socket for looking",
                "python: suspendForDuration(0, 60)",
                machine.python(
                        machine.socket("libvirt-sock-ro"), "False", "c.suspendForDuration(0, 60)"));
        ask("", "net-list");
        Told accepted = machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60");
        assertThat(accepted.code()).as(accepted.out()).isZero();
        ask("another sleep counts down", "nodesuspend mem 60");

        String table = String.join("\n", rows);
        assertThat(manual())
                .as("%s of docs/daemon.md; virsh says now:%n%s", HEADING, table)
                .isEqualTo(table);
    }

    private void ask(String where, String command) throws Exception {
        note(where, "virsh " + command, machine.virsh(machine.socket("libvirt-sock"), command));
    }

    /// Names of requests, processes and places differ from run to run.
    private void note(String where, String command, Told told) {
        String words =
                told.out()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(line ->
                                line.replaceAll("request [0-9a-f]{12}", "request 3f2a9c0b71de"))
                        .map(line -> line.replaceAll("process [0-9]+", "process 4711"))
                        .map(line -> line.replace(folder.resolve("tree").toString(), ""))
                        .map(line -> line.replaceAll("by \\S+ \\(virsh", "by root (virsh"))
                        .collect(Collectors.joining("<br>"));
        rows.add("| `%s` | %s | %s |".formatted(command, where, words));
    }

    private static String manual() throws IOException {
        String page =
                Files.readString(
                        Path.of(System.getProperty("lungfish.checkout", ""), "docs", "daemon.md"));
        assertThat(page).contains(HEADING);
        return page.substring(page.indexOf(HEADING))
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.joining("\n"));
    }
}
