package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.TypedParameter;
import java.nio.file.Path;
import java.util.List;

/// What is opened upstream for one client.
///
/// @param socket of libvirtd
/// @param name the URI that is opened there
/// @param readOnly whether the client may only look
/// @param identity who the client is, as `virConnectSetIdentity` takes it; empty where the client
///   is the relay's own user
public record RelayTarget(
        Path socket, String name, boolean readOnly, List<TypedParameter> identity) {
    public RelayTarget {
        identity = List.copyOf(identity);
    }
}
