/// The sleep procedure: from a request to exactly one outcome, as a pure state machine.
///
/// A [dev.lungfish.core.procedure.ProcedureState] takes one [dev.lungfish.core.procedure.Event] and
/// gives the next state with one [dev.lungfish.core.procedure.Effect]; the engine answers each
/// effect with exactly one event. The machine reads no clock: every event has its moment. All
/// changes are rolled back in reverse order, however the procedure ends.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.procedure;

import org.jspecify.annotations.NullMarked;
