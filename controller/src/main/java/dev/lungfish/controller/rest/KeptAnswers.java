package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.store.AnsweredTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.text.ReasonException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Answers a request with a key once: who sends it again, as the answer was lost, gets the same
/// answer, and nothing is done twice. Safe for use by several threads.
///
/// **Source:** draft-ietf-httpapi-idempotency-key-header-07.
final class KeptAnswers {
    static final Duration KEPT = Duration.ofHours(24);
    static final int MOST_KEY = 255;

    private final Store store;
    private final InstantSource clock;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    KeptAnswers(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// What was answered.
    record Reply(int status, String body) {}

    /// Answers, or repeats the answer. What failed by no fault of the request is not kept.
    ///
    /// @param request all that makes it another request
    /// @throws ReasonException where the key was used for another request, or is in use now
    Reply reply(Caller caller, String key, byte[] request, Supplier<Reply> work) {
        if (key.isBlank() || key.length() > MOST_KEY) {
            throw new ReasonException(new RestReason.IdempotencyKeyUnusable(MOST_KEY));
        }
        String asked = print(request);
        String mark = "%s\n%s".formatted(caller.name(), key);
        if (!inProgress.add(mark)) {
            throw new ReasonException(new RestReason.IdempotencyKeyInProgress(key));
        }
        try {
            Instant now = clock.instant();
            Instant oldest = now.minus(KEPT);
            Optional<AnsweredTable.Row> known =
                    store.work(
                            transaction -> transaction.answered().find(caller.name(), key, oldest));
            if (known.isPresent()) {
                return repeated(known.get(), asked);
            }
            Reply reply = work.get();
            if (reply.status() < 500) {
                keep(caller, key, asked, reply, now);
            }
            return reply;
        } finally {
            inProgress.remove(mark);
        }
    }

    private static Reply repeated(AnsweredTable.Row known, String asked) {
        if (!known.asked().equals(asked)) {
            throw new ReasonException(new RestReason.IdempotencyKeyReused(known.key()));
        }
        return new Reply(known.status(), known.answer());
    }

    private void keep(Caller caller, String key, String asked, Reply reply, Instant now) {
        boolean _ =
                store.work(transaction -> {
                    transaction
                            .answered()
                            .put(
                                    new AnsweredTable.Row(
                                            caller.name(),
                                            key,
                                            asked,
                                            reply.status(),
                                            reply.body(),
                                            now),
                                    now.minus(KEPT));
                    return true;
                });
    }

    /// The SHA-256 of a content.
    static String print(byte[] content) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
