package dev.lungfish.bench;

import java.time.Duration;

/// The cost of one run of a workload.
///
/// @param wall the time that passed
/// @param processor the processor time of this process, of the commands that it ran, and of the
///   daemon that answered them; in steps of the kernel's clock tick, mostly 10 ms, so that only the
///   mean over many samples is meaningful
record Sample(Duration wall, Duration processor) {}
