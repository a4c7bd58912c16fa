package dev.lungfish.libvirt.share;

/// How far a client is trusted, least first. What is kept for one degree is open to all higher
/// ones.
public enum Trust {
    /// Only an address is known: TCP, and TLS before its handshake has ended.
    UNAUTHENTICATED("unauthenticated"),
    /// A user of this host at a read-only socket.
    READ_ONLY("read-only"),
    /// A user of this host at a read-write socket, or the holder of a certificate.
    READ_WRITE("read-write"),
    /// root at a read-write socket, and so the daemon itself.
    ROOT("root");

    private final String word;

    Trust(String word) {
        this.word = word;
    }

    /// `read-only`
    public String word() {
        return word;
    }
}
