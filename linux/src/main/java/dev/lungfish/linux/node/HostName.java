package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;

/// The name of a host as libvirt reports it: the kernel's name if that is qualified or begins with
/// `localhost`; else the resolver's canonical name, unless that begins with `localhost`; else the
/// kernel's name. A record, which has no resolver, has the kernel's.
///
/// **Source:** libvirt 9.0 `src/util/virutil.c`, `virGetHostnameImpl()`.
public final class HostName {
    private static final String KERNEL = "/proc/sys/kernel/hostname";
    private static final String LOCAL = "localhost";

    private HostName() {}

    /// Only the kernel's name, without a name server.
    public static Reading<String> ofKernel(HostTree tree) {
        return tree.line(KERNEL);
    }

    /// Asks the resolver if the kernel's name is not qualified, which may take as long as a name
    /// server.
    public static Reading<String> read(HostTree tree) {
        return ofKernel(tree)
                .map(name -> {
                    if (name.startsWith(LOCAL) || name.indexOf('.') >= 0 || !tree.isLive()) {
                        return name;
                    }
                    return Resolver.canonicalName(name)
                            .filter(canonical -> !canonical.startsWith(LOCAL))
                            .orElse(name);
                });
    }
}
