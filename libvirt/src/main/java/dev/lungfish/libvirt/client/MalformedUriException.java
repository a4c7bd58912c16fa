package dev.lungfish.libvirt.client;

/// A URI that is invalid in libvirt, or not supported by this client. The message names the part.
public final class MalformedUriException extends Exception {
    MalformedUriException(String message) {
        super(message);
    }
}
