package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.LibvirtSettings;
import dev.lungfish.controller.migration.GuestMove;
import dev.lungfish.controller.migration.GuestReader;
import dev.lungfish.controller.migration.Migrator;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.libvirt.capabilities.CapabilitiesReader;
import dev.lungfish.libvirt.capabilities.HostCpu;
import dev.lungfish.libvirt.capabilities.MalformedCapabilitiesException;
import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.domain.DomainCapabilities;
import dev.lungfish.libvirt.remote.DomainCapabilitiesArguments;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.DomainStatistics;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.NodeInfo;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.TypedParameter.Value;
import dev.lungfish.libvirt.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The libvirtds of hosts, over libvirt's own protocol. Safe for use by several threads.
public final class LibvirtHypervisors implements Hypervisors {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /// `VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE`.
    private static final int ACTIVE = 1;

    /// By what QEMU's driver runs guests.
    private static final List<String> TYPES = List.of("kvm", "qemu");

    /// `VIR_ERR_NO_DOMAIN`.
    private static final int NO_DOMAIN = 42;

    private final ClientSettings settings;
    private final boolean copyDisks;
    private final InstantSource clock;
    private final Migrator migrator;
    private final LoadWindow window = new LoadWindow();

    /// @param copyDisks whether disks that hosts do not share are copied
    public LibvirtHypervisors(ClientSettings settings, boolean copyDisks, InstantSource clock) {
        this.settings = settings;
        this.copyDisks = copyDisks;
        this.clock = clock;
        migrator = new Migrator(settings);
    }

    @Override
    public MoveOutcome move(GuestMove move) {
        return migrator.move(move);
    }

    @Override
    public MoveOutcome settle(GuestMove move) {
        return migrator.settle(move);
    }

    @Override
    public MoveOutcome abort(GuestMove move) {
        return migrator.abort(move);
    }

    @Override
    public HostSurvey survey(LibvirtSettings table, String host) {
        try (Client libvirtd = Client.open(table.of(host).uri(), settings.with(LIMIT))) {
            return seen(libvirtd, table, host);
        } catch (IOException | MalformedUriException | MalformedCapabilitiesException e) {
            return unknown(host, String.valueOf(e.getMessage()));
        } catch (RpcException e) {
            return unknown(host, e.error().text());
        }
    }

    private static HostSurvey unknown(String host, String found) {
        return new HostSurvey.Unknown(new PlacementReason.HostSurveyFailed(host, found));
    }

    private HostSurvey seen(Client libvirtd, LibvirtSettings table, String host)
            throws IOException, RpcException, MalformedCapabilitiesException {
        NodeInfo node = libvirtd.call(Remote.NODE_GET_INFO);
        HostCpu cpu = CapabilitiesReader.read(libvirtd.call(Remote.GET_CAPABILITIES)).host().cpu();
        Set<String> models = models(libvirtd);
        LibvirtSettings.Room room = table.room();
        return new HostSurvey.Seen(
                Amounts.ofHost(
                        new ByteCount(
                                ByteCount.ofKibibytes(node.memoryKibibytes()).bytes()
                                        / 100
                                        * room.memoryPercent()),
                        node.cpus(),
                        room.overcommitPercent(),
                        room.loadPercent()),
                inWords(cpu),
                models,
                table.labels(),
                guests(libvirtd, table, host));
    }

    /// What it has no emulator or no processors for, it offers nothing of.
    private static Set<String> models(Client libvirtd) throws IOException {
        Set<String> models = new HashSet<>();
        for (String type : TYPES) {
            try {
                String document =
                        libvirtd.call(
                                Domains.GET_CAPABILITIES, DomainCapabilitiesArguments.of(type));
                DomainCapabilities.read(document).models().stream()
                        .map(model -> GuestReader.model(type, model))
                        .forEach(models::add);
            } catch (CallFailedException _) {
                // The other type may be there.
            }
        }
        return models;
    }

    private List<GuestLoad> guests(Client libvirtd, LibvirtSettings table, String host)
            throws IOException, RpcException {
        Map<UUID, Long> used = new HashMap<>();
        Instant now = clock.instant();
        libvirtd.call(
                        Domains.GET_ALL_STATISTICS,
                        new DomainStatistics.Arguments(
                                List.of(), Domains.STATISTICS_CPU_TOTAL, ACTIVE))
                .forEach(one -> time(one).ifPresent(nanos -> used.put(one.domain().uuid(), nanos)));
        GuestReader reader = new GuestReader(table.shared(), copyDisks);
        List<GuestLoad> guests = new ArrayList<>();
        for (DomainReference guest :
                libvirtd.call(
                                Remote.LIST_ALL_DOMAINS,
                                new ListAllDomainsArguments(true, Domains.LIST_ACTIVE))
                        .domains()) {
            try {
                String document = libvirtd.call(Domains.GET_XML_DESC, DomainFlags.none(guest));
                guests.add(guest(reader, guest, host, document, used, now));
            } catch (CallFailedException e) {
                if (e.error().code() != NO_DOMAIN) {
                    throw e;
                }
                // It has ended meanwhile.
            }
        }
        return guests;
    }

    /// A guest of which too little was seen counts with all its cores.
    private GuestLoad guest(
            GuestReader reader,
            DomainReference guest,
            String host,
            String document,
            Map<UUID, Long> used,
            Instant now)
            throws IOException {
        OptionalLong load =
                used.containsKey(guest.uuid())
                        ? window.look(guest.uuid(), now, used.getOrDefault(guest.uuid(), 0L))
                        : OptionalLong.empty();
        GuestLoad all = reader.read(guest.name(), host, document, 0);
        long most = all.needs().cores();
        return new GuestLoad(
                all.name(),
                all.host(),
                new Amounts(
                        all.needs().memory(),
                        most,
                        load.isPresent() ? Math.min(most, load.getAsLong()) : most),
                all.cpu(),
                all.labels(),
                all.together(),
                all.apart(),
                all.binding());
    }

    /// **Source:** `cpu.time` of `virConnectGetAllDomainStats`, in nanoseconds.
    private static OptionalLong time(DomainStatistics one) {
        return one.values().stream()
                .filter(value -> value.field().equals("cpu.time"))
                .flatMapToLong(value ->
                        value.value() instanceof Value.UnsignedInt64(long nanos)
                                ? java.util.stream.LongStream.of(nanos)
                                : java.util.stream.LongStream.empty())
                .findFirst();
    }

    /// All by which a guest that sees the processors as they are could notice another host.
    private static String inWords(HostCpu cpu) {
        return Stream.concat(
                        Stream.of(
                                cpu.arch(),
                                String.valueOf(cpu.vendor()),
                                String.valueOf(cpu.model()),
                                String.valueOf(cpu.signature())),
                        cpu.features().stream().sorted())
                .collect(Collectors.joining(" "));
    }
}
