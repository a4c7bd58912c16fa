package dev.lungfish.controller.fleet;

import dev.lungfish.controller.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Does works one after the other. What came of all that waited is kept in one transaction, and
/// only then each of them is answered. Safe for use by several threads.
///
/// A commit takes a disk some milliseconds, whatever is in it: while one is made, the next works
/// gather. A work changes what the loop has in memory at once, so that the next one sees it, and
/// says in its [Keeping] how that is undone. Where the transaction fails, all of it is undone, and
/// each work is done again in a transaction of its own: one that can't be kept harms no other.
final class InOrder {
    /// Works kept together at most, so that none waits long for the others.
    private static final int MOST = 256;

    /// After so many failures without a success the database is taken for broken.
    private static final int FAILURES = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Work<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Executor thread =
            new ThreadPoolExecutor(
                    0,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("fleet-loop").factory());
    private final Store store;
    private final Supplier<Keeping> begin;
    private final Consumer<Keeping> kept;

    /// @param begin makes what a work collects in
    /// @param kept takes what was kept, before it is answered
    InOrder(Store store, Supplier<Keeping> begin, Consumer<Keeping> kept) {
        this.store = store;
        this.begin = begin;
        this.kept = kept;
    }

    /// Does a work and waits until what comes of it is kept.
    ///
    /// @param what may be done twice; never by itself hands in another one
    /// @throws dev.lungfish.controller.store.StoreException where it can't be kept; then it is as
    ///   if it had not been done
    <T> T work(Function<Keeping, T> what) {
        Work<T> work = new Work<>(what);
        boolean _ = waiting.add(work);
        thread.execute(this::round);
        try {
            return work.answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /// Looks at what is kept.
    <T> T look(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    private void round() {
        List<Work<?>> batch = new ArrayList<>();
        for (Work<?> next = waiting.poll();
                next != null;
                next = batch.size() < MOST ? waiting.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return; // An earlier round took them.
        }
        lock.lock();
        try {
            if (!together(batch)) {
                oneByOne(batch);
            }
        } finally {
            lock.unlock();
            // Only an error leaves some open.
            batch.forEach(work -> work.fail(new IllegalStateException("the fleet's loop broke")));
        }
    }

    /// @return false where the transaction failed: then nothing has happened
    private boolean together(List<Work<?>> batch) {
        List<Work<?>> done = batch.stream().filter(work -> work.begin(begin.get())).toList();
        Optional<RuntimeException> failure = write(done);
        if (failure.isPresent() && batch.size() > 1) {
            return false;
        }
        failure.ifPresent(why -> done.forEach(work -> work.fail(why)));
        return true;
    }

    private void oneByOne(List<Work<?>> batch) {
        int failures = 0;
        boolean succeeded = false;
        Optional<RuntimeException> last = Optional.empty();
        for (Work<?> work : batch) {
            if (work.answer.isDone()) {
                continue;
            }
            if (!succeeded && failures >= FAILURES) {
                last.ifPresent(work::fail);
            } else if (work.begin(begin.get())) {
                Optional<RuntimeException> failure = write(List.of(work));
                if (failure.isPresent()) {
                    work.fail(failure.get());
                    last = failure;
                    failures++;
                } else {
                    succeeded = true;
                }
            }
        }
    }

    /// Keeps and answers, or undoes.
    private Optional<RuntimeException> write(List<Work<?>> done) {
        List<Keeping> content =
                done.stream().map(Work::keeping).filter(keeping -> !keeping.isEmpty()).toList();
        if (!content.isEmpty()) {
            try {
                boolean _ =
                        store.work(transaction -> {
                            content.forEach(keeping -> keeping.write(transaction));
                            return true;
                        });
            } catch (RuntimeException e) {
                done.reversed().forEach(work -> work.keeping().undo());
                return Optional.of(e);
            }
        }
        for (Work<?> work : done) {
            work.finish(kept);
        }
        return Optional.empty();
    }

    /// What was handed in, and its answer.
    private static final class Work<T> {
        private final Function<Keeping, T> what;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Optional<Keeping> keeping = Optional.empty();
        private Supplier<T> result =
                () -> {
                    throw new IllegalStateException("it was not done");
                };

        Work(Function<Keeping, T> what) {
            this.what = what;
        }

        /// Does it; false where it throws, which is its answer.
        boolean begin(Keeping into) {
            keeping = Optional.of(into);
            try {
                T done = what.apply(into);
                result = () -> done;
                return true;
            } catch (RuntimeException e) {
                into.undo();
                fail(e);
                return false;
            }
        }

        Keeping keeping() {
            return keeping.orElseThrow();
        }

        void finish(Consumer<Keeping> kept) {
            try {
                kept.accept(keeping());
                boolean _ = answer.complete(result.get());
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        void fail(RuntimeException why) {
            boolean _ = answer.completeExceptionally(why);
        }
    }
}
