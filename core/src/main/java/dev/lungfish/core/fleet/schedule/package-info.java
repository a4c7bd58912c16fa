/// Times of a week, as people set them. Pure: no clocks. All types are immutable and safe to share
/// between threads.
@NullMarked
package dev.lungfish.core.fleet.schedule;

import org.jspecify.annotations.NullMarked;
