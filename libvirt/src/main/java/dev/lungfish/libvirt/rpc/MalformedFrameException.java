package dev.lungfish.libvirt.rpc;

import java.io.IOException;

/// Bytes that are no frame. What follows them has no meaning either: the connection is of no
/// further use.
public final class MalformedFrameException extends IOException {
    public MalformedFrameException(String message) {
        super(message);
    }
}
