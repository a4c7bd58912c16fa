package dev.lungfish.linux.network;

/// The kernel's error numbers that the ethtool call returns.
///
/// **Source:** Linux `include/uapi/asm-generic/errno-base.h` and `errno.h`, in the numbering that
/// x86, ARM, RISC-V, POWER and s390 share.
final class ErrorNumber {
    private ErrorNumber() {}

    static String inWords(int errno) {
        return switch (errno) {
            case 1 -> "EPERM (not permitted)";
            case 13 -> "EACCES (permission denied)";
            case 14 -> "EFAULT (bad address)";
            case 16 -> "EBUSY (device busy)";
            case 19 -> "ENODEV (no such interface)";
            case 22 -> "EINVAL (invalid argument)";
            case 24 -> "EMFILE (too many open files)";
            case 25 -> "ENOTTY (no such call)";
            case 95 -> "EOPNOTSUPP (not supported)";
            case 97 -> "EAFNOSUPPORT (no IPv4)";
            default -> "error number " + errno;
        };
    }
}
