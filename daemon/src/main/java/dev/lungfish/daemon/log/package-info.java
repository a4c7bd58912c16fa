/// The daemon's log, one line for each event. Safe to use from any thread.
@NullMarked
package dev.lungfish.daemon.log;

import org.jspecify.annotations.NullMarked;
