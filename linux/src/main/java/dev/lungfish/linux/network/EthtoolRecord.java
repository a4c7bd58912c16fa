package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.HostTree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The answer about Wake-on-LAN as a record holds it, in `services/ethtool/<interface>`:
/// `supports=pumbg` and `wake-on=g` in the letters of ethtool, `d` for none; or `error=` with the
/// error, `EOPNOTSUPP` if the driver has no Wake-on-LAN, `EPERM` if the caller had no permission.
public final class EthtoolRecord {
    private static final String SUPPORTS = "supports";
    private static final String WAKE_ON = "wake-on";
    private static final String PASSWORD = "password";
    private static final String ERROR = "error";
    private static final String NOT_SUPPORTED = "EOPNOTSUPP";
    private static final String NOT_PERMITTED = "EPERM";

    private EthtoolRecord() {}

    /// The file of an interface, in the record.
    public static String path(String networkInterface) {
        return "/services/ethtool/" + networkInterface;
    }

    /// The content for an answer; empty if there is no answer to record.
    public static Optional<String> format(Reading<WakeOnLan> answer) {
        return switch (answer) {
            case Reading.Present<WakeOnLan>(_, WakeOnLan modes, _) ->
                    Optional.of(
                            modes.supported().isEmpty()
                                    ? error(NOT_SUPPORTED)
                                    : format(modes, Optional.empty()));
            case Reading.Absent<WakeOnLan> _ -> Optional.empty();
            case Reading.Denied<WakeOnLan> _ -> Optional.of(error(NOT_PERMITTED));
            case Reading.Malformed<WakeOnLan>(_, String problem) -> Optional.of(error(problem));
            case Reading.Failed<WakeOnLan>(_, String error) -> Optional.of(error(error));
        };
    }

    /// The content for the modes of a driver.
    static String format(WakeOnLan modes, Optional<WakePassword> password) {
        return "%s=%s\n%s=%s\n%s"
                .formatted(
                        SUPPORTS,
                        WakeOnLan.letters(modes.supported()),
                        WAKE_ON,
                        WakeOnLan.letters(modes.set()),
                        password.map(secret -> PASSWORD + "=" + secret.written() + "\n")
                                .orElse(""));
    }

    /// The password in a file: one that was set on the record, since passwords are never recorded.
    static Optional<WakePassword> password(Reading<String> file) {
        String prefix = PASSWORD + "=";
        return file.toOptional()
                .flatMap(text -> text.lines().filter(line -> line.startsWith(prefix)).findFirst())
                .map(line -> WakePassword.parse(line.substring(prefix.length()).strip()));
    }

    /// The answer in a file.
    static Reading<WakeOnLan> parse(Reading<String> file) {
        if (!(file instanceof Reading.Present<String>(String source, String text, _))) {
            return file.map(_ -> WakeOnLan.none());
        }
        Map<String, String> entries = new TreeMap<>();
        text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(line ->
                        entries.putIfAbsent(
                                line.substring(0, line.indexOf('=')).strip(),
                                line.substring(line.indexOf('=') + 1).strip()));
        String error = entries.get(ERROR);
        if (error == null) {
            return modes(file, entries);
        }
        if (error.startsWith(NOT_SUPPORTED)) {
            return new Reading.Present<>(source, WakeOnLan.none(), error);
        }
        return error.startsWith(NOT_PERMITTED)
                ? new Reading.Denied<>(source, error)
                : new Reading.Failed<>(source, HostTree.quote(error));
    }

    private static Reading<WakeOnLan> modes(Reading<String> file, Map<String, String> entries) {
        return switch (file.map(_ -> parseModes(entries))) {
            case Reading.Present<WakeOnLan>(String source, WakeOnLan modes, _) ->
                    new Reading.Present<>(source, modes, modes.inWords());
            case Reading<WakeOnLan> malformed -> malformed;
        };
    }

    private static WakeOnLan parseModes(Map<String, String> entries) {
        String supports = entries.get(SUPPORTS);
        String wakeOn = entries.get(WAKE_ON);
        if (supports == null || wakeOn == null) {
            throw new IllegalArgumentException(
                    "lines '%s=' and '%s=' or '%s=' expected".formatted(SUPPORTS, WAKE_ON, ERROR));
        }
        return new WakeOnLan(WakeOnLan.modesOfLetters(supports), WakeOnLan.modesOfLetters(wakeOn));
    }

    private static String error(String what) {
        return ERROR + "=" + what.lines().findFirst().orElse("") + "\n";
    }
}
