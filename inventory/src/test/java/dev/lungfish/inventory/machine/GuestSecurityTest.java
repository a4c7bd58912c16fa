package dev.lungfish.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.inventory.machine.GuestSecurity.Module;
import dev.lungfish.inventory.machine.GuestSecurity.QemuUser;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestSecurityTest {
    private static final String ENABLED = "/sys/module/apparmor/parameters/enabled";
    private static final String PROFILES = "/sys/kernel/security/apparmor/profiles";

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Test
    void hasNoModuleAndNoUserWhereNothingIsThere() throws NotARecordException {
        assertThat(read().module()).isEqualTo(new Module.None());
        assertThat(read().qemuUser()).isEmpty();
    }

    @Test
    void isAppArmorWhereLibvirtdIsConfined() throws NotARecordException {
        files.file(ENABLED, "Y\n").file(PROFILES, "man_groff (enforce)\nlibvirtd (enforce)\n");

        assertThat(read().module()).isEqualTo(new Module.AppArmor());
    }

    @Test
    void isNotAppArmorWhereLibvirtdHasNoProfile() throws NotARecordException {
        files.file(ENABLED, "Y\n").file(PROFILES, "man_groff (enforce)\n");

        assertThat(read().module()).isEqualTo(new Module.None());
    }

    @Test
    void isSeLinuxWithTheContextsOfItsPolicy() throws NotARecordException {
        files.file("/sys/fs/selinux/policyvers", "33")
                .file("/etc/selinux/config", "SELINUX=enforcing\nSELINUXTYPE=mls\n")
                .file(
                        "/etc/selinux/mls/contexts/virtual_domain_context",
                        "system_u:system_r:svirt_t:s0\nsystem_u:system_r:svirt_tcg_t:s0\n");

        assertThat(read().module())
                .isEqualTo(
                        new Module.SeLinux(
                                List.of(
                                        "system_u:system_r:svirt_t:s0",
                                        "system_u:system_r:svirt_tcg_t:s0")));
    }

    @Test
    void takesTheGroupsNumberFromTheGroups() throws NotARecordException {
        files.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nlibvirt-qemu:x:64055:107:::\n")
                .file("/etc/group", "kvm:x:107:\nlibvirt-qemu:x:64056:\n");

        assertThat(read().qemuUser()).contains(new QemuUser(64055, 64056));
    }

    @Test
    void findsTheUserOfOtherDistributions() throws NotARecordException {
        files.file("/etc/passwd", "qemu:x:107:107:::\n").file("/etc/group", "qemu:x:107:\n");

        assertThat(read().qemuUser()).contains(new QemuUser(107, 107));
    }

    @Test
    void hasNoUserWhereALineHasNoMeaning() throws NotARecordException {
        files.file("/etc/passwd", "qemu:x\n").file("/etc/group", "qemu:x:many:\n");

        assertThat(read().qemuUser()).isEmpty();
    }

    @Test
    void seesAnIommuByItsGroups() throws NotARecordException {
        assertThat(Iommu.read(tree()).toOptional()).contains(false);

        files.directory("/sys/kernel/iommu_groups");
        assertThat(Iommu.read(tree()).toOptional()).contains(false);

        files.directory("/sys/kernel/iommu_groups/0");
        assertThat(Iommu.read(tree()).toOptional()).contains(true);
    }

    private GuestSecurity read() throws NotARecordException {
        return GuestSecurity.read(tree());
    }

    private HostTree tree() throws NotARecordException {
        return HostTree.recorded(files.root());
    }
}
