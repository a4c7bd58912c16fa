/// Sockets of kinds that the JDK has no way to, by the C library's calls. Java must run with
/// `--enable-native-access` for them.
@NullMarked
package dev.lungfish.linux.socket;

import org.jspecify.annotations.NullMarked;
