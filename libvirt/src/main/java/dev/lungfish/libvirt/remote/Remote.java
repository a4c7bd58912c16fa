package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.ProgramNumber;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The procedures and events of the program. Versions are major·10⁶ + minor·10³ + release.
///
/// **Source:** `enum remote_procedure` in `src/remote/remote_protocol.x`.
public final class Remote {
    public static final ProgramNumber PROGRAM = new ProgramNumber(0x20008086, 1);

    public static final Procedure<OpenArguments, NoValue> OPEN =
            of(1, "virConnectOpen", Access.AUTHENTICATED, OpenArguments.CODEC, XdrCodec.NONE);
    public static final Procedure<NoValue, NoValue> CLOSE =
            of(2, "virConnectClose", Access.AUTHENTICATED, XdrCodec.NONE, XdrCodec.NONE);

    /// The driver's name, `QEMU`.
    public static final Procedure<NoValue, String> GET_TYPE =
            read(3, "virConnectGetType", XdrCodec.NONE, text("type"));

    /// The version of the hypervisor.
    public static final Procedure<NoValue, Long> GET_VERSION =
            read(4, "virConnectGetVersion", XdrCodec.NONE, XdrCodec.int64("hv_ver"));

    /// How many processors a guest of a type may have.
    public static final Procedure<GuestType, Integer> GET_MAX_VCPUS =
            read(5, "virConnectGetMaxVcpus", GuestType.CODEC, XdrCodec.int32("max_vcpus"));

    public static final Procedure<NoValue, NodeInfo> NODE_GET_INFO =
            read(6, "virNodeGetInfo", XdrCodec.NONE, NodeInfo.CODEC);
    public static final Procedure<NoValue, String> GET_CAPABILITIES =
            read(7, "virConnectGetCapabilities", XdrCodec.NONE, text("capabilities"));

    /// The numbers of the active guests; takes the maximum number.
    public static final Procedure<Integer, List<Integer>> LIST_DOMAINS =
            read(
                    37,
                    "virConnectListDomains",
                    XdrCodec.int32("maxids"),
                    list("ids", RemoteLimits.DOMAINS, XdrCodec.int32("ids item")));

    /// The number of active guests.
    public static final Procedure<NoValue, Integer> NUM_OF_DOMAINS =
            read(51, "virConnectNumOfDomains", XdrCodec.NONE, XdrCodec.int32("num"));

    public static final Procedure<NoValue, String> GET_HOSTNAME =
            read(59, "virConnectGetHostname", XdrCodec.NONE, text("hostname"));

    /// Whether a [Feature] is there: 1 or 0.
    public static final Procedure<Integer, Integer> SUPPORTS_FEATURE =
            of(
                    60,
                    "virConnectSupportsFeature",
                    Access.AUTHENTICATED,
                    XdrCodec.int32("feature"),
                    XdrCodec.int32("supported"));

    /// The numbers of [AuthenticationType].
    public static final Procedure<NoValue, List<Integer>> AUTH_LIST =
            of(
                    66,
                    "remoteAuthList",
                    Access.ANYBODY,
                    XdrCodec.NONE,
                    list("types", RemoteLimits.AUTHENTICATION_TYPES, XdrCodec.int32("types item")));

    /// Authenticates by polkit; returns 1.
    public static final Procedure<NoValue, Integer> AUTH_POLKIT =
            of(70, "remoteAuthPolkit", Access.ANYBODY, XdrCodec.NONE, XdrCodec.int32("complete"));

    /// In bytes, unsigned.
    public static final Procedure<CellsFreeMemoryArguments, List<Long>> NODE_GET_CELLS_FREE_MEMORY =
            read(
                    101,
                    "virNodeGetCellsFreeMemory",
                    CellsFreeMemoryArguments.CODEC,
                    list("cells", RemoteLimits.CELLS, XdrCodec.int64("cells item")));

