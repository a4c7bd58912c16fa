package dev.lungfish.daemon.client;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.daemon.extension.CancelOrder;
import dev.lungfish.daemon.extension.CpuAnswer;
import dev.lungfish.daemon.extension.CpuOrder;
import dev.lungfish.daemon.extension.LungfishProgram;
import dev.lungfish.daemon.extension.PowerExtension;
import dev.lungfish.daemon.extension.SleepAnswer;
import dev.lungfish.daemon.extension.SleepOrder;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.transport.TunnelTransport;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.process.Program;
import dev.lungfish.state.journal.JournalLines;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A daemon that is spoken to. It connects again where the connection has ended, as it does when
/// the host sleeps. For one thread.
public final class DaemonClient implements AutoCloseable {
    /// A cancellation is answered when everything is undone, guests included; an order for the
    /// processors when all is read back.
    private static final Duration CANCEL_TIME = Duration.ofMinutes(3);

    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int NO_DAEMON_OF_OURS = ErrorCode.RPC.number();

    private final LibvirtUri uri;
    private final ClientSettings settings;
    private Client client;
    private boolean subscribed;

    private DaemonClient(LibvirtUri uri, ClientSettings settings, Client client) {
        this.uri = uri;
        this.settings = settings;
        this.client = client;
    }

    /// Connects.
    ///
    /// @param text one of libvirt's URIs
    /// @param readOnly to look only
    /// @throws IllegalArgumentException where the URI is none
    /// @throws IOException where nobody answers
    /// @throws RefusedException where it refuses
    public static DaemonClient connect(String text, boolean readOnly)
            throws IOException, RefusedException {
        return connect(text, readOnly, ClientSettings.DEFAULT.time());
    }

