package dev.lungfish.agent.neighbour;

import dev.lungfish.api.KnownHost;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The hosts that were seen awake, kept in the state directory, so that one that sleeps can be
/// woken by its name. Safe for use by several threads; one process writes.
public final class HostInventory {
    /// More than a daemon serves clients.
    private static final int MOST = 10_000;

    private final StoredFile file;

    public HostInventory(StateDirectory state) {
        file = StoredFile.open(state, "hosts.json", "lungfish.hosts-kept/1");
    }

    /// All, by name.
    public synchronized List<KnownHost> all() throws StateException {
        return List.copyOf(read().values());
    }

    /// The one that somebody means.
    ///
    /// @param word its name, the first part of it, one of its cards or addresses
    /// @throws ReasonException where several are meant
    public Optional<KnownHost> meantBy(String word) throws StateException {
        List<KnownHost> found = all().stream().filter(host -> host.card().isMeantBy(word)).toList();
        if (found.size() > 1) {
            throw new ReasonException(
                    new NeighbourReason.HostAmbiguous(
                            word, found.stream().map(host -> host.card().name()).toList()));
        }
        return found.stream().findFirst();
    }

    /// Keeps what a host that is awake said of itself. A host without cards teaches nothing.
    ///
    /// @param uri where its daemon is reached; where that is not known the last one stays
    public synchronized void saw(HostIdentity card, Optional<String> uri, Instant now)
            throws StateException {
        if (card.cards().isEmpty()) {
            return;
        }
        Map<String, KnownHost> hosts = read();
        KnownHost last = hosts.get(key(card));
        hosts.put(
                key(card),
                new KnownHost(
                        card, uri.or(() -> last == null ? Optional.empty() : last.uri()), now));
        if (hosts.size() > MOST) {
            hosts.values().stream()
                    .min(Comparator.comparing(KnownHost::seen))
                    .ifPresent(oldest -> hosts.remove(key(oldest.card())));
        }
        file.write(json -> {
            json.writeArrayPropertyStart("hosts");
            for (KnownHost host : hosts.values()) {
                json.writeStartObject();
                HostIdentityJson.write(json, host.card());
                host.uri().ifPresent(at -> json.writeStringProperty("uri", at));
                json.writeStringProperty("seen", host.seen().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String key(HostIdentity card) {
        return card.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, KnownHost> read() throws StateException {
        Map<String, KnownHost> hosts = new TreeMap<>();
        Optional<JsonObject> document = file.read();
        if (document.isPresent()) {
            try {
                for (JsonObject host : document.get().objects("hosts")) {
                    HostIdentity card = HostIdentityJson.read(host);
                    hosts.put(
                            key(card),
                            new KnownHost(
                                    card, host.maybe("uri", host::text), host.instant("seen")));
                }
            } catch (IllegalArgumentException e) {
                throw file.unusable(e);
            }
        }
        return hosts;
    }
}
