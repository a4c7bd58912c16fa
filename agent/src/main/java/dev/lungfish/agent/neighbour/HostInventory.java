package dev.lungfish.agent.neighbour;

import dev.lungfish.api.KnownHost;
import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// The hosts that were seen awake, kept in the state directory, so that one that sleeps can be
/// woken by its name. Safe for use by several threads; one process writes.
public final class HostInventory {
    /// More than a daemon serves clients.
    private static final int MOST = 10_000;

    /// A host has one name at a time, and a caller speaks for itself.
    static final int MOST_OF_ONE = 16;

    /// One in so many gives way at once where they don't fit.
    private static final int GIVING_WAY = 16;

    private final StoredFile file;

    public HostInventory(StateDirectory state) {
        file = StoredFile.open(state, "hosts.json", "lungfish.hosts-kept/1");
    }

    /// All, by name.
    public synchronized List<KnownHost> all() throws StateException {
        return List.copyOf(read().values());
    }

    /// The one that somebody means: by its whole name before all else.
    ///
    /// @param word its name, the first part of it, one of its cards or addresses
    /// @throws ReasonException where several are meant
    public Optional<KnownHost> meantBy(String word) throws StateException {
        Map<String, KnownHost> hosts = readAll();
        KnownHost named = hosts.get(word.toLowerCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(named);
        }
        List<KnownHost> found =
                hosts.values().stream().filter(host -> host.card().isMeantBy(word)).toList();
        if (found.size() > 1) {
            throw new ReasonException(
                    new NeighbourReason.HostAmbiguous(
                            word, found.stream().map(host -> host.card().name()).toList()));
        }
        return found.stream().findFirst();
    }

    private synchronized Map<String, KnownHost> readAll() throws StateException {
        return read();
    }

    /// Sets what can't be read aside, so that nothing overwrites it and hosts are learnt anew.
    ///
    /// @throws StateException where that fails, or a newer version wrote it
    public synchronized void keepUnreadable() throws StateException {
        file.keepUnreadable();
        try {
            Map<String, KnownHost> _ = read();
        } catch (StateException e) {
            if (!(e.reason() instanceof StateReason.StateFileMalformed)) {
                throw e;
            }
            Path _ = file.state().setAside(file.state().file(file.name()));
        }
    }

    /// Keeps what this host found by itself of a host that is awake, at a place that its own
    /// configuration names. A host without cards teaches nothing.
    ///
    /// @param uri where its daemon is reached; where that is not known the last one stays
    public synchronized void saw(HostIdentity card, Optional<String> uri, Instant now)
            throws StateException {
        if (card.cards().isEmpty()) {
            return;
        }
        Map<String, KnownHost> hosts = read();
        Optional<KnownHost> last = Optional.ofNullable(hosts.get(key(card)));
        keep(
                hosts,
                new KnownHost(
                        card,
                        uri.or(() -> last.flatMap(KnownHost::uri)),
                        now,
                        last.flatMap(KnownHost::introducedBy)));
    }

    /// Keeps what somebody said of a host. Whoever introduces a host first may alone speak for it
    /// from then on, until [#release]; root may speak for any, and takes no host from anybody.
    ///
    /// @param by who said it
    /// @throws ReasonException where the host's name or a card of it is somebody else's, or where
    ///   the caller has introduced too many
    public synchronized void introduced(HostIdentity card, Introducer by, Instant now)
            throws StateException {
        Map<String, KnownHost> hosts = read();
        Optional<KnownHost> last = Optional.ofNullable(hosts.get(key(card)));
        if (!by.isRoot()) {
            requireOwn(hosts.values(), card, last, by);
        }
        boolean emptied = card.cards().isEmpty();
        keep(
                hosts,
                new KnownHost(
                        emptied ? last.map(KnownHost::card).orElse(card) : card,
                        last.flatMap(KnownHost::uri),
                        now,
                        last.flatMap(KnownHost::introducedBy)
                                .or(() -> Optional.of(by.toString()))));
    }

