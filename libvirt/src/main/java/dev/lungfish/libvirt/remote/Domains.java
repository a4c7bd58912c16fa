package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;
import java.util.UUID;

/// The procedures of the program for single guests. Guests are listed by [Remote#LIST_ALL_DOMAINS],
/// and [Remote#LIFECYCLE_EVENT] reports their changes.
///
/// **Source:** `enum remote_procedure` in `src/remote/remote_protocol.x`.
public final class Domains {
    /// For [ListAllDomainsArguments#flags()]: guests that run, are paused, or are in between.
    public static final int LIST_ACTIVE = 1;

    /// Guests that are gone when they are off.
    public static final int LIST_TRANSIENT = 1 << 3;

    /// For [DomainFlags] of [#GET_JOB_STATS]: the job that ended last, not one that runs.
    public static final int COMPLETED = 1;

    /// The group of statistics about processors, for [#GET_ALL_STATISTICS].
    public static final int STATISTICS_CPU_TOTAL = 1 << 1;

    /// Guests whose processors run.
    public static final int LIST_RUNNING = 1 << 4;

    private static final XdrCodec<String> NAME = XdrCodec.string("name", RemoteLimits.STRING);

    /// Starts a guest that is defined; from its managed save image where it has one.
    public static final Procedure<DomainReference, NoValue> CREATE =
            of(9, "virDomainCreate", Access.WRITE, DomainReference.CODEC, XdrCodec.NONE);

    /// Ends a guest at once.
    public static final Procedure<DomainReference, NoValue> DESTROY =
            of(12, "virDomainDestroy", Access.WRITE, DomainReference.CODEC, XdrCodec.NONE);

    public static final Procedure<DomainFlags, String> GET_XML_DESC =
            of(
                    14,
                    "virDomainGetXMLDesc",
                    Access.READ,
                    DomainFlags.CODEC,
                    XdrCodec.string("xml", RemoteLimits.STRING));

    /// The names of guests that are off; takes the maximum number.
    public static final Procedure<Integer, List<String>> LIST_DEFINED =
            of(
                    21,
                    "virConnectListDefinedDomains",
                    Access.READ,
                    XdrCodec.int32("maxnames"),
                    XdrCodec.of(
                            (encoder, names) ->
                                    encoder.array("names", names, RemoteLimits.DOMAINS, NAME),
                            decoder -> decoder.array("names", RemoteLimits.DOMAINS, NAME)));

    public static final Procedure<Integer, DomainReference> LOOKUP_BY_ID =
            of(22, "virDomainLookupByID", Access.READ, XdrCodec.int32("id"), DomainReference.CODEC);

    public static final Procedure<String, DomainReference> LOOKUP_BY_NAME =
            of(
                    23,
                    "virDomainLookupByName",
                    Access.READ,
                    XdrCodec.string("name", RemoteLimits.STRING),
                    DomainReference.CODEC);

    public static final Procedure<UUID, DomainReference> LOOKUP_BY_UUID =
            of(
                    24,
                    "virDomainLookupByUUID",
                    Access.READ,
                    DomainReference.UUID_CODEC,
                    DomainReference.CODEC);

    /// The number of guests that are off.
    public static final Procedure<NoValue, Integer> NUM_OF_DEFINED =
            of(
                    25,
                    "virConnectNumOfDefinedDomains",
                    Access.READ,
                    XdrCodec.NONE,
                    XdrCodec.int32("num"));

    public static final Procedure<DomainReference, NoValue> RESUME =
            of(28, "virDomainResume", Access.WRITE, DomainReference.CODEC, XdrCodec.NONE);

    /// Stops the processors of a guest; its memory stays where it is.
    public static final Procedure<DomainReference, NoValue> SUSPEND =
            of(34, "virDomainSuspend", Access.WRITE, DomainReference.CODEC, XdrCodec.NONE);

    public static final Procedure<DomainReference, JobInfo> GET_JOB_INFO =
            of(163, "virDomainGetJobInfo", Access.READ, DomainReference.CODEC, JobInfo.CODEC);

    /// Ends the job of a guest; a migration is undone, and the guest goes on where it was.
    public static final Procedure<DomainReference, NoValue> ABORT_JOB =
            of(164, "virDomainAbortJob", Access.WRITE, DomainReference.CODEC, XdrCodec.NONE);

