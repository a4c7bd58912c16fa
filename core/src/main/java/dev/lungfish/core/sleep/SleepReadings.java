package dev.lungfish.core.sleep;

/// All that is read of a host before its sleep states are judged.
public record SleepReadings(
        KernelReadings kernel,
        HibernationReadings hibernation,
        Surroundings surroundings,
        LogindReadings logind,
        PmUtilsReadings pmUtils,
        AdministratorPolicy policy) {}
