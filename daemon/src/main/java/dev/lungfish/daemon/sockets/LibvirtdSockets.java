package dev.lungfish.daemon.sockets;

import dev.lungfish.agent.guests.LibvirtdTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/// Where the local libvirtd listens, or the daemon of QEMU's guests alone.
///
/// @param folder of the sockets
public record LibvirtdSockets(Path folder) {
    /// Of the daemons that may be there, the one of QEMU's guests first, as libvirt's clients do.
    private static final List<String> DAEMONS = List.of("virtqemud", "libvirt");

    /// The socket of who may do all; empty where there is none.
    public Optional<Path> toAct() {
        return first("-sock");
    }

    /// The socket of who may look; empty where there is none.
    public Optional<Path> toLook() {
        return first("-sock-ro");
    }

    /// A socket at which a libvirtd listens, or has listened before; empty where none was seen.
    public Optional<Path> known() {
        return toAct().or(this::toLook)
                .or(() -> LibvirtdTraces.left(all("-sock")))
                .or(() -> LibvirtdTraces.left(all("-sock-ro")));
    }

    /// The socket where one would listen.
    public Path usual() {
        return all("-sock").getLast();
    }

    /// Whether everybody on this machine could connect there.
    public static boolean isOpenToAll(Path socket) {
        try {
            return Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return false; // one that can't be looked at is open to nobody
        }
    }

    private Optional<Path> first(String ending) {
        Optional<Path> found = all(ending).stream().filter(Files::exists).findFirst();
        found.ifPresent(LibvirtdTraces::remember);
        return found;
    }

    private List<Path> all(String ending) {
        return DAEMONS.stream().map(name -> folder.resolve(name + ending)).toList();
    }
}
