package dev.lungfish.linux.process;

import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// The user that this process acts as.
public final class OwnUser {
    private static final String STATUS = "/proc/self/status";
    private static final String USERS = "Uid:";
    private static final String ROOT_NAME = "root";
    private static final int EFFECTIVE = 1;

    private OwnUser() {}

    /// Whether it is root: the user with the number 0, whatever its name, or without one, as in a
    /// container that has no `/etc/passwd`.
    ///
    /// @param name of the user as the runtime tells it; counts where the kernel does not tell
    public static boolean isRoot(String name) {
        return isRoot(HostTree.live().text(STATUS).toOptional(), name);
    }

    /// **Source:** proc_pid_status(5): `Uid:` has the real, the effective, the saved and the file
    /// system's number, separated by tabs. A sleep is permitted by the effective one.
    static boolean isRoot(Optional<String> status, String name) {
        return status.flatMap(
                        text -> text.lines().filter(line -> line.startsWith(USERS)).findFirst())
                .map(line -> line.substring(USERS.length()).strip().split("\\s+", -1))
                .filter(numbers -> numbers.length > EFFECTIVE)
                .map(numbers -> numbers[EFFECTIVE].equals("0"))
                .orElseGet(() -> name.equals(ROOT_NAME));
    }
}
