package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.neighbour.WakeTarget;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.client.CertificateProof;
import dev.lungfish.libvirt.client.ClientSettings.PkiFiles;
import dev.lungfish.libvirt.tls.CertificateNames;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether a sleeper that has not introduced itself is awake all the same. A host that a
/// certificate speaks for is known by one alone: its port for TLS shows a certificate that names
/// the host, or is the one that introduced it. Of other hosts nothing better is known than that
/// something answers at an address of theirs, and the evidence says so.
///
/// @param addresses where a host may be asked
/// @param port where a daemon listens by TLS
/// @param files the authorities that count
record ReturnProof(
        HostInventory inventory,
        HostLan lan,
        Function<HostIdentity, List<String>> addresses,
        int port,
        PkiFiles files) {
    /// Where a daemon listens that is configured as usual.
    static final int USUAL_PORT = 16_514;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// No host has more that lead out of it.
    private static final int MOST_ADDRESSES = 8;

    /// What proves that a host is awake; empty where nothing does.
    Optional<Reason> of(HostIdentity host) {
        Optional<Introducer> by;
        try {
            by = inventory.introducer(host.name());
        } catch (StateException _) {
            return Optional.empty();
        }
        Optional<String> certificate =
                by.filter(one -> one.proof() == Introducer.Proof.CERTIFICATE).map(Introducer::name);
        return certificate.isPresent() ? byCertificate(host, certificate.get()) : byAddress(host);
    }

    private Optional<Reason> byCertificate(HostIdentity host, String name) {
        for (String address : addresses.apply(host).stream().limit(MOST_ADDRESSES).toList()) {
            try {
                CertificateNames shown =
                        CertificateProof.of(new InetSocketAddress(address, port), files, PATIENCE);
                if (shown.isOfHost(host.name()) || shown.toString().equals(name)) {
                    return Optional.of(
                            new NeighbourReason.HostProved(address, port, shown.toString()));
                }
            } catch (IOException _) {
                // Nobody there can prove to be the host.
            }
        }
        return Optional.empty();
    }

    private Optional<Reason> byAddress(HostIdentity host) {
        return lan.answers(new WakeTarget(host.name(), host.cards(), addresses.apply(host)))
                .map(answer ->
                        answer instanceof NeighbourReason.HostAnswers some
                                ? new NeighbourReason.AddressAnswers(
                                        some.address(), some.port(), some.refuses())
                                : answer);
    }
}
