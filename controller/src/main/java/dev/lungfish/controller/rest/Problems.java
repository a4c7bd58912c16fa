package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.fleet.LoopReason;
import dev.lungfish.controller.store.StoreReason;
import dev.lungfish.controller.whatif.WhatIfReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;

/// Refusals as HTTP has them.
///
/// **Source:** RFC 9457.
public final class Problems {
    /// Of a refusal's body.
    public static final String CONTENT_TYPE = "application/problem+json";

    private Problems() {}

    /// The status that a reason has. What is not listed is the fault of the request.
    public static int status(Reason reason) {
        return switch (reason) {
            case AccessReason access -> status(access);
            case RestReason rest -> status(rest);
            case LoopReason.FleetHostUnknown _,
                    LoopReason.DemandUnknown _,
                    LoopReason.StepUnknown _ ->
                    404;
            case LoopReason.SleepRefused _, LoopReason.HostNotAwake _ -> 409;
            case WhatIfReason _ -> 409;
            case StoreReason _ -> 503;
            default -> 400;
        };
    }

    private static int status(AccessReason reason) {
        return switch (reason) {
            case AccessReason.TokenNeeded _,
                    AccessReason.SessionEnded _,
                    AccessReason.AccessRevoked _,
                    AccessReason.AccessEnded _,
                    AccessReason.AccessCertificateNotValid _,
                    AccessReason.OpenIdTokenRefused _ ->
                    401;
            case AccessReason.RoleInsufficient _,
                    AccessReason.RequestForged _,
                    AccessReason.HostSpeaksForItself _,
                    AccessReason.OpenIdRoleMissing _ ->
                    403;
            case AccessReason.AttemptsExhausted _ -> 429;
            case AccessReason.OpenIdProviderSilent _ -> 503;
            case AccessReason.AccessUnknown _ -> 404;
            case AccessReason.AccessNameTaken _, AccessReason.AccessKeyKnown _ -> 409;
            case AccessReason.AccessNameUnusable _,
                    AccessReason.AccessRoleUnusable _,
                    AccessReason.AccessMade _,
                    AccessReason.AccessTakenBack _ ->
                    400;
        };
    }

    private static int status(RestReason reason) {
        return switch (reason) {
            case RestReason.RequestMalformed _,
                    RestReason.RequestFieldUnknown _,
                    RestReason.RequestFieldMissing _,
                    RestReason.IdempotencyKeyUnusable _,
                    RestReason.IdempotencyKeyNotTaken _ ->
                    400;
            case RestReason.RouteUnknown _ -> 404;
            case RestReason.MethodNotAllowed _ -> 405;
            case RestReason.IdempotencyKeyInProgress _ -> 409;
            case RestReason.RequestTooLarge _ -> 413;
            case RestReason.ContentTypeNotTaken _ -> 415;
            case RestReason.IdempotencyKeyReused _ -> 422;
            case RestReason.TooManyReaders _ -> 503;
        };
    }

    /// The body of a refusal.
    public static byte[] body(Reason reason, int status) {
        return JsonObject.write(json -> {
            json.writeStringProperty("title", ReasonText.sentence(reason));
            json.writeNumberProperty("status", status);
            String remedy = ReasonText.remedy(reason);
            if (!remedy.isEmpty()) {
                json.writeStringProperty("detail", remedy);
            }
            ReasonJson.codeAndParameters(json, reason);
        });
    }
}
