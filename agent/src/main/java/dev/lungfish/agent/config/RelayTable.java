package dev.lungfish.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Understands the table of the relay.
final class RelayTable {
    static final String NAME = "relay";

    private RelayTable() {}

    static RelayConfiguration understand(ConfigurationTable table) {
        RelayConfiguration relay =
                new RelayConfiguration(
                        table.flag("enabled", true),
                        table.text("socket_folder", DaemonTable::folder),
                        table.text("group", DaemonTable::group)
                                .orElse(RelayConfiguration.USUAL_GROUP),
                        names(table),
                        table.flag("anonymous", false));
        table.refuseUnknown();
        return relay;
    }

    /// A daemon that makes its sockets where libvirtd has its own would relay to itself.
    static void checkBeside(Configuration configuration, ConfigurationTable table) {
        Path ours =
                configuration
                        .daemon()
                        .socketFolder()
                        .orElse(DaemonConfiguration.USUAL_SOCKET_FOLDER);
        Path theirs =
                configuration
                        .relay()
                        .socketFolder()
                        .orElse(DaemonConfiguration.USUAL_LIBVIRT_FOLDER);
        if (configuration.relay().enabled() && ours.equals(theirs)) {
            table.wrong(
                    "socket_folder", new ConfigurationReason.RelaySocketIsOurs(theirs.toString()));
        }
    }

    private static List<String> names(ConfigurationTable table) {
        List<String> given = table.texts("names", "URI", "[\"qemu:///system\"]");
        List<String> names = new ArrayList<>();
        for (String name : given) {
            try {
                names.add(GuestsTable.uri(name));
            } catch (IllegalArgumentException e) {
                table.wrong("names", ConfigurationReason.SettingInvalid.of(e));
            }
        }
        return given.isEmpty() ? RelayConfiguration.USUAL_NAMES : names;
    }
}
