/// The caches that processors share.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.cpu;

import org.jspecify.annotations.NullMarked;
