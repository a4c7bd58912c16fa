package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.Epoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Works of many threads are kept together; another connection to the same database looks at what
/// is kept.
@Timeout(60)
class InOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final List<String> memory = new ArrayList<>();
    private final AtomicInteger kept = new AtomicInteger();
    private Store store;
    private Store other;
    private InOrder order;

    @BeforeEach
    void open() throws Exception {
        String database = Databases.newOf(Databases.Kind.SQLITE);
        store = Store.open(database);
        other = Store.open(database);
        order =
                new InOrder(
                        store,
                        () -> new Keeping(NOW, Epoch.NONE),
                        _ -> {
                            int _ = kept.incrementAndGet();
                        });
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
    }

    /// Adds a name to what is in memory and to the database.
    private String add(Keeping keeping, String name) {
        boolean _ = memory.add(name);
        keeping.undoes(() -> memory.removeLast());
        keeping.tell(name, new LoopReason.DemandEnded(name));
        return name;
    }

    /// The same, and its transaction fails after it was written.
    private String addInVain(Keeping keeping, String name) {
        String added = add(keeping, name);
        keeping.also(_ -> {
            throw new IllegalStateException("the disk is full");
        });
        return added;
    }

    private List<String> inDatabase() {
        return other.work(transaction -> transaction.events().after(0, 10_000)).stream()
                .map(EventTable.Row::host)
                .map(host -> host.orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyIsAnsweredBeforeItsCommitWhicheverOfThemFail(long seed) throws Exception {
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                String prefix = thread + "-";
                Random random = new Random(seed * 100 + thread);
                Future<?> _ =
                        threads.submit(() -> {
                            for (int i = 0; i < 12; i++) {
                                String name = prefix + i;
                                boolean fails = random.nextInt(6) == 0;
                                try {
                                    String _ =
                                            order.work(keeping ->
                                                    fails
                                                            ? addInVain(keeping, name)
                                                            : add(keeping, name));
                                    answered.add(name);
                                    if (!inDatabase().contains(name)) {
                                        early.add(name);
                                    }
                                } catch (IllegalStateException _) {
                                    failed.add(name);
                                }
                            }
                        });
            }
        }

        assertThat(early).isEmpty();
        assertThat(answered.size() + failed.size()).isEqualTo(96);
        assertThat(failed).isNotEmpty();
        assertThat(inDatabase()).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(memory).as("as it was kept, in its order").isEqualTo(inDatabase());
    }

    @Test
    void whatGathersDuringACommitIsKeptTogetherAndOneThatFailsHarmsNoOther() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch gathered = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<String> first =
                    threads.submit(() ->
                            order.work(keeping -> {
                                keeping.also(_ -> {
                                    writing.countDown();
                                    join(gathered);
                                });
                                return add(keeping, "first");
                            }));
            writing.await();
            List<Future<String>> rest = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String name = "rest" + i;
                CountDownLatch handedIn = new CountDownLatch(1);
                rest.add(
                        threads.submit(() -> {
                            handedIn.countDown();
                            return order.work(keeping -> {
                                int _ = begun.incrementAndGet();
                                return name.equals("rest2")
                                        ? addInVain(keeping, name)
                                        : add(keeping, name);
                            });
                        }));
                handedIn.await();
            }
            assertThat(first.isDone()).isFalse();
            assertThat(begun).as("works begun during the commit").hasValue(0);
            gathered.countDown();

            assertThat(first.get()).isEqualTo("first");
            for (int i = 0; i < 5; i++) {
                Future<String> one = rest.get(i);
                if (i == 2) {
                    assertThatThrownBy(one::get).hasMessageContaining("the disk is full");
                } else {
                    assertThat(one.get()).isEqualTo("rest" + i);
                }
            }
        }
        assertThat(inDatabase())
                .containsExactlyInAnyOrder("first", "rest0", "rest1", "rest3", "rest4");
        assertThat(memory).isEqualTo(inDatabase());
    }

    @Test
    void aDatabaseThatIsGoneFailsAllAndChangesNothing() {
        String _ = order.work(keeping -> add(keeping, "before"));
        store.close();

        List<CompletableFuture<String>> lost = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "lost" + i;
            lost.add(
                    CompletableFuture.supplyAsync(() -> order.work(keeping -> add(keeping, name))));
        }

        assertThat(lost).allSatisfy(one -> assertThatThrownBy(one::join).isNotNull());
        assertThat(memory).containsExactly("before");
        assertThat(inDatabase()).containsExactly("before");
        assertThat(kept).hasValue(1);
    }

    @Test
    void aWorkThatRefusesIsUndoneAndKeepsNothing() {
        assertThatThrownBy(() ->
                        order.work(keeping -> {
                            String _ = add(keeping, "half");
                            throw new IllegalArgumentException("no such host");
                        }))
                .hasMessage("no such host");

        assertThat(memory).isEmpty();
        assertThat(inDatabase()).isEmpty();
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
