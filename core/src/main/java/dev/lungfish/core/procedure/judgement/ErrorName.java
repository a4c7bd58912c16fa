package dev.lungfish.core.procedure.judgement;

import java.util.Map;

/// The names of the kernel's error numbers that a sleep can end with.
///
/// **Source:** Linux `include/uapi/asm-generic/errno-base.h`, `errno.h`; the same on all
/// architectures that hosts are built of.
final class ErrorName {
    private static final Map<Long, String> NAMES =
            Map.ofEntries(
                    Map.entry(1L, "EPERM"),
                    Map.entry(2L, "ENOENT"),
                    Map.entry(4L, "EINTR"),
                    Map.entry(5L, "EIO"),
                    Map.entry(6L, "ENXIO"),
                    Map.entry(11L, "EAGAIN"),
                    Map.entry(12L, "ENOMEM"),
                    Map.entry(13L, "EACCES"),
                    Map.entry(16L, "EBUSY"),
                    Map.entry(19L, "ENODEV"),
                    Map.entry(22L, "EINVAL"),
                    Map.entry(28L, "ENOSPC"),
                    Map.entry(30L, "EROFS"),
                    Map.entry(61L, "ENODATA"),
                    Map.entry(95L, "EOPNOTSUPP"),
                    Map.entry(110L, "ETIMEDOUT"));

    private ErrorName() {}

    /// The name of a number, which the kernel shows negative; the number itself where it has no
    /// name here, empty for none.
    static String of(long number) {
        long positive = Math.abs(number);
        return positive == 0 ? "" : NAMES.getOrDefault(positive, "error " + positive);
    }
}
