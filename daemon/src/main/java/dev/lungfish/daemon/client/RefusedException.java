package dev.lungfish.daemon.client;

import dev.lungfish.libvirt.rpc.RpcException;
import java.io.Serial;

/// A daemon was reached and refused; the message is what it said.
public final class RefusedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    RefusedException(RpcException refusal) {
        super(refusal.error().text(), refusal);
    }
}
