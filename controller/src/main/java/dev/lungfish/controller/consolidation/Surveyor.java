package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.LibvirtSettings;
import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.fleet.LoopReason;
import dev.lungfish.controller.fleet.PlacedPool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// Looks at all hosts of a pool, some at once. Safe for use by several threads.
final class Surveyor {
    private static final int AT_ONCE = 16;

    private final Hypervisors hypervisors;
    private final MovesConfiguration settings;
    private final Semaphore asking = new Semaphore(AT_ONCE);

    Surveyor(Hypervisors hypervisors, MovesConfiguration settings) {
        this.hypervisors = hypervisors;
        this.settings = settings;
    }

    /// What is seen, by the names of hosts. One that does not answer makes nothing of the others
    /// unknown.
    Map<String, HostSurvey> survey(PlacedPool pool) {
        Map<String, CompletableFuture<HostSurvey>> asked = new LinkedHashMap<>();
        for (PlacedPool.Host host : pool.hosts()) {
            Optional<LibvirtSettings> table = settings.of(host.name());
            if (!host.usable()) {
                asked.put(
                        host.name(),
                        CompletableFuture.completedFuture(
                                new HostSurvey.Unknown(
                                        new LoopReason.HostNotUsable(host.name(), host.state()))));
            } else if (table.isPresent()) {
                asked.put(host.name(), ask(table.get(), host.name()));
            }
        }
        Map<String, HostSurvey> seen = new LinkedHashMap<>();
        asked.forEach((host, answer) -> seen.put(host, answer.join()));
        return seen;
    }

    private CompletableFuture<HostSurvey> ask(LibvirtSettings table, String host) {
        CompletableFuture<HostSurvey> answer = new CompletableFuture<>();
        Thread _ =
                Thread.ofVirtual()
                        .name("survey of " + host)
                        .start(() -> {
                            asking.acquireUninterruptibly();
                            try {
                                answer.complete(hypervisors.survey(table, host));
                            } catch (RuntimeException e) {
                                answer.complete(unknown(host, String.valueOf(e.getMessage())));
                            } finally {
                                asking.release();
                                // Whatever ended the thread: nobody waits for it.
                                answer.complete(unknown(host, "the survey broke off"));
                            }
                        });
        return answer;
    }

    private static HostSurvey unknown(String host, String found) {
        return new HostSurvey.Unknown(new PlacementReason.HostSurveyFailed(host, found));
    }
}
