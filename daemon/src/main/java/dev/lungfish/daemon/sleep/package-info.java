/// Runs one sleep request at a time, and drains and ends the connections for it. Safe to use from
/// any thread.
@NullMarked
package dev.lungfish.daemon.sleep;

import org.jspecify.annotations.NullMarked;
