package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.HostService;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an argument names that only the host knows: shells complete it by `lungfish names KIND`.
public enum NameKind {
    HOSTS("HOST|MAC HOST"),
    DAEMONS("URI"),
    NICS("IF"),
    DEVICES("DEVICE"),
    WAKEUPS("ID"),
    PROFILES("PROFILE"),
    REQUESTS("REQUEST");

    /// With a space between.
    private final String labels;

    NameKind(String labels) {
        this.labels = labels;
    }

    /// How it is written: `hosts`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind that an argument with a label names; empty for all others.
    public static Optional<NameKind> ofLabel(String label) {
        for (NameKind kind : values()) {
            if (List.of(kind.labels.split(" ")).contains(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// The names that a host knows, in its order.
    ///
    /// @param shared says where its configuration is
    List<String> of(HostService host, SharedOptions shared)
            throws NotARecordException, ConfigurationException, ServiceException {
        return switch (this) {
            case HOSTS -> host.hosts().hosts().stream().map(known -> known.card().name()).toList();
            case DAEMONS ->
                    host.hosts().hosts().stream()
                            .map(KnownHost::uri)
                            .flatMap(Optional::stream)
                            .toList();
            case NICS ->
                    host.cards(Optional.empty()).stream().map(nic -> nic.verdict().name()).toList();
            case DEVICES -> host.devices().stream().map(device -> device.verdict().name()).toList();
            case WAKEUPS -> host.wakeups().wakeups().stream().map(Wakeup::id).toList();
            case PROFILES -> shared.profiles().stream().map(PowerProfile::name).toList();
            case REQUESTS -> running(host.status()).stream().toList();
        };
    }

    private static Optional<String> running(HostStatus status) {
        return switch (status) {
            case HostStatus.Idle _ -> Optional.empty();
            case HostStatus.Running running -> Optional.of(running.current().request().id());
            case HostStatus.Open(PastSleep.Requested open) ->
                    Optional.of(open.accepted().request().id());
        };
    }
}
