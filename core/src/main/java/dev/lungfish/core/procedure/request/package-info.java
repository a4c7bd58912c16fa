/// What is asked of a host that is to sleep, and what a caller may choose.
@NullMarked
package dev.lungfish.core.procedure.request;

import org.jspecify.annotations.NullMarked;
