package dev.lungfish.controller.rest;

import dev.lungfish.core.reason.Reason;
import java.util.List;

/// Why the API does not carry a request out.
public sealed interface RestReason extends Reason {

    /// The reason `request-malformed`.
    ///
    /// @param found what is wrong with it
    record RequestMalformed(String found) implements RestReason {}

    /// The reason `request-field-unknown`.
    ///
    /// @param fields that the request has and the call has not
    /// @param known those that there are
    record RequestFieldUnknown(List<String> fields, List<String> known) implements RestReason {
        public RequestFieldUnknown {
            fields = List.copyOf(fields);
            known = List.copyOf(known);
        }
    }

    /// The reason `request-field-missing`.
    record RequestFieldMissing(String field) implements RestReason {}

    /// The reason `request-too-large`.
    ///
    /// @param most how many bytes a body may have
    record RequestTooLarge(long most) implements RestReason {}

    /// The reason `content-type-not-taken`.
    record ContentTypeNotTaken(String found) implements RestReason {}

    /// The reason `route-unknown`.
    record RouteUnknown(String path) implements RestReason {}

    /// The reason `method-not-allowed`.
    ///
    /// @param allowed the methods of this path
    record MethodNotAllowed(String method, List<String> allowed) implements RestReason {
        public MethodNotAllowed {
            allowed = List.copyOf(allowed);
        }
    }

    /// The reason `idempotency-key-reused`.
    record IdempotencyKeyReused(String key) implements RestReason {}

    /// The reason `idempotency-key-in-progress`.
    record IdempotencyKeyInProgress(String key) implements RestReason {}

    /// The reason `idempotency-key-unusable`.
    ///
    /// @param most characters
    record IdempotencyKeyUnusable(int most) implements RestReason {}

    /// The reason `idempotency-key-not-taken`.
    record IdempotencyKeyNotTaken(String operation) implements RestReason {}

    /// The reason `too-many-readers`.
    ///
    /// @param most at once
    record TooManyReaders(int most) implements RestReason {}
}
