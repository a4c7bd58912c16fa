package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.TypedParameter;
import java.nio.file.Path;
import java.util.List;

/// The upstream connection for one client.
///
/// @param socket of libvirtd
/// @param name the URI to open there
/// @param readOnly whether the client may only read
/// @param identity the client's identity for `virConnectSetIdentity`; empty if the client is the
///   relay's own user
public record RelayTarget(
        Path socket, String name, boolean readOnly, List<TypedParameter> identity) {
    public RelayTarget {
        identity = List.copyOf(identity);
    }
}
