package dev.lungfish.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A libvirtd with a QEMU driver of its own: all folders of libvirt are in one of ours, seen by
/// this libvirtd and its guests alone. It can be killed and started again; guests live on
/// meanwhile, and end when it is closed. Needs root. For use by one thread.
public final class GuestHost implements AutoCloseable {
    private static final int GUEST_LIMIT_SECONDS = 60;

    /// Puts folders of ours where libvirt has its own, and becomes the program that follows.
    private static final String WITH_OWN_FOLDERS =
            """
            for folder in etc/libvirt var/lib/libvirt var/cache/libvirt var/log/libvirt run/libvirt; do
                mkdir -p "$1/$folder" "/$folder"
                mount --bind "$1/$folder" "/$folder"
            done
            shift
            exec "$@"
            """;

    /// Before that, in a UTS namespace: takes a name, and becomes the program that follows.
    private static final String WITH_NAME =
            """
            hostname "$1"
            shift
            exec "$@"
            """;

    private static final String QEMU =
            """
            user = "root"
            group = "root"
            dynamic_ownership = 0
            remember_owner = 0
            security_driver = "none"
            namespaces = []
            cgroup_controllers = []
            stdio_handler = "file"
            """;

    /// Prints a greeting to the serial port, and then for each byte that comes there the next
    /// character after '0': what it prints proves that its memory is the same.
    ///
    /// ```
    /// 7c00 xor ax,ax; mov ds,ax; mov ss,ax; mov sp,7c00; cld; sti
    /// 7c0b mov si,greeting
    /// 7c0e lodsb; or al,al; jz wait; call put; jmp 7c0e
    /// 7c18 wait: hlt; mov dx,3fd; in al,dx; test al,1; jz wait
    /// 7c21 mov dx,3f8; in al,dx; inc byte [counter]; mov al,[counter]; call put; jmp wait
    /// 7c31 put: mov ah,al; mov dx,3fd; in al,dx; test al,20; jz (in); mov al,ah; mov dx,3f8
    /// 7c40 out dx,al; ret
    /// 7c42 counter: '0'; greeting: ...
    /// ```
    private static final byte[] BOOT_SECTOR =
            HexFormat.of()
                    .parseHex(
                            "31c08ed88ed0bc007cfcfbbe437cac08c07405e81b00ebf6f4bafd03eca80174f7ba"
                                + "f803ecfe06427ca0427ce80200ebe788c4bafd03eca82074fb88e0baf803ee"
                                + "c3306c756e67666973682067756573740d0a00");

    private static final int SECTOR = 512;
    private static final int DISK = 64 * 1024;

    private final Path folder;
    private final List<String> within;
    private final List<String> settings;
    private PrivateLibvirtd libvirtd;

    private GuestHost(
            Path folder, List<String> within, List<String> settings, PrivateLibvirtd libvirtd) {
        this.folder = folder;
        this.within = within;
        this.settings = settings;
        this.libvirtd = libvirtd;
    }

    /// Starts it.
    ///
    /// @param folder is left as it is when it ends; its path must be short, as sockets are in it
    /// @param settings lines of libvirtd's configuration, which count more than ours
    public static GuestHost start(Path folder, String... settings)
            throws IOException, InterruptedException {
        return startWithin(List.of(), folder, List.of(settings));
    }

    /// Starts one with a name and a network of its own, so that guests can migrate to it: libvirt
    /// refuses that between hosts of one name or of one UUID.
    ///
    /// @param network a file of the network namespace
    /// @param settings as for [#start(Path, String...)], a `host_uuid` among them
    public static GuestHost startAs(String hostname, Path network, Path folder, String... settings)
            throws IOException, InterruptedException {
        return startWithin(
                List.of(
                        "nsenter",
                        "--net=" + network,
                        "unshare",
                        "--uts",
                        "sh",
                        "-euc",
                        WITH_NAME,
                        "sh",
                        hostname),
                folder,
                List.of(settings));
    }

    private static GuestHost startWithin(List<String> within, Path folder, List<String> settings)
            throws IOException, InterruptedException {
        Path qemu = Files.createDirectories(folder.resolve("etc/libvirt")).resolve("qemu.conf");
        Files.writeString(qemu, QEMU);
        letOthersThroughTo(folder);
        EmulatorCache.putInto(folder);
        return new GuestHost(folder, within, settings, libvirtd(within, folder, settings));
    }

