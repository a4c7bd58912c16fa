/// Users and groups of this machine, as its C library knows them: also those of directories in the
/// network.
///
/// Safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.process;

import org.jspecify.annotations.NullMarked;
