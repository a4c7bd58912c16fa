package dev.lungfish.agent.neighbour;

import dev.lungfish.api.KnownHost;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.state.directory.StateException;
import java.util.List;
import java.util.Optional;

/// Who can send a magic packet where this host can't.
///
/// @param neighbours the URIs of the configured neighbours
public record WakeProxies(HostInventory inventory, List<String> neighbours) {
    public WakeProxies {
        neighbours = List.copyOf(neighbours);
    }

    /// Where the daemon is reached that somebody means.
    ///
    /// @param word a URI, or the name of a neighbour; another name stands for its daemon by TLS
    public String uri(String word) throws StateException {
        if (word.contains("://")) {
            return word;
        }
        Optional<String> known = inventory.meantBy(word).flatMap(KnownHost::uri);
        return known.or(() -> neighbours.stream().filter(uri -> isAt(uri, word)).findFirst())
                .orElse("lungfish+tls://" + word + "/system");
    }

    /// A neighbour that shares a network with a host, where this host does not.
    public Optional<KnownHost> nearTo(HostIdentity target, HostIdentity here)
            throws StateException {
        if (target.sharesNetworkWith(here)) {
            return Optional.empty();
        }
        return inventory.all().stream()
                .filter(host -> host.uri().isPresent())
                .filter(host -> !host.card().name().equalsIgnoreCase(target.name()))
                .filter(host -> host.card().sharesNetworkWith(target))
                .findFirst();
    }

    private static boolean isAt(String uri, String host) {
        try {
            return host.equalsIgnoreCase(LibvirtUri.parse(uri).host());
        } catch (MalformedUriException _) {
            return false;
        }
    }
}
