/// When the host is to be back, and what is armed for it.
@NullMarked
package dev.lungfish.core.procedure.alarm;

import org.jspecify.annotations.NullMarked;
