/// The service manager that started the process, where one did.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.linux.systemd;

import org.jspecify.annotations.NullMarked;
