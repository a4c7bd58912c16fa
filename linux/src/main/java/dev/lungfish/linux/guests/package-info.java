/// The guests of a host: what is asked of them, and those that a record tells of. libvirt's are
/// asked by `host.guests`.
///
/// All types are safe to use from several threads; nothing is cached, each call asks afresh.
@NullMarked
package dev.lungfish.linux.guests;

import org.jspecify.annotations.NullMarked;
