/// The network interfaces of a host and what they can wake it on.
///
/// All types are safe to use from several threads; nothing is cached, each call reads afresh.
@NullMarked
package dev.lungfish.linux.network;

import org.jspecify.annotations.NullMarked;
