/// The message bus of the host, through libsystemd's sd-bus and Java's foreign function interface.
/// docs/adr/0003-dbus-through-sd-bus.md says why.
///
/// Calls and signals only; nothing is exported on the bus. A [dev.lungfish.linux.dbus.Bus] belongs
/// to the thread that opened it; everything else is immutable. The native library is loaded when
/// the first bus is opened.
@NullMarked
package dev.lungfish.linux.dbus;

import org.jspecify.annotations.NullMarked;
