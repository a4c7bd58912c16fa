/// One host of a fleet, as its controller knows it: a pure, level-triggered machine.
///
/// What is wanted (`Target`, demands, holds) stands apart from what is known (`HostState`). A
/// [dev.lungfish.core.fleet.state.FleetHost] takes one event and gives the next one with the
/// actions that follow. Each event has its moment: the machine reads no clock. Nothing is done once
/// and then taken for done: packets are repeated until the host calls or a limit is reached.
///
/// *A sleep needs authority, a wake needs none.* Only a call of the host proves that it is awake;
/// only its own notice, answered, makes its sleep certain. There is no action that powers a host
/// off, and a host of which it is not certain that it sleeps is not powered on either: it is woken
/// by packets.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.fleet.state;

import org.jspecify.annotations.NullMarked;
