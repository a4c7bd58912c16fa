package dev.lungfish.linux.tree;

import dev.lungfish.core.evidence.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The attributes of a file; for a link those of its target.
///
/// @param regular whether it is a regular file
/// @param userId who owns it
/// @param permissions the lowest twelve bits of its mode: `0755`
/// @param device the device with the file
/// @param inode its number on that device
public record FileFacts(boolean regular, int userId, int permissions, Device device, long inode) {
    private static final int MAY_EXECUTE = 0111;
    private static final int GROUP_AND_OTHERS_MAY_WRITE = 0022;

    /// The number of a device.
    ///
    /// **Source:** makedev(3), in the encoding of the C library.
    public record Device(int major, int minor) {
        static Device of(long number) {
            return new Device(
                    (int) (((number >>> 8) & 0xfff) | ((number >>> 32) & ~0xfff)),
                    (int) ((number & 0xff) | ((number >>> 12) & ~0xff)));
        }
    }

    /// Reads the attributes of a file of a host.
    public static Reading<FileFacts> read(HostTree tree, String path) {
        try {
            Path file = tree.locate(path).orElse(null);
            if (file == null) {
                return new Reading.Malformed<>(path, "a link that leads out of the record");
            }
            FileFacts facts =
                    new FileFacts(
                            Files.isRegularFile(file),
                            (Integer) Files.getAttribute(file, "unix:uid"),
                            (Integer) Files.getAttribute(file, "unix:mode") & 07777,
                            Device.of((Long) Files.getAttribute(file, "unix:dev")),
                            (Long) Files.getAttribute(file, "unix:ino"));
            return new Reading.Present<>(path, facts, facts.toString());
        } catch (IOException e) {
            return HostTree.broken(path, e);
        }
    }

    /// Whether any user may run it.
    public boolean isExecutable() {
        return regular && (permissions & MAY_EXECUTE) != 0;
    }

    /// Whether anybody except these two users could change it: another owner, the group or all
    /// others.
    public boolean canBeChangedByOthersThan(int root, int self) {
        return (userId != root && userId != self)
                || (permissions & GROUP_AND_OTHERS_MAY_WRITE) != 0;
    }
}
