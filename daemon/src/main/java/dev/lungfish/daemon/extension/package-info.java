/// Our own RPC program, which libvirt's connections carry beside libvirt's: docs/wire-extension.md.
///
/// Records are immutable; the program is safe to use from any thread.
@NullMarked
package dev.lungfish.daemon.extension;

import org.jspecify.annotations.NullMarked;
