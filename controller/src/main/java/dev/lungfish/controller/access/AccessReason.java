package dev.lungfish.controller.access;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Why somebody may not use the API, or not in this way.
public sealed interface AccessReason extends Reason {

    /// The reason `token-needed`: neither a token nor a certificate that this controller knows.
    record TokenNeeded() implements AccessReason {}

    /// The reason `access-revoked`.
    record AccessRevoked(String name, Instant since) implements AccessReason {}

    /// The reason `access-ended`.
    record AccessEnded(String name, Instant until) implements AccessReason {}

    /// The reason `access-certificate-not-valid`.
    ///
    /// @param from when the certificate begins to be valid
    record AccessCertificateNotValid(String name, Instant from, Instant until)
            implements AccessReason {}

    /// The reason `session-ended`: of somebody who had signed in at the page.
    record SessionEnded() implements AccessReason {}

    /// The reason `request-forged`: a browser sent it with the cookie of a session, and not for the
    /// page.
    ///
    /// @param found what shows that
    record RequestForged(String found) implements AccessReason {}

    /// The reason `role-insufficient`.
    ///
    /// @param needed the least role that may
    record RoleInsufficient(String name, Role role, Role needed) implements AccessReason {}

    /// The reason `host-speaks-for-itself`.
    record HostSpeaksForItself(String host) implements AccessReason {}

    /// The reason `attempts-exhausted`.
    ///
    /// @param pause until the next attempt is looked at
    record AttemptsExhausted(Duration pause) implements AccessReason {}

    /// The reason `open-id-token-refused`.
    ///
    /// @param issuer whose token it should be
    /// @param found what is wrong with it
    record OpenIdTokenRefused(String issuer, String found) implements AccessReason {}

    /// The reason `open-id-role-missing`.
    ///
    /// @param claim where the groups of a caller stand in the token
    /// @param groups that were found there, as far as they can be shown; at most 16
    record OpenIdRoleMissing(String name, String claim, List<String> groups)
            implements AccessReason {
        public OpenIdRoleMissing {
            groups = List.copyOf(groups);
        }
    }

    /// The reason `open-id-provider-silent`.
    ///
    /// @param found what came in place of its keys
    record OpenIdProviderSilent(String issuer, String found) implements AccessReason {}

    /// The reason `access-name-taken`.
    record AccessNameTaken(String name) implements AccessReason {}

    /// The reason `access-key-known`.
    ///
    /// @param name under which the certificate's key is known
    record AccessKeyKnown(String name) implements AccessReason {}

    /// The reason `access-unknown`.
    record AccessUnknown(String name) implements AccessReason {}

    /// The reason `access-name-unusable`.
    record AccessNameUnusable(String name) implements AccessReason {}

    /// The reason `access-role-unusable`.
    ///
    /// @param role as it was asked for
    record AccessRoleUnusable(String role) implements AccessReason {}

    /// The reason `access-made`.
    ///
    /// @param by who made it, in words
    record AccessMade(String name, Role role, String by) implements AccessReason {}

    /// The reason `access-taken-back`.
    record AccessTakenBack(String name, String by) implements AccessReason {}
}
