package dev.lungfish.linux.record;

import dev.lungfish.linux.systemd.SystemdSleep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The files of a record, grouped by reader. A new one is added only here.
final class RecordedFiles {
    /// Not `wakeup_count`, which waits while a wake event is in progress.
    private static final List<String> POWER =
            List.of(
                    "state",
                    "mem_sleep",
                    "disk",
                    "image_size",
                    "resume",
                    "resume_offset",
                    "pm_test",
                    "pm_wakeup_irq");

    private static final List<String> PROC =
            List.of(
                    "swaps",
                    "meminfo",
                    "cpuinfo",
                    "uptime",
                    "driver/rtc",
                    "xen/capabilities",
                    "1/cgroup",
                    "sys/kernel/osrelease",
                    "sys/kernel/arch");

    private static final List<String> SYS =
            List.of(
                    "kernel/security/lockdown",
                    "kernel/cpu_byteorder",
                    "hypervisor/type",
                    "module/rtc_cmos/parameters/use_acpi_alarm",
                    "hypervisor/properties/features",
                    "module/apparmor/parameters/enabled",
                    "fs/selinux/policyvers",
                    "kernel/mm/transparent_hugepage/hpage_pmd_size",
                    "devices/system/cpu/online",
                    "devices/system/cpu/possible",
                    "devices/system/cpu/present",
                    "devices/system/cpu/modalias",
                    "devices/system/node/online",
                    "devices/system/node/possible");

    private static final List<String> TOPOLOGY =
            List.of(
                    "physical_package_id",
                    "die_id",
                    "cluster_id",
                    "core_id",
                    "thread_siblings_list",
                    "core_siblings_list",
                    "core_cpus_list");
    private static final List<String> CACHE =
            List.of("id", "level", "type", "size", "shared_cpu_list");
    private static final List<String> IDENTITY =
            List.of("sys_vendor", "product_name", "bios_vendor", "bios_version", "bios_date");
    private static final List<String> MARKS =
            List.of(
                    "/.dockerenv",
                    "/run/.containerenv",
                    "/proc/vz",
                    "/proc/bc",
                    "/sys/module/zfs",
                    "/sys/firmware/efi",
                    "/proc/device-tree/ibm,partition-name",
                    "/proc/device-tree/hmc-managed?",
                    "/proc/device-tree/chosen/qemu,graphic-width",
                    "/sys/firmware/efi/efivars/HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67");

    private final HostCopy copy;

    RecordedFiles(HostCopy copy) {
        this.copy = copy;
    }

    void copy() throws IOException {
        copy.texts("/sys/power", POWER);
        copy.texts("/sys/power/suspend_stats", copy.entries("/sys/power/suspend_stats"));
        copy.texts("/proc", PROC);
        copy.texts("/sys", SYS);
        reduced();
        for (String mark : MARKS) {
            copy.presence(mark);
        }
        processors();
        new ProcessorPowerFiles(copy).copy();
        new PowerMeterFiles(copy).copy();
        nodes();
        groups();
        blockDevices();
        rtcs();
        networkInterfaces();
        wakeEvents();
        systemd();
    }

    private void systemd() throws IOException {
        for (String file : new SystemdSleep(copy.host()).files()) {
            copy.text(file);
        }
        for (String masked : new SystemdSleep(copy.host()).read().masked().values()) {
            copy.presence(masked);
        }
    }

    private void reduced() throws IOException {
        copy.text("/proc/cmdline", Reductions::commandLine);
        copy.text("/proc/stat", Reductions::statistics);
        copy.text("/proc/sysinfo", Reductions::controlProgram);
        copy.text("/proc/interrupts", Reductions::interruptNames);
        copy.text("/proc/1/mountinfo", Reductions::rootMount);
        copy.text("/etc/crypttab", Reductions::crypttab);
        copy.text("/etc/passwd", Reductions::guestUser);
        copy.text("/etc/group", Reductions::guestUser);
        copy.text("/etc/adjtime");
        copy.text("/etc/lungfish/lungfish.toml");
        copy.text("/run/systemd/container");
        copy.text("/run/host/container-manager");
        copy.environment("/proc/1/environ");
        Optional<String> identity = copy.link("/sys/class/dmi/id");
        if (identity.isPresent()) {
            copy.texts(identity.get(), IDENTITY);
        }
    }

