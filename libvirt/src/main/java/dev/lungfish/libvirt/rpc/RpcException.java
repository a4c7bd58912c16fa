package dev.lungfish.libvirt.rpc;

/// A call is answered with an error: thrown by the handler, and by the client that called.
public class RpcException extends Exception {
    private final RpcError error;

    public RpcException(RpcError error) {
        super(error.text());
        this.error = error;
    }

    /// An error with libvirt's text before the detail.
    public RpcException(ErrorCode code, ErrorDomain domain, String detail) {
        this(RpcError.of(code, domain, detail));
    }

    public RpcError error() {
        return error;
    }
}
