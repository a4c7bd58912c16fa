package dev.lungfish.linux.blockers;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockerScriptsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @Nested
    class OfThisMachine {
        @Test
        void doesNotObjectWhereAllExitWithZero() throws IOException {
            script("quiet", "exit 0");
            script("chatty", "echo all is well");

            assertThat(find(LONG)).isEqualTo(FoundBlockers.none());
        }

        @Test
        void objectsInTheOrderOfNamesWithTheOutputAsReason() throws IOException {
            script("20-silent", "exit 3");
            script("10-backup", "echo a backup runs; echo until noon >&2; exit 1");

            assertThat(find(LONG))
                    .isEqualTo(
                            new FoundBlockers(
                                    List.of(
                                            new Blocker(
                                                    "script:10-backup",
                                                    new BlockerReason.ScriptObjects(
                                                            "a backup runs / until noon", 1)),
                                            new Blocker(
                                                    "script:20-silent",
                                                    new BlockerReason.ScriptObjects("", 3))),
                                    List.of()));
        }

        @Test
        void shortensLongReasons() throws IOException {
            script("long", "yes blah | head -c 100000; exit 1");

            assertThat(sentence(find(LONG).blockers().getFirst().reason())).hasSizeLessThan(330);
        }

        @Test
        void countsSilenceAsAnObjectionAndKillsWhatRuns() throws Exception {
            Path child = folder.resolveSibling(folder.getFileName() + ".child");
            script("slow", "sleep 600 & echo $! > " + child + "; wait");

            FoundBlockers found = find(Duration.ofSeconds(1));
            long process = Long.parseLong(Files.readString(child).strip());
            Files.delete(child);

            assertThat(found.blockers())
                    .containsExactly(
                            new Blocker("script:slow", new BlockerReason.ScriptSilent(1000)));
            assertThat(Pause.of(LONG, Duration.ofMillis(10), () -> !lives(process)))
                    .as("what the script started ends")
                    .isTrue();
        }

        @Test
        void doesNotWaitForWhatAScriptLeftRunning() throws IOException {
            script("leaves", "sleep 600 & echo started; exit 1");
            Deadline deadline = Deadline.after(LONG);

            assertThat(find(LONG).blockers()).hasSize(1);
            assertThat(deadline.passed()).isFalse();
        }

        @Test
        void passesOverFilesThatAreNotExecutableAndFolders() throws IOException {
            Files.writeString(folder.resolve("README"), "exit 1");
            Files.createDirectory(folder.resolve("old"));

            assertThat(find(LONG)).isEqualTo(FoundBlockers.none());
        }

        @ParameterizedTest
        @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
        void runsNothingThatOthersCouldChange(String permissions) throws IOException {
            Path trace = folder.resolve("trace");
            Path script = script("open", "touch " + trace);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(permissions));

            FoundBlockers found = find(LONG);

            assertThat(found.blockers()).isEmpty();
            assertThat(found.unreadable()).hasSize(1);
            assertThat(sentence(found.unreadable().getFirst()))
                    .startsWith(script + " can be changed by others")
                    .contains("chmod go-w " + script);
            assertThat(trace).doesNotExist();
        }

        @Test
        void runsNothingWhereOthersCouldPutSomethingIn() throws IOException {
            script("harmless", "exit 0");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

            assertThat(find(LONG).unreadable())
                    .extracting(ReasonText::sentence)
                    .singleElement()
                    .asString()
                    .startsWith(folder + " can be changed by others");
        }

        @Test
        void reportsWhatCanNotBeRun() throws IOException {
            script("broken", "");
            Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");

            assertThat(find(LONG).unreadable()).hasSize(1);
        }

        /// `docs/blockers.md`.
        @Test
        void givesAScriptNoArgumentsNoInputAndAnEnvironmentOfItsOwn() throws IOException {
            script("asks", "echo args=$#; echo input=$(wc -c); pwd; env | cut -d= -f1; exit 1");

            assertThat(sentence(find(LONG).blockers().getFirst().reason()))
                    .startsWith(
                            "args=0 / input=0 / " + Path.of("").toAbsolutePath().toString() + " / ")
                    .contains("LC_ALL", "PATH")
                    .doesNotContain("USER", "LANG", "LD_", "JAVA");
        }

        @Test
        void runsAllAtOnceSoThatNoneWaitsForAnother() throws IOException {
            Path met = folder.resolveSibling(folder.getFileName() + ".met");
            script("10-waits", "until [ -e " + met + " ]; do sleep 0.1; done; exit 0");
            script("20-comes", "touch " + met);

            assertThat(find(LONG)).isEqualTo(FoundBlockers.none());
            Files.delete(met);
        }

        @Test
        void takesAScriptThatASignalEndedForAnObjection() throws IOException {
            script("dies", "kill -9 $$");

            assertThat(find(LONG).blockers())
                    .containsExactly(
                            new Blocker("script:dies", new BlockerReason.ScriptObjects("", 137)));
        }

        @Test
        void runsNoneOfMoreThanAHundredFiles() throws IOException {
            Path trace = folder.resolveSibling(folder.getFileName() + ".ran");
            for (int i = 0; i < 101; i++) {
                script("s" + i, "touch " + trace);
            }

            assertThat(find(LONG).unreadable())
                    .containsExactly(new BlockerReason.TooManyScripts(folder.toString(), 100));
            assertThat(trace).doesNotExist();
        }

        @Test
        void findsNoneWhereThereIsNoFolder() {
            assertThat(
                            new BlockerScripts(
                                            HostTree.live(),
                                            folder.resolve("none").toString(),
                                            LONG)
                                    .find())
                    .isEqualTo(FoundBlockers.none());
        }

        private FoundBlockers find(Duration patience) {
            return new BlockerScripts(HostTree.live(), folder.toString(), patience).find();
        }

        private Path script(String name, String body) throws IOException {
            Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return file;
        }
    }

    @Nested
    class OfARecord {
        @Test
        void takesTheirAnswersFromTheRecordAndRunsNothing() throws Exception {
            Path trace = folder.resolve("trace");
            HostFiles host =
                    HostFiles.in(folder)
                            .file("/services/blockers.d/backup", "1\na backup runs\n")
                            .file("/services/blockers.d/fine", "0\n")
                            .file("/etc/lungfish/blockers.d/evil", "#!/bin/sh\ntouch " + trace);
            Files.setPosixFilePermissions(
                    host.at("/etc/lungfish/blockers.d/evil"),
                    PosixFilePermissions.fromString("rwx------"));

            assertThat(BlockerScripts.of(HostTree.recorded(folder)).find())
                    .isEqualTo(
                            new FoundBlockers(
                                    List.of(
                                            new Blocker(
                                                    "script:backup",
                                                    new BlockerReason.ScriptObjects(
                                                            "a backup runs", 1))),
                                    List.of()));
            assertThat(trace).doesNotExist();
        }

        @Test
        void doesNotKnowWhereAnAnswerIsAbsurd() throws Exception {
            HostFiles.in(folder).file("/services/blockers.d/odd", "perhaps\n");

            assertThat(BlockerScripts.of(HostTree.recorded(folder)).find().unreadable())
                    .extracting(ReasonText::sentence)
                    .containsExactly(
                            "/services/blockers.d/odd malformed: an exit code expected in the first"
                                    + " line, found 'perhaps'");
        }

        @Test
        void findsNoneWhereTheRecordHasNone() throws Exception {
            HostFiles.in(folder);

            assertThat(BlockerScripts.of(HostTree.recorded(folder)).find())
                    .isEqualTo(FoundBlockers.none());
        }
    }

    /// A killed child of nobody stays a zombie where process 1 does not reap.
    private static boolean lives(long process) {
        try {
            return !Files.readString(Path.of("/proc/" + process + "/stat")).contains(") Z ");
        } catch (IOException _) {
            return false;
        }
    }
}