    /// In bytes, unsigned.
    public static final Procedure<NoValue, Long> NODE_GET_FREE_MEMORY =
            read(102, "virNodeGetFreeMemory", XdrCodec.NONE, XdrCodec.int64("freeMem"));

    public static final Procedure<NoValue, String> GET_URI =
            read(110, "virConnectGetURI", XdrCodec.NONE, text("uri"));
    public static final Procedure<NoValue, NodeSecurityModel> NODE_GET_SECURITY_MODEL =
            read(122, "virNodeGetSecurityModel", XdrCodec.NONE, NodeSecurityModel.CODEC);

    /// Whether the server's connection to the hypervisor is secure; clients judge their own
    /// connection.
    public static final Procedure<NoValue, Boolean> IS_SECURE =
            read(149, "virConnectIsSecure", XdrCodec.NONE, XdrCodec.bool("secure"));

    /// The version of libvirt, or of the compatible server.
    public static final Procedure<NoValue, Long> GET_LIB_VERSION =
            read(157, "virConnectGetLibVersion", XdrCodec.NONE, XdrCodec.int64("lib_ver"));

    /// The firmware's facts about the machine, as XML; takes flags.
    public static final Procedure<Integer, String> GET_SYSINFO =
            read(203, "virConnectGetSysinfo", XdrCodec.int32("flags"), text("sysinfo"));

    public static final Procedure<CpuStatisticsArguments, NodeStatistics> NODE_GET_CPU_STATS =
            read(227, "virNodeGetCPUStats", CpuStatisticsArguments.CODEC, NodeStatistics.CODEC);
    public static final Procedure<MemoryStatisticsArguments, NodeStatistics> NODE_GET_MEMORY_STATS =
            read(
                    228,
                    "virNodeGetMemoryStats",
                    MemoryStatisticsArguments.CODEC,
                    NodeStatistics.CODEC);
    public static final Procedure<SuspendArguments, NoValue> NODE_SUSPEND_FOR_DURATION =
            of(
                    250,
                    "virNodeSuspendForDuration",
                    Access.WRITE,
                    SuspendArguments.CODEC,
                    XdrCodec.NONE);
    public static final Procedure<ListAllDomainsArguments, DomainList> LIST_ALL_DOMAINS =
            read(273, "virConnectListAllDomains", ListAllDomainsArguments.CODEC, DomainList.CODEC);
    public static final Procedure<NodeMemoryParameters.Arguments, NodeMemoryParameters>
            NODE_GET_MEMORY_PARAMETERS =
                    read(
                            289,
                            "virNodeGetMemoryParameters",
                            NodeMemoryParameters.Arguments.CODEC,
                            NodeMemoryParameters.CODEC);
    public static final Procedure<CpuMapArguments, CpuMap> NODE_GET_CPU_MAP =
            read(293, "virNodeGetCPUMap", CpuMapArguments.CODEC, CpuMap.CODEC);
    public static final Procedure<CpuModelNamesArguments, CpuModelNames> GET_CPU_MODEL_NAMES =
            read(
                    312,
                    "virConnectGetCPUModelNames",
                    CpuModelNamesArguments.CODEC,
                    CpuModelNames.CODEC);

    /// Returns the number of the callback.
    public static final Procedure<EventRegistration, Integer> DOMAIN_EVENT_REGISTER =
            read(
                    316,
                    "virConnectDomainEventRegisterAny",
                    EventRegistration.CODEC,
                    XdrCodec.int32("callbackID"));

    /// Takes the number of the callback.
    public static final Procedure<Integer, NoValue> DOMAIN_EVENT_DEREGISTER =
            read(
                    317,
                    "virConnectDomainEventDeregisterAny",
                    XdrCodec.int32("callbackID"),
                    XdrCodec.NONE);

