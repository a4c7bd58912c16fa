package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.Reading;

/// Why a question about the host has no answer, as in libvirt 9.0.
///
/// **Source:** captured from libvirtd 9.0.0; libvirt `src/util/virerror.c` for the text with which
/// each kind begins.
///
/// @param kind which of libvirt's errors
/// @param origin the part of libvirt that reports it
/// @param message complete, with the text of its kind
/// @param errorNumber the kernel's, for a system error; else zero
public record Refusal(Kind kind, Origin origin, String message, int errorNumber) {
    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    /// libvirt's errors for questions about a host.
    public enum Kind {
        /// Code 1.
        INTERNAL,
        /// Code 3.
        NOT_SUPPORTED,
        /// Code 8.
        INVALID_ARGUMENT,
        /// Code 9.
        OPERATION_FAILED,
        /// Code 38.
        SYSTEM_ERROR,
        /// Code 67.
        UNSUPPORTED_CONFIGURATION
    }

    /// The parts of libvirt that report errors, called domains.
    public enum Origin {
        /// None in particular, 0.
        NONE,
        /// The driver of the hypervisor, 10.
        DRIVER,
        /// The layer that checks arguments, 20.
        INTERFACE,
        /// The processor code, 31.
        PROCESSORS
    }

    static <T> NodeAnswer<T> internal(String problem) {
        return refused(Kind.INTERNAL, Origin.NONE, "internal error: " + problem);
    }

    static <T> NodeAnswer<T> operationFailed(String problem) {
        return refused(Kind.OPERATION_FAILED, Origin.NONE, "operation failed: " + problem);
    }

    /// An argument that is invalid on this host; libvirt adds no text before it.
    static <T> NodeAnswer<T> invalidArgument(String problem) {
        return refused(Kind.INVALID_ARGUMENT, Origin.NONE, problem);
    }

    /// An argument that no host could answer.
    static <T> NodeAnswer<T> invalidCall(String problem) {
        return refused(Kind.INVALID_ARGUMENT, Origin.INTERFACE, problem);
    }

    static <T> NodeAnswer<T> unknownName(String problem) {
        return refused(Kind.INVALID_ARGUMENT, Origin.DRIVER, "invalid argument: " + problem);
    }

    static <T> NodeAnswer<T> notSupported(String problem) {
        return refused(
                Kind.NOT_SUPPORTED,
                Origin.PROCESSORS,
                "this function is not supported by the connection driver: " + problem);
    }

    static <T> NodeAnswer<T> unsupportedConfiguration(String problem) {
        return refused(
                Kind.UNSUPPORTED_CONFIGURATION,
                Origin.DRIVER,
                "unsupported configuration: " + problem);
    }

    /// A fact of the host is missing. If a file can't be opened, the text is libvirt's; if it is
    /// malformed, it is ours.
    ///
    /// @param reading not present
    static <T> NodeAnswer<T> unreadable(Reading<?> reading) {
        return switch (reading) {
            case Reading.Absent<?>(String source) ->
                    system("cannot open " + source + ": No such file or directory", ENOENT);
            case Reading.Denied<?>(String source, _) ->
                    system("cannot open " + source + ": Permission denied", EACCES);
            case Reading<?> other -> internal(other.source() + ": " + other.found());
        };
    }

    private static <T> NodeAnswer<T> system(String message, int errorNumber) {
        return new NodeAnswer.Refused<>(
                new Refusal(Kind.SYSTEM_ERROR, Origin.NONE, message, errorNumber));
    }

    private static <T> NodeAnswer<T> refused(Kind kind, Origin origin, String message) {
        return new NodeAnswer.Refused<>(new Refusal(kind, origin, message, 0));
    }
}
