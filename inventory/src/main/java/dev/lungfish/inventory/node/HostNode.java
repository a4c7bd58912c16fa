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
import dev.lungfish.runtime.clock.SharedResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One host as a node of libvirt: this machine or a recorded one. The answers and the refusals are
/// those of libvirtd 9.0 on the same machine.
///
/// Each call reads anew, except for two that clients ask all the time: [#info] and [#hostName] may
/// have a maximum age, [#FRESH] for a daemon. A hotplug is visible after at most that time.
public final class HostNode {
    /// The maximum age of the figures and the name of a host. Reading them takes some hundred
    /// microseconds, which is negligible once a second; an answer from memory costs less than its
    /// transfer through a socket.
    public static final Duration FRESH = Duration.ofSeconds(1);

    /// libvirt's limit for guests with emulated processors, and without a type.
    private static final int MOST_EMULATED_VCPUS = 16;

    private final HostTree tree;
    private final NodeProcessors processors;
    private final NodeMemories memories;
    private final SharedResult<NodeAnswer<NodeInfo>, RuntimeException> info;
    private final SharedResult<NodeAnswer<String>, RuntimeException> hostName;

    /// The host of a tree.
    ///
    /// @param mostAge the maximum age of [#info] and [#hostName]; zero to read at each call
    public HostNode(HostTree tree, Duration mostAge) {
        this.tree = tree;
        processors = new NodeProcessors(tree);
        memories = new NodeMemories(tree);
        info = new SharedResult<>(mostAge, this::readInfo);
        hostName = new SharedResult<>(mostAge, this::readHostName);
    }

    /// The figures of the host; not older than allowed.
    public NodeAnswer<NodeInfo> info() {
        return info.get();
    }

    /// The present and the online processors.
    public NodeAnswer<NodeCpuMap> cpuMap() {
        return processors.map();
    }

    /// Processor times in nanoseconds.
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

    /// How the kernel shares equal pages of guests.
    public NodeAnswer<List<SharedPages.Value>> sharedPages() {
        return SharedPages.read(tree);
    }

    /// Free memory of all cells.
    public NodeAnswer<ByteCount> freeMemory() {
        return memories.sum(MemoryStatistics::free);
    }

    /// Free memory of each cell.
    ///
    /// @param first the number of the first cell
    /// @param most the maximum number of cells
    public NodeAnswer<List<ByteCount>> cellsFreeMemory(int first, int most) {
        return memories.free(first, most);
    }

    /// The number of free pages: one number for each size of the first cell, then of the next.
    ///
    /// @param kibibytes the sizes
    /// @param first the number of the first cell; -1 for the whole host
    /// @param count the maximum number of cells
    public NodeAnswer<List<Long>> freePages(List<Long> kibibytes, int first, long count) {
        return memories.freePages(kibibytes, first, count);
    }

    /// The firmware's facts about the machine, as libvirt's document `<sysinfo type='smbios'>`.
    public NodeAnswer<String> sysinfo() {
        Reading<SmbiosTable> table = SmbiosTable.read(tree);
        return table.toOptional()
                .<NodeAnswer<String>>map(found -> new NodeAnswer.Given<>(Sysinfo.document(found)))
                .orElseGet(() ->
                        Refusal.unsupportedConfiguration(
                                "Host SMBIOS information is not available"));
    }

    /// The maximum of virtual processors for a guest. Lungfish runs no guests: for KVM this is the
    /// kernel's limit, for emulated guests libvirt's constant.
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

    /// The names of CPU models that libvirt knows for an architecture, oldest first; none if any
    /// name is accepted.
    public NodeAnswer<List<String>> cpuModels(String arch) {
        return switch (CpuModelNames.of(arch)) {
            case CpuModelNames.Listed(Reading<List<String>> names) ->
                    names.toOptional()
                            .<NodeAnswer<List<String>>>map(NodeAnswer.Given::new)
                            .orElseGet(() ->
                                    Refusal.notSupported(
                                            "no map of CPU models: %s %s; libvirt's package installs it"
                                                    .formatted(names.source(), names.found())));
            case CpuModelNames.Any() -> new NodeAnswer.Given<>(List.of());
            case CpuModelNames.NoProcessors() ->
                    Refusal.notSupported(
                            "'" + arch + "' architecture is not supported by CPU driver");
            case CpuModelNames.NoSuchArchitecture() ->
                    Refusal.unknownName("cannot find architecture " + arch);
        };
    }

    /// The isolation of guests on this host.
    public NodeAnswer<SecurityLabelling> securityModel() {
        String model =
                switch (GuestSecurity.read(tree).module()) {
                    case GuestSecurity.Module.None _ -> "none";
                    case GuestSecurity.Module.AppArmor _ -> "apparmor";
                    case GuestSecurity.Module.SeLinux _ -> "selinux";
                };
        return new NodeAnswer.Given<>(new SecurityLabelling(model, "0"));
    }

    /// The host's name, canonical if the resolver has it; not older than allowed.
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
