/// systemd-logind's answers about sleep, from the live bus or from a record.
///
/// All types are safe to use from several threads; nothing is cached, each call asks afresh.
@NullMarked
package dev.lungfish.linux.systemd;

import org.jspecify.annotations.NullMarked;
