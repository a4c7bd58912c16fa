package dev.lungfish.daemon.relay;

import dev.lungfish.agent.config.RelayConfiguration;
import dev.lungfish.libvirt.remote.TypedParameter;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.linux.process.Accounts;
import dev.lungfish.linux.process.PeerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides whose calls are relayed, before anything is sent upstream: libvirtd sees root and asks
/// polkit nothing.
record RelayAccess(RelayConfiguration configuration) {
    private static final String ROOT = "root";

    /// How far a client comes.
    enum Standing {
        /// All that libvirtd lets root do.
        ACT,
        /// What libvirtd lets everybody see.
        LOOK,
        /// Nothing is relayed.
        NONE
    }

    /// How far a client comes, by what its way proves.
    Standing of(Connection connection) {
        Standing most =
                switch (connection.identity()) {
                    case Identity.LocalProcess process ->
                            process.user().equals(ROOT)
                                            || Accounts.isMember(
                                                    process.user(), configuration.group())
                                    ? Standing.ACT
                                    : Standing.LOOK;
                    // libvirtd asks who has a certificate nothing more either.
                    case Identity.CertificateHolder _ -> Standing.ACT;
                    case Identity.Anonymous _ ->
                            configuration.anonymous() ? Standing.ACT : Standing.NONE;
                };
        return most == Standing.ACT && connection.readOnly() ? Standing.LOOK : most;
    }

    /// Who a client is, in libvirt's terms, as its proxy daemon says it of its clients; empty for
    /// root, which the relay is itself.
    ///
    /// **Source:** `VIR_CONNECT_IDENTITY_USER_NAME` and its neighbours in
    /// `include/libvirt/libvirt-host.h`.
    static List<TypedParameter> parameters(Identity identity) {
        return switch (identity) {
            case Identity.LocalProcess process when process.user().equals(ROOT) -> List.of();
            case Identity.LocalProcess process -> parameters(process);
            case Identity.CertificateHolder(String name, _, _) ->
                    List.of(text("x509-distinguished-name", name));
            case Identity.Anonymous _ -> List.of();
        };
    }

    private static List<TypedParameter> parameters(Identity.LocalProcess process) {
        List<TypedParameter> parameters = new ArrayList<>();
        parameters.add(text("user-name", process.user()));
        Accounts.user(process.user())
                .map(Accounts.User::id)
                .ifPresent(id -> parameters.add(number("unix-user-id", id)));
        parameters.add(text("group-name", process.group()));
        Accounts.group(process.group())
                .ifPresent(id -> parameters.add(number("unix-group-id", id)));
        Optional.ofNullable(process.numbers())
                .ifPresent(numbers -> parameters.addAll(parameters(numbers.pid())));
        return List.copyOf(parameters);
    }

    /// A process by its number and its start, which together tell it from a later one of the same
    /// number; nothing for one that has ended, or is of another namespace.
    private static List<TypedParameter> parameters(int process) {
        return PeerProcess.startTime(process)
                .map(start ->
                        List.of(
                                new TypedParameter(
                                        "process-id", new TypedParameter.Value.Int64(process)),
                                new TypedParameter(
                                        "process-time",
                                        new TypedParameter.Value.UnsignedInt64(start))))
                .orElse(List.of());
    }

    private static TypedParameter text(String field, String value) {
        return new TypedParameter(field, new TypedParameter.Value.Text(value));
    }

    private static TypedParameter number(String field, int unsigned) {
        return new TypedParameter(
                field, new TypedParameter.Value.UnsignedInt64(Integer.toUnsignedLong(unsigned)));
    }
}
