/// The ledger of what hosts used and saved (`docs/energy.md`): what the fleet's states and the
/// readings of meters come to, kept by days, and reported by months.
@NullMarked
package dev.lungfish.controller.energy;

import org.jspecify.annotations.NullMarked;
