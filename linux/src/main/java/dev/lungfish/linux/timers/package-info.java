/// The timers of systemd that wake the host by themselves: asked over D-Bus, or read from a record.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.linux.timers;

import org.jspecify.annotations.NullMarked;
