package dev.lungfish.linux.process;

import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// The user of this process.
public final class OwnUser {
    private static final String STATUS = "/proc/self/status";
    private static final String USERS = "Uid:";
    private static final String ROOT_NAME = "root";
    private static final int EFFECTIVE = 1;

    private OwnUser() {}

    /// Whether it is root: the user with the number 0, whatever its name; in a container without
    /// `/etc/passwd` it has none.
    ///
    /// @param name the runtime's name of the user; used if the kernel's number is unknown
    public static boolean isRoot(String name) {
        return isRoot(HostTree.live().text(STATUS).toOptional(), name);
    }

    /// **Source:** proc_pid_status(5): `Uid:` has the real, the effective, the saved and the file
    /// system's number, separated by tabs. The effective one permits a sleep.
    static boolean isRoot(Optional<String> status, String name) {
        return status.flatMap(
                        text -> text.lines().filter(line -> line.startsWith(USERS)).findFirst())
                .map(line -> line.substring(USERS.length()).strip().split("\\s+", -1))
                .filter(numbers -> numbers.length > EFFECTIVE)
                .map(numbers -> numbers[EFFECTIVE].equals("0"))
                .orElseGet(() -> name.equals(ROOT_NAME));
    }
}
