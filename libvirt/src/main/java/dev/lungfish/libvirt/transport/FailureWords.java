package dev.lungfish.libvirt.transport;

import java.io.EOFException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a failure means, for people: never by the name of a class.
public final class FailureWords {
    /// As the JDK puts it into messages: `sun.security.validator.ValidatorException: `.
    private static final Pattern CLASS_NAME =
            Pattern.compile("(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error): ?");

    private static final Pattern KIND = Pattern.compile("(Exception|Error)$");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private FailureWords() {}

    /// Its message, or what kind of failure it is where the message is a bare name or missing.
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return switch (failure) {
                case EOFException _ -> "the peer ended the connection";
                case ClosedChannelException _ -> "the connection is closed";
                case UnresolvedAddressException _ -> "no address is known of it";
                // It looks for /proc/net/if_inet6 when it starts.
                case UnsupportedAddressTypeException _ -> "this JVM has found no IPv6";
                default -> spelled(failure);
            };
        }
        return switch (failure) {
            case NoSuchFileException _ -> "'%s' does not exist".formatted(message);
            case AccessDeniedException _ -> "'%s': permission denied".formatted(message);
            case UnknownHostException _ when !message.contains(" ") ->
                    "no address is known of '%s'".formatted(message);
            case Error _ -> "%s: %s".formatted(spelled(failure), withoutClasses(message));
            default -> withoutClasses(message);
        };
    }

    /// A message without the names of classes in it.
    public static String withoutClasses(String message) {
        return CLASS_NAME.matcher(message).replaceAll("");
    }

    /// `null pointer` for the failure of that name.
    private static String spelled(Throwable failure) {
        String kind = KIND.matcher(failure.getClass().getSimpleName()).replaceAll("");
        String words = WORDS.matcher(kind).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words.isBlank() ? "it failed" : words;
    }
}
