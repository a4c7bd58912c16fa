/// The contract, answered by the daemon: docs/wire-extension.md, numbers 200 to 299. Safe for use
/// by several threads.
@NullMarked
package dev.lungfish.daemon.contract;

import org.jspecify.annotations.NullMarked;
