package dev.lungfish.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineQueueTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void writesAllBeforeItEnds() {
        LineQueue queue = new LineQueue(lines::add);

        IntStream.range(0, 100).forEach(i -> assertThat(queue.test("line " + i)).isTrue());
        queue.close();

        assertThat(lines).hasSize(100).startsWith("line 0", "line 1").endsWith("line 99");
    }

    @Test
    void keepsNobodyWaitingForAReaderThatStalls() {
        CountDownLatch never = new CountDownLatch(1);
        LineQueue queue =
                new LineQueue(line -> {
                    try {
                        never.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });

        long taken = IntStream.range(0, 5000).filter(i -> queue.test("line " + i)).count();
        queue.close();

        assertThat(taken).isBetween(1000L, 1001L);
        never.countDown();
    }
}
