package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/backup.md` says, as it stands there, with the state of a played machine.
@Timeout(180)
@NeedsProgram(
        value = {"unshare", "tar", "python3"},
        install = "util-linux tar python3")
class BackupPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("lungfish.checkout", ""), "docs", "backup.md");

    /// The commands find the machine's state where the page has it, and a systemctl that leaves the
    /// daemon to the test.
    private static final String AT_THE_USUAL_PLACE =
            """
            set -eu
            mount --bind "$1/tree/var/lib" /var/lib
            cd "$1"
            PATH=$1/bin:$PATH sh -eu "$2"
            """;

    @TempDir private Path folder;
    private ServedMachine machine;

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
        Path systemctl = Files.createDirectory(folder.resolve("bin")).resolve("systemctl");
        Files.writeString(systemctl, "#!/bin/sh\necho \"systemctl $*\"\n");
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void historyProofsAndWakeupsAreThereAgain() throws Exception {
        List<String> blocks =
                Pattern.compile("(?ms)^```sh\n(.*?)^```$")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(block -> block.group(1))
                        .toList();
        assertThat(blocks).hasSize(2);
        Process _ = machine.serve();
        assertThat(ask("suspend", "mem", "--for", "60s").code()).isZero();
        assertThat(ask("wakeup", "add", "--at", "+8h", "--for", "backup").code()).isZero();
        String history = ask("history").out();
        assertThat(history).contains("mem");
        assertThat(proofs()).contains("\"standing\":\"proved\"");

        Told saved = run("backup.sh", blocks.getFirst()); // while the daemon runs
        assertThat(saved.code()).as(saved.out()).isZero();
        machine.kill();
        for (String file : List.of("journal.jsonl", "proofs.json", "wakeups.json")) {
            Files.delete(machine.played().file("/var/lib/lungfish/" + file));
        }
        assertThat(machine.played().run("history").out()).isNotEqualTo(history);

        Told restored = run("restore.sh", blocks.getLast());
        assertThat(restored.code()).as(restored.out()).isZero();
        assertThat(restored.out())
                .contains("systemctl stop lungfishd", "systemctl start lungfishd");
        assertThat(machine.played().exists("/var/lib/lungfish/current.json")).isFalse();
        Process _ = machine.serveAgain();

        assertThat(machine.told()).doesNotContain("settled what an earlier run left open");
        assertThat(ask("history").out()).isEqualTo(history);
        assertThat(proofs()).contains("\"standing\":\"proved\"");
        assertThat(ask("wakeup", "list").out()).contains("backup");
    }

    /// A file that is new is one that somebody must think of.
    @Test
    void thePageKnowsAllFilesThatAreMade() throws Exception {
        Process _ = machine.serve();
        assertThat(ask("suspend", "mem", "--for", "60s").code()).isZero();
        assertThat(ask("wakeup", "add", "--at", "+8h", "--for", "backup").code()).isZero();
        assertThat(ask("wol", "enp0s31f6", "--set", "g").code()).isZero();

        Set<String> listed =
                Pattern.compile("`([a-z-]+\\.[a-z]+|[a-z]+)`")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(machine.played().file("/var/lib/lungfish"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("journal.jsonl", "proofs.json", "wake-on-lan.json")
                    .isSubsetOf(listed);
        }
    }

    private String proofs() {
        return ask("status", "--json").out() + ask("doctor", "--json").out();
    }

    private Told ask(String... words) {
        return machine.played()
                .run(
                        Stream.concat(
                                        Stream.of("--connect", machine.ourUri("libvirt-sock")),
                                        Stream.of(words))
                                .toArray(String[]::new));
    }

    private Told run(String name, String commands) throws Exception {
        Path script = Files.writeString(folder.resolve(name), commands);
        Path around = Files.writeString(folder.resolve("around.sh"), AT_THE_USUAL_PLACE);
        return ServedMachine.run(
                List.of(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        around.toString(),
                        folder.toString(),
                        script.toString()));
    }
}
