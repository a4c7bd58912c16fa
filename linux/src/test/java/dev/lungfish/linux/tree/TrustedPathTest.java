package dev.lungfish.linux.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.linux.tree.PathReason.PathChangeable;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrustedPathTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void begin() throws Exception {
        folder = folder.toRealPath();
        file = Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("c"), "");
        mode(file, "rw-r--r--");
        mode(folder.resolve("a/b"), "rwxr-xr-x");
        mode(folder.resolve("a"), "rwxr-xr-x");
    }

    @Test
    void trustsWhatNobodyElseCanChange() {
        assertThat(TrustedPath.distrust(HostTree.live(), file.toString())).isEmpty();
        assertThat(TrustedPath.distrust(HostTree.live(), folder.resolve("none").toString()))
                .isEmpty();
    }

    @Test
    void namesTheFileThatTheGroupOrAllMayWrite() throws Exception {
        mode(file, "rw-rw-r--");
        assertThat(TrustedPath.distrust(HostTree.live(), file.toString()))
                .get()
                .extracting(PathChangeable::path, PathChangeable::mode)
                .containsExactly(file.toString(), "0664");
    }

    @Test
    void namesTheFolderAnywhereAboveThatAllMayWrite() throws Exception {
        mode(folder.resolve("a"), "rwxr-xrwx");
        assertThat(TrustedPath.distrust(HostTree.live(), file.toString()))
                .get()
                .extracting(PathChangeable::path, PathChangeable::mode)
                .containsExactly(folder.resolve("a").toString(), "0757");
    }

    @Test
    void looksAtBothEndsOfALink() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path link = Files.createSymbolicLink(open.resolve("link"), file);
        Path hidden = Files.createSymbolicLink(folder.resolve("hidden"), open.resolve("d"));
        Files.writeString(open.resolve("d"), "");
        mode(open, "rwxrwxrwx");

        assertThat(TrustedPath.distrust(HostTree.live(), link.toString()))
                .as("the folder of the link")
                .isPresent();
        assertThat(TrustedPath.distrust(HostTree.live(), hidden.toString()))
                .as("the folder of its target")
                .isPresent();
    }

    @Test
    void namesWhatBelongsToSomebodyElse() throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(file, "unix:uid").equals(0), "root alone gives files away");
        Files.setAttribute(folder.resolve("a/b"), "unix:uid", 4711);

        assertThat(TrustedPath.distrust(HostTree.live(), file.toString()))
                .get()
                .extracting(PathChangeable::path, PathChangeable::owner)
                .containsExactly(folder.resolve("a/b").toString(), 4711);
    }

    @Test
    void aRecordIsWrittenToInItselfAlone() throws Exception {
        HostFiles record = HostFiles.in(folder.resolve("tree"));
        record.file("/proc/version", "Linux\n");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path lib = Files.createDirectories(record.root().resolve("var/lib"));
        HostTree.recorded(record.root());

        Path link = Files.createSymbolicLink(lib.resolve("lungfish"), outside);
        assertRefused(record, "record-written-by-link");
        Files.delete(link);

        Path state = Files.createDirectory(lib.resolve("lungfish"));
        Path journal = Files.createSymbolicLink(state.resolve("journal.jsonl"), file);
        assertRefused(record, "record-written-by-link");
        Files.delete(journal);

        Process pipe = new ProcessBuilder("mkfifo", state.resolve("lock").toString()).start();
        assertThat(pipe.waitFor()).isZero();
        assertRefused(record, "record-written-to-device");
    }

    private static void assertRefused(HostFiles record, String code) {
        assertThatThrownBy(() -> HostTree.recorded(record.root()))
                .isInstanceOfSatisfying(
                        NotARecordException.class,
                        e -> assertThat(Reasoned.of(e).code()).isEqualTo(code));
    }

    private static void mode(Path path, String mode) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
