package dev.lungfish.libvirt.xdr;

import java.io.IOException;

/// Bytes that are not what the protocol says they are. The message names the field, the offset in
/// the payload, what was expected and what was found.
public final class XdrException extends IOException {
    public XdrException(String message) {
        super(message);
    }
}
