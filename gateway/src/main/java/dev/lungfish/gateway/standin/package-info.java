/// Stands in for hosts that sleep on a network segment: answers for their addresses, and sees who
/// wants to connect.
///
/// [StandIn] and [Election] decide and are pure; [StandInLoop] carries out what they decide.
@NullMarked
package dev.lungfish.gateway.standin;

import org.jspecify.annotations.NullMarked;
