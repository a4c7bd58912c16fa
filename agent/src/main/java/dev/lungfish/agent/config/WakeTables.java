package dev.lungfish.agent.config;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.Watch.WatchRules;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Understands the tables of the network cards and of the neighbours.
final class WakeTables {
    static final String CARDS = "wake_on_lan";
    static final String NEIGHBOUR = "neighbour";

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);

    private WakeTables() {}

    static WakeConfiguration understand(ConfigurationTable cards, ConfigurationTable neighbour) {
        WakeConfiguration configuration =
                new WakeConfiguration(
                        modes(cards),
                        neighbours(neighbour),
                        neighbour.flag("required", false),
                        rules(neighbour),
                        networks(neighbour));
        if (configuration.neighbourRequired() && configuration.neighbours().isEmpty()) {
            neighbour.wrong("required", new ConfigurationReason.NeighboursMissing());
        }
        cards.refuseUnknown();
        neighbour.refuseUnknown();
        return configuration;
    }

    private static Map<String, Set<WakeOnLanMode>> modes(ConfigurationTable table) {
        Map<String, Set<WakeOnLanMode>> modes = new TreeMap<>();
        for (String card : table.keys()) {
            table.text(card, WakeTables::letters).ifPresent(set -> modes.put(card, set));
        }
        return modes;
    }

    private static Set<WakeOnLanMode> letters(String text) {
        Set<WakeOnLanMode> modes = WakeOnLan.modesOfLetters(text);
        if (modes.contains(WakeOnLanMode.MAGIC_WITH_PASSWORD)) {
            throw new IllegalArgumentException(
                    "a password has no place in this file: 'lungfish wol IF --set s --password"
                            + " ...' keeps one where root alone reads it");
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "Wake-on-LAN letters of pumbagsf expected, or d for none");
        }
        return modes;
    }

    private static List<String> neighbours(ConfigurationTable table) {
        List<String> neighbours = new ArrayList<>();
        for (String uri :
                table.texts("hosts", "daemon's URI", "[\"lungfish+tls://lab2/system\"]")) {
            try {
                LibvirtUri _ = LibvirtUri.parse(uri);
                neighbours.add(uri);
            } catch (MalformedUriException e) {
                table.wrong(
                        "hosts",
                        new ConfigurationReason.SettingInvalid(String.valueOf(e.getMessage())));
            }
        }
        return neighbours;
    }

    private static List<NetworkAddress> networks(ConfigurationTable table) {
        List<NetworkAddress> networks = new ArrayList<>();
        for (String network : table.texts("wake_networks", "network", "[\"198.51.100.0/24\"]")) {
            try {
                networks.add(NetworkAddress.parse(network));
            } catch (IllegalArgumentException e) {
                table.wrong("wake_networks", ConfigurationReason.SettingInvalid.of(e));
            }
        }
        return networks;
    }

    private static WatchRules rules(ConfigurationTable table) {
        WatchRules usual = WatchRules.usual();
        Duration grace = table.duration("grace", usual.grace(), Duration.ZERO, DAY);
        Duration first = table.duration("first_pause", usual.firstPause(), SECOND, DAY);
        Duration longest = table.duration("longest_pause", usual.longestPause(), SECOND, DAY);
        Duration patience = table.duration("patience", usual.patience(), SECOND, YEAR);
        if (longest.compareTo(first) < 0) {
            table.wrong(
                    "longest_pause",
                    new ConfigurationReason.SettingOutOfOrder(
                            true, "neighbour.first_pause", Optional.empty()));
            return usual;
        }
        if (patience.compareTo(grace) < 0) {
            table.wrong(
                    "patience",
                    new ConfigurationReason.SettingOutOfOrder(
                            true, "neighbour.grace", Optional.empty()));
            return usual;
        }
        return new WatchRules(grace, first, longest, patience);
    }
}
