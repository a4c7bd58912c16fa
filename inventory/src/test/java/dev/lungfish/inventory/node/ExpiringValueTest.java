package dev.lungfish.inventory.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExpiringValueTest {
    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void readsOnceWhileAFactIsYoungEnough() {
        ExpiringValue<Integer> recent =
                new ExpiringValue<>(readings::incrementAndGet, Duration.ofDays(1));

        assertThat(recent.get()).isEqualTo(1);
        assertThat(recent.get()).isEqualTo(1);
    }

    @Test
    void readsAtEachCallWhereNoAgeIsAllowed() {
        ExpiringValue<Integer> recent =
                new ExpiringValue<>(readings::incrementAndGet, Duration.ZERO);

        assertThat(recent.get()).isEqualTo(1);
        assertThat(recent.get()).isEqualTo(2);
    }

    @Test
    void sharesOneReadingAmongCallersOfOneMoment() throws Exception {
        ExpiringValue<Integer> recent =
                new ExpiringValue<>(readings::incrementAndGet, Duration.ofDays(1));
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            callers.add(recent::get);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(callers)) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
    }
}
