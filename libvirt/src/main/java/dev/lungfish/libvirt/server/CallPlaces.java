package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.Division;
import dev.lungfish.libvirt.share.Turns;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Places for work of which little may happen at the same time. Who finds none waits, in the thread
/// of its connection, which reads no further call meanwhile. Safe for use by several threads.
final class CallPlaces {
    private final Turns<CompletableFuture<Void>> turns;

    CallPlaces(Division division) {
        turns = new Turns<>(division);
    }

    /// Waits for a place, however long.
    void enter(Account account) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        if (!turns.enter(account, turn)) {
            turn.join();
        }
    }

    /// Waits for a place.
    ///
    /// @return false if there was none in time
    boolean enter(Account account, Duration patience) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        if (turns.enter(account, turn)) {
            return true;
        }
        try {
            turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return !turns.giveUp(account, turn);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !turns.giveUp(account, turn);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn fails never", e);
        }
    }

    void leave(Account account) {
        turns.leave(account).forEach(next -> next.complete(null));
    }

    /// Computes when it is its turn. Never in a virtual thread: it would keep its processor from
    /// all others that are ready.
    <R> R compute(Account account, Downstream.Work<R> work) throws RpcException {
        enter(account);
        try {
            return Thread.currentThread().isVirtual() ? elsewhere(work) : work.carryOut();
        } finally {
            leave(account);
        }
    }

    private static <R> R elsewhere(Downstream.Work<R> work) throws RpcException {
        FutureTask<R> task = new FutureTask<>(work::carryOut);
        try {
            ConnectionThreads.start("libvirt-computing", task);
        } catch (OutOfMemoryError _) {
            throw new RpcException(
                    ErrorCode.RESOURCE_BUSY,
                    ErrorDomain.RPC,
                    "the system has no further thread for this call: try again later");
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RpcException refused -> throw refused;
                case RuntimeException broken -> throw broken;
                case Error fatal -> throw fatal;
                case null, default -> throw new IllegalStateException("a call broke", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a call was interrupted", e);
        }
    }

    /// How many wait.
    int waiting() {
        return turns.waiting();
    }
}
