package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.frame.Frame;
import dev.lungfish.gateway.frame.FrameReader;
import dev.lungfish.gateway.frame.FrameWriter;
import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// Stands in for sleepers on one segment, until it is closed. Its methods are for any thread.
///
/// A stand-in that cannot send is no master: another one answers.
public final class StandInLoop implements AutoCloseable {
    private static final int LONGEST_FRAME_BYTES = 2048;

    /// How many frames are read until the time is looked at.
    private static final int MOST_FRAMES = 256;

    private final Segment.Opening opening;
    private final Settings settings;
    private final Listener listener;
    private final StandIn standIn;
    private final FrameWriter router;
    private final Stopwatch clock = Stopwatch.start();
    private final Election election;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(LONGEST_FRAME_BYTES);
    private final Thread thread;
    private volatile boolean closed;

    /// How a stand-in takes part in a segment.
    ///
    /// @param card of its interface
    /// @param address of its interface
    /// @param router the number that stand-ins of the segment share, 1 to 255; that of no router of
    ///   VRRP
    /// @param priority 1 to 254: the highest answers
    /// @param interval between two advertisements, 100 ms to 40 s
    public record Settings(
            MacAddress card, Inet4Address address, int router, int priority, Duration interval) {}

    /// Hears what a stand-in found. Called by its thread: must return at once.
    public interface Listener {
        /// Somebody opens a connection to a sleeper, who is to be woken.
        void wake(Action.Wake wake);

        /// An address is no longer answered for.
        void steppedAside(Action.SteppedAside aside);

        /// Whether this stand-in is the one that answers has changed.
        void answers(boolean answers);

        /// The segment can no longer be used, and the stand-in has ended.
        void failed(IOException failure);
    }

    private StandInLoop(
            Segment.Opening opening, Settings settings, List<Sleeper> sleepers, Listener listener) {
        this.opening = opening;
        this.settings = settings;
        this.listener = listener;
        MacAddress virtual = FrameWriter.virtualCard(settings.router);
        this.standIn = new StandIn(settings.card, settings.address, virtual);
        sleepers.forEach(sleeper -> standIn.watches(sleeper, clock.elapsed()));
        this.router = new FrameWriter(virtual);
        this.election =
                new Election(
                        settings.address,
                        settings.router,
                        settings.priority,
                        settings.interval,
                        clock.elapsed());
        this.thread = Thread.ofPlatform().name("stand-in").daemon().unstarted(this::run);
    }

    /// Begins to stand in.
    ///
    /// @param opening opens the segment, which is closed at the end
    /// @param sleepers whom it looks after
    public static StandInLoop start(
            Segment.Opening opening, Settings settings, List<Sleeper> sleepers, Listener listener) {
        StandInLoop loop = new StandInLoop(opening, settings, sleepers, listener);
        loop.thread.start();
        return loop;
    }

    /// Leaves: another stand-in is told to take over. Waits until the segment is closed.
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Segment segment = opening.open()) {
            boolean answered = false;
            while (!closed) {
                elect(segment);
                receive(segment);
                Duration now = clock.elapsed();
                perform(segment, standIn.at(election.answers(now), now));
                boolean answers = election.answers(clock.elapsed());
                if (answers != answered) {
                    answered = answers;
                    listener.answers(answers);
                }
            }
            if (election.answers(clock.elapsed())) {
                segment.send(advertisement(0));
            }
        } catch (IOException e) {
            listener.failed(e);
        }
    }

    /// Receives all that has come before anything is announced: a host that is back in this moment
    /// must not hear that another card has its address.
    private void receive(Segment segment) throws IOException {
        boolean came = segment.receive(frame);
        for (int i = 0; came && i < MOST_FRAMES; i++) {
            FrameReader.read(frame).ifPresent(seen -> seen(segment, seen));
            came = segment.receiveNow(frame);
        }
    }

    private void discard(Segment segment) throws IOException {
        boolean came = true;
        while (came) {
            came = segment.receiveNow(frame);
        }
    }

    private void seen(Segment segment, Frame seen) {
        Duration now = clock.elapsed();
        if (seen instanceof Frame.RouterAdvertisement advertisement) {
            election.heard(advertisement, now);
        }
        perform(segment, standIn.sees(seen, election.answers(now), now));
    }

    private void elect(Segment segment) throws IOException {
        Duration now = clock.elapsed();
        Election.Step step = election.at(now);
        switch (step) {
            case NOTHING -> {
                // Until the next look.
            }
            case ADVERTISE, TAKE_OVER -> {
                if (step == Election.Step.TAKE_OVER) {
                    discard(segment);
                }
                try {
                    segment.send(advertisement(settings.priority));
                    election.advertised(now);
                    if (step == Election.Step.TAKE_OVER) {
                        standIn.takesOver(now);
                    }
                } catch (IOException _) {
                    election.refused(now);
                }
            }
            case RESIGN -> discard(segment);
        }
    }

    private byte[] advertisement(int priority) {
        return router.router(settings.address, settings.router, priority, settings.interval);
    }

    private void perform(Segment segment, List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Ask(byte[] bytes) -> ask(segment, bytes);
                case Action.Send(byte[] bytes) -> send(segment, bytes);
                case Action.Wake wake -> listener.wake(wake);
                case Action.SteppedAside aside -> listener.steppedAside(aside);
            }
        }
    }

    private static void ask(Segment segment, byte[] bytes) {
        try {
            segment.send(bytes);
        } catch (IOException _) {
            // It is asked again. Who cannot send does not answer, either.
        }
    }

    /// Sends if this stand-in still answers: the thread may have been stopped since it decided.
    private void send(Segment segment, byte[] bytes) {
        Duration now = clock.elapsed();
        if (!election.answers(now)) {
            return;
        }
        try {
            segment.send(bytes);
        } catch (IOException _) {
            election.refused(now);
        }
    }
}
