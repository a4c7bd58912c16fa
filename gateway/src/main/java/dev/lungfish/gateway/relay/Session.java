package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.config.GatewayConfiguration.ListenerEntry;
import dev.lungfish.gateway.decision.ConnectionEvent;
import dev.lungfish.gateway.decision.ConnectionRules;
import dev.lungfish.gateway.decision.ConnectionState;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.decision.HeldPlaces;
import dev.lungfish.gateway.decision.SourceNetwork;
import dev.lungfish.gateway.protocol.ClientProtocol;
import dev.lungfish.gateway.protocol.HttpHead;
import dev.lungfish.gateway.protocol.ProxyHeader;
import dev.lungfish.gateway.wake.WakeNotice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection of a client: carries out what [ConnectionRules] decides, and passes the bytes.
/// For the loop's thread.
final class Session extends SessionSockets implements Waiter {
    private final ListenerSocket listener;
    private final Opening opening;
    private ConnectionState state = ConnectionRules.beginning();
    private @Nullable PortGate port;
    private HeldPlaces.@Nullable Place place;
    private int counted;
    private @Nullable GatewayRefusal denial;
    private Duration passed;

    /// @param client a new connection
    Session(GatewayContext context, ListenerSocket listener, SocketChannel client)
            throws IOException {
        super(context, client);
        this.listener = listener;
        opening = new Opening(entry(), (InetSocketAddress) client.getRemoteAddress());
        passed = context.loop().now();
        context.opened(1);
        context.counters().held(1);
    }

    /// Begins, once its source has a place.
    void begin() {
        HeldPlaces.Place wanted =
                new HeldPlaces.Place(
                        entry().host().orElse(entry().name()),
                        SourceNetwork.counted(opening.source().getAddress().getAddress()));
        Optional<? extends GatewayRefusal> full = context.places().take(wanted);
        if (full.isPresent()) {
            refuse(full.get());
            return;
        }
        place = wanted;
        arm(context.limits().opening(), this::timeOver);
        open();
        watch();
    }

    private ListenerEntry entry() {
        return listener.entry();
    }

    @Override
    ConnectionState state() {
        return state;
    }

    @Override
    void read(boolean ofClient) throws IOException {
        if (!ofClient) {
            int count = down.pass(connected(), client);
            context.counters().toClient(count);
            if (count > 0) {
                host().heard();
                passed(new ConnectionEvent.TargetBytes());
            }
        } else if (state instanceof ConnectionState.Spliced) {
            int count = up.pass(client, connected());
            context.counters().toTarget(count);
            if (count > 0) {
                passed(new ConnectionEvent.Bytes());
            }
        } else {
            keep(context.loop().buffer());
        }
    }

    private void passed(ConnectionEvent event) {
        passed = context.loop().now();
        use(true);
        happen(event);
    }

    /// Keeps what the client sends while it can't be passed on.
    private void keep(ByteBuffer scratch) throws IOException {
        boolean was = up.ended();
        int room = Math.max(1, context.limits().firstBytes() - up.kept());
        int count = up.keep(client, scratch.limit(Math.min(scratch.capacity(), room)));
        context.counters().toTarget(count);
        if (!context.places().hasRoomFor(count)) {
            refuse(
                    new GatewayRefusal.HeldConnectionsExhausted(
                            entry().name(),
                            "memory",
                            (int) (context.limits().held().memory() / 1024 / 1024)));
            return;
        }
        count();
        if (count > 0) {
            if (state instanceof ConnectionState.Opening) {
                open();
            } else {
                happen(new ConnectionEvent.Bytes());
                if (state instanceof ConnectionState.Held) {
                    showPage();
                }
            }
        }
        if (up.ended() && !was) {
            boolean gone = up.kept() == 0 && !state.connected();
            happen(new ConnectionEvent.ClientEnded(gone));
        }
    }

    /// Tells the bytes that are kept to the limit of all.
    private void count() {
        int now = state.waits() ? up.kept() : 0;
        context.places().keep(now - counted);
        counted = now;
    }

    private void open() {
        switch (opening.look(up.content())) {
            case Opening.Found.Nothing _ -> {}
            case Opening.Found.Refused(GatewayRefusal why) -> refuse(why);
            case Opening.Found.Way(String name, int skip) -> {
                up.skip(skip);
                count();
                if (!name.isEmpty()) {
                    HostGate found = context.host(name);
                    host = found;
                    port = found.port(entry().to(), entry().port());
                    happen(new ConnectionEvent.Opened(up.kept() > 0, found.knownAsleep()));
                }
            }
        }
    }

    @Override
    void happen(ConnectionEvent event) {
        if (over) {
            return;
        }
        ConnectionState before = state;
        ConnectionRules.Step step = listener.rules().next(before, event);
        state = step.state();
        if (!before.equals(state)) {
            changed(before);
        }
        switch (step.action()) {
            case WAIT, PARK -> {}
            case ASK -> ask();
            case WAKE -> wake(before, event);
            case SPLICE -> splice();
            case REFUSE -> refuse(why());
            case END -> end();
        }
    }

