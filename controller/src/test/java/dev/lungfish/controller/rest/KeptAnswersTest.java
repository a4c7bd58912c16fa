package dev.lungfish.controller.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Reasoned;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests with a key.
@Timeout(60)
class KeptAnswersTest {
    private static final Caller ANNA = new Caller("anna", Role.OPERATOR, "");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aSecondRequestAtTheSameTimeIsRefusedAndTheNextOneGetsTheAnswer() throws Exception {
        try (Store store = Store.open(Databases.newOf(Databases.Kind.SQLITE))) {
            KeptAnswers answers = new KeptAnswers(store, InstantSource.system());
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            AtomicInteger done = new AtomicInteger();
            Supplier<KeptAnswers.Reply> work =
                    () -> {
                        begun.complete(true);
                        assertThat(end.join()).isTrue();
                        return new KeptAnswers.Reply(
                                201, "{\"n\":%d}".formatted(done.incrementAndGet()));
                    };
            CompletableFuture<KeptAnswers.Reply> first =
                    CompletableFuture.supplyAsync(() -> answers.reply(ANNA, "k", bytes("a"), work));
            assertThat(begun.get()).isTrue();

            assertThatThrownBy(() -> answers.reply(ANNA, "k", bytes("a"), work))
                    .satisfies(e ->
                            assertThat(Reasoned.of(e).code())
                                    .isEqualTo("idempotency-key-in-progress"));
            end.complete(true);

            assertThat(first.get().body()).isEqualTo("{\"n\":1}");
            // Also after a start of the controller.
            assertThat(
                            new KeptAnswers(store, InstantSource.system())
                                    .reply(ANNA, "k", bytes("a"), work)
                                    .body())
                    .isEqualTo("{\"n\":1}");
            assertThat(done).hasValue(1);
        }
    }

    @Test
    void whatFailedByNoFaultOfTheRequestMayBeTriedAgain() throws Exception {
        try (Store store = Store.open(Databases.newOf(Databases.Kind.SQLITE))) {
            KeptAnswers answers = new KeptAnswers(store, InstantSource.system());

            assertThatThrownBy(() ->
                            answers.reply(
                                    ANNA,
                                    "k",
                                    bytes("a"),
                                    () -> {
                                        throw new IllegalStateException("the disk is full");
                                    }))
                    .hasMessageContaining("full");
            assertThat(
                            answers.reply(
                                            ANNA,
                                            "k",
                                            bytes("a"),
                                            () -> new KeptAnswers.Reply(200, "{}"))
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aKeyIsNeitherEmptyNorLong() throws Exception {
        try (Store store = Store.open(Databases.newOf(Databases.Kind.SQLITE))) {
            KeptAnswers answers = new KeptAnswers(store, InstantSource.system());
            for (String key : new String[] {"", " ", "k".repeat(256)}) {
                assertThatThrownBy(() ->
                                answers.reply(
                                        ANNA,
                                        key,
                                        bytes("a"),
                                        () -> new KeptAnswers.Reply(200, "{}")))
                        .satisfies(e ->
                                assertThat(Reasoned.of(e).code())
                                        .isEqualTo("idempotency-key-unusable"));
            }
        }
    }
}
