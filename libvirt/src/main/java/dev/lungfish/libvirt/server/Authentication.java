package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;

/// How clients authenticate, beyond the identity of their transport.
public interface Authentication {
    /// The transport suffices: a socket's permissions, a certificate.
    Authentication NONE =
            new Authentication() {
                @Override
                public AuthenticationType type(Connection connection) {
                    return AuthenticationType.NONE;
                }

                @Override
                public void authenticate(Connection connection) throws RpcException {
                    throw new RpcException(
                            ErrorCode.AUTHENTICATION_FAILED,
                            ErrorDomain.RPC,
                            "polkit was not asked for");
                }
            };

    /// The method for a client: none, or polkit. SASL is not supported.
    AuthenticationType type(Connection connection);

    /// A client requests the check by polkit.
    ///
    /// @throws RpcException if it is refused
    void authenticate(Connection connection) throws RpcException;
}
