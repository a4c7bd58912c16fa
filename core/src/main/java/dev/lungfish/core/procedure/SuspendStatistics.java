package dev.lungfish.core.procedure;

import dev.lungfish.core.evidence.Reading;

/// What the kernel counted of its attempts to suspend. It counts suspend-to-idle, standby and
/// suspend-to-RAM, not hibernation; and it counts a test (`pm_test`) as a success.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `/sys/power/suspend_stats`; the last
/// sentence was seen on kernel 6.1.
///
/// @param success attempts that succeeded
/// @param fail attempts that failed
/// @param lastFailedDevice empty where no device failed
/// @param lastFailedError the error number, negative or positive as the kernel shows it
/// @param lastFailedStep `freeze`, `prepare`, `suspend`, ...
public record SuspendStatistics(
        Reading<Long> success,
        Reading<Long> fail,
        Reading<String> lastFailedDevice,
        Reading<Long> lastFailedError,
        Reading<String> lastFailedStep) {

    /// Whether the kernel has counted another attempt since an earlier reading, as far as both are
    /// known.
    boolean countsMoreThan(SuspendStatistics earlier) {
        return grew(earlier.success, success) || grew(earlier.fail, fail);
    }

    /// Whether a count has grown, where both readings are known.
    static boolean grew(Reading<Long> before, Reading<Long> after) {
        return before.toOptional()
                .flatMap(earlier -> after.toOptional().map(later -> later > earlier))
                .orElse(false);
    }
}
