package dev.lungfish.inventory.machine;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What isolates guests of libvirt's QEMU driver, by its defaults: a kernel security module, if one
/// is enforced, and the user of QEMU, if there is one.
///
/// **Source:** libvirt 9.0 `src/security/security_driver.c`, `security_selinux.c`,
/// `security_apparmor.c`, `security_dac.c`.
///
/// @param module the kernel's module
/// @param qemuUser empty if the host has no user for QEMU
public record GuestSecurity(Module module, Optional<QemuUser> qemuUser) {
    private static final String SELINUX = "/sys/fs/selinux/policyvers";
    private static final String SELINUX_CONFIGURATION = "/etc/selinux/config";
    private static final String APPARMOR_ENABLED = "/sys/module/apparmor/parameters/enabled";
    private static final String APPARMOR_PROFILES = "/sys/kernel/security/apparmor/profiles";

    /// The security module for which libvirt labels guests.
    public sealed interface Module {
        record None() implements Module {}

        record AppArmor() implements Module {}

        /// SELinux is enforced.
        ///
        /// @param contexts of guests with KVM, then of emulated ones; empty if the policy's files
        ///   are not there
        record SeLinux(List<String> contexts) implements Module {}
    }

    /// The user and group that guests run as.
    public record QemuUser(long userId, long groupId) {}

    public static GuestSecurity read(HostTree tree) {
        return new GuestSecurity(module(tree), qemuUser(tree));
    }

    private static Module module(HostTree tree) {
        if (tree.exists(SELINUX)) {
            return new Module.SeLinux(selinuxContexts(tree));
        }
        boolean enabled = tree.line(APPARMOR_ENABLED).toOptional().filter("Y"::equals).isPresent();
        return enabled && libvirtdIsConfined(tree) ? new Module.AppArmor() : new Module.None();
    }

    /// libvirt uses AppArmor only if its own profile is loaded. If the list of profiles is not
    /// readable, the kernel's switch decides.
    private static boolean libvirtdIsConfined(HostTree tree) {
        Reading<String> profiles = tree.text(APPARMOR_PROFILES);
        return profiles.toOptional()
                .map(list ->
                        list.lines().anyMatch(line -> line.matches(".*(libvirtd|virtqemud) .*")))
                .orElse(profiles.broken());
    }

    private static List<String> selinuxContexts(HostTree tree) {
        String policy =
                tree.text(SELINUX_CONFIGURATION)
                        .toOptional()
                        .orElse("")
                        .lines()
                        .filter(line -> line.startsWith("SELINUXTYPE="))
                        .map(line -> line.substring("SELINUXTYPE=".length()).strip())
                        .filter(name -> name.matches("[A-Za-z0-9_-]+"))
                        .findFirst()
                        .orElse("targeted");
        String contexts = "/etc/selinux/" + policy + "/contexts/virtual_domain_context";
        return tree.text(contexts)
                .toOptional()
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .toList();
    }

    /// Debian's package creates `libvirt-qemu`, others `qemu`.
    private static Optional<QemuUser> qemuUser(HostTree tree) {
        return Stream.of("libvirt-qemu", "qemu")
                .map(name ->
                        number(tree, "/etc/passwd", name)
                                .flatMap(user ->
                                        number(tree, "/etc/group", name)
                                                .map(group -> new QemuUser(user, group))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// The third field of a line of passwd(5) or group(5).
    private static Optional<Long> number(HostTree tree, String path, String name) {
        return tree.text(path)
                .toOptional()
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[2].matches("[0-9]{1,10}"))
                .map(fields -> Long.parseLong(fields[2]))
                .findFirst();
    }
}
