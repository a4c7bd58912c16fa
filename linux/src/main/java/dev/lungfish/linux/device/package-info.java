/// The devices of a host as the kernel shows them, and the switch by which each may wake it.
///
/// All types are safe to use from several threads; nothing is cached, each call reads afresh.
@NullMarked
package dev.lungfish.linux.device;

import org.jspecify.annotations.NullMarked;
