package dev.lungfish.agent.config;

import dev.lungfish.core.procedure.request.GuestPolicy;
import java.util.List;

/// Parses the table of the guests.
final class GuestsTable {
    static final String NAME = "guests";

    private GuestsTable() {}

    static GuestsConfiguration understand(ConfigurationTable table) {
        GuestsConfiguration guests =
                new GuestsConfiguration(
                        table.word(
                                "policy",
                                GuestPolicy.REFUSE,
                                List.of(GuestPolicy.values()),
                                GuestPolicy::spelling),
                        table.text("socket", DaemonTable::folder),
                        table.text("uri", GuestsTable::uri).orElse(GuestsConfiguration.USUAL_URI));
        table.refuseUnknown();
        return guests;
    }

    /// Only names that a local libvirtd opens by itself.
    static String uri(String text) {
        if (!text.matches("[a-z]+:///[a-zA-Z0-9/._-]*")) {
            throw new IllegalArgumentException(
                    "'%s' names no local driver of libvirt, as \"qemu:///system\" does"
                            .formatted(text));
        }
        return text;
    }
}
