/// Wakeups over the wire: the calls of our program by which clients request them
/// (docs/wire-extension.md).
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.daemon.wakeups;

import org.jspecify.annotations.NullMarked;
