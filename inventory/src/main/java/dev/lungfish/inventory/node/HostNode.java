package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.inventory.cpumap.CpuModelNames;
import dev.lungfish.inventory.machine.GuestSecurity;
import dev.lungfish.inventory.smbios.SmbiosTable;
import dev.lungfish.linux.node.HostName;
import dev.lungfish.linux.node.MemoryStatistics;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.KvmGuests;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One host as a client of libvirt asks for it: this machine or a recorded one. The answers are
/// those of libvirtd 9.0 on the same machine, and so are the refusals.
///
/// Each call reads afresh, but for two that clients ask without end: [#info] and [#hostName] may be
/// as old as they are allowed to be, [#FRESH] for a daemon. What a hotplug changes is told after at
/// most that time.
public final class HostNode {
    /// How old the figures and the name of a host may be. A reading of them takes some hundred
    /// microseconds; once a second that is nothing, and an answer from memory costs less than its
    /// way through a socket.
    public static final Duration FRESH = Duration.ofSeconds(1);

    /// What libvirt's QEMU driver says of guests whose processors are emulated, and where the
    /// question names no type.
    private static final int MOST_EMULATED_VCPUS = 16;

    private final HostTree tree;
    private final NodeProcessors processors;
    private final NodeMemories memories;
    private final ExpiringValue<NodeAnswer<NodeInfo>> info;
    private final ExpiringValue<NodeAnswer<String>> hostName;

    /// The host of a tree.
    ///
    /// @param mostAge how old [#info] and [#hostName] may be; zero to read at each call
    public HostNode(HostTree tree, Duration mostAge) {
        this.tree = tree;
        processors = new NodeProcessors(tree);
        memories = new NodeMemories(tree);
        info = new ExpiringValue<>(this::readInfo, mostAge);
        hostName = new ExpiringValue<>(this::readHostName, mostAge);
    }

    /// The figures of the host; not older than allowed.
    public NodeAnswer<NodeInfo> info() {
        return info.get();
    }

    /// Which processors there are, and which of them are in use.
    public NodeAnswer<NodeCpuMap> cpuMap() {
        return processors.map();
    }

    /// How long the processors have done what, in nanoseconds.
    ///
    /// @param processor its number, or -1 for all together
    /// @param room how many values the caller takes; 0 asks only for their number
    public NodeAnswer<NodeStatistics> cpuStatistics(int processor, int room) {
        return processors.statistics(processor, room);
    }

    /// Memory in KiB.
    ///
    /// @param cell its number, or -1 for the whole host
    /// @param room how many values the caller takes; 0 asks only for their number
    public NodeAnswer<NodeStatistics> memoryStatistics(int cell, int room) {
        return memories.statistics(cell, room);
    }

    /// Memory in nobody's use, of all cells.
    public NodeAnswer<ByteCount> freeMemory() {
        return memories.sum(MemoryStatistics::free);
    }

    /// Memory in nobody's use, of each cell.
    ///
    /// @param first the number of the first cell
    /// @param most how many cells at most
    public NodeAnswer<List<ByteCount>> cellsFreeMemory(int first, int most) {
        return memories.free(first, most);
    }

    /// How many pages are free: of the first cell one number for each size, then of the next.
    ///
    /// @param kibibytes the sizes
    /// @param first the number of the first cell; -1 for the whole host
    /// @param count how many cells at most
    public NodeAnswer<List<Long>> freePages(List<Long> kibibytes, int first, long count) {
        return memories.freePages(kibibytes, first, count);
    }

    /// What the firmware tells of the machine, as libvirt's document `<sysinfo type='smbios'>`.
    public NodeAnswer<String> sysinfo() {
        Reading<SmbiosTable> table = SmbiosTable.read(tree);
        return table.toOptional()
                .<NodeAnswer<String>>map(found -> new NodeAnswer.Given<>(Sysinfo.document(found)))
                .orElseGet(() ->
                        Refusal.unsupportedConfiguration(
                                "Host SMBIOS information is not available"));
    }

    /// The most virtual processors that a guest may have. Lungfish runs no guests: for those of KVM
    /// this is the kernel's word, for emulated ones what libvirt says on every host.
    ///
    /// @param type of the guest, as in `<domain type='kvm'>`, in any case of letters
    public NodeAnswer<Integer> maximumVcpus(Optional<String> type) {
        return switch (type.orElse("qemu").toLowerCase(Locale.ROOT)) {
            case "qemu" -> new NodeAnswer.Given<>(MOST_EMULATED_VCPUS);
            case "kvm" -> {
                Reading<Integer> most = KvmGuests.mostVcpus(tree);
                yield most.toOptional()
                        .<NodeAnswer<Integer>>map(NodeAnswer.Given::new)
                        .orElseGet(() -> Refusal.unreadable(most));
            }
            default -> Refusal.unknownName("unknown type '" + type.orElse("") + "'");
        };
    }

    /// The names of CPU models that libvirt knows for an architecture, oldest first; none where any
    /// name will do.
    public NodeAnswer<List<String>> cpuModels(String arch) {
        return switch (CpuModelNames.of(arch)) {
            case CpuModelNames.Listed(Reading<List<String>> names) ->
                    names.toOptional()
                            .<NodeAnswer<List<String>>>map(NodeAnswer.Given::new)
                            .orElseGet(() ->
                                    Refusal.notSupported(
                                            "no map of CPU models: "
                                                    + names.source()
                                                    + " "
                                                    + names.found()
                                                    + "; libvirt's package installs it"));
            case CpuModelNames.Any() -> new NodeAnswer.Given<>(List.of());
            case CpuModelNames.NoProcessors() ->
                    Refusal.notSupported(
                            "'" + arch + "' architecture is not supported by CPU driver");
            case CpuModelNames.NoSuchArchitecture() ->
                    Refusal.unknownName("cannot find architecture " + arch);
        };
    }

    /// What keeps guests apart on this host.
    public NodeAnswer<SecurityLabelling> securityModel() {
        String model =
                switch (GuestSecurity.read(tree).module()) {
                    case GuestSecurity.Module.None _ -> "none";
                    case GuestSecurity.Module.AppArmor _ -> "apparmor";
                    case GuestSecurity.Module.SeLinux _ -> "selinux";
                };
        return new NodeAnswer.Given<>(new SecurityLabelling(model, "0"));
    }

    /// The host's name, canonical where the resolver knows it so; not older than allowed.
    public NodeAnswer<String> hostName() {
        return hostName.get();
    }

    private NodeAnswer<NodeInfo> readInfo() {
        return switch (memories.sum(MemoryStatistics::total)) {
            case NodeAnswer.Given<ByteCount>(ByteCount memory) -> processors.info(memory);
            case NodeAnswer.Refused<ByteCount>(Refusal refusal) ->
                    new NodeAnswer.Refused<>(refusal);
        };
    }

    private NodeAnswer<String> readHostName() {
        Reading<String> name = HostName.read(tree);
        return name.toOptional()
                .<NodeAnswer<String>>map(NodeAnswer.Given::new)
                .orElseGet(() -> Refusal.unreadable(name));
    }
}
