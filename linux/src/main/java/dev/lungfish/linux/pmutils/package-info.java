/// What pm-utils says of sleep, from its program or from a record.
///
/// All types are safe to use from several threads; nothing is cached, each call asks afresh.
@NullMarked
package dev.lungfish.linux.pmutils;

import org.jspecify.annotations.NullMarked;
