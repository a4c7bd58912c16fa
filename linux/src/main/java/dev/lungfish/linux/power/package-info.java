/// The kernel's files that can prove a sleep or name what ended it.
///
/// All types are safe to use from several threads; nothing is cached, each call reads afresh.
@NullMarked
package dev.lungfish.linux.power;

import org.jspecify.annotations.NullMarked;
