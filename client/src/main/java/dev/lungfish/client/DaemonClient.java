package dev.lungfish.client;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.CpuOrder;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.DeviceOrder;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.NicOrder;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepAnswer;
import dev.lungfish.api.SleepListener;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.api.WakeupRequest;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.EventListener;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrException;
import dev.lungfish.rpc.Calls;
import dev.lungfish.rpc.CodedError;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A daemon that is spoken to. It connects again where the connection has ended, as it does when
/// the host sleeps. For one thread.
public final class DaemonClient implements HostSession {
    /// A cancellation is answered when everything is undone, guests included; an order for the
    /// processors when all is read back.
    private static final Duration PATIENT = Duration.ofMinutes(3);

    private static final int NO_DAEMON_OF_OURS = ErrorCode.RPC.number();

    private final LibvirtUri uri;
    private final ClientSettings settings;
    private final Caller caller;
    private final Semaphore news;
    private Client client;
    private boolean subscribed;

    private DaemonClient(
            LibvirtUri uri, ClientSettings settings, Caller caller, Semaphore news, Client client) {
        this.uri = uri;
        this.settings = settings;
        this.caller = caller;
        this.news = news;
        this.client = client;
    }

    /// Connects.
    ///
    /// @param text one of libvirt's URIs
    /// @param readOnly to look only
    /// @throws ServiceException where the URI is none ([ServiceException.Kind#INVALID]), nobody
    ///   answers, or whoever answers refuses
    public static DaemonClient connect(String text, boolean readOnly, Caller caller)
            throws ServiceException {
        return connect(text, readOnly, ClientSettings.DEFAULT.time(), caller);
    }

    /// Connects.
    ///
    /// @param limit for connecting, and for each call
    public static DaemonClient connect(String text, boolean readOnly, Duration limit, Caller caller)
            throws ServiceException {
        return connect(
                text,
                ClientSettings.DEFAULT.readOnly(readOnly).with(limit).with(caller.tunnels()),
                caller);
    }

    /// Connects, with all settings but who hears of changes.
    static DaemonClient connect(String text, ClientSettings given, Caller caller)
            throws ServiceException {
        LibvirtUri uri;
        try {
            uri = LibvirtUri.parse(text);
        } catch (MalformedUriException e) {
            throw new ServiceException(ServiceException.Kind.INVALID, e);
        }
        Semaphore news = new Semaphore(0);
        ClientSettings settings = given.with(new News(news));
        return new DaemonClient(uri, settings, caller, news, open(uri, settings));
    }

