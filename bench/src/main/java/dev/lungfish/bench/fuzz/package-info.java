/// Targets of coverage-guided fuzzing, one class each, run by `bench/fuzz`. A target takes any
/// bytes: whatever they are, they are understood or refused with what is wrong, and what was
/// understood can be written and read back. Anything else is a failure, which the fuzzer keeps.
///
/// Jazzer calls `fuzzerTestOneInput`; nothing here needs it.
@NullMarked
package dev.lungfish.bench.fuzz;

import org.jspecify.annotations.NullMarked;
