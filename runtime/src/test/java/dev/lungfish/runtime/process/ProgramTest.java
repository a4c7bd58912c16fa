package dev.lungfish.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs that are started, and end.
@Timeout(60)
class ProgramTest {
    /// As a daemon that closes its files and removes its socket.
    private static final String CLEANS_UP =
            """
            trap 'sleep 0.3; rm "$0"; exit' TERM
            echo ready
            while :; do sleep 0.02; done
            """;

    @TempDir private Path folder;

    @Test
    void aConversationIsOverWhenItsProgramHasCleanedUp() throws Exception {
        Path socket = Files.createFile(folder.resolve("socket"));
        Program.Conversation program =
                Program.converse(List.of("sh", "-c", CLEANS_UP, socket.toString()));
        assertThat(program.says().read()).isEqualTo('r');

        program.end().run();

        assertThat(socket).doesNotExist();
    }
}
