/// What keeps a host awake: inhibitors of logind, scripts of the administrator, a package manager
/// at work. Guests are in `linux.guests` and `host.guests`.
///
/// All types are safe to use from several threads; nothing is cached, each call asks afresh.
@NullMarked
package dev.lungfish.linux.blockers;

import org.jspecify.annotations.NullMarked;
