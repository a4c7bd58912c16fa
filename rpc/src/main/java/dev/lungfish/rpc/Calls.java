package dev.lungfish.rpc;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.ConnectedClient;
import dev.lungfish.api.CpuOrder;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.DeviceOrder;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.NicOrder;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.api.RequestChange;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.SleepAnswer;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.api.WakeupRequest;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.ProgramNumber;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;
import java.util.Optional;

/// The procedures of the contract, 200 to 299 of our program, and its message. A procedure never
/// changes what it takes and gives: what a later version adds gets a new number.
public final class Calls {
    /// The letters LUNG.
    public static final ProgramNumber PROGRAM = new ProgramNumber(0x4c554e47, 1);

    /// Answers when the request is accepted, or has ended before.
    public static final Procedure<SleepOrder, SleepAnswer> SLEEP =
            write(
                    200,
                    "sleep",
                    DerivedCodec.order(SleepOrder.class),
                    DerivedCodec.answer(SleepAnswer.class));

    /// Takes the name of a request, or nothing for whichever runs; answers when it has ended.
    public static final Procedure<Optional<String>, CancelAnswer> CANCEL =
            write(
                    201,
                    "cancel",
                    DerivedCodec.optionalOrder(String.class),
                    DerivedCodec.answer(CancelAnswer.class));

    public static final Procedure<NoValue, HostStatus> STATUS =
            read(202, "status", XdrCodec.NONE, DerivedCodec.answer(HostStatus.class));

    public static final Procedure<HistoryQuery, List<PastSleep>> HISTORY =
            read(
                    203,
                    "history",
                    DerivedCodec.order(HistoryQuery.class),
                    DerivedCodec.list(PastSleep.class));

    /// Takes the name of a request; nothing where it has not ended, or is not known.
    public static final Procedure<String, Optional<Finished>> ENDED =
            read(
                    204,
                    "ended",
                    DerivedCodec.order(String.class),
                    DerivedCodec.optional(Finished.class));

    /// From now on [#CHANGE] is sent, and the connection is kept while the host sleeps.
    public static final Procedure<NoValue, HostStatus> SUBSCRIBE =
            read(205, "subscribe", XdrCodec.NONE, DerivedCodec.answer(HostStatus.class));

    public static final Procedure<NoValue, NoValue> UNSUBSCRIBE =
            read(206, "unsubscribe", XdrCodec.NONE, XdrCodec.NONE);

    public static final Procedure<NoValue, DoctorReport> DOCTOR =
            read(210, "doctor", XdrCodec.NONE, DerivedCodec.answer(DoctorReport.class));

    public static final Procedure<NoValue, WaysBack> WAYS_BACK =
            read(211, "waysBack", XdrCodec.NONE, DerivedCodec.answer(WaysBack.class));

    /// Takes the name of an interface, or nothing for all cards.
    public static final Procedure<Optional<String>, List<NicStatus>> CARDS =
            read(
                    220,
                    "wakeOnLan",
                    DerivedCodec.optionalOrder(String.class),
                    DerivedCodec.list(NicStatus.class));

    public static final Procedure<NicOrder, List<Reason>> SET_CARDS =
            write(
                    221,
                    "setWakeOnLan",
                    DerivedCodec.order(NicOrder.class),
                    DerivedCodec.list(Reason.class));

    public static final Procedure<NoValue, List<WakeDeviceStatus>> DEVICES =
            read(222, "wakeDevices", XdrCodec.NONE, DerivedCodec.list(WakeDeviceStatus.class));

    public static final Procedure<DeviceOrder, List<Reason>> SWITCH_DEVICE =
            write(
                    223,
                    "switchWakeDevice",
                    DerivedCodec.order(DeviceOrder.class),
                    DerivedCodec.list(Reason.class));

    /// Sends magic packets once.
    public static final Procedure<WakeOrder, WakeReport> WAKE =
            write(
                    230,
                    "wake",
                    DerivedCodec.order(WakeOrder.class),
                    DerivedCodec.answer(WakeReport.class));

    /// Sends magic packets later; gives whom they are for.
    public static final Procedure<ScheduledWake, String> WAKE_LATER =
            write(
                    231,
                    "wakeLater",
                    DerivedCodec.order(ScheduledWake.class),
                    DerivedCodec.answer(String.class));

    /// Takes whom [#WAKE] takes; gives what of it answers within two seconds.
    public static final Procedure<String, Optional<Reason>> ANSWERS =
            write(
                    232,
                    "answers",
                    DerivedCodec.order(String.class),
                    DerivedCodec.optional(Reason.class));

    public static final Procedure<NoValue, KnownHosts> HOSTS =
            read(233, "hosts", XdrCodec.NONE, DerivedCodec.answer(KnownHosts.class));

    public static final Procedure<NoValue, List<Watch>> SLEEPERS =
            read(234, "sleepers", XdrCodec.NONE, DerivedCodec.list(Watch.class));

