package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.ProgramNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The procedures of one program that a server answers; all others are unknown procedures to its
/// clients. Immutable.
public final class Program {
    private final ProgramNumber number;
    private final Map<Integer, Answered<?, ?>> procedures;

    private Program(ProgramNumber number, Map<Integer, Answered<?, ?>> procedures) {
        this.number = number;
        this.procedures = Map.copyOf(procedures);
    }

    /// Begins a program without procedures.
    public static Builder of(ProgramNumber number) {
        return new Builder(number);
    }

    public ProgramNumber number() {
        return number;
    }

    Optional<Answered<?, ?>> find(int procedure) {
        return Optional.ofNullable(procedures.get(procedure));
    }

    /// A procedure, with one of the kinds of handlers.
    sealed interface Answered<A, R> {
        Procedure<A, R> procedure();

        record AtOnce<A, R>(Procedure<A, R> procedure, Handler<A, R> handler)
                implements Answered<A, R> {}

        record Computed<A, R>(Procedure<A, R> procedure, Handler<A, R> handler)
                implements Answered<A, R> {}

        record Later<A, R>(Procedure<A, R> procedure, DeferredHandler<A, R> handler)
                implements Answered<A, R> {}
    }

    /// Collects procedures. For one thread.
    public static final class Builder {
        private final ProgramNumber number;
        private final Map<Integer, Answered<?, ?>> procedures = new HashMap<>();

        private Builder(ProgramNumber number) {
            this.number = number;
        }

        /// Answers a procedure at once.
        public <A, R> Builder answer(Procedure<A, R> procedure, Handler<A, R> handler) {
            return add(new Answered.AtOnce<>(procedure, handler));
        }

        /// Answers a procedure when it is the client's turn, as the answer takes more than a moment
        /// of a processor or of a disk: few such calls run at the same time, and a client's next
        /// call is read after the reply.
        public <A, R> Builder compute(Procedure<A, R> procedure, Handler<A, R> handler) {
            return add(new Answered.Computed<>(procedure, handler));
        }

        /// Answers a procedure later.
        public <A, R> Builder answerLater(
                Procedure<A, R> procedure, DeferredHandler<A, R> handler) {
            return add(new Answered.Later<>(procedure, handler));
        }

        public Program build() {
            return new Program(number, procedures);
        }

        private Builder add(Answered<?, ?> answered) {
            Procedure<?, ?> procedure = answered.procedure();
            if (!procedure.program().equals(number)) {
                throw new IllegalArgumentException(
                        procedure.name() + " is of " + procedure.program() + ", not of " + number);
            }
            if (procedures.putIfAbsent(procedure.number(), answered) != null) {
                throw new IllegalArgumentException(
                        "procedure " + procedure.number() + " is answered twice");
            }
            return this;
        }
    }
}
