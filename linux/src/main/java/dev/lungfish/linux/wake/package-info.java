/// Which devices can wake a host, asked and judged in one go.
///
/// All types are safe to use from several threads; nothing is cached, each call reads afresh.
@NullMarked
package dev.lungfish.linux.wake;

import org.jspecify.annotations.NullMarked;
