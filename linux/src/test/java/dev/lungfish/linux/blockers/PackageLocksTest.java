package dev.lungfish.linux.blockers;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageLocksTest {
    @TempDir private Path folder;

    @Test
    void seesALockThatIsHeldAndByWhom() throws Exception {
        Path free = Files.createFile(folder.resolve("lock-frontend"));
        Path held = Files.createFile(folder.resolve("lock"));
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            FoundBlockers found = find(free, held);

            assertThat(found.unreadable()).isEmpty();
            assertThat(found.blockers()).hasSize(1);
            Blocker blocker = found.blockers().getFirst();
            assertThat(blocker.name()).isEqualTo("package-manager");
            assertThat(sentence(blocker.reason()))
                    .endsWith(" (process " + ProcessHandle.current().pid() + ") holds " + held);
        }
    }

    @Test
    void doesNotBlockForALockThatNobodyHolds() throws Exception {
        assertThat(find(Files.createFile(folder.resolve("lock")), folder.resolve("none")))
                .isEqualTo(FoundBlockers.none());
    }

    @Test
    void findsNoneOnARecord() throws Exception {
        HostFiles.in(folder).file("/var/lib/dpkg/lock", "");

        assertThat(PackageLocks.of(HostTree.recorded(folder)).find())
                .isEqualTo(FoundBlockers.none());
    }

    private static FoundBlockers find(Path... files) {
        return new PackageLocks(
                        HostTree.live(), List.of(files).stream().map(Path::toString).toList())
                .find();
    }
}
