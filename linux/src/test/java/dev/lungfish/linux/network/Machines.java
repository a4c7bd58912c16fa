package dev.lungfish.linux.network;

import dev.lungfish.testkit.HostFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Machines as their kernels show them, in what concerns wake devices.
final class Machines {
    static final long NOW = 1_767_225_600L;

    private Machines() {}

    /// A ThinkPad: rtc_cmos, Ethernet by e1000e, a USB controller, a keyboard port, lid and
    /// buttons.
    static HostFiles thinkpad(Path folder) {
        HostFiles files = HostFiles.in(folder);
        clock(files);
        rtcCmos(files, "/sys/devices/pnp0/00:02", "00:02", 0x0d, 0);
        String ethernet = "/sys/devices/pci0000:00/0000:00:19.0";
        device(files, ethernet, "pci", "e1000e", "enabled")
                .file(ethernet + "/uevent", "DRIVER=e1000e\nPCI_SLOT_NAME=0000:00:19.0\n")
                .file(ethernet + "/class", "0x020000\n");
        networkInterface(files, "eth0", ethernet, "up");
        files.file("/services/ethtool/eth0", "supports=pumbg\nwake-on=g\n");
        String usb = "/sys/devices/pci0000:00/0000:00:14.0";
        device(files, usb, "pci", "xhci_hcd", "enabled").file(usb + "/class", "0x0c0330\n");
        device(files, usb + "/usb1/1-4", "usb", "usb", "disabled")
                .file(usb + "/usb1/1-4/product", "Travel Keyboard\n");
        device(
                        files,
                        "/sys/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00",
                        "acpi",
                        "button",
                        "enabled")
                .file("/sys/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00/hid", "PNP0C0D\n");
        device(files, "/sys/devices/LNXSYSTM:00/LNXPWRBN:00", "acpi", "button", "enabled");
        device(files, "/sys/devices/platform/i8042/serio0", "serio", "atkbd", "disabled")
                .file("/sys/devices/platform/i8042/serio0/description", "i8042 KBD port\n");
        return files.directory("/sys/devices/virtual/net/lo/power")
                .link("/sys/class/net/lo", "../../devices/virtual/net/lo");
    }

    /// QEMU's `pc` with a virtio network.
    static HostFiles qemuPc(Path folder) {
        HostFiles files = HostFiles.in(folder);
        clock(files);
        rtcCmos(files, "/sys/devices/pnp0/00:04", "00:04", 0, 0);
        String virtio = "/sys/devices/pci0000:00/0000:00:03.0/virtio0";
        files.directory(virtio + "/power").link(virtio + "/driver", "../../drivers/virtio_net");
        networkInterface(files, "ens3", virtio, "up");
        files.file("/services/ethtool/ens3", "error=EOPNOTSUPP\n");
        device(files, "/sys/devices/LNXSYSTM:00/LNXPWRBN:00", "acpi", "button", "enabled");
        return files;
    }

    /// A Raspberry Pi 4, which has no RTC.
    static HostFiles raspberryPi(Path folder) {
        HostFiles files = HostFiles.in(folder);
        String ethernet = "/sys/devices/platform/scb/fd580000.ethernet";
        device(files, ethernet, "platform", "bcmgenet", "disabled");
        networkInterface(files, "eth0", ethernet, "up");
        return files.file("/services/ethtool/eth0", "supports=gsf\nwake-on=d\n");
    }

    static HostFiles device(
            HostFiles files, String path, String subsystem, String driver, String setting) {
        boolean enabled = setting.equals("enabled");
        return files.link(path + "/subsystem", "../../bus/" + subsystem)
                .link(path + "/driver", "../../drivers/" + driver)
                .file(path + "/power/wakeup", setting + "\n")
                .file(path + "/power/wakeup_count", enabled ? "2\n" : "\n")
                .file(path + "/power/wakeup_active_count", enabled ? "2\n" : "\n")
                .file(path + "/power/wakeup_abort_count", enabled ? "0\n" : "\n")
                .file(path + "/power/wakeup_last_time_ms", enabled ? "48211\n" : "\n");
    }

    private static void rtcCmos(HostFiles files, String path, String name, int day, int month) {
        device(files, path, "pnp", "rtc_cmos", "enabled");
        String rtc = path + "/rtc/rtc0";
        files.link(rtc + "/device", "../../../" + name)
                .file(rtc + "/name", "rtc_cmos " + name + "\n")
                .file(rtc + "/since_epoch", NOW + "\n")
                .file(rtc + "/wakealarm", "")
                .file(rtc + "/hctosys", "1\n")
                .file(rtc + "/alarmtimer.0.auto/power/wakeup", "enabled\n")
                .link("/sys/class/rtc/rtc0", "../../.." + rtc)
                .file(
                        "/proc/driver/rtc",
                        """
                        rtc_time\t: 00:00:00
                        rtc_date\t: 2026-01-01
                        alarm_IRQ\t: no
                        24hr\t\t: yes
                        batt_status\t: okay
                        """)
                .file("/sys/firmware/acpi/tables/FACP", fadt(day, month));
    }

    /// A Fixed ACPI Description Table with the registers of the RTC's alarm.
    static byte[] fadt(int day, int month) {
        byte[] table = new byte[276];
        byte[] signature = "FACP".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(signature, 0, table, 0, signature.length);
        table[106] = (byte) day;
        table[107] = (byte) month;
        return table;
    }

    private static void networkInterface(
            HostFiles files, String name, String device, String operstate) {
        String path = device + "/net/" + name;
        files.link(path + "/device", "../../../" + device.substring(device.lastIndexOf('/') + 1))
                .file(path + "/type", "1\n")
                .file(path + "/operstate", operstate + "\n")
                .file(path + "/carrier", "1\n")
                .link("/sys/class/net/" + name, "../../.." + path);
    }

    private static void clock(HostFiles files) {
        files.file("/proc/stat", "cpu  1 2 3\nbtime " + (NOW - 3600) + "\nprocesses 9\n")
                .file("/proc/uptime", "3600.42 7100.10\n")
                .file("/etc/adjtime", "0.0 1767225600 0.0\n1767225600\nUTC\n");
    }
}
