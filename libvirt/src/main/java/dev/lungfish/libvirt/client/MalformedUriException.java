package dev.lungfish.libvirt.client;

/// A URI that libvirt would not understand, or that asks for what this client does not do. The
/// message names the part.
public final class MalformedUriException extends Exception {
    MalformedUriException(String message) {
        super(message);
    }
}
