package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.daemon.client.DaemonClient;
import dev.lungfish.daemon.client.RefusedException;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the daemon that a command should speak to.
final class Daemons {
    private Daemons() {}

    /// What a command does with a daemon.
    @FunctionalInterface
    interface Work {
        ExitCode with(DaemonClient daemon) throws IOException, RefusedException;
    }

    /// Does the work with the daemon that `--connect` names, or with the one of this machine where
    /// one answers; then nothing else is to be done.
    ///
    /// @param readOnly whether the work only looks
    /// @return empty where there is no daemon, and none is asked for
    static Optional<ExitCode> work(SharedOptions shared, boolean readOnly, Output output, Work work)
            throws NotARecordException, ConfigurationException {
        try {
            Optional<DaemonClient> found =
                    shared.connect().isPresent()
                            ? Optional.of(DaemonClient.connect(shared.connect().get(), readOnly))
                            : ofThisMachine(shared, readOnly);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (DaemonClient daemon = found.get()) {
                return Optional.of(work.with(daemon));
            }
        } catch (IllegalArgumentException e) {
            output.tell("--connect: " + e.getMessage());
            return Optional.of(ExitCode.USAGE);
        } catch (IOException | RefusedException e) {
            output.tell(String.valueOf(e.getMessage()));
            return Optional.of(ExitCode.FAILED);
        }
    }

    private static Optional<DaemonClient> ofThisMachine(SharedOptions shared, boolean readOnly)
            throws NotARecordException, ConfigurationException {
        if (shared.root().isPresent() || shared.state().isPresent()) {
            return Optional.empty();
        }
        Path socket =
                shared.open()
                        .configuration()
                        .daemon()
                        .socketFolder()
                        .orElse(DaemonConfiguration.USUAL_SOCKET_FOLDER)
                        .resolve(readOnly ? "libvirt-sock-ro" : "libvirt-sock");
        try {
            return Optional.of(DaemonClient.connect(socket, readOnly));
        } catch (IOException | RefusedException _) {
            return Optional.empty(); // none runs, or not for this user: the host is asked itself
        }
    }
}
