package dev.lungfish.gateway.standin;

import java.net.InetAddress;

/// What a stand-in wants done.
public sealed interface Action {
    /// Ask a host whether it is there, also where another stand-in answers for it.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ask(byte[] frame) implements Action {}

    /// Send a frame on the segment, as the one that answers.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Send(byte[] frame) implements Action {}

    /// Wake a host, as somebody opens a connection to it.
    ///
    /// @param address to which the connection goes: the host's or a guest's
    record Wake(String host, InetAddress from, InetAddress address, int port) implements Action {}

    /// Note that an address is no longer answered for, as its owner or somebody else has it.
    ///
    /// @param address one of the host
    record SteppedAside(String host, InetAddress address, Cause cause) implements Action {}

    /// Why an address is no longer answered for.
    enum Cause {
        /// The host itself, or the guest that has the address, sent a frame.
        SEEN,
        /// Another card claims the address.
        CLAIMED
    }
}
