package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.config.GatewayConfiguration.ListenerEntry;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.decision.SourceRights.Right;
import dev.lungfish.gateway.protocol.ClientHello;
import dev.lungfish.gateway.protocol.FirstBytes;
import dev.lungfish.gateway.protocol.ProxyHeader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Finds out where a connection comes from and where it leads, of its first bytes where the
/// listener asks for that. For the loop's thread.
final class Opening {
    private final ListenerEntry listener;
    private InetSocketAddress source;
    private boolean headerDue;
    private Right right;

    /// @param peer of the socket
    Opening(ListenerEntry listener, InetSocketAddress peer) {
        this.listener = listener;
        source = peer;
        byte[] address = peer.getAddress().getAddress();
        headerDue = listener.proxyFrom().stream().anyMatch(network -> network.contains(address));
        right = headerDue ? Right.CONNECT : listener.rights().of(address);
    }

    /// What is known so far.
    sealed interface Found {
        /// More bytes are needed.
        record Nothing() implements Found {}

        /// All of it.
        ///
        /// @param skip so many bytes are not for the target
        record Way(String host, int skip) implements Found {}

        record Refused(GatewayRefusal why) implements Found {}
    }

    InetSocketAddress source() {
        return source;
    }

    String sourceText() {
        return source.getAddress().getHostAddress();
    }

    Right right() {
        return right;
    }

    /// Looks at what has come.
    Found look(ByteBuffer bytes) {
        int skip = 0;
        if (right == Right.NOTHING) {
            return notAllowed();
        }
        if (headerDue) {
            switch (ProxyHeader.read(bytes)) {
                case FirstBytes.Incomplete<ProxyHeader> _ -> {
                    return new Found.Nothing();
                }
                case FirstBytes.Malformed<ProxyHeader> _ -> {
                    return malformed("a PROXY header of version 2");
                }
                case FirstBytes.Understood<ProxyHeader>(ProxyHeader header, int length) -> {
                    skip = length;
                    headerDue = false;
                    header.ends().ifPresent(this::comesFrom);
                    if (right == Right.NOTHING) {
                        return notAllowed();
                    }
                }
            }
        }
        if (listener.names().isEmpty()) {
            return new Found.Way(listener.host().orElseThrow(), skip);
        }
        ByteBuffer rest = bytes.slice(bytes.position() + skip, bytes.remaining() - skip);
        return named(rest, skip);
    }

    private Found named(ByteBuffer bytes, int skip) {
        if (!bytes.hasRemaining()) {
            // The header was read; it is not read again.
            return skip == 0 ? new Found.Nothing() : new Found.Way("", skip);
        }
        return switch (ClientHello.read(bytes)) {
            case FirstBytes.Incomplete<ClientHello> _ ->
                    skip == 0 ? new Found.Nothing() : new Found.Way("", skip);
            case FirstBytes.Malformed<ClientHello> _ ->
                    listener.host()
                            .<Found>map(host -> new Found.Way(host, skip))
                            .orElseGet(() -> malformed("a TLS ClientHello"));
            case FirstBytes.Understood<ClientHello>(ClientHello hello, _) -> {
                Optional<String> host =
                        hello.serverName()
                                .flatMap(name -> Optional.ofNullable(listener.names().get(name)))
                                .or(listener::host);
                yield host.<Found>map(known -> new Found.Way(known, skip))
                        .orElseGet(() ->
                                new Found.Refused(
                                        new GatewayRefusal.ServerNameUnknown(
                                                listener.name(),
                                                sourceText(),
                                                hello.serverName().orElse(""))));
            }
        };
    }

    private void comesFrom(ProxyHeader.Ends ends) {
        source = ends.source();
        right = listener.rights().of(source.getAddress().getAddress());
    }

    private Found notAllowed() {
        return new Found.Refused(
                new GatewayRefusal.SourceNotAllowed(listener.name(), sourceText()));
    }

    private Found malformed(String expected) {
        return new Found.Refused(
                new GatewayRefusal.FirstBytesMalformed(listener.name(), sourceText(), expected));
    }
}
