package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.agent.service.LocalHost;
import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.client.Caller;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;

/// Chooses who answers a command: a daemon, or this process.
final class Sessions {
    static final Caller CALLER = new Caller(ThisProcess::tunnel, ThisProcess::clock);

    private Sessions() {}

    /// The daemon that `--connect` names, the one of this machine where one answers, or else this
    /// process.
    ///
    /// @param readOnly whether the command only looks
    static HostSession open(SharedOptions shared, boolean readOnly, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        Optional<DaemonClient> daemon = named(shared, readOnly);
        if (daemon.isEmpty() && shared.root().isEmpty() && shared.state().isEmpty()) {
            daemon = ofThisMachine(shared, readOnly);
        }
        return daemon.isPresent() ? daemon.get() : here(shared, output);
    }

    /// The daemon that `--connect` names, or that of this machine, where nobody else can answer.
    static DaemonClient daemon(SharedOptions shared)
            throws NotARecordException, ConfigurationException, ServiceException {
        Optional<DaemonClient> daemon = named(shared, false);
        return daemon.isPresent()
                ? daemon.get()
                : DaemonClient.connect(DaemonClient.uri(socket(shared, false)), false, CALLER);
    }

    /// The daemon that `--connect` names, or else this process, for a look that needs no daemon.
    static HostSession look(SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        Optional<DaemonClient> daemon = named(shared, true);
        return daemon.isPresent() ? daemon.get() : here(shared, output);
    }

    /// The daemon that `--connect` names; empty where it names none.
    static Optional<DaemonClient> named(SharedOptions shared, boolean readOnly)
            throws ServiceException {
        if (shared.connect().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DaemonClient.connect(shared.connect().get(), readOnly, CALLER));
        } catch (ServiceException e) {
            if (e.kind() == ServiceException.Kind.INVALID) {
                throw new BadUriException(new CommandReason.ConnectUriMalformed(e.why()));
            }
            throw e;
        }
    }

    /// What `--connect` names is no URI.
    static final class BadUriException extends RuntimeException implements Reasoned {
        @Serial private static final long serialVersionUID = 1L;
        private final transient CommandReason reason;

        BadUriException(CommandReason reason) {
            super(ReasonText.sentence(reason));
            this.reason = reason;
        }

        @Override
        public Reason reason() {
            return reason;
        }
    }

    private static Optional<DaemonClient> ofThisMachine(SharedOptions shared, boolean readOnly)
            throws NotARecordException, ConfigurationException {
        try {
            return Optional.of(
                    DaemonClient.connect(
                            DaemonClient.uri(socket(shared, readOnly)), readOnly, CALLER));
        } catch (ServiceException _) {
            return Optional.empty(); // none runs, or not for this user: the host is asked itself
        }
    }

    private static Path socket(SharedOptions shared, boolean readOnly)
            throws NotARecordException, ConfigurationException {
        return shared.open()
                .configuration()
                .daemon()
                .socketFolder()
                .orElse(DaemonConfiguration.USUAL_SOCKET_FOLDER)
                .resolve(readOnly ? "libvirt-sock-ro" : "libvirt-sock");
    }

    /// Whether a daemon of this machine answers.
    static boolean daemonRuns(SharedOptions shared)
            throws NotARecordException, ConfigurationException {
        Optional<DaemonClient> daemon = ofThisMachine(shared, true);
        daemon.ifPresent(DaemonClient::close);
        return daemon.isPresent();
    }

    /// This process.
    static LocalHost here(SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        return new LocalHost(
                shared.open(),
                shared.stateDirectory(),
                shared.stateDirectoryToLookAt(),
                new LocalHost.User(
                        Requester.user(),
                        Requester.isRoot(),
                        shared.state().isPresent(),
                        Requester::inWords,
                        output::say,
                        settled -> OutcomeText.settled(settled).forEach(output::say)));
    }
}