    /// Takes whom [#WAKE] takes; nobody speaks for that host any more. Root's alone.
    public static final Procedure<String, KnownHost> RELEASE_HOST =
            write(
                    235,
                    "releaseHost",
                    DerivedCodec.order(String.class),
                    DerivedCodec.answer(KnownHost.class));

    public static final Procedure<NoValue, CpuReport> POWER =
            read(240, "power", XdrCodec.NONE, DerivedCodec.answer(CpuReport.class));

    public static final Procedure<CpuOrder, CpuOutcome> SET_POWER =
            write(
                    241,
                    "setPower",
                    DerivedCodec.order(CpuOrder.class),
                    DerivedCodec.answer(CpuOutcome.class));

    public static final Procedure<NoValue, Explanation> POLICY =
            read(242, "policy", XdrCodec.NONE, DerivedCodec.answer(Explanation.class));

    public static final Procedure<WakeupRequest, Wakeup> ADD_WAKEUP =
            write(
                    253,
                    "wakeupAdd",
                    DerivedCodec.order(WakeupRequest.class),
                    DerivedCodec.answer(Wakeup.class));

    public static final Procedure<NoValue, WakeupReport> WAKEUPS =
            read(254, "wakeups", XdrCodec.NONE, DerivedCodec.answer(WakeupReport.class));

    public static final Procedure<String, Wakeup> REMOVE_WAKEUP =
            write(
                    255,
                    "wakeupRemove",
                    DerivedCodec.order(String.class),
                    DerivedCodec.answer(Wakeup.class));

    /// The clients of the daemon. Root's alone.
    public static final Procedure<NoValue, List<ConnectedClient>> CLIENTS =
            write(260, "clients", XdrCodec.NONE, DerivedCodec.list(ConnectedClient.class));

    /// Takes the number of a client; gives what it was. Root's alone.
    public static final Procedure<Long, ConnectedClient> DISCONNECT =
            write(
                    261,
                    "disconnect",
                    DerivedCodec.order(Long.class),
                    DerivedCodec.answer(ConnectedClient.class));

    /// Has the daemon read its configuration and its certificates anew. Root's alone.
    public static final Procedure<NoValue, ReloadReport> RELOAD =
            write(262, "reload", XdrCodec.NONE, DerivedCodec.answer(ReloadReport.class));

    /// Takes a new host into a fleet. A controller answers it, also without a certificate.
    public static final Procedure<EnrolmentRequest, Enrolment> ENROL =
            read(
                    270,
                    "enrol",
                    DerivedCodec.order(EnrolmentRequest.class),
                    DerivedCodec.answer(Enrolment.class));

    /// A controller gives the caller a new certificate for its key.
    public static final Procedure<NoValue, Enrolment> RENEW =
            read(271, "renew", XdrCodec.NONE, DerivedCodec.answer(Enrolment.class));

    /// A host says to its controller that it is awake, and asks what to do.
    public static final Procedure<CheckIn, Verdict> CHECK_IN =
            write(
                    272,
                    "checkIn",
                    DerivedCodec.order(CheckIn.class),
                    DerivedCodec.answer(Verdict.class));

    /// A host says to its controller that it is about to sleep.
    public static final Procedure<Entering, Verdict> ENTERING =
            write(
                    273,
                    "entering",
                    DerivedCodec.order(Entering.class),
                    DerivedCodec.answer(Verdict.class));

    /// A host says to its controller what its meters have measured.
    public static final Procedure<MeterReading, NoValue> METER =
            write(274, "meter", DerivedCodec.order(MeterReading.class), XdrCodec.NONE);

    /// A request has come to another phase.
    public static final Event<RequestChange> CHANGE =
            new Event<>(PROGRAM, 290, "request change", DerivedCodec.answer(RequestChange.class));

    /// All procedures, by number.
    static final List<Procedure<?, ?>> ALL =
            List.of(
                    SLEEP,
                    CANCEL,
                    STATUS,
                    HISTORY,
                    ENDED,
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    DOCTOR,
                    WAYS_BACK,
                    CARDS,
                    SET_CARDS,
                    DEVICES,
                    SWITCH_DEVICE,
                    WAKE,
                    WAKE_LATER,
                    ANSWERS,
                    HOSTS,
                    SLEEPERS,
                    POWER,
                    SET_POWER,
                    POLICY,
                    ADD_WAKEUP,
                    WAKEUPS,
                    REMOVE_WAKEUP,
                    RELEASE_HOST,
                    CLIENTS,
                    DISCONNECT,
                    RELOAD,
                    ENROL,
                    RENEW,
                    CHECK_IN,
                    ENTERING,
                    METER);

    private Calls() {}

    private static <A, R> Procedure<A, R> read(
            int number, String name, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(PROGRAM, number, name, Access.READ, arguments, result);
    }

    private static <A, R> Procedure<A, R> write(
            int number, String name, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(PROGRAM, number, name, Access.WRITE, arguments, result);
    }
}
