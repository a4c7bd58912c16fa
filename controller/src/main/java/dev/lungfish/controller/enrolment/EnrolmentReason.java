package dev.lungfish.controller.enrolment;

import dev.lungfish.core.reason.Reason;
import java.time.Instant;

/// Why a host is not taken in, or may not speak, and what became of hosts.
public sealed interface EnrolmentReason extends Reason {

    /// The reason `token-malformed`.
    record TokenMalformed() implements EnrolmentReason {}

    /// The reason `token-of-another-fleet`.
    ///
    /// @param token the fingerprint of the authority that the token names
    /// @param here that of this fleet's
    record TokenOfAnotherFleet(String token, String here) implements EnrolmentReason {}

    /// The reason `token-unknown`.
    record TokenUnknown() implements EnrolmentReason {}

    /// The reason `token-expired`.
    record TokenExpired(Instant until) implements EnrolmentReason {}

    /// The reason `token-used`.
    record TokenUsed(Instant at) implements EnrolmentReason {}

    /// The reason `token-for-another-host`.
    ///
    /// @param host that asks
    /// @param expected whom the token is for
    record TokenForAnotherHost(String host, String expected) implements EnrolmentReason {}

    /// The reason `host-key-unusable`.
    record HostKeyUnusable() implements EnrolmentReason {}

    /// The reason `host-key-not-proved`.
    record HostKeyNotProved() implements EnrolmentReason {}

    /// The reason `fleet-name-taken`.
    ///
    /// @param machine UUID of the hardware that has the name; empty where it names none
    record FleetNameTaken(String host, java.util.Optional<String> machine)
            implements EnrolmentReason {}

    /// The reason `host-machine-known`.
    ///
    /// @param machine its UUID
    /// @param host that it is known as
    record HostMachineKnown(String machine, String host) implements EnrolmentReason {}

    /// The reason `host-enrolled`.
    record HostEnrolled(String host, String identity) implements EnrolmentReason {}

    /// The reason `host-enrolled-again`.
    ///
    /// @param before the name that it had
    record HostEnrolledAgain(String host, String identity, String before)
            implements EnrolmentReason {}

    /// The reason `host-certificate-renewed`.
    record HostCertificateRenewed(String host, Instant until) implements EnrolmentReason {}

    /// The reason `host-revoked`.
    record HostRevoked(String host) implements EnrolmentReason {}

    /// The reason `caller-without-certificate`.
    record CallerWithoutCertificate() implements EnrolmentReason {}

    /// The reason `caller-unknown`.
    ///
    /// @param identity that its certificate names
    record CallerUnknown(String identity) implements EnrolmentReason {}

    /// The reason `caller-revoked`.
    record CallerRevoked(String host, Instant since) implements EnrolmentReason {}

    /// The reason `caller-key-replaced`.
    record CallerKeyReplaced(String host) implements EnrolmentReason {}

    /// The reason `caller-certificate-expired`.
    record CallerCertificateExpired(String host, Instant until) implements EnrolmentReason {}

    /// The reason `caller-speaks-for-another`.
    ///
    /// @param host that calls
    /// @param named whom it names
    record CallerSpeaksForAnother(String host, String named) implements EnrolmentReason {}

    /// The reason `token-made`.
    ///
    /// @param host the only one that may use it; empty for any
    record TokenMade(java.util.Optional<String> host, Instant until) implements EnrolmentReason {}
}