    /// Connects.
    ///
    /// @param text one of libvirt's URIs
    /// @param readOnly to look only
    /// @param limit for connecting, and for each call
    /// @throws IllegalArgumentException where the URI is none
    /// @throws IOException where nobody answers in time
    /// @throws RefusedException where it refuses
    public static DaemonClient connect(String text, boolean readOnly, Duration limit)
            throws IOException, RefusedException {
        LibvirtUri uri;
        try {
            uri = LibvirtUri.parse(text);
        } catch (MalformedUriException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        ClientSettings settings =
                ClientSettings.DEFAULT.readOnly(readOnly).with(limit).with(DaemonClient::tunnel);
        return new DaemonClient(uri, settings, open(uri, settings));
    }

    /// Connects to the daemon of this machine at a socket.
    ///
    /// @throws IOException where nobody answers
    /// @throws RefusedException where it refuses
    public static DaemonClient connect(Path socket, boolean readOnly)
            throws IOException, RefusedException {
        return connect(uri(socket), readOnly);
    }

    /// The URI of the daemon that listens at a socket.
    static String uri(Path socket) {
        return "lungfish+unix:///system?socket="
                + URLEncoder.encode(socket.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Client open(LibvirtUri uri, ClientSettings settings)
            throws IOException, RefusedException {
        try {
            return Client.open(uri, settings);
        } catch (RpcException e) {
            throw new RefusedException(e);
        }
    }

    private static TunnelTransport tunnel(List<String> command) throws IOException {
        Program.Conversation program = Program.converse(command);
        return new TunnelTransport(program.says(), program.hears(), program.end()::run);
    }

    /// Orders a sleep; answered when it is accepted, or has ended before.
    public SleepAnswer suspend(SleepOrder order) throws IOException, RefusedException {
        return call(LungfishProgram.SUSPEND, order);
    }

    /// Cancels and waits for the end; on a connection of its own, as this may take long.
    ///
    /// @param request its name; empty for whichever runs
    public CancelAnswer cancel(Optional<String> request) throws IOException, RefusedException {
        try (Client patient = open(uri, settings.with(CANCEL_TIME))) {
            return call(patient, LungfishProgram.CANCEL, new CancelOrder(request.orElse(null)))
                    .answer()
                    .orElseThrow(DaemonClient::newer);
        }
    }

    /// What the host is doing.
    public HostStatus status() throws IOException, RefusedException {
        return call(LungfishProgram.STATUS, NoValue.NONE).status().orElseThrow(DaemonClient::newer);
    }

    /// From now on the connection is kept while the host sleeps, where the network allows it.
    public void stay() throws IOException, RefusedException {
        subscribed = true;
        call(LungfishProgram.SUBSCRIBE, NoValue.NONE);
    }

    /// The newest past sleeps, oldest first; as many as the daemon sends.
    public List<PastSleep> history() throws IOException, RefusedException {
        try {
            return JournalLines.read(call(LungfishProgram.HISTORY, -1));
        } catch (IllegalArgumentException e) {
            throw new IOException("the history can't be understood: " + e.getMessage(), e);
        }
    }

    /// The report on the host, as text for people or as JSON.
    public String doctor(boolean json) throws IOException, RefusedException {
        return call(LungfishProgram.DOCTOR, json);
    }

    /// How the processors use power.
    ///
    /// @param format `text`, `json` or `xml`
    public String power(String format) throws IOException, RefusedException {
        return call(PowerExtension.POWER, format);
    }

    /// Which rule of the policy holds, and why.
    public String policy(boolean json) throws IOException, RefusedException {
        return call(PowerExtension.POLICY, json);
    }

    /// Orders the processors to be set, or put back; on a connection of its own, as many files may
    /// be written.
    public CpuAnswer cpu(CpuOrder order) throws IOException, RefusedException {
        try (Client patient = open(uri, settings.with(CANCEL_TIME))) {
            return call(patient, PowerExtension.CPU, order);
        }
    }

    /// libvirt's document.
    public String capabilities() throws IOException, RefusedException {
        return call(Remote.GET_CAPABILITIES, NoValue.NONE);
    }

    /// The end of a request that this status or the history tells of; empty where it has none yet.
    ///
    /// @param request its name
    public Optional<Finished> ended(String request, HostStatus status)
            throws IOException, RefusedException {
        if (status instanceof HostStatus.Running running
                && running.current().request().id().equals(request)) {
            return Optional.empty();
        }
        Optional<PastSleep.Requested> past =
                history().reversed().stream()
                        .filter(PastSleep.Requested.class::isInstance)
                        .map(PastSleep.Requested.class::cast)
                        .filter(sleep -> sleep.accepted().request().id().equals(request))
                        .findFirst();
        return past.flatMap(sleep ->
                sleep.ended()
                        .map(end ->
                                new Finished(
                                        sleep.accepted().request(),
                                        Optional.of(sleep.accepted()),
                                        end.outcome(),
                                        sleep.segments(),
                                        end.leftBehind())));
    }

    /// Connects again where the connection is broken.
    ///
    /// @throws IOException where nobody answers yet
    public void reconnect() throws IOException, RefusedException {
        client.close();
        client = open(uri, settings);
        if (subscribed) {
            call(LungfishProgram.SUBSCRIBE, NoValue.NONE);
        }
    }

    /// Looks several times a second, also through the end of the connection.
    ///
    /// @param enough takes what was seen and tells whether to stop
    /// @param away is told once when the daemon is not reached any more
    public void follow(Predicate<HostStatus> enough, Consumer<String> away)
            throws IOException, RefusedException {
        stay();
        boolean isAway = false;
        while (true) {
            try {
                if (isAway) {
                    reconnect();
                    isAway = false;
                }
                if (enough.test(status())) {
                    return;
                }
            } catch (IOException e) {
                if (!isAway) {
                    away.accept(String.valueOf(e.getMessage()));
                }
                isAway = true;
            }
            if (Pause.of(isAway ? RETRY : STEP, STEP, () -> false)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /// Calls a procedure of ours that has no method of its own here.
    ///
    /// @throws IOException where the daemon is not reached any more
    /// @throws RefusedException where it refuses
    public <A, R> R call(Procedure<A, R> procedure, A arguments)
            throws IOException, RefusedException {
        return call(client, procedure, arguments);
    }

    private static <A, R> R call(Client client, Procedure<A, R> procedure, A arguments)
            throws IOException, RefusedException {
        try {
            return client.call(procedure, arguments);
        } catch (RpcException e) {
            if (e.error().code() == NO_DAEMON_OF_OURS
                    && e.error().text().startsWith("Cannot find program")) {
                throw new IOException(
                        "whoever answers there is no daemon of Lungfish: " + e.error().text(), e);
            }
            throw new RefusedException(e);
        }
    }

    static IOException newer() {
        return new IOException("the daemon is newer than this command: use its version");
    }
}
