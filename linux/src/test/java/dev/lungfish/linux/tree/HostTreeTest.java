package dev.lungfish.linux.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostTreeTest {
    @TempDir private Path folder;
    private HostFiles files;
    private HostTree tree;

    @BeforeEach
    void record() throws NotARecordException {
        files = HostFiles.in(folder);
        tree = HostTree.recorded(folder);
    }

    @Test
    void refusesADirectoryThatIsNoRecord() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> HostTree.recorded(empty))
                .isInstanceOf(NotARecordException.class)
                .hasMessageContainingAll(empty.toString(), "neither sys/ nor proc/");
    }

    @Test
    void refusesAFileAndAMissingDirectory() {
        files.file("/sys/file", "");

        assertThatThrownBy(() -> HostTree.recorded(folder.resolve("sys/file")))
                .hasMessageContaining("is not a directory");
        assertThatThrownBy(() -> HostTree.recorded(folder.resolve("nowhere")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void namesAFileAsOnTheHostWhateverTheRoot() {
        files.file("/sys/power/state", "mem disk\n");

        assertThat(tree.line("/sys/power/state"))
                .isEqualTo(new Reading.Present<>("/sys/power/state", "mem disk", "mem disk"));
    }

    @Test
    void tellsAbsentFromMalformed() {
        files.directory("/sys/power/state");

        assertThat(tree.line("/sys/power/disk")).isEqualTo(new Reading.Absent<>("/sys/power/disk"));
        assertThat(tree.line("/sys/power/state"))
                .isEqualTo(
                        new Reading.Malformed<>(
                                "/sys/power/state", "a directory where a file should be"));
    }

    @Test
    void readsAnEmptyFileAsPresentAndEmpty() {
        files.file("/sys/power/state", "");

        assertThat(tree.line("/sys/power/state").toOptional()).contains("");
    }

    @Test
    void refusesBinaryContent() {
        files.file("/sys/power/state", new byte[] {'m', 'e', (byte) 0xff, 'm'});
        files.file("/sys/power/disk", new byte[] {'m', 0, 'm'});

        assertThat(tree.line("/sys/power/state").found())
                .isEqualTo("malformed: binary content where text should be");
        assertThat(tree.line("/sys/power/disk").found())
                .isEqualTo("malformed: binary content where text should be");
    }

    @Test
    void refusesAFileThatIsLongerThanItsLimit() {
        files.file("/sys/power/state", new byte[101]);

        assertThat(tree.bytes("/sys/power/state", 100).found())
                .isEqualTo("malformed: longer than 100 bytes");
        assertThat(tree.bytes("/sys/power/state", 101).toOptional()).isPresent();
    }

    @Test
    void refusesANumberOutOfRangeAndSaysWhichRange() {
        files.file("/sys/power/image_size", "99999999999999999999\n")
                .file("/sys/power/resume_offset", "-1\n");

        assertThat(tree.number("/sys/power/image_size", 0, Long.MAX_VALUE).found())
                .isEqualTo("malformed: a number expected, found '99999999999999999999'");
        assertThat(tree.number("/sys/power/resume_offset", 0, 10).found())
                .isEqualTo("malformed: a number from 0 to 10 expected, found '-1'");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void doesNotWaitForAPipe() throws IOException, InterruptedException {
        Process mkfifo =
                new ProcessBuilder("mkfifo", folder.resolve("sys/pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(tree.text("/sys/pipe"))
                .isEqualTo(new Reading.Malformed<>("/sys/pipe", "not a regular file"));
    }

    @Test
    void followsALinkInsideTheRecordAndNoneThatLeadsOut() throws IOException {
        Path outside =
                Files.writeString(
                        folder.resolveSibling(folder.getFileName() + "-outside"), "secret");
        files.file("/sys/devices/rtc0/name", "rtc_cmos\n")
                .link("/sys/class/rtc/rtc0", "../../devices/rtc0")
                .link("/sys/class/rtc/rtc1", outside.toString());

        assertThat(tree.line("/sys/class/rtc/rtc0/name").toOptional()).contains("rtc_cmos");
        assertThat(tree.line("/sys/class/rtc/rtc1"))
                .isEqualTo(
                        new Reading.Malformed<>(
                                "/sys/class/rtc/rtc1", "a link that leads out of the record"));
        Files.delete(outside);
    }

    @Test
    void survivesALinkThatLeadsToItself() {
        files.link("/sys/class/rtc/rtc0", "rtc0");

        assertThat(tree.line("/sys/class/rtc/rtc0").toOptional()).isEmpty();
        assertThat(tree.exists("/sys/class/rtc/rtc0")).isFalse();
    }

    @Test
    void takesADriversNameFromItsLink() {
        files.directory("/sys/bus/pci/drivers/e1000e")
                .link("/sys/class/net/eth0/device/driver", "../../../../bus/pci/drivers/e1000e");

        assertThat(tree.linkName("/sys/class/net/eth0/device/driver").toOptional())
                .contains("e1000e");
    }

    @Test
    void listsTheEntriesOfAFolderInOrder() {
        files.directory("/sys/class/rtc/rtc1").directory("/sys/class/rtc/rtc0");

        assertThat(tree.children("/sys/class/rtc").toOptional()).contains(List.of("rtc0", "rtc1"));
        assertThat(tree.children("/sys/class/net")).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void readsNothingUnderANameThatCannotBeWritten() {
        assertThat(tree.text("/sys/a\0b")).isInstanceOf(Reading.Failed.class);
        assertThat(tree.children("/sys/a\0b")).isInstanceOf(Reading.Failed.class);
        assertThat(tree.linkName("/sys/a\0b")).isInstanceOf(Reading.Failed.class);
        assertThat(tree.exists("/sys/a\0b")).isFalse();
    }

    @Test
    void leavesLinksOutOfTheFolders() {
        files.directory("/sys/devices/b")
                .directory("/sys/devices/a")
                .file("/sys/devices/uevent", "")
                .link("/sys/devices/up", "..");

        assertThat(tree.folders("/sys/devices").toOptional()).contains(List.of("a", "b"));
        assertThat(tree.folders("/sys/devices/uevent")).isInstanceOf(Reading.Malformed.class);
        assertThat(tree.folders("/sys/none")).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void makesControlCharactersVisible() {
        assertThat(HostTree.quote("a\u001b[31mb")).isEqualTo("'a\\x1b[31mb'");
    }
}
