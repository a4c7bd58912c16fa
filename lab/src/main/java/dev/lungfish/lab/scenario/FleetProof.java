package dev.lungfish.lab.scenario;

import dev.lungfish.lab.machine.QmpEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the three that saw the sleeps of one host of a fleet say of them: QEMU, the kernel in the
/// guest, and the controller.
///
/// @param host its name
/// @param qemu each sleep that QEMU saw
/// @param packets when a magic packet woke it, as the switch saw it
/// @param kernel how long each sleep was, by the kernel's log
/// @param successes how many sleeps the kernel counts as a success
/// @param sameBoot whether the kernel is that of the beginning
/// @param leases what the controller knows of each lease that it gave
record FleetProof(
        String host,
        List<Proof.Suspension> qemu,
        List<Instant> packets,
        List<Duration> kernel,
        long successes,
        boolean sameBoot,
        List<Leased> leases) {
    /// The kernel's line of each sleep, where it logs what the power management does.
    ///
    /// **Source:** Linux `kernel/time/timekeeping_debug.c`, `tk_debug_account_sleep_time`.
    private static final Pattern SUSPENDED =
            Pattern.compile("Timekeeping suspended for (\\d+)\\.(\\d{3}) seconds");

    /// A packet is seen before the machine wakes.
    private static final Duration NEAR = Duration.ofSeconds(5);

    /// The state of a host that has called.
    static final Set<String> BACK = Set.of("awake", "settling", "sick", "draining");

    /// Of a host that the controller wakes.
    private static final Set<String> WOKEN = Set.of("waking", "overdue");

    /// A lease that the controller gave.
    ///
    /// @param length how long the host may sleep
    /// @param granted when it was given
    /// @param states what the host was in until it called
    /// @param back when it called; empty where it has not
    record Leased(Duration length, Instant granted, Set<String> states, Optional<Instant> back) {
        /// Whether the controller was told that the host goes.
        boolean slept() {
            return states.contains("asleep");
        }

        boolean wasWoken() {
            return states.stream().anyMatch(WOKEN::contains);
        }

        boolean holds(Proof.Suspension sleep) {
            return !granted.isAfter(sleep.from())
                    && back.filter(at -> !at.isBefore(sleep.until())).isPresent();
        }
    }

    static FleetProof of(
            String host,
            List<QmpEvent> events,
            List<Instant> packets,
            String kernelLog,
            KernelView before,
            KernelView after,
            List<FleetEvent> told) {
        return new FleetProof(
                host,
                Proof.suspended(events),
                packets,
                suspended(kernelLog),
                after.successes() - before.successes(),
                after.boot().equals(before.boot()),
                leases(told));
    }

    static List<Duration> suspended(String log) {
        return SUSPENDED
                .matcher(log)
                .results()
                .map(found ->
                        Duration.ofSeconds(Long.parseLong(found.group(1)))
                                .plusMillis(Long.parseLong(found.group(2))))
                .toList();
    }

    static List<Leased> leases(List<FleetEvent> told) {
        List<Leased> leases = new ArrayList<>();
        Optional<FleetEvent> granted = Optional.empty();
        Set<String> states = new HashSet<>();
        for (FleetEvent event : told) {
            boolean back = event.state().filter(BACK::contains).isPresent();
            if (granted.isPresent() && (back || event.is(FleetEvent.GRANTED))) {
                leases.add(leased(granted.get(), states, Optional.of(event.at())));
                granted = Optional.empty();
            }
            if (event.is(FleetEvent.GRANTED)) {
                granted = Optional.of(event);
                states = new HashSet<>();
            }
            event.state().ifPresent(states::add);
        }
        if (granted.isPresent()) {
            leases.add(leased(granted.get(), states, Optional.empty()));
        }
        return leases;
    }

    private static Leased leased(FleetEvent granted, Set<String> states, Optional<Instant> back) {
        return new Leased(
                granted.parameters().duration("length"), granted.at(), Set.copyOf(states), back);
    }

    /// Whether a packet woke the host from a sleep.
    private boolean byPacket(Proof.Suspension sleep) {
        return packets.stream()
                .anyMatch(at ->
                        at.isAfter(sleep.from())
                                && Duration.between(at, sleep.until()).abs().compareTo(NEAR) <= 0);
    }

    private Optional<Leased> lease(Proof.Suspension sleep) {
        return leases.stream().filter(lease -> lease.holds(sleep)).findFirst();
    }

    /// A line for each sleep.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < qemu.size(); i++) {
            Proof.Suspension sleep = qemu.get(i);
            lines.add(
                    "%-6s %d   %-28s  %-12s  %s"
                            .formatted(
                                    i == 0 ? host : "",
                                    i + 1,
                                    "%s s, %s"
                                            .formatted(
                                                    Screen.seconds(sleep.length()),
                                                    byPacket(sleep)
                                                            ? "woken by a packet"
                                                            : "by its alarm"),
                                    i < kernel.size()
                                            ? Screen.seconds(kernel.get(i)) + " s"
                                            : "nothing",
                                    lease(sleep)
                                            .map(lease -> told(lease, sleep))
                                            .orElse("nothing")));
        }
        return lines;
    }

    private static String told(Leased lease, Proof.Suspension sleep) {
        return "lease of %s s, %scalled %s s after"
                .formatted(
                        Screen.seconds(lease.length()),
                        lease.states().contains("overdue")
                                ? "overdue, "
                                : lease.wasWoken() ? "woken, " : "",
                        Screen.seconds(
                                Duration.between(
                                        sleep.until(), lease.back().orElse(sleep.until()))));
    }

    /// The heading of [#lines].
    static String heading() {
        return "%-6s %s  %-28s  %-12s  %s".formatted("", "sleep", "QEMU", "kernel", "controller");
    }

    /// Where the three contradict each other, a sentence each.
    List<String> contradictions() {
        List<String> contradictions = new ArrayList<>();
        if (!sameBoot) {
            contradictions.add(host + ": the kernel is another one than at the beginning");
        }
        if (qemu.size() != kernel.size() || qemu.size() != successes) {
            contradictions.add(
                    "%s: QEMU saw %d sleeps, the kernel logged %d and counts %d"
                            .formatted(host, qemu.size(), kernel.size(), successes));
        }
        for (int i = 0; i < qemu.size(); i++) {
            Proof.Suspension sleep = qemu.get(i);
            if (i < kernel.size() && !Proof.near(sleep.length(), kernel.get(i))) {
                contradictions.add(
                        "%s, sleep %d: QEMU says %s s, the kernel %s s"
                                .formatted(
                                        host,
                                        i + 1,
                                        Screen.seconds(sleep.length()),
                                        Screen.seconds(kernel.get(i))));
            }
            Optional<Leased> lease = lease(sleep);
            if (lease.isEmpty()) {
                contradictions.add(
                        "%s, sleep %d: the controller knows no lease for it"
                                .formatted(host, i + 1));
            } else if (byPacket(sleep) && !lease.get().wasWoken()) {
                contradictions.add(
                        "%s, sleep %d: a packet woke it, and the controller did not want that"
                                .formatted(host, i + 1));
            }
        }
        long without =
                leases.stream()
                        .filter(Leased::slept)
                        .filter(lease -> qemu.stream().noneMatch(lease::holds))
                        .count();
        if (without > 0) {
            contradictions.add(
                    "%s: the controller tells of %d sleeps that QEMU did not see"
                            .formatted(host, without));
        }
        return contradictions;
    }
}
