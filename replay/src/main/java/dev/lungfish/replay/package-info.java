/// Replays recorded load through the code that runs a fleet, beside other policies and the offline
/// optimum (docs/simulate.md).
@NullMarked
package dev.lungfish.replay;

import org.jspecify.annotations.NullMarked;
