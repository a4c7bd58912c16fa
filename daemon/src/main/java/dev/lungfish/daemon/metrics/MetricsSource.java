package dev.lungfish.daemon.metrics;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.OtherWake;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.contract.HostParts;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.metrics.MetricsContent.Certificate;
import dev.lungfish.daemon.metrics.MetricsContent.Ways;
import dev.lungfish.daemon.policy.PolicyLoop;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.state.journal.StateHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What a host's metrics are made of; a page is written afresh each time. For one thread at a time.
public final class MetricsSource implements Supplier<byte[]> {
    /// An examination of the host asks several services, so it is not made for each page.
    private static final Duration EXAMINED_EVERY = Duration.ofMinutes(1);

    private final HostParts parts;
    private final Refusals refusals;
    private final Supplier<Moment> clock;
    private final MetricsContent.Build build;
    private Optional<Examined> examined = Optional.empty();

    /// What was found when the host was examined last.
    private record Examined(Moment at, Optional<Ways> ways, MetricsContent.Wakes wakes) {}

    /// @param clock the clocks of the host
    /// @param version of Lungfish
    public MetricsSource(
            HostParts parts, Refusals refusals, Supplier<Moment> clock, String version) {
        this.parts = parts;
        this.refusals = refusals;
        this.clock = clock;
        build =
                new MetricsContent.Build(
                        version,
                        ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseGet(() -> clock.get().wall()));
    }

    @Override
    public byte[] get() {
        Examined host = examined();
        return MetricsPage.write(
                new MetricsContent(
                        build,
                        parts.processors().power().report(),
                        parts.policy().flatMap(PolicyLoop::explain),
                        requests(),
                        host.ways(),
                        host.wakes(),
                        parts.neighbourhood().sleepers(),
                        certificates(),
                        new MetricsContent.Trouble(
                                StateHealth.problems(parts.state()), parts.log().lostInAll())));
    }

    private MetricsContent.Requests requests() {
        Optional<SleepTotals> past = Optional.empty();
        Optional<CurrentRequest> running = Optional.empty();
        try {
            past = Optional.of(parts.watch().totals());
            running =
                    parts.watch().status() instanceof HostStatus.Running(var current, var _)
                            ? Optional.of(current)
                            : Optional.empty();
        } catch (StateException e) {
            parts.log().event(new LogEvent.MetricsIncomplete(Reasoned.of(e)));
        }
        Refusals.Count refused = refusals.count();
        return new MetricsContent.Requests(past, running, refused.number(), refused.since());
    }

    private Examined examined() {
        Moment now = clock.get();
        Examined known =
                examined.filter(last -> now.passedSince(last.at()).compareTo(EXAMINED_EVERY) < 0)
                        .orElseGet(() -> new Examined(now, ways(now.wall()), wakes(now.wall())));
        examined = Optional.of(known);
        return known;
    }

    private Optional<Ways> ways(Instant now) {
        ProcedureSettings settings = parts.host().configuration().settings();
        return parts.host()
                .engine(parts.state())
                .findings()
                .map(findings ->
                        new Ways(
                                WaysBack.of(findings, now, settings.proofValidity()).standings(),
                                rtcTrusted(findings, now, settings.rtcTestValidity()),
                                findings.kept().tests()));
    }

    private static boolean rtcTrusted(Findings findings, Instant now, Duration validity) {
        return findings.rtcToRelyOn()
                .flatMap(rtc ->
                        Optional.ofNullable(findings.kept().tests().get(rtc))
                                .filter(test ->
                                        test.holds(findings.fingerprint(rtc), now, validity)))
                .isPresent();
    }

    private MetricsContent.Wakes wakes(Instant now) {
        try {
            WakeupReport report = Wakeups.of(parts.host().tree(), parts.state()).list();
            Map<OtherWake.Kind, Instant> others = new TreeMap<>();
            report.others().forEach(one -> others.putIfAbsent(one.kind(), one.at()));
            return new MetricsContent.Wakes(
                    report.wakeups().stream()
                            .map(Wakeup::at)
                            .filter(at -> at.isAfter(now))
                            .findFirst(),
                    others);
        } catch (StateException e) {
            parts.log().event(new LogEvent.MetricsIncomplete(Reasoned.of(e)));
            return new MetricsContent.Wakes(Optional.empty(), Map.of());
        }
    }

    /// Those that the configuration uses. What can't be read is left out: whoever needs it tells.
    private List<Certificate> certificates() {
        Configuration configuration = parts.host().configuration();
        Map<Path, String> files = new LinkedHashMap<>();
        if (configuration.daemon().tls().isPresent()) {
            server(configuration.daemon().certificates(), files);
        }
        configuration
                .power()
                .metrics()
                .tls()
                .map(MetricsConfiguration.Tls::files)
                .ifPresent(one -> server(one, files));
        configuration.ways().neighbours().forEach(uri -> client(uri, files));
        List<Certificate> found = new ArrayList<>();
        files.forEach((file, use) -> {
            try {
                found.add(new Certificate(use, file.toString(), Credentials.validUntil(file)));
            } catch (IOException _) {
                // The port that shows it, or the connection, tells what is wrong with it.
            }
        });
        return found;
    }

    private static void server(CertificateFiles one, Map<Path, String> files) {
        files.put(one.certificate(), "server");
        files.put(one.authority(), "authority");
    }

    private static void client(String neighbour, Map<Path, String> files) {
        try {
            LibvirtUri uri = LibvirtUri.parse(neighbour);
            if (uri.way() == LibvirtUri.Way.TLS) {
                ClientSettings.PkiFiles pki = ClientSettings.DEFAULT.pki(uri);
                files.putIfAbsent(pki.certificate(), "client");
                files.putIfAbsent(pki.authorities(), "authority");
            }
        } catch (MalformedUriException _) {
            return; // The connection to it tells.
        }
    }
}
