package dev.lungfish.controller.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The hosts that were enrolled, in memory: who calls is looked up for each call, and a call must
/// not wait for a database that writes. It has what was committed, and nothing else: a row that a
/// transaction puts ([HostTable#put]) is here when [Store#work] returns. Safe for use by several
/// threads.
///
/// Only who has claimed the database ([Store#claim]) changes its hosts, so nothing changes them
/// elsewhere.
public final class HostDirectory {
    private final Supplier<List<HostTable.Row>> source;
    private final Map<String, HostTable.Row> rows = new ConcurrentHashMap<>();
    private final List<Consumer<HostTable.Row>> watchers = new CopyOnWriteArrayList<>();

    /// Held while rows are read or taken over, so that they come in the order of their commits.
    private final ReentrantLock changing = new ReentrantLock();

    private volatile boolean complete;

    /// @param source reads all of them
    HostDirectory(Supplier<List<HostTable.Row>> source) {
        this.source = source;
    }

    /// A host by its identity, those put out of the fleet included.
    public Optional<HostTable.Row> byId(String id) {
        load();
        return Optional.ofNullable(rows.get(id));
    }

    /// All of them, those put out of the fleet included, in no order.
    public List<HostTable.Row> all() {
        load();
        return List.copyOf(rows.values());
    }

    /// Tells of each host that is taken in or changed from now on, after the commit, in the thread
    /// that did it.
    public void watch(Consumer<HostTable.Row> watcher) {
        boolean _ = watchers.add(watcher);
    }

    /// The lock of those who change hosts.
    ReentrantLock changing() {
        return changing;
    }

    /// These rows were committed.
    void took(List<HostTable.Row> changed) {
        if (complete) {
            changed.forEach(row -> rows.put(row.id(), row));
        }
        for (HostTable.Row row : changed) {
            watchers.forEach(watcher -> watcher.accept(row));
        }
    }

    /// All rows may have changed: they are read anew.
    void forget() {
        complete = false;
    }

    private void load() {
        if (complete) {
            return;
        }
        changing.lock();
        try {
            if (!complete) {
                List<HostTable.Row> all = new ArrayList<>(source.get());
                rows.clear();
                all.forEach(row -> rows.put(row.id(), row));
                complete = true;
            }
        } finally {
            changing.unlock();
        }
    }
}
