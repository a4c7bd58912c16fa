package dev.lungfish.libvirt.rpc;

import java.io.IOException;

/// Bytes that are no frame. The following bytes are meaningless too: the connection is unusable.
public final class MalformedFrameException extends IOException {
    public MalformedFrameException(String message) {
        super(message);
    }
}