    /// The URI of the daemon that listens at a socket of this machine.
    public static String uri(Path socket) {
        return "lungfish+unix:///system?socket=%s"
                .formatted(
                        URLEncoder.encode(socket.toString(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }

    private static Client open(LibvirtUri uri, ClientSettings settings) throws ServiceException {
        try {
            return Client.open(uri, settings);
        } catch (IOException e) {
            throw unreachable(uri, e);
        } catch (RpcException e) {
            throw refused(e);
        }
    }

    private static ServiceException unreachable(LibvirtUri uri, IOException e) {
        ClientReason why = ClientReason.DaemonNotReached.at(uri, e);
        return new ServiceException(
                ServiceException.Kind.UNREACHABLE, why, ReasonText.sentence(why), e);
    }

    /// A change came, or the connection has ended.
    private record News(Semaphore news) implements EventListener {
        @Override
        public void heard(Frame frame) {
            if (Calls.CHANGE.matches(frame.header())) {
                news.release();
            }
        }

        @Override
        public void ended(String reason) {
            news.release();
        }
    }

    @Override
    public Finished sleep(SleepOrder order, Cancellation cancellation, SleepListener listener)
            throws ServiceException {
        return new SleepFollower(this, cancellation, listener).run(order);
    }

    /// Orders a sleep; answered when it is accepted, or has ended before.
    public SleepAnswer order(SleepOrder order) throws ServiceException {
        return call(Calls.SLEEP, order);
    }

    @Override
    public void follow(Predicate<HostStatus> enough, Consumer<String> away)
            throws ServiceException {
        stay();
        boolean isAway = false;
        while (true) {
            try {
                if (isAway) {
                    reconnect();
                    isAway = false;
                }
                HostStatus status = status();
                if (enough.test(status)) {
                    return;
                }
            } catch (ServiceException e) {
                if (e.kind() != ServiceException.Kind.UNREACHABLE) {
                    throw e;
                }
                if (!isAway) {
                    away.accept(e.why());
                }
                isAway = true;
            }
            if (!await(isAway ? SleepFollower.RETRY : SleepFollower.STEP)) {
                return;
            }
        }
    }

    /// From now on the connection is kept while the host sleeps, where the network allows it.
    void stay() throws ServiceException {
        subscribed = true;
        call(Calls.SUBSCRIBE, NoValue.NONE);
    }

    /// Connects again where the connection is broken.
    void reconnect() throws ServiceException {
        client.close();
        client = open(uri, settings);
        if (subscribed) {
            call(Calls.SUBSCRIBE, NoValue.NONE);
        }
    }

    /// Waits, at most until a change is heard of.
    ///
    /// @return false where the thread was interrupted
    boolean await(Duration length) {
        try {
            if (news.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS)) {
                int _ = news.drainPermits();
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Duration now() {
        return caller.clock().get();
    }

    @Override
    public HostStatus status() throws ServiceException {
        return call(Calls.STATUS, NoValue.NONE);
    }

    @Override
    public CancelAnswer cancel(Optional<String> request) throws ServiceException {
        return patiently(Calls.CANCEL, request);
    }

    @Override
    public List<PastSleep> history(HistoryQuery query) throws ServiceException {
        return HistoryPages.all(query, page -> call(Calls.HISTORY, page));
    }

    @Override
    public Optional<Finished> ended(String request) throws ServiceException {
        return call(Calls.ENDED, request);
    }

    @Override
    public DoctorReport doctor() throws ServiceException {
        return call(Calls.DOCTOR, NoValue.NONE);
    }

    @Override
    public WaysBack waysBack() throws ServiceException {
        return call(Calls.WAYS_BACK, NoValue.NONE);
    }

    @Override
    public List<NicStatus> cards(Optional<String> name) throws ServiceException {
        return call(Calls.CARDS, name);
    }

    @Override
    public List<Reason> setCards(NicOrder order) throws ServiceException {
        return call(Calls.SET_CARDS, order);
    }

    @Override
    public List<WakeDeviceStatus> devices() throws ServiceException {
        return call(Calls.DEVICES, NoValue.NONE);
    }

    @Override
    public List<Reason> switchDevice(DeviceOrder order) throws ServiceException {
        return call(Calls.SWITCH_DEVICE, order);
    }

    @Override
    public WakeReport wake(WakeOrder order) throws ServiceException {
        return call(Calls.WAKE, order);
    }

    @Override
    public String wakeLater(ScheduledWake later) throws ServiceException {
        return call(Calls.WAKE_LATER, later);
    }

    @Override
    public Optional<Reason> answers(String target) throws ServiceException {
        return call(Calls.ANSWERS, target);
    }

    @Override
    public KnownHosts hosts() throws ServiceException {
        return call(Calls.HOSTS, NoValue.NONE);
    }

    @Override
    public List<Watch> sleepers() throws ServiceException {
        return call(Calls.SLEEPERS, NoValue.NONE);
    }

    @Override
    public CpuReport power() throws ServiceException {
        return call(Calls.POWER, NoValue.NONE);
    }

    @Override
    public CpuOutcome setPower(CpuOrder order) throws ServiceException {
        return patiently(Calls.SET_POWER, order);
    }

    @Override
    public Explanation policy() throws ServiceException {
        return call(Calls.POLICY, NoValue.NONE);
    }

    @Override
    public Wakeup addWakeup(WakeupRequest request) throws ServiceException {
        return call(Calls.ADD_WAKEUP, request);
    }

    @Override
    public WakeupReport wakeups() throws ServiceException {
        return call(Calls.WAKEUPS, NoValue.NONE);
    }

    @Override
    public Wakeup removeWakeup(String id) throws ServiceException {
        return call(Calls.REMOVE_WAKEUP, id);
    }

    /// libvirt's document.
    public String capabilities() throws ServiceException {
        return call(Remote.GET_CAPABILITIES, NoValue.NONE);
    }

    @Override
    public void close() {
        client.close();
    }

    /// Calls a procedure that has no method of its own here.
    public <A, R> R call(Procedure<A, R> procedure, A arguments) throws ServiceException {
        return call(client, procedure, arguments);
    }

    /// On a connection of its own, as this may take long.
    private <A, R> R patiently(Procedure<A, R> procedure, A arguments) throws ServiceException {
        try (Client patient = open(uri, settings.with(PATIENT))) {
            return call(patient, procedure, arguments);
        }
    }

    private <A, R> R call(Client client, Procedure<A, R> procedure, A arguments)
            throws ServiceException {
        try {
            return client.call(procedure, arguments);
        } catch (XdrException e) {
            throw new ServiceException(
                    ServiceException.Kind.FAILED,
                    "the answer can't be understood, so the daemon is newer than this command: use"
                            + " its version (%s)".formatted(e.getMessage()));
        } catch (IOException e) {
            throw unreachable(uri, e);
        } catch (RpcException e) {
            if (e.error().code() == NO_DAEMON_OF_OURS
                    && e.error().text().startsWith("Cannot find program")) {
                throw new ServiceException(
                        ServiceException.Kind.FAILED,
                        "whoever answers there is no daemon of Lungfish: " + e.error().text());
            }
            throw refused(e);
        }
    }

    /// The message is what the daemon said, and so is the reason, unless it said words alone.
    private static ServiceException refused(RpcException e) {
        return new ServiceException(
                ServiceException.Kind.FAILED,
                CodedError.reason(e.error())
                        .orElseGet(() ->
                                new ClientReason.DaemonRefused(e.error().text(), e.error().code())),
                e);
    }
}
