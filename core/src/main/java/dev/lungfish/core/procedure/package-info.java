/// The sleep procedure: from a request to exactly one outcome, as a pure state machine.
///
/// A [dev.lungfish.core.procedure.ProcedureState] takes one [dev.lungfish.core.procedure.Event] and
/// gives the next state with one [dev.lungfish.core.procedure.Effect]; whoever carries effects out
/// answers each with exactly one event. The machine reads no clock: every event brings its moment
/// with it. What it changed it undoes in reverse order, whichever way it ends.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.procedure;

import org.jspecify.annotations.NullMarked;
