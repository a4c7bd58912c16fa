package dev.lungfish.controller.page;

import java.time.Duration;
import java.time.Instant;

/// Somebody who has signed in.
///
/// @param print of the secret that their browser has; the secret itself is kept nowhere
/// @param who of what they have signed in with
/// @param made when they signed in
/// @param used when they did something last; what an open page asks by itself does not count
record PageSession(String print, Credential who, Instant made, Instant used) {
    /// How long somebody may do nothing.
    static final Duration IDLE = Duration.ofHours(1);

    /// How long a session lasts at most.
    static final Duration LONGEST = Duration.ofHours(12);

    /// By what somebody has signed in. It is looked at anew for each request, so who loses it has
    /// no say from then on.
    sealed interface Credential {
        /// A token of the controller, by its name, which is not given twice.
        record Named(String name) implements Credential {}

        /// The token of the controller's folder.
        record Local() implements Credential {}

        /// A token that an OpenID provider has signed.
        record OpenId(String token) implements Credential {
            /// Does not reveal it.
            @Override
            public String toString() {
                return "a token of an OpenID provider";
            }
        }
    }

    Instant end() {
        Instant idle = used.plus(IDLE);
        Instant latest = made.plus(LONGEST);
        return idle.isBefore(latest) ? idle : latest;
    }

    PageSession usedAt(Instant now) {
        return new PageSession(print, who, made, now);
    }
}