    /// Has the source migrate a guest, and answers when that is done. The answer is what a
    /// destination needs that the caller must tell, which is none here.
    public static final Procedure<PerformArguments, byte[]> MIGRATE_PERFORM =
            of(
                    305,
                    "virDomainMigratePerform3Params",
                    Access.WRITE,
                    PerformArguments.CODEC,
                    PerformArguments.COOKIE);

    /// Saves the memory of a guest for [#CREATE], and ends the guest. Answers when that is done,
    /// which takes the time of the disk.
    public static final Procedure<DomainFlags, NoValue> MANAGED_SAVE =
            of(182, "virDomainManagedSave", Access.WRITE, DomainFlags.CODEC, XdrCodec.NONE);

    public static final Procedure<DomainFlags, Boolean> HAS_MANAGED_SAVE_IMAGE =
            of(
                    183,
                    "virDomainHasManagedSaveImage",
                    Access.READ,
                    DomainFlags.CODEC,
                    XdrCodec.bool("result"));

    public static final Procedure<DomainFlags, DomainState> GET_STATE =
            of(212, "virDomainGetState", Access.READ, DomainFlags.CODEC, DomainState.CODEC);

    /// The type and the progress of a job, by names of its fields.
    public static final Procedure<DomainFlags, JobStatistics> GET_JOB_STATS =
            of(298, "virDomainGetJobStats", Access.READ, DomainFlags.CODEC, JobStatistics.CODEC);

    /// The time of a guest's clock. This asks its agent, so a read-only connection does not
    /// suffice.
    public static final Procedure<DomainFlags, DomainTime> GET_TIME =
            of(337, "virDomainGetTime", Access.WRITE, DomainFlags.CODEC, DomainTime.CODEC);

    /// Sets the clock of a guest by its agent.
    public static final Procedure<SetTimeArguments, NoValue> SET_TIME =
            of(338, "virDomainSetTime", Access.WRITE, SetTimeArguments.CODEC, XdrCodec.NONE);

    /// What a host can give its guests, as XML. It asks emulators for that, so libvirt takes it for
    /// more than looking.
    ///
    /// **Source:** `remote_protocol.x` of libvirt (`@acl: connect:write`).
    public static final Procedure<DomainCapabilitiesArguments, String> GET_CAPABILITIES =
            of(
                    342,
                    "virConnectGetDomainCapabilities",
                    Access.WRITE,
                    DomainCapabilitiesArguments.CODEC,
                    XdrCodec.string("capabilities", RemoteLimits.STRING));

    public static final Procedure<DomainStatistics.Arguments, List<DomainStatistics>>
            GET_ALL_STATISTICS =
                    of(
                            344,
                            "virConnectGetAllDomainStats",
                            Access.READ,
                            DomainStatistics.Arguments.CODEC,
                            XdrCodec.of(
                                    (encoder, found) ->
                                            encoder.array(
                                                    "retStats",
                                                    found,
                                                    RemoteLimits.DOMAINS,
                                                    DomainStatistics.CODEC),
                                    decoder ->
                                            decoder.array(
                                                    "retStats",
                                                    RemoteLimits.DOMAINS,
                                                    DomainStatistics.CODEC)));

    /// Every procedure of this class.
    public static final List<Procedure<?, ?>> PROCEDURES =
            List.of(
                    CREATE,
                    DESTROY,
                    GET_XML_DESC,
                    LIST_DEFINED,
                    LOOKUP_BY_ID,
                    LOOKUP_BY_NAME,
                    LOOKUP_BY_UUID,
                    NUM_OF_DEFINED,
                    GET_CAPABILITIES,
                    GET_ALL_STATISTICS,
                    RESUME,
                    SUSPEND,
                    GET_JOB_INFO,
                    ABORT_JOB,
                    MIGRATE_PERFORM,
                    MANAGED_SAVE,
                    HAS_MANAGED_SAVE_IMAGE,
                    GET_STATE,
                    GET_JOB_STATS,
                    GET_TIME,
                    SET_TIME);

    private Domains() {}

    private static <A, R> Procedure<A, R> of(
            int number, String name, Access access, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(Remote.PROGRAM, number, name, access, arguments, result);
    }
}
