package dev.lungfish.daemon.remote;

import static dev.lungfish.daemon.remote.HostAnswers.value;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.inventory.node.HostNode;
import dev.lungfish.inventory.node.NodeCpuMap;
import dev.lungfish.inventory.node.SecurityLabelling;
import dev.lungfish.inventory.node.SharedPages;
import dev.lungfish.libvirt.capabilities.CapabilitiesWriter;
import dev.lungfish.libvirt.capabilities.Dialect;
import dev.lungfish.libvirt.remote.CpuMap;
import dev.lungfish.libvirt.remote.CpuMapArguments;
import dev.lungfish.libvirt.remote.CpuModelNames;
import dev.lungfish.libvirt.remote.NodeInfo;
import dev.lungfish.libvirt.remote.NodeMemoryParameters;
import dev.lungfish.libvirt.remote.NodeSecurityModel;
import dev.lungfish.libvirt.remote.NodeStatistics;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.TypedParameter;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Opener;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.runtime.clock.SharedResult;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// libvirt's remote program for one host. There are no guests here: lists of them are empty, unless
/// a libvirtd has guests that can't be seen from here, and none is found by its name. Other calls
/// that need one are unknown procedures, on which clients say that the driver does not have them.
public final class HostProgram {
    /// The level of libvirt's API whose calls are answered, 9.0.0.
    private static final long API_LEVEL = 9_000_000;

    /// What `virsh version` calls the hypervisor.
    private static final String TYPE = "Lungfish";

    /// The host by its first name.
    public static final String URI = "lungfish:///system";

    /// The host by its names: ours, ours for any path, the server's choice, and that of the driver
    /// that most clients ask for.
    private static final Set<String> NAMES = Set.of(URI, "lungfish:///", "", "qemu:///system");

    /// Of these, those that mean the host and no driver of libvirt.
    private static final Set<String> OWN_NAMES = Set.of(URI, "lungfish:///", "");

    private final Opener opener;
    private final GuestLists guestLists;
    private final ObservedHost host;
    private final HostNode node;
    private final SharedResult<String, RuntimeException> capabilities;
    private final long version;
    private final NodeSuspend suspend;

    /// @param version of Lungfish, in libvirt's counting
    /// @param opener decides on names; [#open] does for a host without anything behind it
    /// @param guestLists decides whether there are no guests
    public HostProgram(
            ObservedHost host,
            long version,
            NodeSuspend suspend,
            Opener opener,
            GuestLists guestLists) {
        this.opener = opener;
        this.guestLists = guestLists;
        this.host = host;
        this.version = version;
        this.suspend = suspend;
        node = new HostNode(host.tree(), HostNode.FRESH);
        capabilities = new SharedResult<>(HostNode.FRESH, this::document);
    }

    /// A version as libvirt counts them: a million for each major one, a thousand for each minor
    /// one.
    ///
    /// @param text `0.1.0`; what does not begin so counts as 0
    public static long version(String text) {
        String[] parts = text.split("[^0-9]+", 4);
        long version = 0;
        for (int i = 0; i < 3; i++) {
            String part = i < parts.length && parts[i].length() <= 3 ? parts[i] : "";
            version = version * 1000 + (part.isEmpty() ? 0 : Long.parseLong(part));
        }
        return version;
    }

    public Program program() {
        Program.Builder program =
                RemoteProgram.begin(opener)
                        .answer(Remote.GET_TYPE, (connection, none) -> TYPE)
                        .answer(Remote.GET_VERSION, (connection, none) -> version)
                        .answer(Remote.GET_LIB_VERSION, (connection, none) -> API_LEVEL)
                        .answer(Remote.GET_URI, (connection, none) -> uri(connection))
                        .answer(Remote.IS_SECURE, (connection, none) -> secure(connection))
                        .answer(Remote.GET_HOSTNAME, (connection, none) -> value(node.hostName()))
                        .answer(Remote.GET_CAPABILITIES, (connection, none) -> capabilities.get())
                        .answerLater(Remote.NODE_SUSPEND_FOR_DURATION, suspend);
        processors(program);
        memory(program);
        new NoGuests(guestLists).addTo(program);
        return program.build();
    }

    private void processors(Program.Builder program) {
        program.answer(Remote.NODE_GET_INFO, (connection, none) -> info())
                .answer(Remote.NODE_GET_CPU_MAP, (connection, wanted) -> map(wanted))
                .answer(
                        Remote.NODE_GET_CPU_STATS,
                        (connection, wanted) -> {
                            requireNoFlags(wanted.flags(), "virNodeGetCPUStats");
                            return statistics(
                                    wanted.room(),
                                    value(node.cpuStatistics(wanted.cpu(), wanted.room())));
                        })
                .answer(
                        Remote.GET_MAX_VCPUS,
                        (connection, type) ->
                                value(node.maximumVcpus(Optional.ofNullable(type.name()))))
                .answer(
                        Remote.GET_CPU_MODEL_NAMES,
                        (connection, wanted) -> {
                            requireNoFlags(wanted.flags(), "virConnectGetCPUModelNames");
                            List<String> names = value(node.cpuModels(wanted.architecture()));
                            return new CpuModelNames(
                                    wanted.needResults() ? names : List.of(), names.size());
                        });
    }

