package dev.lungfish.controller.admin;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.consolidation.Consolidator;
import dev.lungfish.controller.consolidation.PlayedHypervisors;
import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.controller.energy.EnergyLedger;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.FleetSettings;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.controller.fleet.QuickFleet;
import dev.lungfish.controller.metrics.ConsolidationGauges;
import dev.lungfish.controller.metrics.EnergyCounters;
import dev.lungfish.controller.metrics.FleetGauges;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.openid.OpenIdCallers;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.state.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A fleet with the host `lab1` and its API, on ports of this machine, with a database of its own.
final class ServedFleet implements AutoCloseable {
    private static final ChangeFeed.Settings FOLLOWED =
            new ChangeFeed.Settings(
                    Duration.ofMillis(20),
                    Duration.ofMillis(300),
                    Duration.ofMillis(200),
                    Duration.ofMillis(500),
                    4);

    final Store store;
    final FleetLoop loop;
    final FleetAuthority authority;
    final AccessKeys keys;
    final AdminEndpoint endpoint;
    final ApiParts parts;
    final PlayedHypervisors hosts = new PlayedHypervisors();
    private final ChangeFeed feed;
    final Path folder;
    final InstantSource clock;
    private final HttpClient http = HttpClient.newHttpClient();

    ServedFleet(Path folder) throws Exception {
        this(folder, InstantSource.system(), Databases.Kind.SQLITE);
    }

    ServedFleet(Path folder, InstantSource clock, Databases.Kind kind) throws Exception {
        this(folder, clock, kind, Optional.empty());
    }

    ServedFleet(
            Path folder, InstantSource clock, Databases.Kind kind, Optional<OpenIdCallers> openId)
            throws Exception {
        this(folder, clock, kind, openId, QuickFleet.settings());
    }

    ServedFleet(
            Path folder,
            InstantSource clock,
            Databases.Kind kind,
            Optional<OpenIdCallers> openId,
            FleetSettings settings)
            throws Exception {
        this.folder = folder;
        this.clock = clock;
        store = Store.open(Databases.newOf(kind));
        add("id1", "lab1");
        loop = new FleetLoop(store, settings, Outside.NOWHERE, clock, new Random(1), told -> {});
        authority = FleetAuthority.open(new AuthorityFolder(folder), clock.instant());
        keys = new AccessKeys(store, clock);
        FleetMetrics metrics = new FleetMetrics("1.2.3");
        feed =
                new ChangeFeed(
                        store, InstantSource.system(), FOLLOWED, metrics::happened, log -> {});
        metrics.add(new FleetGauges(loop, feed));
        EnergyLedger energy =
                new EnergyLedger(store, settings.pools(), clock, loop::members, told -> {});
        metrics.add(new EnergyCounters(energy));
        Consolidator consolidator =
                new Consolidator(
                        new Consolidator.Parts(
                                loop, store, hosts, hosts.settings("lab*"), clock, told -> {}));
        metrics.add(new ConsolidationGauges(consolidator));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        parts =
                new ApiParts(
                        any,
                        Optional.of(
                                new ApiParts.Tls(
                                        any,
                                        authority.shown(
                                                List.of("localhost", "127.0.0.1"),
                                                clock.instant()))),
                        openId,
                        folder,
                        loop,
                        store,
                        new Enroller(store, authority, clock),
                        new Tokens(store, authority.fingerprint(), clock),
                        clock,
                        feed,
                        metrics,
                        consolidator);
        endpoint = AdminEndpoint.open(parts);
    }

    /// A host joins the fleet that runs.
    void enrol(String id, String name) {
        boolean _ =
                store.enrolling(transaction -> {
                    transaction.hosts().put(row(id, name));
                    return true;
                });
    }

    /// A host calls, without guests.
    ///
    /// @param number of `lab1` and so on
    /// @param returns the sleeps from which it has a way back
    Verdict call(int number, List<SleepTarget> returns) {
        return loop.checkIn(
                enrolled(number),
                new CheckIn(
                        CheckIn.Cause.DUE,
                        identity(number),
                        Optional.empty(),
                        new CheckIn.Boot("boot" + number, 0),
                        Epoch.NONE,
                        Optional.empty(),
                        new CheckIn.Capacity(8, 1L << 36),
                        SimulatedHost.idle(),
                        Optional.empty(),
                        returns));
    }

    /// A host says that it goes to sleep for a lease.
    Verdict goes(int number, Lease lease) {
        return loop.entering(
                enrolled(number),
                new Entering(
                        identity(number),
                        lease.id(),
                        Optional.of(lease.id()),
                        lease.target(),
                        Optional.of(lease.length())));
    }

    private HostTable.Row enrolled(int number) {
        return store.work(transaction -> transaction.hosts().byName("lab" + number)).orElseThrow();
    }

    private static HostIdentity identity(int number) {
        return new HostIdentity(
                "lab" + number,
                List.of(
                        new NetworkPort(
                                "eth0",
                                MacAddress.parse("02:00:00:00:00:0" + number),
                                List.of(NetworkAddress.parse("192.0.2.%d/24".formatted(number))),
                                true)));
    }

    /// How many follow the changes.
    int followers() {
        return feed.followers();
    }

    void add(String id, String name) {
        HostTable.Row row = row(id, name);
        boolean _ =
                store.work(transaction -> {
                    transaction.hosts().put(row);
                    return true;
                });
    }

    private static HostTable.Row row(String id, String name) {
        return new HostTable.Row(
                id,
                name,
                Optional.empty(),
                "print of " + id,
                "key",
                Instant.EPOCH,
                Optional.empty());
    }

    String local() throws Exception {
        return AdminEndpoint.access(endpoint.address(), folder).token();
    }

    /// A new token.
    String token(String name, Role role) {
        return keys.token(name, role, Optional.empty(), "the test").secret();
    }

    URI uri(String path) throws Exception {
        return AdminEndpoint.access(endpoint.address(), folder).api().resolve(path);
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path, token).GET());
    }

    HttpResponse<String> post(String path, String token, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> delete(String path, String token) throws Exception {
        return send(request(path, token).DELETE());
    }

    HttpRequest.Builder request(String path, String token) throws Exception {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonObject json(HttpResponse<String> answer) {
        return JsonObject.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    static String code(HttpResponse<String> answer) {
        return json(answer).text("code");
    }

    @Override
    public void close() {
        http.close();
        endpoint.close();
        store.close();
    }
}