    /// Lets users without rights come to the sockets in a temporary folder.
    public static void letOthersThroughTo(Path folder) throws IOException {
        for (Path above = folder; above != null; above = above.getParent()) {
            if (above.startsWith("/tmp") && above.getNameCount() > 1) {
                Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static PrivateLibvirtd libvirtd(List<String> within, Path folder, List<String> settings)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(within);
        command.addAll(
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-euc",
                        WITH_OWN_FOLDERS,
                        "sh",
                        folder.toString()));
        return PrivateLibvirtd.start(folder, command, settings);
    }

    /// The socket of who may do all.
    public Path socket() {
        return folder.resolve("libvirt-sock");
    }

    /// The socket of who may look.
    public Path socketToLook() {
        return folder.resolve("libvirt-sock-ro");
    }

    /// What virsh prints for a command.
    public PrivateLibvirtd.Answer virsh(String... words) throws IOException, InterruptedException {
        return libvirtd.virsh(words);
    }

    /// Kills libvirtd; its guests live on.
    public void kill() throws InterruptedException {
        libvirtd.kill();
    }

    /// Ends libvirtd as systemd does: it removes its sockets, and its guests live on.
    public void stop() {
        libvirtd.close();
    }

    /// Starts libvirtd again, which finds its guests.
    public void startAgain() throws IOException, InterruptedException {
        libvirtd.close();
        Files.deleteIfExists(socket());
        Files.deleteIfExists(socketToLook());
        libvirtd = libvirtd(within, folder, settings);
    }

    /// Defines a guest that greets on its serial console, and starts it.
    ///
    /// @param devices more devices, as XML
    public void startGuest(String name, String... devices)
            throws IOException, InterruptedException {
        define(name, List.of(devices));
        require("start", name);
    }

    /// Defines a guest that greets on its serial console.
    public void define(String name, List<String> devices) throws IOException, InterruptedException {
        Path disk = folder.resolve(name + ".img");
        byte[] content = Arrays.copyOf(BOOT_SECTOR, DISK);
        content[SECTOR - 2] = 0x55;
        content[SECTOR - 1] = (byte) 0xaa;
        Files.write(disk, content);
        define(
                name,
                16,
                "",
                "%s<target dev='hda' bus='ide'/></disk>%s"
                        .formatted(
                                "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='%s'/>"
                                        .formatted(disk),
                                String.join("", devices)));
    }

    /// Defines a guest that boots a Linux kernel.
    ///
    /// @param devices as XML
    public void defineLinux(String name, Path kernel, Path initramfs, String devices)
            throws IOException, InterruptedException {
        define(
                name,
                256,
                "<kernel>%s</kernel><initrd>%s</initrd><cmdline>console=ttyS0 quiet no_timer_check</cmdline>"
                        .formatted(kernel, initramfs),
                devices);
    }

    private void define(String name, int mebibytes, String boot, String devices)
            throws IOException, InterruptedException {
        Path xml = folder.resolve(name + ".xml");
        Files.writeString(
                xml,
                """
                <domain type='qemu'>
                  <name>%s</name>
                  <memory unit='MiB'>%d</memory>
                  <vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='pc'>hvm</type>%s</os>
                  <clock offset='utc'/>
                  <devices>
                    <serial type='pty'/>
                    <memballoon model='none'/>
                    %s
                  </devices>
                </domain>
                """
                        .formatted(name, mebibytes, boot, devices));
        require("define", xml.toString());
    }

    /// Has virsh do something that must not fail.
    public String require(String... words) throws IOException, InterruptedException {
        PrivateLibvirtd.Answer answer = virsh(words);
        if (answer.exitCode() != 0) {
            throw new IOException("virsh %s: %s".formatted(String.join(" ", words), answer.text()));
        }
        return answer.text().strip();
    }

    /// The process that a guest is; empty if it does not run.
    public Optional<Long> processOf(String name) throws IOException {
        Path file = folder.resolve("run/libvirt/qemu").resolve(name + ".pid");
        return Files.exists(file)
                ? Optional.of(Long.parseLong(Files.readString(file).strip()))
                : Optional.empty();
    }

    /// Ends libvirtd and all guests.
    @Override
    public void close() {
        libvirtd.close();
        EmulatorCache.keepOf(folder);
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("run/libvirt/qemu"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".pid")).toList()) {
                if (!file.getFileName().toString().equals("driver.pid")) {
                    end(Long.parseLong(Files.readString(file).strip()));
                }
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e));
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("guests may run on: " + problems);
        }
    }

    private static void end(long processId) {
        ProcessHandle.of(processId)
                .filter(process ->
                        process.info().command().filter(name -> name.contains("qemu")).isPresent())
                .ifPresent(process -> {
                    process.destroyForcibly();
                    ProcessHandle _ =
                            process.onExit()
                                    .completeOnTimeout(
                                            process, GUEST_LIMIT_SECONDS, TimeUnit.SECONDS)
                                    .join();
                });
    }
}
