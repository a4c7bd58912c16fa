package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The processes that run virtual machines, whoever started them: libvirt, Proxmox, Incus, a
/// person. A process is one if its program is a known hypervisor, or if it holds the device of KVM
/// or a machine of KVM open.
///
/// **Source:** Linux `virt/kvm/kvm_main.c`, `kvm_dev_ioctl_create_vm()`: the descriptor of a
/// machine is named `kvm-vm`; proc_pid_fd(5), proc_pid_exe(5), proc_pid_comm(5). Descriptors and
/// programs of others are shown to root only; then names are all there is to see.
public final class MachineProcesses {
    private static final Set<String> HYPERVISORS =
            Set.of(
                    "qemu-kvm",
                    "kvm",
                    "cloud-hypervisor",
                    "firecracker",
                    "crosvm",
                    "lkvm",
                    "stratovirt",
                    "VBoxHeadless",
                    "VirtualBoxVM",
                    "VBoxSDL",
                    "vmware-vmx");

    private static final String QEMU = "qemu-system-";

    /// Of KVM, and of VMware.
    private static final Set<String> DEVICES =
            Set.of("/dev/kvm", "anon_inode:kvm-vm", "/dev/vmmon");

    /// libvirt's daemons ask KVM for its limits; what they start are processes of their own.
    private static final String LIBVIRT_DAEMON = "libvirtd|virt[a-z]+d";

    /// The kernel cuts a process's name.
    private static final int NAME_LENGTH = 15;

    private final HostTree tree;
    private final Optional<String> self;

    private MachineProcesses(HostTree tree) {
        this.tree = tree;
        self =
                tree.isLive()
                        ? Optional.of(Long.toString(ProcessHandle.current().pid()))
                        : Optional.empty();
    }

    /// The machines that run; absent if the host's processes can't be seen.
    public static Reading<List<MachineProcess>> of(HostTree tree) {
        return tree.children("/proc").map(new MachineProcesses(tree)::among);
    }

    private List<MachineProcess> among(List<String> entries) {
        List<MachineProcess> found =
                entries.stream()
                        .filter(entry -> entry.matches("\\d{1,10}"))
                        .filter(process -> !self.equals(Optional.of(process)))
                        .flatMap(process -> machine(process).stream())
                        .toList();
        Set<Long> processes =
                found.stream().map(MachineProcess::process).collect(Collectors.toSet());
        return found.stream().filter(one -> !processes.contains(parent(one.process()))).toList();
    }

    private Optional<MachineProcess> machine(String process) {
        String folder = "/proc/" + process;
        List<String> arguments = arguments(folder);
        if (arguments.isEmpty()) {
            // A thread of the kernel, or a process that has ended.
            return Optional.empty();
        }
        List<String> names = names(folder, arguments);
        Optional<String> hypervisor =
                names.stream().flatMap(name -> hypervisor(name).stream()).findFirst();
        boolean runsOne =
                names.stream().noneMatch(name -> name.matches(LIBVIRT_DAEMON))
                        && (hypervisor.isPresent() || holdsDevice(folder))
                        && !isOnlyAsked(arguments);
        return runsOne
                ? Optional.of(
                        new MachineProcess(
                                Long.parseLong(process),
                                hypervisor.orElse(names.getFirst()),
                                arguments))
                : Optional.empty();
    }

    private List<String> arguments(String folder) {
        return tree.bytes(folder + "/cmdline", HostTree.TEXT_LIMIT_BYTES).toOptional().stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .flatMap(line -> Arrays.stream(line.split("\0", -1)))
                .filter(argument -> !argument.isBlank())
                .toList();
    }

    /// The program's file, what the process calls itself, and how it was called.
    private List<String> names(String folder, List<String> arguments) {
        List<String> names = new ArrayList<>();
        tree.linkTarget(folder + "/exe")
                .toOptional()
                .map(program -> program.replaceFirst(" \\(deleted\\)$", ""))
                .ifPresent(program -> names.add(lastOf(program)));
        tree.line(folder + "/comm").toOptional().ifPresent(names::add);
        names.add(lastOf(arguments.getFirst()));
        return names;
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The hypervisor of a name, which the kernel may have cut.
    private static Optional<String> hypervisor(String name) {
        return name.startsWith(QEMU)
                ? Optional.of(name)
                : HYPERVISORS.stream()
                        .filter(known ->
                                known.equals(name)
                                        || (name.length() == NAME_LENGTH && known.startsWith(name)))
                        .findFirst();
    }

    private boolean holdsDevice(String folder) {
        return tree.children(folder + "/fd").toOptional().stream()
                .flatMap(List::stream)
                .flatMap(number -> tree.linkTarget(folder + "/fd/" + number).toOptional().stream())
                .anyMatch(DEVICES::contains);
    }

    /// A QEMU that tells what it can do, as libvirt starts it (`-machine none`), or its version.
    private static boolean isOnlyAsked(List<String> arguments) {
        for (int i = 1; i < arguments.size(); i++) {
            boolean machine = arguments.get(i - 1).matches("--?(machine|M)");
            if ((machine && arguments.get(i).matches("(type=)?none(,.*)?"))
                    || arguments.get(i).matches("--?(version|help)")) {
                return true;
            }
        }
        return false;
    }

    /// A hypervisor's helpers are its children, and the same program.
    private long parent(long process) {
        return tree.text("/proc/" + process + "/status").toOptional().stream()
                .flatMap(String::lines)
                .filter(line -> line.matches("PPid:\\s*\\d{1,10}"))
                .mapToLong(line -> Long.parseLong(line.substring("PPid:".length()).strip()))
                .findFirst()
                .orElse(-1);
    }

    /// One of them.
    ///
    /// @param process its id
    /// @param program the hypervisor's, or that of whoever uses KVM
    /// @param arguments the first is the program as it was called
    public record MachineProcess(long process, String program, List<String> arguments) {
        private static final List<String> NAMES = List.of("-name", "--name", "--id", "--comment");

        public MachineProcess {
            arguments = List.copyOf(arguments);
        }

        /// What the machine is called, as its arguments tell; else its program and process.
        public String name() {
            for (int i = 1; i < arguments.size(); i++) {
                if (NAMES.contains(arguments.get(i - 1))) {
                    String name = arguments.get(i).replaceFirst("^guest=", "").split(",", 2)[0];
                    return name.isEmpty() ? program + "-" + process : name;
                }
                if (arguments.get(i).endsWith(".vmx")) {
                    return lastOf(arguments.get(i)).replaceFirst("\\.vmx$", "");
                }
            }
            return program + "-" + process;
        }

        /// Whether it is this guest of a libvirtd, which passes the UUID to QEMU, and names
        /// cloud-hypervisor's socket by the guest.
        ///
        /// **Source:** libvirt 12.8 `src/qemu/qemu_command.c`, `qemuBuildCommandLine()`: `-uuid`;
        /// `src/ch/ch_monitor.c`, `virCHMonitorNew()`: `STATEDIR/NAME-socket`.
        public boolean isGuest(String uuid, String name) {
            return arguments.stream()
                    .anyMatch(argument ->
                            argument.equalsIgnoreCase(uuid)
                                    || argument.endsWith("libvirt/ch/" + name + "-socket"));
        }
    }
}