    /// Unsigned, cell by cell a number for each size.
    public static final Procedure<FreePagesArguments, List<Long>> NODE_GET_FREE_PAGES =
            read(
                    340,
                    "virNodeGetFreePages",
                    FreePagesArguments.CODEC,
                    list("counts", RemoteLimits.CELLS, XdrCodec.int64("counts item")));

    public static final Procedure<NoValue, NoValue> REGISTER_CLOSE_CALLBACK =
            read(360, "virConnectRegisterCloseCallback", XdrCodec.NONE, XdrCodec.NONE);
    public static final Procedure<NoValue, NoValue> UNREGISTER_CLOSE_CALLBACK =
            read(361, "virConnectUnregisterCloseCallback", XdrCodec.NONE, XdrCodec.NONE);
    public static final Procedure<IdentityArguments, NoValue> SET_IDENTITY =
            of(419, "virConnectSetIdentity", Access.READ, IdentityArguments.CODEC, XdrCodec.NONE);

    public static final Event<LifecycleEvent> LIFECYCLE_EVENT =
            new Event<>(PROGRAM, 318, "domain lifecycle", LifecycleEvent.CODEC);

    /// The server is about to end; has the number of a [CloseReason].
    public static final Event<Integer> CLOSE_EVENT =
            new Event<>(PROGRAM, 362, "connection closed", XdrCodec.int32("reason"));

    /// Every procedure of this class.
    public static final List<Procedure<?, ?>> PROCEDURES =
            List.of(
                    OPEN,
                    CLOSE,
                    GET_TYPE,
                    GET_VERSION,
                    GET_MAX_VCPUS,
                    NODE_GET_INFO,
                    GET_CAPABILITIES,
                    LIST_DOMAINS,
                    NUM_OF_DOMAINS,
                    GET_HOSTNAME,
                    SUPPORTS_FEATURE,
                    AUTH_LIST,
                    AUTH_POLKIT,
                    NODE_GET_CELLS_FREE_MEMORY,
                    NODE_GET_FREE_MEMORY,
                    GET_URI,
                    NODE_GET_SECURITY_MODEL,
                    IS_SECURE,
                    GET_LIB_VERSION,
                    GET_SYSINFO,
                    NODE_GET_CPU_STATS,
                    NODE_GET_MEMORY_STATS,
                    NODE_SUSPEND_FOR_DURATION,
                    LIST_ALL_DOMAINS,
                    NODE_GET_MEMORY_PARAMETERS,
                    NODE_GET_CPU_MAP,
                    GET_CPU_MODEL_NAMES,
                    DOMAIN_EVENT_REGISTER,
                    DOMAIN_EVENT_DEREGISTER,
                    NODE_GET_FREE_PAGES,
                    REGISTER_CLOSE_CALLBACK,
                    UNREGISTER_CLOSE_CALLBACK,
                    SET_IDENTITY);

    private Remote() {}

    /// The type of a guest, `kvm`; null for the driver's own.
    public record GuestType(@Nullable String name) {
        static final XdrCodec<GuestType> CODEC =
                XdrCodec.of(
                        (encoder, type) ->
                                encoder.optionalString("type", type.name, RemoteLimits.STRING),
                        decoder ->
                                new GuestType(decoder.optionalString("type", RemoteLimits.STRING)));
    }

    private static <A, R> Procedure<A, R> of(
            int number, String name, Access access, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(PROGRAM, number, name, access, arguments, result);
    }

    private static <A, R> Procedure<A, R> read(
            int number, String name, XdrCodec<A> arguments, XdrCodec<R> result) {
        return of(number, name, Access.READ, arguments, result);
    }

    private static XdrCodec<String> text(String field) {
        return XdrCodec.string(field, RemoteLimits.STRING);
    }

    private static <T> XdrCodec<List<T>> list(String field, Limit limit, XdrCodec<T> item) {
        return XdrCodec.of(
                (encoder, values) -> encoder.array(field, values, limit, item),
                decoder -> decoder.array(field, limit, item));
    }
}
