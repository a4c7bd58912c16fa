package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.config.ConfigurationReason;
import dev.lungfish.agent.config.Problem;
import dev.lungfish.client.ClientReason;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.linux.tree.HostFileReason;
import dev.lungfish.linux.tree.RecordReason;
import dev.lungfish.state.directory.StateReason;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTextsTest {
    private static final List<Class<?>> FAILURES =
            Stream.concat(
                            Stream.of(
                                            CommandReason.class,
                                            ClientReason.class,
                                            ConfigurationReason.class,
                                            StateReason.class,
                                            RecordReason.class)
                                    .flatMap(family -> Stream.of(family.getPermittedSubclasses())),
                            Stream.of(HostFileReason.HostFileFailed.class, Problem.class))
                    .toList();

    @Test
    void eachFailureHasItsOwnCodeAndASentence() {
        assertThat(FAILURES).hasSizeGreaterThan(45);
        assertThat(FAILURES)
                .extracting(failure -> ReasonShape.of(failure).code())
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        assertThat(FAILURES)
                .allSatisfy(failure ->
                        assertThat(bundle(failure).containsKey(ReasonShape.of(failure).code()))
                                .as(failure.getName())
                                .isTrue());
    }

    private static ResourceBundle bundle(Class<?> failure) {
        String module = failure.getPackageName().split("\\.", -1)[2];
        return ResourceBundle.getBundle("dev.lungfish.core.text." + module, Locale.ROOT);
    }
}
