/// The states of the sleep procedure: from a request to exactly one outcome, as a pure machine.
///
/// A [ProcedureState] takes one [dev.lungfish.core.procedure.judgement.Event] and gives the next
/// state with one [Effect]; the engine answers each effect with exactly one event. The machine
/// reads no clock: every event has its moment. All changes are rolled back in reverse order,
/// however the procedure ends.
///
/// The packages of the procedure stand on each other: request, proof, alarm, judgement, state. Each
/// sees only those before it. All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.procedure.state;

import org.jspecify.annotations.NullMarked;
