package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {
    @TempDir private Path folder;

    @Test
    void showsTheLastOnesAndThoseSinceATimeBelowAHeader() throws Exception {
        try (PlayedMachine machine =
                PlayedMachine.untested("laptop-with-everything-fine", folder).play("promised")) {
            assertThat(machine.run("suspend", "mem", "--for", "90s").code()).isZero();
            assertThat(machine.run("suspend", "idle", "--for", "2min").code()).isZero();

            List<String> all = machine.run("history").out().lines().toList();
            assertThat(all).hasSize(3);
            assertThat(all.getFirst()).matches("ACCEPTED +REQUEST +TARGET +FOR +OUTCOME +WHY");
            for (String column : List.of("TARGET", "FOR", "OUTCOME")) {
                assertThat(all.get(1).charAt(all.getFirst().indexOf(column) - 1)).isEqualTo(' ');
            }
            assertThat(all.get(1)).contains(" mem ", "1 min 30 s", " slept ");
            assertThat(all.get(2)).contains(" idle ", "2 min", " slept ");

            assertThat(machine.run("history", "-n", "1").out().lines().toList())
                    .containsExactly(all.get(0), all.get(2));
            assertThat(machine.run("history", "--last", "0").out()).contains("no request");
            for (String since : List.of("1d", "2 hours ago", "yesterday", "2020-01-31 06:30")) {
                assertThat(machine.run("history", "--since", since).out().lines().toList())
                        .as(since)
                        .isEqualTo(all);
            }
            assertThat(machine.run("history", "--since", "2099-01-01", "--json").out())
                    .contains("\"sleeps\":[]");
            Told told = machine.run("history", "--since", "once");
            assertThat(told.code()).isEqualTo(2);
            assertThat(told.err()).contains("--since: 'once' is no time");
        }
    }
}