    private void memory(Program.Builder program) {
        program.answer(
                        Remote.NODE_GET_MEMORY_STATS,
                        (connection, wanted) -> {
                            requireNoFlags(wanted.flags(), "virNodeGetMemoryStats");
                            return statistics(
                                    wanted.room(),
                                    value(node.memoryStatistics(wanted.cell(), wanted.room())));
                        })
                .answer(
                        Remote.NODE_GET_MEMORY_PARAMETERS,
                        (connection, wanted) -> {
                            requireNoFlags(
                                    wanted.flags() & ~NodeMemoryParameters.STRINGS_TOO,
                                    "virNodeGetMemoryParameters");
                            return parameters(wanted.room());
                        })
                .answer(
                        Remote.NODE_GET_FREE_MEMORY,
                        (connection, none) -> value(node.freeMemory()).bytes())
                .answer(
                        Remote.NODE_GET_CELLS_FREE_MEMORY,
                        (connection, wanted) ->
                                value(node.cellsFreeMemory(wanted.startCell(), wanted.mostCells()))
                                        .stream()
                                        .map(free -> free.bytes())
                                        .toList())
                .answer(
                        Remote.NODE_GET_FREE_PAGES,
                        (connection, wanted) -> {
                            requireNoFlags(wanted.flags(), "virNodeGetFreePages");
                            return value(
                                    node.freePages(
                                            wanted.pageSizesKibibytes().stream()
                                                    .map(Integer::toUnsignedLong)
                                                    .toList(),
                                            wanted.startCell(),
                                            Integer.toUnsignedLong(wanted.cellCount())));
                        })
                .answer(
                        Remote.GET_SYSINFO,
                        (connection, flags) -> {
                            requireNoFlags(flags, "virConnectGetSysinfo");
                            return value(node.sysinfo());
                        })
                .answer(
                        Remote.NODE_GET_SECURITY_MODEL,
                        (connection, none) -> {
                            SecurityLabelling labelling = value(node.securityModel());
                            return new NodeSecurityModel(
                                    labelling.model(), labelling.domainOfInterpretation());
                        });
    }

    /// Whether the empty lists of guests are true.
    @FunctionalInterface
    public interface GuestLists {
        /// Decides for one client.
        ///
        /// @throws RpcException where the guests are not known
        void requireKnown(Connection connection) throws RpcException;
    }

    /// Whether a name means the host itself.
    public static boolean isOwn(String name) {
        return OWN_NAMES.contains(plain(name));
    }

    /// A name in its usual form, without query and fragment, in which clients leave parameters that
    /// they do not know: libvirt's drivers ignore them. `qemu:/system` is `qemu:///system`.
    public static String plain(String name) {
        String plain = name.split("[?#]", 2)[0];
        return plain.matches("[a-z]+:/[^/].*") ? plain.replaceFirst(":/", ":///") : plain;
    }

    /// Opens the host by one of its names.
    ///
    /// @throws RpcException for any other name
    public static void open(Connection connection, String name, boolean readOnly)
            throws RpcException {
        if (!NAMES.contains(plain(name))) {
            throw new RpcException(ErrorCode.NO_CONNECT, ErrorDomain.NONE, name);
        }
    }

    private static String uri(Connection connection) {
        return connection.opened().filter(name -> !name.isEmpty()).orElse(URI);
    }

    private static boolean secure(Connection connection) {
        return connection.kind() == Transport.Kind.UNIX || connection.kind() == Transport.Kind.TLS;
    }

    private String document() {
        return CapabilitiesWriter.write(host.capabilities().document(), Dialect.LIBVIRT);
    }

    private NodeInfo info() throws RpcException {
        dev.lungfish.inventory.node.NodeInfo info = value(node.info());
        return new NodeInfo(
                info.model(),
                info.memory().bytes() / 1024,
                info.cpus(),
                info.megahertz(),
                info.nodes(),
                info.sockets(),
                info.cores(),
                info.threads());
    }

    private NodeMemoryParameters parameters(int room) throws RpcException {
        return room == 0
                ? new NodeMemoryParameters(List.of(), SharedPages.COUNT)
                : new NodeMemoryParameters(
                        value(node.sharedPages()).stream()
                                .limit(room)
                                .map(HostProgram::parameter)
                                .toList(),
                        0);
    }

    private static TypedParameter parameter(SharedPages.Value value) {
        return new TypedParameter(
                value.field(),
                value.isShort()
                        ? new TypedParameter.Value.UnsignedInt32((int) value.value())
                        : new TypedParameter.Value.UnsignedInt64(value.value()));
    }

    private CpuMap map(CpuMapArguments wanted) throws RpcException {
        requireNoFlags(wanted.flags(), "virNodeGetCPUMap");
        NodeCpuMap map = value(node.cpuMap());
        BitSet bits = BitSet.valueOf(map.bits());
        return new CpuMap(
                wanted.needMap() ? bits : new BitSet(),
                wanted.needOnline() ? bits.cardinality() : 0,
                map.present());
    }

    private static NodeStatistics statistics(
            int room, dev.lungfish.inventory.node.NodeStatistics statistics) {
        return room == 0
                ? NodeStatistics.count(statistics.count())
                : NodeStatistics.of(
                        statistics.values().stream()
                                .map(value ->
                                        new NodeStatistics.Statistic(value.field(), value.value()))
                                .toList());
    }

    /// libvirt puts no words before these.
    static void requireNoFlags(int flags, String function) throws RpcException {
        if (flags != 0) {
            throw new RpcException(
                    HostAnswers.error(
                            ErrorCode.INVALID_ARGUMENT,
                            "unsupported flags (0x%x) in function %s".formatted(flags, function)));
        }
    }
}
