package dev.lungfish.gateway.standin;

import dev.lungfish.core.reason.Reason;

/// What a stand-in tells. Each is a line of the gateway's log.
public sealed interface StandInNotice extends Reason {

    /// The reason `gateway-stands-in`: this gateway answers for the sleepers of a segment from now
    /// on.
    record GatewayStandsIn(String networkInterface) implements StandInNotice {}

    /// The reason `gateway-stands-by`: another gateway answers, or may answer.
    record GatewayStandsBy(String networkInterface) implements StandInNotice {}

    /// The reason `gateway-address-left`: the host or the guest that has an address was seen.
    record GatewayAddressLeft(String host, String address) implements StandInNotice {}

    /// The reason `gateway-address-taken`: another card claims the address of a sleeper.
    record GatewayAddressTaken(String host, String address) implements StandInNotice {}

    /// The reason `gateway-stand-in-failed`: nobody is stood in for on a segment any more.
    ///
    /// @param found as the operating system says it
    record GatewayStandInFailed(String networkInterface, String found) implements StandInNotice {}
}
