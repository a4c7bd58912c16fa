package dev.lungfish.linux.syscall;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// The errors that files of the kernel return. The runtime reports an error of a file only by the C
/// library's text, so the name is found by that text.
///
/// The texts here are glibc's, untranslated. If the text is translated, or of another C library, it
/// is compared with the texts of this process's C library, which starts the foreign function
/// interface, only in case of an error.
///
/// **Source:** Linux `include/uapi/asm-generic/errno-base.h` and `errno.h`, in the numbering that
/// x86, ARM, RISC-V, POWER and s390 share; strerror(3).
public enum ErrorName {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EINTR(4, "Interrupted system call"),
    EIO(5, "Input/output error"),
    ENXIO(6, "No such device or address"),
    EBADF(9, "Bad file descriptor"),
    EAGAIN(11, "Resource temporarily unavailable"),
    ENOMEM(12, "Cannot allocate memory"),
    EACCES(13, "Permission denied"),
    EFAULT(14, "Bad address"),
    EBUSY(16, "Device or resource busy"),
    ENODEV(19, "No such device"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    ENFILE(23, "Too many open files in system"),
    EMFILE(24, "Too many open files"),
    ENOTTY(25, "Inappropriate ioctl for device"),
    ETXTBSY(26, "Text file busy"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    ESPIPE(29, "Illegal seek"),
    EROFS(30, "Read-only file system"),
    EPIPE(32, "Broken pipe"),
    EDOM(33, "Numerical argument out of domain"),
    ERANGE(34, "Numerical result out of range"),
    ENAMETOOLONG(36, "File name too long"),
    ENOSYS(38, "Function not implemented"),
    ELOOP(40, "Too many levels of symbolic links"),
    ENODATA(61, "No data available"),
    ETIME(62, "Timer expired"),
    EOPNOTSUPP(95, "Operation not supported"),
    ETIMEDOUT(110, "Connection timed out"),
    ESTALE(116, "Stale file handle"),
    EDQUOT(122, "Disk quota exceeded");

    private final int number;
    private final String text;

    ErrorName(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// The error with a text of the C library.
    public static Optional<ErrorName> ofText(String text) {
        return ofText(text, ErrorText::of);
    }

    static Optional<ErrorName> ofText(String text, IntFunction<String> library) {
        return first(name -> name.text.equals(text))
                .or(() -> first(name -> library.apply(name.number).equals(text)));
    }

    private static Optional<ErrorName> first(Predicate<ErrorName> which) {
        return Arrays.stream(values()).filter(which).findFirst();
    }

    /// The kernel's number.
    public int number() {
        return number;
    }

    /// glibc's text, untranslated.
    public String text() {
        return text;
    }

    /// For messages: `EBUSY (Device or resource busy)`.
    public String inWords() {
        return name() + " (" + text + ")";
    }
}
