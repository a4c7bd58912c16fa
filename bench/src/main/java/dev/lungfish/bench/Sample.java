package dev.lungfish.bench;

import java.time.Duration;

/// What doing a workload once took.
///
/// @param wall the time that passed
/// @param processor the processor time of this process, of the commands that it ran, and of the
///   daemon that answered them; in steps of the kernel's clock tick, mostly 10 ms, so that only the
///   mean over many samples means anything
record Sample(Duration wall, Duration processor) {}
