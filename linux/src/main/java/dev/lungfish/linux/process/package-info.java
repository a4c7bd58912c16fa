/// Processes as the kernel knows them: this one's user, and who is at the other end of a socket.
/// Safe for use by several threads.
@NullMarked
package dev.lungfish.linux.process;

import org.jspecify.annotations.NullMarked;