    private void processors() throws IOException {
        String folder = "/sys/devices/system/cpu";
        for (String name : copy.entries(folder)) {
            if (name.matches("cpu\\d+")) {
                String cpu = folder + "/" + name;
                copy.text(cpu + "/online");
                copy.texts(cpu + "/topology", TOPOLOGY);
                for (String index : copy.entries(cpu + "/cache")) {
                    if (index.startsWith("index")) {
                        copy.texts(cpu + "/cache/" + index, CACHE);
                    }
                }
            }
        }
    }

    private void nodes() throws IOException {
        String folder = "/sys/devices/system/node";
        for (String name : copy.entries(folder)) {
            if (name.matches("node\\d+")) {
                String node = folder + "/" + name;
                copy.texts(node, List.of("meminfo", "distance", "cpulist"));
                pages(node + "/hugepages");
            }
        }
        pages("/sys/kernel/mm/hugepages");
    }

    private void pages(String folder) throws IOException {
        for (String size : copy.entries(folder)) {
            copy.texts(folder + "/" + size, List.of("nr_hugepages", "free_hugepages"));
        }
    }

    /// Only their numbers: it only matters whether there are any.
    private void groups() throws IOException {
        String folder = "/sys/kernel/iommu_groups";
        copy.presence(folder);
        for (String group : copy.entries(folder)) {
            copy.presence(folder + "/" + group);
        }
    }

    private void blockDevices() throws IOException {
        String folder = "/sys/class/block";
        for (String name : copy.entries(folder)) {
            Optional<String> device = copy.link(folder + "/" + name);
            if (device.isPresent()) {
                copy.text(device.get() + "/dev");
                copy.text(device.get() + "/dm/name");
                copy.text(device.get() + "/dm/uuid", Reductions::mappingKind);
                for (String slave : copy.entries(device.get() + "/slaves")) {
                    copy.link(device.get() + "/slaves/" + slave);
                }
            }
        }
    }

    private void rtcs() throws IOException {
        String folder = "/sys/class/rtc";
        copy.presence(folder);
        for (String name : copy.entries(folder)) {
            Optional<String> rtc = copy.link(folder + "/" + name);
            if (rtc.isPresent()) {
                copy.texts(rtc.get(), List.of("name", "since_epoch", "wakealarm", "hctosys"));
                behind(rtc.get());
            }
        }
    }

    private void wakeEvents() throws IOException {
        String folder = "/sys/class/wakeup";
        for (String name : copy.entries(folder)) {
            Optional<String> source = copy.link(folder + "/" + name);
            if (source.isPresent()) {
                copy.texts(source.get(), List.of("name", "event_count"));
            }
        }
        String events = "/sys/firmware/acpi/interrupts";
        for (String name : copy.entries(events)) {
            if (name.startsWith("ff_")) {
                copy.text(events + "/" + name);
            }
        }
    }

    private void networkInterfaces() throws IOException {
        String folder = "/sys/class/net";
        for (String name : copy.entries(folder)) {
            Optional<String> network = copy.link(folder + "/" + name);
            if (network.isPresent() && copy.host().exists(network.get() + "/device")) {
                copy.texts(network.get(), List.of("type", "operstate", "uevent"));
                copy.carrier(network.get() + "/carrier");
                copy.presence(network.get() + "/wireless");
                behind(network.get());
            }
        }
    }

    /// The device behind an entry of a class.
    private void behind(String entry) throws IOException {
        Optional<String> device = copy.link(entry + "/device");
        if (device.isPresent()) {
            copy.device(device.get());
        }
    }
}
