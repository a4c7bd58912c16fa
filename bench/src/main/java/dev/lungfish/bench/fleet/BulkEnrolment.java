package dev.lungfish.bench.fleet;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.PemText;
import dev.lungfish.controller.Controller;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.libvirt.tls.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Takes many hosts into the fleet of a folder, as [dev.lungfish.controller.enrolment.Enroller]
/// does after it has checked a token, in one transaction. No controller runs meanwhile.
final class BulkEnrolment {
    private BulkEnrolment() {}

    /// Makes keys and certificates.
    static List<LoadHost> enrol(
            Path folder, String database, int hosts, InetSocketAddress controller, Figures figures)
            throws IOException {
        Instant now = Instant.now();
        FleetAuthority authority = Controller.authority(folder, now);
        List<Joined> joined =
                IntStream.range(0, hosts)
                        .parallel()
                        .mapToObj(number -> join(authority, number, now, controller, figures))
                        .toList();
        try (Store store = Store.open(database)) {
            boolean _ =
                    store.enrolling(transaction -> {
                        joined.forEach(one -> transaction.hosts().put(one.row()));
                        return true;
                    });
        }
        return joined.stream().map(Joined::host).toList();
    }

    /// A host, and what the controller knows of it.
    private record Joined(HostTable.Row row, LoadHost host) {}

    private static Joined join(
            FleetAuthority authority,
            int number,
            Instant now,
            InetSocketAddress controller,
            Figures figures) {
        try {
            return enrolled(authority, number, now, controller, figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Joined enrolled(
            FleetAuthority authority,
            int number,
            Instant now,
            InetSocketAddress controller,
            Figures figures)
            throws IOException {
        KeyPair keys = FleetAuthority.newKeys();
        String id = UUID.randomUUID().toString();
        String name = LoadHost.name(number);
        X509Certificate own = authority.forHost(id, name, keys.getPublic(), now);
        Credentials shown =
                new Credentials(
                        List.of(authority.certificate()),
                        new Credentials.Own(List.of(own), keys.getPrivate()),
                        List.of());
        return new Joined(
                new HostTable.Row(
                        id,
                        name,
                        Optional.empty(),
                        EnrolmentToken.fingerprint(keys.getPublic()),
                        PemText.of(keys.getPublic()),
                        now,
                        Optional.empty()),
                new LoadHost(number, name, shown, controller, figures));
    }
}
