package dev.lungfish.linux.tree;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.PathReason.PathChangeable;
import java.nio.file.Path;
import java.util.Optional;

/// Whether nobody but root and the own user can change what a path leads to: as sshd's
/// `StrictModes` asks of each folder up to the root, and of the file. A folder with the sticky bit,
/// such as `/tmp`, passes where what lies in it is root's or the own user's, as nobody else can
/// replace that (sshd refuses it all the same; it reads nothing below `/tmp`).
///
/// **Source:** OpenSSH, `safe_path()` in `misc.c`; inode(7), `S_ISVTX`.
public final class TrustedPath {
    private static final String SELF = "/proc/self";
    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int OTHERS_MAY_WRITE = 0022;

    private TrustedPath() {}

    /// What of a path can be changed by others: the first from its end; empty where nothing can be,
    /// where it is not there, and on a record, of which nothing is run.
    public static Optional<PathChangeable> distrust(HostTree tree, String path) {
        if (!tree.isLive()) {
            return Optional.empty();
        }
        int self = FileFacts.read(tree, SELF).toOptional().map(FileFacts::userId).orElse(ROOT);
        return upwards(tree, path, self)
                .or(() ->
                        tree.canonical(path)
                                .filter(real -> !real.equals(path))
                                .flatMap(real -> upwards(tree, real, self)));
    }

    private static Optional<PathChangeable> upwards(HostTree tree, String path, int self) {
        boolean end = true;
        for (Path at = Path.of(path); at != null; at = at.getParent()) {
            if (FileFacts.read(tree, at.toString())
                            instanceof Reading.Present<FileFacts>(_, FileFacts facts, _)
                    && isChangeable(facts, end, self)) {
                return Optional.of(
                        new PathChangeable(
                                at.toString(),
                                "%04o".formatted(facts.permissions()),
                                facts.userId()));
            }
            end = false;
        }
        return Optional.empty();
    }

    private static boolean isChangeable(FileFacts facts, boolean end, int self) {
        boolean sticky = !end && (facts.permissions() & STICKY) != 0;
        return (facts.userId() != ROOT && facts.userId() != self)
                || ((facts.permissions() & OTHERS_MAY_WRITE) != 0 && !sticky);
    }
}