    private static void requireOwn(
            Collection<KnownHost> hosts,
            HostIdentity card,
            Optional<KnownHost> last,
            Introducer by) {
        if (last.filter(host -> isOfAnother(host, by)).isPresent()) {
            throw new ReasonException(new NeighbourReason.HostNameTaken(card.name()));
        }
        for (KnownHost host : hosts) {
            if (isOfAnother(host, by)) {
                host.card().cards().stream()
                        .filter(card.cards()::contains)
                        .findFirst()
                        .ifPresent(taken -> {
                            throw new ReasonException(
                                    new NeighbourReason.HostCardTaken(card.name(), taken));
                        });
            }
        }
        boolean more = last.flatMap(KnownHost::introducedBy).isEmpty();
        if (more && hosts.stream().filter(host -> isOf(host, by)).count() >= MOST_OF_ONE) {
            throw new ReasonException(new NeighbourReason.HostsOfOneTooMany(MOST_OF_ONE));
        }
    }

    private static boolean isOf(KnownHost host, Introducer by) {
        return host.introducedBy().filter(by.toString()::equals).isPresent();
    }

    private static boolean isOfAnother(KnownHost host, Introducer by) {
        return host.introducedBy().isPresent() && !isOf(host, by);
    }

    /// Who has introduced a host.
    ///
    /// @param name its whole name
    public Optional<Introducer> introducer(String name) throws StateException {
        return Optional.ofNullable(readAll().get(name.toLowerCase(Locale.ROOT)))
                .flatMap(KnownHost::introducedBy)
                .flatMap(Introducer::parse);
    }

    /// Forgets who introduced a host, so that the next who does may speak for it.
    ///
    /// @param word as [#meantBy] understands it
    /// @return the host as it was
    /// @throws ReasonException where no host is meant, or several are
    public synchronized KnownHost release(String word) throws StateException {
        KnownHost host =
                meantBy(word)
                        .orElseThrow(
                                () -> new ReasonException(new NeighbourReason.HostNotKnown(word)));
        keep(read(), new KnownHost(host.card(), host.uri(), host.seen()));
        return host;
    }

    private void keep(Map<String, KnownHost> hosts, KnownHost changed) throws StateException {
        BoundCheck.require(changed);
        hosts.put(key(changed.card()), changed);
        while (hosts.size() > MOST) {
            forgetOldest(hosts);
        }
        write(hosts);
    }

    /// Those go first that nothing but an address speaks for.
    private static void forgetOldest(Map<String, KnownHost> hosts) {
        hosts.values().stream()
                .min(Comparator.comparing(HostInventory::proof).thenComparing(KnownHost::seen))
                .ifPresent(oldest -> hosts.remove(key(oldest.card())));
    }

    /// Where they don't fit, those that were not seen for longest give way.
    private void write(Map<String, KnownHost> hosts) throws StateException {
        while (!file.fits(content(hosts))) {
            for (int i = hosts.size() / GIVING_WAY; i >= 0; i--) {
                forgetOldest(hosts);
            }
        }
        file.write(content(hosts));
    }

    private static Consumer<JsonGenerator> content(Map<String, KnownHost> hosts) {
        return json -> {
            json.writeArrayPropertyStart("hosts");
            for (KnownHost host : hosts.values()) {
                json.writeStartObject();
                HostIdentityJson.write(json, host.card());
                host.uri().ifPresent(at -> json.writeStringProperty("uri", at));
                json.writeStringProperty("seen", host.seen().toString());
                host.introducedBy().ifPresent(by -> json.writeStringProperty("introducedBy", by));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static Introducer.Proof proof(KnownHost host) {
        return host.introducedBy()
                .flatMap(Introducer::parse)
                .map(Introducer::proof)
                .orElse(Introducer.Proof.CERTIFICATE);
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
                                    card,
                                    host.maybe("uri", host::text),
                                    host.instant("seen"),
                                    host.maybe("introducedBy", host::text)));
                }
            } catch (IllegalArgumentException e) {
                throw file.unusable(e);
            }
        }
        return hosts;
    }
}
