package dev.lungfish.linux.device;

import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Devices that are listed already, so that a search leaves them out. Not safe for use by several
/// threads.
public final class ListedDevices {
    private final HostTree tree;
    private final Set<String> paths = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();

    public ListedDevices(HostTree tree) {
        this.tree = tree;
    }

    /// Notes the device behind an entry of a class.
    ///
    /// @param link the link to it; a record may hold a copy there
    /// @param name the kernel's name of the device, if known: identifies it if the link has become
    ///   a copy
    public void add(String link, Optional<String> name) {
        tree.canonical(link).ifPresent(paths::add);
        name.ifPresent(names::add);
    }

    boolean contains(String path, String name) {
        return paths.contains(path) || names.contains(name);
    }
}
