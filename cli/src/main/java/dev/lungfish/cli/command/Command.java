package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.ServiceException;
import dev.lungfish.linux.tree.NotARecordException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One thing that `lungfish` does.
interface Command {

    /// The command's name, options and help, without the shared options.
    CommandSpec specification();

    /// Whether the command can ask a daemon that `--connect` names.
    default boolean asksDaemons() {
        return false;
    }

    /// Whether the command looks at what the state directory has.
    default boolean usesState() {
        return true;
    }

    /// Carries the command out.
    ///
    /// @param arguments the command's own part of the parsed arguments
    /// @throws NotARecordException where `--root` names no record
    /// @throws ConfigurationException where the configuration can't be used
    /// @throws ServiceException where the host can't do what it is asked
    ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException;
}
