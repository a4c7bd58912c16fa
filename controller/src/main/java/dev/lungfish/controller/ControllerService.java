package dev.lungfish.controller;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.admin.AdminEndpoint;
import dev.lungfish.controller.admin.ApiAccess;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.config.ControllerConfiguration;
import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.fleet.FleetSettings;
import dev.lungfish.controller.store.Backup;
import dev.lungfish.controller.store.BackupFile;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.wake.FleetReach;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `lungfish controller` does.
public final class ControllerService {
    /// What a host needs from a packet to its call in 99 of 100 cases, as long as nothing was
    /// measured.
    private static final Duration RESUME = Duration.ofSeconds(90);

    private final ControllerConfiguration configuration;
    private final InstantSource clock = InstantSource.system();

    /// @param file in place of the usual one
    /// @throws ReasonException where the configuration can't be used
    public ControllerService(Optional<Path> file) {
        configuration = ControllerFile.read(file);
    }

    /// Serves until somebody wants the end.
    ///
    /// @param log takes lines
    /// @param end completed with why it is to end
    /// @throws IOException where a file or a port can't be used
    public void run(Consumer<String> log, CompletableFuture<String> end) throws IOException {
        Controller.Parts parts =
                new Controller.Parts(
                        clock,
                        settings(configuration),
                        new FleetReach(),
                        new EndpointLog(log),
                        told -> log.accept(ReasonText.withRemedy(told)));
        try (Controller controller = Controller.start(configuration, parts);
                AdminEndpoint admin =
                        AdminEndpoint.open(
                                ServedApi.parts(configuration, controller, clock, parts.log()))) {
            log.accept(
                    ReasonText.sentence(
                            new ControllerReason.ControllerListens(
                                    String.valueOf(controller.address()),
                                    Stream.concat(
                                                    Stream.of(admin.address()),
                                                    admin.tlsAddress().stream())
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", ")),
                                    controller.authority().fingerprint())));
            log.accept(ReasonText.sentence(new ControllerReason.ControllerEnds(end.get())));
        } catch (ExecutionException e) {
            throw new IOException("the controller was ended by a fault: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Makes a token for one host.
    ///
    /// @param host the only one that may use it; empty for any
    public EnrolmentToken token(Optional<String> host, Duration valid) throws IOException {
        FleetAuthority authority = Controller.authority(configuration.folder(), clock.instant());
        try (Store store = Store.open(configuration.database())) {
            return new Tokens(store, authority.fingerprint(), clock).make(host, valid);
        }
    }

    /// Writes all that the database holds to a file that only its owner may read. The controller
    /// may run meanwhile.
    public void backup(Path file) throws IOException {
        try (Store store = Store.open(configuration.database());
                Writer to = BackupFile.create(file)) {
            Backup.write(store, to, clock.instant());
        }
    }

    /// Puts a backup in the place of what the database holds. The controller must not run.
    public Epoch restore(Path file) throws IOException {
        try (Reader from = BackupFile.open(file);
                Store store = Store.open(configuration.database())) {
            store.claim();
            return Backup.restore(store, from, clock.instant());
        }
    }

    /// Who may use the API.
    public ApiAccess apiAccess() {
        return new ApiAccess(configuration.database(), clock);
    }

    /// Where programs call, and what they show.
    public AdminEndpoint.Access access() throws IOException {
        return AdminEndpoint.access(configuration.admin(), configuration.folder());
    }

    /// The rules by which it lets hosts sleep that are of no pool of their own.
    public PoolRules pool() {
        return configuration.pools().rest().policy().rules();
    }

    /// How long these stay awake after nobody uses them any more.
    public IdleRule idle() {
        return configuration.pools().rest().policy().idle();
    }

    /// The limits of its hosts.
    public HostRules hosts() {
        return settings(configuration).host();
    }

    private static FleetSettings settings(ControllerConfiguration configured) {
        return new FleetSettings(
                configured.pools(),
                rules(configured),
                RESUME,
                List.of(WakePath.NEIGHBOUR, WakePath.OTHER_NEIGHBOUR, WakePath.PACKETS));
    }

    private static HostRules rules(ControllerConfiguration configured) {
        HostRules usual = HostRules.usual();
        return new HostRules(
                configured.settle(),
                configured.checkIn(),
                usual.silence(),
                usual.late(),
                usual.order(),
                usual.limbo(),
                configured.back().tolerance(),
                configured.back().grace(),
                usual.proof(),
                configured.back().settling(),
                usual.drain(),
                usual.moves(),
                usual.backoff(),
                configured.awakeFor(),
                configured.awakeFor().multipliedBy(36),
                usual.worthwhile(),
                usual.entries(),
                usual.lates(),
                usual.sickness(),
                usual.firstPause(),
                usual.longestPause(),
                usual.patience());
    }

    /// The moment, for those who only show times.
    public Instant now() {
        return clock.instant();
    }
}
