package dev.lungfish.agent.fleet;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.PemText;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.inventory.machine.MachineUuid;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.FleetKeys;
import dev.lungfish.state.kept.Membership;
import dev.lungfish.state.kept.MembershipFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Optional;
import java.util.UUID;

/// Joins a fleet: what the host sends, and what it keeps of the answer.
///
/// @param state of the host
public record HostEnrolment(ObservedHost host, StateDirectory state) {
    /// The port at which controllers listen for hosts.
    public static final int PORT = 16_515;

    /// Checks where others are to reach a daemon, before a token is used up.
    ///
    /// @throws IllegalArgumentException where it is no URI of a daemon
    public static void check(String uri) {
        try {
            if (!LibvirtUri.parse(uri).driver().equals("lungfish")) {
                throw new IllegalArgumentException(
                        "a URI like lungfish+tls://HOST/system expected, found '%s'"
                                .formatted(uri));
            }
        } catch (MalformedUriException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// What the host sends.
    ///
    /// @throws StateException where its key can't be made or read
    public EnrolmentRequest request(EnrolmentToken token) throws StateException {
        state.create();
        KeyPair key = new FleetKeys(state).pending();
        String open = PemText.of(key.getPublic());
        return new EnrolmentRequest(
                token.text(),
                host.lan().card(),
                MachineUuid.read(host.tree()).toOptional().map(UUID::toString),
                open,
                FleetKeys.signature(key.getPrivate(), token.text(), open));
    }

    /// Keeps what came back. A host that belonged to another fleet obeys that one no more.
    ///
    /// @param controller as [#uri] has it
    /// @param uri where the host's own daemon is reached, if its name and port do not say so
    /// @throws StateException where it can't be kept
    public Membership keep(String controller, Optional<String> uri, Enrolment enrolment)
            throws StateException {
        FleetKeys keys = new FleetKeys(state);
        keys.keep(enrolment);
        Membership membership =
                new Membership(
                        "%s?pkipath=%s"
                                .formatted(
                                        controller,
                                        URLEncoder.encode(
                                                        keys.folder().toAbsolutePath().toString(),
                                                        StandardCharsets.UTF_8)
                                                .replace("+", "%20")),
                        uri,
                        new LeaseHolder(enrolment.epoch(), Optional.empty(), Autonomy.NONE));
        MembershipFile.keep(state, membership);
        return membership;
    }

    /// Belongs to no fleet any more: calls nobody, and obeys nobody.
    ///
    /// @return whether there was one
    /// @throws StateException where something stays
    public boolean leave() throws StateException {
        boolean was = MembershipFile.forget(state);
        new FleetKeys(state).remove();
        return was;
    }

    /// Where a controller is reached: a URI as it is, or that of a host with or without a port.
    public static String uri(String word) {
        if (word.contains("://")) {
            return word;
        }
        boolean hasPort = word.matches("(\\[.*]|[^:]*):[0-9]+");
        return "lungfish+tls://%s/system".formatted(hasPort ? word : "%s:%d".formatted(word, PORT));
    }
}
