/// What the history of a pool says of the time to come: how many hosts are asked for at once, and
/// how many are used at which time of the week. Pure: no clocks, and the same for the same history.
@NullMarked
package dev.lungfish.core.fleet.forecast;

import org.jspecify.annotations.NullMarked;
