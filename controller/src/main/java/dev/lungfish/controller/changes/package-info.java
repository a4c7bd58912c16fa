/// What happens in the fleet, as it happens: to programs that follow it, and to the metrics.
@NullMarked
package dev.lungfish.controller.changes;

import org.jspecify.annotations.NullMarked;