    /// Counts, and sets the time for the new state.
    private void changed(ConnectionState before) {
        context.counters().changed(before, state);
        if (!state.waits() && place != null) {
            context.places().giveBack(place);
            place = null;
        }
        count();
        switch (state) {
            case ConnectionState.Opening _ -> arm(context.limits().opening(), this::timeOver);
            case ConnectionState.Asking _, ConnectionState.Silent _ ->
                    arm(context.limits().silent(), this::timeOver);
            case ConnectionState.Held _,
                    ConnectionState.Returning _,
                    ConnectionState.HeldAgain _ -> {
                use(true);
                arm(entry().hold(), this::timeOver);
            }
            case ConnectionState.Spliced _ -> {
                passed = context.loop().now();
                armIdle();
            }
            case ConnectionState.Parked _ -> {
                use(false);
                disarm();
            }
            case ConnectionState.Ended _ -> {
                use(false);
                disarm();
                if (port != null) {
                    port.remove(this);
                }
            }
        }
    }

    private void timeOver() {
        happen(new ConnectionEvent.TimeOver());
        watch();
    }

    private void armIdle() {
        Duration left = passed.plus(entry().parkAfter()).minus(context.loop().now());
        disarm();
        if (left.isPositive()) {
            arm(left, this::armIdle);
        } else {
            happen(new ConnectionEvent.Idle());
            watch();
        }
    }

    private void ask() {
        TargetQuestion.ask(
                context.loop(), this, host(), host().target(entry().to(), entry().port()));
    }

    /// The target did not answer in time.
    void silent() {
        if (state instanceof ConnectionState.Asking || state instanceof ConnectionState.Returning) {
            host().silent();
            happen(new ConnectionEvent.TargetSilent());
            if (state instanceof ConnectionState.Held) {
                showPage();
            }
            watch();
        }
    }

    private void wake(ConnectionState before, ConnectionEvent event) {
        if (!host().wakes()) {
            Optional<GatewayRefusal> denied = listener.denied(opening, host().name());
            if (denied.isPresent()) {
                denial = denied.get();
                context.refused(denial);
                happen(new ConnectionEvent.WakeDenied());
                return;
            }
            String on =
                    before.connected()
                            ? "parked"
                            : up.kept() > 0 || event instanceof ConnectionEvent.Bytes
                                    ? "first-bytes"
                                    : "connect";
            host().wake(
                            new WakeNotice.GatewayWakesHost(
                                    host().name(), entry().name(), opening.sourceText(), on));
        }
        PortGate gate = port;
        if (gate != null) {
            gate.add(this);
        }
        showPage();
    }

    /// A person sees a page meanwhile, and asks again.
    private void showPage() {
        if (entry().protocol() != ClientProtocol.HTTP || !host().wakes() || over) {
            return;
        }
        HttpHead.of(up.content())
                .filter(HttpHead::isForAPerson)
                .ifPresent(head -> {
                    host().linger(entry().hold(), Optional.ofNullable(port));
                    farewell(Refusals.page(host().name(), head));
                });
    }

    private void splice() {
        try {
            if (up.kept() > 0) {
                use(true);
            }
            up.drain(connected());
            if (up.done() && down.done()) {
                end();
            }
        } catch (IOException _) {
            resetOnClose();
            happen(new ConnectionEvent.TargetGone());
        }
    }

    @Override
    public boolean stillWaits() {
        return state.waits();
    }

    @Override
    public boolean needsChannel() {
        return !state.connected();
    }

    @Override
    public void answered(@Nullable SocketChannel channel) {
        if (channel != null) {
            if (!state.waits() || target != null) {
                EventLoop.close(channel);
                return;
            }
            try {
                target = channel;
                targetKey = context.loop().join(channel, 0, this);
                if (entry().proxyTo()) {
                    up.putFirst(
                            ProxyHeader.write(
                                    new ProxyHeader.Ends(
                                            opening.source(),
                                            (InetSocketAddress) client.getLocalAddress())));
                }
            } catch (IOException _) {
                end();
                return;
            }
        }
        if (port != null) {
            port.remove(this);
        }
        happen(new ConnectionEvent.TargetAnswered());
        watch();
    }

    @Override
    public void refused() {
        happen(new ConnectionEvent.TimeOver());
        watch();
    }

    private GatewayRefusal why() {
        GatewayRefusal known = denial;
        return known == null
                ? new GatewayRefusal.HostDidNotAnswer(host().name(), entry().port(), entry().hold())
                : known;
    }

    private void refuse(GatewayRefusal why) {
        if (!why.equals(denial)) {
            context.refused(why);
        }
        Optional<byte[]> answer = Refusals.answer(entry().protocol(), why, up.content());
        if (answer.isPresent() && !(why instanceof GatewayRefusal.SourceNotAllowed)) {
            farewell(answer.get());
        } else {
            reset();
        }
    }

    /// Sends a last answer, in a conversation of its own.
    private void farewell(byte... answer) {
        over = true;
        ConnectionState before = state;
        state = new ConnectionState.Ended();
        changed(before);
        context.opened(-1);
        closeTarget();
        Farewell.begin(context.loop(), client, answer);
    }

    private void reset() {
        over = true;
        Farewell.resetOnClose(client);
        finish();
    }

    @Override
    void end() {
        if (!over) {
            over = true;
            finish();
        }
    }

    private void finish() {
        ConnectionState before = state;
        state = new ConnectionState.Ended();
        changed(before);
        context.opened(-1);
        EventLoop.close(client);
        closeTarget();
    }

    @Override
    public void failed() {
        end();
    }
}
