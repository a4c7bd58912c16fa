package dev.lungfish.core.power;

import dev.lungfish.core.reason.Reason;

/// Why a host lacks a way to save the power of its processors, or why that is not known.
public sealed interface CpuReason extends Reason {
    record NoFrequencyControl() implements CpuReason {}

    record NoBoost() implements CpuReason {}

    record NoEnergyPreference() implements CpuReason {}

    record NoEnergyBias() implements CpuReason {}

    record NoPlatformProfile() implements CpuReason {}

    record NoIdleDriver() implements CpuReason {}

    record NoProcessorLatencyLimit() implements CpuReason {}

    record NoHostLatencyLimit() implements CpuReason {}

    record NoPowerLimit() implements CpuReason {}

    record NoEnergyCounter() implements CpuReason {}

    record CpuPowerUnreadable(String source, String found) implements CpuReason {}
}
