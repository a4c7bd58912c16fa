package dev.lungfish.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedResultTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger works = new AtomicInteger();

    @Test
    void isWorkedOutOnceHoweverManyAsk() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        SharedResult<Integer, InterruptedException> result =
                new SharedResult<>(
                        LONG,
                        () -> {
                            begun.countDown();
                            enough.await();
                            return works.incrementAndGet();
                        });
        List<CompletableFuture<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            CompletableFuture<Integer> caller = new CompletableFuture<>();
            callers.add(caller);
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            caller.complete(result.get());
                        } catch (InterruptedException e) {
                            caller.completeExceptionally(e);
                        }
                    });
        }
        begun.await();
        enough.countDown();

        assertThat(callers).allSatisfy(caller -> assertThat(caller.get()).isEqualTo(1));
    }

    @Test
    void isWorkedOutOnceWhileItIsYoungEnough() {
        SharedResult<Integer, RuntimeException> result =
                new SharedResult<>(LONG, works::incrementAndGet);

        assertThat(result.known()).isEmpty();
        assertThat(result.get()).isEqualTo(1);
        assertThat(result.get()).isEqualTo(1);
        assertThat(result.known()).contains(1);
    }

    @Test
    void isWorkedOutForEachCallWhereNoAgeIsAllowed() {
        SharedResult<Integer, RuntimeException> result =
                new SharedResult<>(Duration.ZERO, works::incrementAndGet);

        assertThat(result.get()).isEqualTo(1);
        assertThat(result.get()).isEqualTo(2);
    }

    @Test
    void isWorkedOutAgainAfterAChangeAlsoOneThatCameMeanwhile() {
        List<Runnable> meanwhile = new ArrayList<>();
        SharedResult<Integer, RuntimeException> result =
                new SharedResult<>(
                        LONG,
                        () -> {
                            meanwhile.forEach(Runnable::run);
                            return works.incrementAndGet();
                        });

        assertThat(result.get()).isEqualTo(1);
        result.forget();
        meanwhile.add(result::forget);
        assertThat(result.get()).isEqualTo(2);
        assertThat(result.get()).isEqualTo(3);
    }

    @Test
    void sharesNoFailure() {
        SharedResult<Integer, IOException> result =
                new SharedResult<>(
                        LONG,
                        () -> {
                            throw new IOException("try %d".formatted(works.incrementAndGet()));
                        });

        assertThatThrownBy(result::get).hasMessage("try 1");
        assertThatThrownBy(result::get).hasMessage("try 2");
    }
}
