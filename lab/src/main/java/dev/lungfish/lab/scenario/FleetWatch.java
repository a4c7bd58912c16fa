package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Follows what a controller does and why, and shows it as it happens. Safe for use by several
/// threads.
final class FleetWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(400);

    /// Steps on the way to a sleep or back, of which the lease and QEMU tell.
    private static final Set<String> ON_THE_WAY = Set.of("ordered", "settling", "due");

    /// It sends packets by all paths at once, and shares no network with the hosts itself.
    private static final String PATH_FAILED = "host-packets-not-sent";

    private final ControllerHere controller;
    private final Stage stage;
    private final Map<String, String> ids;
    private final List<FleetEvent> events = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long last;

    private FleetWatch(ControllerHere controller, Stage stage, Map<String, String> ids, long last) {
        this.controller = controller;
        this.stage = stage;
        this.ids = ids;
        this.last = last;
        thread = Thread.ofPlatform().daemon().name("fleet watch").unstarted(this::follow);
    }

    /// Begins after the events that there are.
    static FleetWatch begin(ControllerHere controller, Stage stage) {
        long last = 0;
        for (List<FleetEvent> some = controller.eventsAfter(last);
                !some.isEmpty();
                some = controller.eventsAfter(last)) {
            last = some.getLast().sequence();
        }
        Map<String, String> ids =
                controller.get("hosts").objects("hosts").stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        host -> host.text("name"), host -> host.text("id")));
        FleetWatch watch = new FleetWatch(controller, stage, ids, last);
        watch.thread.start();
        return watch;
    }

    private void follow() {
        boolean interrupted = false;
        while (!closed && !interrupted) {
            try {
                for (FleetEvent event : controller.eventsAfter(last)) {
                    last = event.sequence();
                    events.add(event);
                    show(event);
                }
            } catch (LabException e) {
                if (!closed) {
                    stage.step("controller: " + e.getMessage());
                }
            }
            interrupted = Pause.of(LOOK, LOOK, () -> closed) && !closed;
        }
    }

    private void show(FleetEvent event) {
        if (event.state().filter(ON_THE_WAY::contains).isEmpty() && !event.is(PATH_FAILED)) {
            String of =
                    ids.entrySet().stream()
                            .filter(host -> event.isOf(host.getValue()))
                            .map(Map.Entry::getKey)
                            .filter(name -> !event.sentence().startsWith(name))
                            .findFirst()
                            .map(" (%s)"::formatted)
                            .orElse("");
            stage.step("controller%s: %s".formatted(of, event.sentence()));
        }
    }

    /// The id of a host.
    String id(String host) {
        String id = ids.get(host);
        if (id == null) {
            throw new LabException("the controller knows no host " + host + ", but " + ids);
        }
        return id;
    }

    /// What it told of a host, oldest first.
    List<FleetEvent> of(String host) {
        return events.stream().filter(event -> event.isOf(id(host))).toList();
    }

    /// How many events of a host there are.
    int count(String host) {
        return of(host).size();
    }

    /// Waits for an event of a host that comes after the first ones.
    ///
    /// @param after the number of its events to skip
    /// @param what for the message
    FleetEvent await(String host, int after, String what, Predicate<FleetEvent> wanted) {
        boolean _ =
                Pause.of(
                        PATIENCE, Pause.STEP, () -> of(host).stream().skip(after).anyMatch(wanted));
        return of(host).stream()
                .skip(after)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() ->
                        new LabException(
                                "the controller did not tell within %s s that %s %s"
                                        .formatted(PATIENCE.toSeconds(), host, what)));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
