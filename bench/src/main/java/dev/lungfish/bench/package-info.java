/// Comparisons of Lungfish with its peers on one machine, in one run, as ratios. `bench/README.md`
/// says how to read them. Nothing here passes or fails.
@NullMarked
package dev.lungfish.bench;

import org.jspecify.annotations.NullMarked;
