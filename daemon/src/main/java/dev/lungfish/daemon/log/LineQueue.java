package dev.lungfish.daemon.log;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Lines for a reader that may stall, as a pipe's or a terminal's: a thread of its own writes them,
/// so that whoever logs never waits. Safe for use by several threads.
public final class LineQueue implements Predicate<String>, AutoCloseable {
    private static final int MOST = 1000;
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST);
    private final Thread writer;
    private volatile boolean ending;

    /// @param reader takes each line, and may make its thread wait
    public LineQueue(Consumer<String> reader) {
        writer = Thread.ofPlatform().name("log").daemon().start(() -> write(reader));
    }

    /// Takes a line to be written.
    ///
    /// @return false where too many wait already; the line is lost then
    @Override
    public boolean test(String line) {
        return waiting.offer(line);
    }

    private void write(Consumer<String> reader) {
        try {
            while (!ending || !waiting.isEmpty()) {
                String line = waiting.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
                if (line != null) {
                    reader.accept(line);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until all is written, but not for a reader that has stalled.
    @Override
    public void close() {
        ending = true;
        try {
            writer.join(LAST_LINES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
