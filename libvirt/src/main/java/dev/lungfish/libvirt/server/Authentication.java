package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;

/// How clients prove who they are, beyond what their way to the server proves.
public interface Authentication {
    /// The way is proof enough: a socket's permissions, a certificate.
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

    /// What a client is told to do: nothing, or polkit. SASL is not spoken here.
    AuthenticationType type(Connection connection);

    /// A client asks for the check by polkit.
    ///
    /// @throws RpcException where it is refused
    void authenticate(Connection connection) throws RpcException;
}
