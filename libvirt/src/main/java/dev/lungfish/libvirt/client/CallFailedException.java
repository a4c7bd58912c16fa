package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;

/// The server answered a call with an error: code, domain and level are in [#error()].
public final class CallFailedException extends RpcException {
    private final Procedure<?, ?> procedure;

    CallFailedException(Procedure<?, ?> procedure, RpcError error) {
        super(error);
        this.procedure = procedure;
    }

    public Procedure<?, ?> procedure() {
        return procedure;
    }

    /// Whether the server does not have the procedure, so that the caller must use another one.
    public boolean unknownProcedure() {
        return error().code() == ErrorCode.RPC.number()
                && error().text().startsWith("unknown procedure");
    }
}
