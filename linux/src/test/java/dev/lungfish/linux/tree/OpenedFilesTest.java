package dev.lungfish.linux.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedFilesTest {
    private static final String STATE = "/sys/power/state";

    @TempDir private Path folder;
    private HostFiles host;
    private OpenedFiles files;

    @BeforeEach
    void makeAHost() throws Exception {
        host = HostFiles.in(folder).file(STATE, "freeze mem disk\n");
        files = new OpenedFiles(HostTree.recorded(folder));
    }

    @Test
    void openingChangesNothing() throws Exception {
        files.open(STATE);

        assertThat(host.text(STATE)).isEqualTo("freeze mem disk\n");
    }

    @Test
    void writesTheWholeContentOfARecordedFile() throws Exception {
        files.open(STATE);
        files.write(STATE, "mem\n");

        assertThat(host.text(STATE)).isEqualTo("mem\n");
    }

    @Test
    void writesAFileThatWasNotOpenedBefore() throws Exception {
        files.write(STATE, "");

        assertThat(host.text(STATE)).isEmpty();
    }

    @Test
    void writesTheFileThatStandsThereNow() throws Exception {
        files.open(STATE);
        Files.move(host.at(STATE), host.at("/sys/power/old"));
        host.file(STATE, "freeze\n");

        files.write(STATE, "mem\n");

        assertThat(host.text(STATE)).isEqualTo("mem\n");
        assertThat(host.text("/sys/power/old")).isEqualTo("freeze mem disk\n");
    }

    @Test
    void makesNoFileWhereOneVanished() throws Exception {
        files.open(STATE);
        Files.delete(host.at(STATE));

        refuses(
                () -> files.write(STATE, "mem\n"),
                "write 'mem' to /sys/power/state: ENOENT (No such file or directory)",
                "ENOENT");
        assertThat(host.at(STATE)).doesNotExist();
    }

    @Test
    void refusesAFileThatNobodyMayWriteWhoeverAsks() throws Exception {
        Files.setPosixFilePermissions(host.at(STATE), PosixFilePermissions.fromString("r--r--r--"));

        refuses(
                () -> files.open(STATE),
                "open /sys/power/state for writing: nobody may write it",
                "EACCES");
    }

    @Test
    void refusesAPipeInsteadOfHangingInIt() throws Exception {
        Files.delete(host.at(STATE));
        Process maker = new ProcessBuilder("mkfifo", host.at(STATE).toString()).inheritIO().start();
        assertThat(maker.waitFor()).isZero();

        refuses(
                () -> files.open(STATE),
                "open /sys/power/state for writing: not a regular file",
                "");
    }

    @Test
    void refusesADirectory() throws Exception {
        Files.delete(host.at(STATE));
        host.directory(STATE);

        refuses(
                () -> files.open(STATE),
                "open /sys/power/state for writing: a directory where a file should be",
                "EISDIR");
    }

    @Test
    void followsNoLinkOutOfTheRecord(@TempDir Path elsewhere) throws Exception {
        Path target = Files.writeString(elsewhere.resolve("precious"), "precious");
        Files.delete(host.at(STATE));
        Files.createSymbolicLink(host.at(STATE), target);

        refuses(
                () -> files.write(STATE, "mem\n"),
                "open /sys/power/state for writing: a link that leads out of the record",
                "");
        assertThat(target).hasContent("precious");
    }

    @Test
    void closesWhatItOpenedAndOpensItAgain() throws Exception {
        files.open(STATE);
        files.close();
        files.close();

        assertThatCode(() -> files.open(STATE)).doesNotThrowAnyException();
    }

    @Test
    void namesTheErrorsOfTheKernel() throws IOException {
        OpenedFiles live = new OpenedFiles(HostTree.live());

        refuses(
                () -> live.write("/dev/full", "mem\n"),
                "write 'mem' to /dev/full: ENOSPC (No space left on device)",
                "ENOSPC");
        refuses(
                () -> live.open("/proc/no-such-file"),
                "open /proc/no-such-file for writing: ENOENT (No such file or directory)",
                "ENOENT");
        refuses(
                () -> live.open("/proc"),
                "open /proc for writing: EISDIR (Is a directory)",
                "EISDIR");
    }

    @Test
    void keepsAFileOfTheKernelOpen() throws Exception {
        OpenedFiles live = new OpenedFiles(HostTree.live());
        Path file = Files.writeString(folder.resolve("value"), "before");

        live.open(file.toString());
        Files.move(file, folder.resolve("moved"));
        live.write(file.toString(), "after!");
        live.close();

        assertThat(folder.resolve("moved")).hasContent("after!");
    }

    private static void refuses(ThrowingCallable call, String message, String error) {
        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(call)
                .withMessage(message)
                .extracting(HostFileException::error)
                .isEqualTo(error);
    }
}
