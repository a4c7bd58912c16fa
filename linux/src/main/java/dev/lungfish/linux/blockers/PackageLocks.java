package dev.lungfish.linux.blockers;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.tree.FileFacts;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A running package manager, detected by the locks that it holds. They are looked up in the
/// kernel's list, since trying to take one would disturb it. The files of a record have other
/// inodes than the host's, so a record shows none.
///
/// **Source:** proc_locks(5): `1: POSIX ADVISORY WRITE 4711 08:01:131104 0 EOF`, the device in
/// hexadecimal. A file system without a device of its own (btrfs, overlayfs) may be listed under
/// another number than stat(2) gives, so there the inode alone decides. The files: dpkg
/// `lib/dpkg/dbmodify.c`, apt `apt-pkg/init.cc`, rpm `lib/rpmlock.c`.
public final class PackageLocks {
    private static final String LOCKS = "/proc/locks";
    private static final List<String> FILES =
            List.of(
                    "/var/lib/dpkg/lock-frontend",
                    "/var/lib/dpkg/lock",
                    "/var/lib/apt/lists/lock",
                    "/var/cache/apt/archives/lock",
                    "/var/lib/rpm/.rpm.lock",
                    "/usr/lib/sysimage/rpm/.rpm.lock");
    private static final Pattern LOCK =
            Pattern.compile(
                    "\\d+: +\\S+ +\\S+ +WRITE +(-?\\d{1,10})"
                            + " +([0-9a-f]{1,8}):([0-9a-f]{1,8}):(\\d{1,18}) .*");
    private static final int NO_DEVICE = 0;

    private final HostTree tree;
    private final List<String> files;

    PackageLocks(HostTree tree, List<String> files) {
        this.tree = tree;
        this.files = files;
    }

    /// The locks of a host.
    public static PackageLocks of(HostTree tree) {
        return new PackageLocks(tree, FILES);
    }

    /// The package managers that hold a lock.
    public FoundBlockers find() {
        if (!tree.isLive()) {
            return FoundBlockers.none();
        }
        List<String> present = files.stream().filter(tree::exists).toList();
        if (present.isEmpty()) {
            return FoundBlockers.none();
        }
        Reading<String> locks = tree.text(LOCKS);
        return locks.toOptional()
                .map(text ->
                        present.stream()
                                .flatMap(file -> blocker(file, text).stream())
                                .findFirst()
                                .map(blocker -> new FoundBlockers(List.of(blocker), List.of()))
                                .orElseGet(FoundBlockers::none))
                .orElseGet(() ->
                        FoundBlockers.unreadable(
                                new BlockerReason.PackageLocksUnknown(LOCKS, locks.found())));
    }

    private Optional<Blocker> blocker(String file, String locks) {
        return FileFacts.read(tree, file)
                .toOptional()
                .flatMap(facts -> holder(facts, locks))
                .map(process -> new Blocker("package-manager", holder(process, file)));
    }

    private static Optional<String> holder(FileFacts file, String locks) {
        return locks.lines()
                .map(LOCK::matcher)
                .filter(Matcher::matches)
                .filter(lock ->
                        Long.parseLong(lock.group(4)) == file.inode()
                                && mayBeOn(file.device(), lock))
                .map(lock -> lock.group(1))
                .findFirst();
    }

    private static boolean mayBeOn(FileFacts.Device device, Matcher lock) {
        return device.major() == NO_DEVICE
                || (device.major() == Integer.parseUnsignedInt(lock.group(2), 16)
                        && device.minor() == Integer.parseUnsignedInt(lock.group(3), 16));
    }

    private Reason holder(String process, String file) {
        return process.startsWith("-")
                ? new BlockerReason.PackageManagerAtWork(Optional.empty(), Optional.empty(), file)
                : new BlockerReason.PackageManagerAtWork(
                        tree.line("/proc/" + process + "/comm")
                                .toOptional()
                                .map(ForeignText::shown),
                        Optional.of(process),
                        file);
    }
}
