package dev.lungfish.libvirt.xdr;

import java.io.IOException;

/// Bytes that violate the protocol. The message names the field, the offset in the payload, what
/// was expected and what was found.
public final class XdrException extends IOException {
    public XdrException(String message) {
        super(message);
    }
}
