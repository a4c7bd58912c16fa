package dev.lungfish.daemon.neighbour;

import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.libvirt.server.Identity;
import org.jspecify.annotations.Nullable;

/// For whom a caller may speak.
final class Callers {
    private Callers() {}

    /// Who a caller is, as its connection proves it. A certificate that names nobody proves no more
    /// than an address.
    static Introducer of(Identity identity) {
        return switch (identity) {
            case Identity.LocalProcess process when process.isRoot() -> Introducer.THE_ROOT;
            case Identity.LocalProcess(String user, _, Identity.@Nullable Numbers numbers) ->
                    new Introducer(
                            Introducer.Proof.USER,
                            numbers == null ? user : String.valueOf(numbers.uid()));
            case Identity.CertificateHolder(String name, String address, _) ->
                    name.isEmpty()
                            ? byAddress(address)
                            : new Introducer(Introducer.Proof.CERTIFICATE, name);
            case Identity.Anonymous(String address) -> byAddress(address);
        };
    }

    /// Without the port, which is another one for each connection: `/192.0.2.7:4711`.
    private static Introducer byAddress(String address) {
        int port = address.lastIndexOf(':');
        String host = port < 0 ? address : address.substring(0, port);
        return new Introducer(Introducer.Proof.ADDRESS, host.substring(host.lastIndexOf('/') + 1));
    }
}
