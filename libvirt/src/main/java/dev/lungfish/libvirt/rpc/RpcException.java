package dev.lungfish.libvirt.rpc;

/// A call is answered with an error: thrown by who answers it, and at the other end by who called.
public class RpcException extends Exception {
    private final RpcError error;

    public RpcException(RpcError error) {
        super(error.text());
        this.error = error;
    }

    /// An error with the words that libvirt puts before the detail.
    public RpcException(ErrorCode code, ErrorDomain domain, String detail) {
        this(RpcError.of(code, domain, detail));
    }

    public RpcError error() {
        return error;
    }
}
