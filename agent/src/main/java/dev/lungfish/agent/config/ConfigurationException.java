package dev.lungfish.agent.config;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// A configuration can't be used. Nothing of it is used then.
public final class ConfigurationException extends Exception implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// All problems, in the order of the file.
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public Reason reason() {
        return new ConfigurationReason.ConfigurationUnusable(problems);
    }
}
