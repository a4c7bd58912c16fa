package dev.lungfish.core.bound;

/// The bounds themselves. The table of `docs/suspend.md` has the same numbers; a test compares
/// them.
public final class Bounds {
    /// What names a request, a wakeup or a word of a few: `mem`.
    public static final int ID_BYTES = 64;

    /// Who asks for something, in words. A certificate's name is part of it.
    public static final int REQUESTER_BYTES = 1024;

    /// A blocker's name. It contains the name of a guest, a script or a program.
    public static final int BLOCKER_BYTES = 512;

    /// Blockers that one request ignores.
    public static final int BLOCKERS = 256;

    /// What a wakeup is for, when it is wanted, or where a daemon is reached.
    public static final int PHRASE_BYTES = 1024;

    /// The sleeps from which one host has a way back.
    public static final int SLEEP_TARGETS = 16;

    /// A public key or a certificate as PEM.
    public static final int KEY_BYTES = 16 * 1024;

    /// A host's name. **Source:** RFC 1035 section 2.3.4.
    public static final int HOST_NAME_BYTES = 255;

    /// A network interface's name. **Source:** `IFNAMSIZ` of `linux/if.h`, 16 with its end.
    public static final int INTERFACE_BYTES = 15;

    /// Network interfaces of one host, and addresses of one interface.
    public static final int INTERFACES = 64;

    /// A guest's name: that of its files. **Source:** `NAME_MAX` of `linux/limits.h`.
    public static final int GUEST_BYTES = 255;

    /// Guests that one sleep puts aside.
    public static final int GUESTS = 4096;

    /// A text of the configuration: as long as a path. **Source:** `PATH_MAX` of `linux/limits.h`.
    public static final int SETTING_BYTES = 4096;

    /// Items of one list of the configuration, and keys of one table.
    public static final int SETTINGS = 1024;

    /// The configuration. **Used by** whoever reads it.
    public static final int CONFIGURATION_BYTES = 1024 * 1024;

    /// Files in `blockers.d`, and in `hooks.d`.
    public static final int SCRIPTS = 100;

    /// Texts that tell of something, as evidence or a program's words, are cut to so many
    /// characters when they are kept.
    public static final int TOLD_CHARACTERS = 4096;

    /// Reasons of one list are cut to so many when they are kept.
    public static final int TOLD_REASONS = 256;

    /// The most bytes that JSON takes for one byte of a text: `\u0001`.
    private static final int ESCAPED = 6;

    /// The rest of a line of the journal, beside its guests.
    private static final int LINE_REST_BYTES = 64 * 1024;

    /// A line of the journal, for who writes and who reads it: the largest one names guests.
    public static final int LINE_BYTES =
            GUESTS * ((ID_BYTES + GUEST_BYTES) * ESCAPED + 32) + LINE_REST_BYTES;

    /// Another file of the state directory, for who writes and who reads it.
    public static final int FILE_BYTES = 8 * 1024 * 1024;

    /// What the entry of a sleeper in `watches.json` may grow by after it was taken in.
    public static final int WATCH_GROWTH_BYTES = 1024;

    private Bounds() {}
}
