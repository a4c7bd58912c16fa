/// The administrator's hooks: programs that run before a sleep and after it.
@NullMarked
package dev.lungfish.linux.hooks;

import org.jspecify.annotations.NullMarked;
