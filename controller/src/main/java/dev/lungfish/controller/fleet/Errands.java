package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Does what the machines want outside of the controller, each thing in a thread of its own, and
/// hands in what came of it.
final class Errands {
    private final Outside outside;
    private final BiConsumer<String, Function<Instant, HostEvent>> events;

    Errands(Outside outside, BiConsumer<String, Function<Instant, HostEvent>> events) {
        this.outside = outside;
        this.events = events;
    }

    /// What is to be done for a host.
    record Errand(Member host, HostAction what) {}

    void run(Errand errand, List<Member> awake) {
        Member host = errand.host();
        switch (errand.what()) {
            case HostAction.Wake wake ->
                    begin(
                            "wake " + host.name(),
                            () -> {
                                Optional<Reason> failure =
                                        outside.wake(host, wake.attempt(), wake.path(), awake);
                                events.accept(
                                        host.id(),
                                        now ->
                                                failure.<HostEvent>map(why ->
                                                                new HostEvent.PacketsFailed(
                                                                        now, wake.attempt(), why))
                                                        .orElseGet(() ->
                                                                new HostEvent.PacketsSent(
                                                                        now, wake.attempt())));
                            });
            case HostAction.Probe _ ->
                    begin(
                            "probe " + host.name(),
                            () -> {
                                Optional<Reason> answer = outside.answers(host, awake);
                                events.accept(
                                        host.id(),
                                        now ->
                                                answer.<HostEvent>map(what ->
                                                                new HostEvent.Answered(now, what))
                                                        .orElseGet(
                                                                () -> new HostEvent.Silent(now)));
                            });
            case HostAction.Answer _, HostAction.Tell _, HostAction.Note _ -> {}
        }
    }

    private static void begin(String name, Runnable work) {
        Thread _ = Thread.ofVirtual().name(name).start(work);
    }
}
