/// Pools over time: samples of what they were, and what a time between two moments looks like.
@NullMarked
package dev.lungfish.controller.series;

import org.jspecify.annotations.NullMarked;
