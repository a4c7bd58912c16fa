/// The files of a host under one root: `/`, or a folder that holds a recorded machine. The only
/// package that opens files of `/sys` and `/proc`.
///
/// All types are safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.tree;

import org.jspecify.annotations.NullMarked;
