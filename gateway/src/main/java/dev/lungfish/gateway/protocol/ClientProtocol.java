package dev.lungfish.gateway.protocol;

import dev.lungfish.core.reason.Spelled;

/// What the clients of a listener speak, so far as the gateway can answer them itself.
public enum ClientProtocol implements Spelled {
    /// Anything: nothing is said, the connection ends.
    ANY("any"),
    /// HTTP/1 without TLS: status 503, and a page for browsers.
    HTTP("http"),
    /// libvirt without TLS: an error of libvirt.
    LIBVIRT("libvirt");

    private final String word;

    ClientProtocol(String word) {
        this.word = word;
    }

    @Override
    public String spelling() {
        return word;
    }
}
