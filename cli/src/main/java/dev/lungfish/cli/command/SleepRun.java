package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.wake.DisabledWakeups;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.cli.render.ProofText;
import dev.lungfish.cli.render.SuspendJson;
import dev.lungfish.core.procedure.EarlyWakePolicy;
import dev.lungfish.core.procedure.Executor;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.core.procedure.SleepTarget;
import dev.lungfish.core.procedure.WayBack;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.client.SleepFollower;
import dev.lungfish.daemon.extension.SleepOrder;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.journal.StateDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Has a sleep carried out, by the daemon where one answers or else by this process, and tells what
/// came of it.
record SleepRun(Interruption interruption, SharedOptions shared, Output output) {

    /// What the arguments ask for.
    ///
    /// @param length empty for a sleep without a bound
    /// @param wake the ways back that it relies on
    /// @param delay empty where the host's configuration decides, as for all that follows
    record Wish(
            SleepTarget target,
            Optional<Duration> length,
            Set<WayBack> wake,
            Optional<Duration> delay,
            Optional<GuestPolicy> guests,
            Optional<EarlyWakePolicy> onEarlyWake,
            List<String> ignoredBlockers,
            Optional<Executor> executor,
            boolean dryRun,
            boolean proves) {

        private SleepOrder order() {
            return new SleepOrder(
                    target.spelling(),
                    length.map(Duration::toMillis).orElse(null),
                    wake.stream().sorted().map(WayBack::spelling).toList(),
                    delay.map(Duration::toMillis).orElse(null),
                    guests.map(GuestPolicy::spelling).orElse(null),
                    onEarlyWake.map(EarlyWakePolicy::spelling).orElse(null),
                    ignoredBlockers,
                    executor.map(Executor::spelling).orElse(null),
                    dryRun,
                    proves);
        }

        private SleepRequest request(ObservedHost host) {
            return SleepRequest.to(target)
                    .named(Requester.newRequest())
                    .by(Requester.inWords(proves ? "lungfish prove" : "lungfish suspend"))
                    .lasting(length)
                    .relyingOn(wake)
                    .after(delay.orElse(host.configuration().delay()))
                    .guests(guests.orElse(GuestPolicy.REFUSE))
                    .onEarlyWake(onEarlyWake.orElse(host.configuration().onEarlyWake()))
                    .ignoring(Set.copyOf(ignoredBlockers))
                    .carriedOutBy(executor)
                    .purpose(SleepRequest.Purpose.of(dryRun, proves))
                    .build();
        }
    }

    /// Runs it to its end.
    ///
    /// @param misunderstood what is wrong with the arguments
    ExitCode run(Wish wish, List<String> misunderstood)
            throws NotARecordException, ConfigurationException {
        return run(wish, misunderstood, new SuspendListener(output), interruption.cancels());
    }

    /// The same, with a listener that does more than tell.
    ExitCode run(
            Wish wish,
            List<String> misunderstood,
            SuspendListener listener,
            Cancellation cancellation)
            throws NotARecordException, ConfigurationException {
        List<String> against = new ArrayList<>(misunderstood);
        if (against.isEmpty()) {
            SleepOrder order = wish.order();
            Optional<ExitCode> done =
                    Daemons.work(
                            shared,
                            false,
                            output,
                            daemon ->
                                    tell(
                                            new SleepFollower(daemon, cancellation, listener)
                                                    .run(order)));
            if (done.isPresent()) {
                return done.get();
            }
        }
        ObservedHost host = shared.open();
        if (host.isLive() && !Requester.isRoot()) {
            against.add(
                    "only root can put this machine to sleep, and "
                            + Requester.user()
                            + " asks: run it with sudo");
        }
        if (!against.isEmpty()) {
            return refuse(against);
        }
        return tell(sleep(host, wish.request(host), listener, cancellation));
    }

    private Finished sleep(
            ObservedHost host,
            SleepRequest request,
            SuspendListener listener,
            Cancellation cancellation) {
        StateDirectory state = shared.stateDirectory();
        return host.engine(state)
                .run(
                        request,
                        cancellation,
                        new DisabledWakeups(
                                listener,
                                host.cards(state),
                                host.wakeDevices(state),
                                reason -> output.tell(ReasonText.withRemedy(reason))));
    }

    private ExitCode refuse(List<String> reasons) {
        Outcome.Refused refused = new Outcome.Refused(reasons);
        if (shared.json()) {
            output.show(SuspendJson.refused(refused));
        }
        return say(refused);
    }

    private ExitCode tell(Finished finished) {
        if (shared.json()) {
            output.show(SuspendJson.render(finished));
        } else if (!(finished.outcome() instanceof Outcome.Refused)) {
            output.show(OutcomeText.render(finished));
        }
        finished.leftBehind().forEach(left -> output.tell("left behind: " + left));
        if (finished.outcome() instanceof Outcome.Refused refused) {
            return say(refused);
        }
        if (!finished.request().proves() || finished.request().dryRun()) {
            return ExitCode.of(finished.outcome());
        }
        output.tell(ProofText.of(finished));
        boolean slept =
                finished.outcome() instanceof Outcome.Slept
                        || finished.outcome() instanceof Outcome.Woken;
        return slept && !ProofText.proves(finished)
                ? ExitCode.UNPROVEN
                : ExitCode.of(finished.outcome());
    }

    private ExitCode say(Outcome.Refused refused) {
        refused.reasons().forEach(reason -> output.tell("refused: " + reason));
        return ExitCode.of(refused);
    }
}
