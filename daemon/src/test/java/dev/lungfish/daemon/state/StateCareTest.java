package dev.lungfish.daemon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.daemon.log.Log;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCareTest {
    @TempDir private Path folder;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Log log = new Log(lines::add, true, () -> Instant.EPOCH);
    private StateDirectory state;

    @BeforeEach
    void begin() {
        state = new StateDirectory(folder.resolve("state"), "rwx------");
    }

    @Test
    void oneDirectoryHasOneDaemon() throws Exception {
        try (StateCare first = new StateCare(state, log);
                StateCare second = new StateCare(state, log)) {
            first.open();

            assertThatThrownBy(second::open)
                    .isInstanceOf(StateException.class)
                    .hasMessageContainingAll(
                            state.path().toString(), "process " + ProcessHandle.current().pid());
        }
        try (StateCare next = new StateCare(state, log)) {
            next.open();
        }
    }

    @Test
    void tellsOnceOfADirectoryThatIsGoneAndThatItIsBack() throws Exception {
        try (StateCare care = new StateCare(state, log)) {
            care.open();
            Path away = folder.resolve("away");
            Path _ = Files.move(state.path(), away);
            boolean _ = care.look();
            boolean _ = care.look();
            assertThat(lines)
                    .filteredOn(line -> line.contains("code=state-directory-gone"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("event=state-problem-found");

            Path _ = Files.move(away, state.path());
            boolean _ = care.look();
            assertThat(lines.getLast()).contains("event=state-problem-over");
        }
    }

    @Test
    void startsWithUnreadableFilesAndTellsThem() throws Exception {
        state.create();
        Files.writeString(state.file("hosts.json"), "{");
        Files.writeString(state.journal(), "garbage\n");
        try (StateCare care = new StateCare(state, log)) {
            care.open();
        }

        assertThat(state.unreadable())
                .singleElement()
                .asString()
                .endsWith("hosts.json.unreadable-1");
        assertThat(lines)
                .anyMatch(line -> line.contains("code=state-file-set-aside"))
                .anyMatch(line -> line.contains("code=journal-line-malformed"));
    }
}
