/// Users and groups of this machine, from its C library, network directories included.
///
/// Safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.process;

import org.jspecify.annotations.NullMarked;
