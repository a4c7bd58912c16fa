package dev.lungfish.agent.guests;

import dev.lungfish.linux.tree.HostTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What shows that a libvirtd has been on this host, though its socket is missing. libvirtd removes
/// its socket when it ends, and its guests run on: then the guests are unknown, not none. Safe to
/// use from any thread.
public final class LibvirtdTraces {
    /// The drivers that keep a status file for each active guest, by the names of their folders.
    ///
    /// **Source:** `stateDir` in libvirt 9.0 `src/qemu/qemu_conf.c`, `src/lxc/lxc_conf.c`,
    /// `src/ch/ch_conf.c`, `src/libxl/libxl_conf.c`; `virDomainObjSave` writes `NAME.xml` there.
    private static final List<String> DRIVERS = List.of("qemu", "lxc", "ch", "libxl");

    /// The sockets that this process has found.
    private static final Set<Path> FOUND = ConcurrentHashMap.newKeySet();

    private LibvirtdTraces() {}

    /// The first socket that exists, which is remembered.
    public static Optional<Path> socket(List<Path> sockets) {
        Optional<Path> found = sockets.stream().filter(LibvirtdTraces::exists).findFirst();
        found.ifPresent(LibvirtdTraces::remember);
        return found;
    }

    /// Remembers a socket that exists.
    public static void remember(Path socket) {
        FOUND.add(socket);
    }

    /// One of the sockets at which a libvirtd has been: this process has found it before, or a
    /// driver has left the status of an active guest beside it.
    public static Optional<Path> left(List<Path> sockets) {
        return sockets.stream()
                .filter(socket -> FOUND.contains(socket) || hasStatusBeside(socket))
                .findFirst();
    }

    private static boolean hasStatusBeside(Path socket) {
        return DRIVERS.stream()
                .map(driver -> socket.resolveSibling(driver).toString())
                .flatMap(folder ->
                        HostTree.live().children(folder).toOptional().orElse(List.of()).stream())
                .anyMatch(name -> name.endsWith(".xml"));
    }

    private static boolean exists(Path socket) {
        return HostTree.live().exists(socket.toString());
    }
}
