package dev.lungfish.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `expected.json` of a recorded machine: what is right for it, written by hand. All words are
/// as on the outside (`suspend-to-ram`, `supported`), so that a test compares what a user reads.
///
/// @param powerManagement the children of `<power_management>` in libvirt's dialect, in order;
///   empty if the element must be left out
/// @param rfc the same in the RFC's dialect
/// @param states one for each sleep state, by its spelling, in the file's order
/// @param wake every wake device, none more; empty if the machine makes no statement
public record ExpectedFindings(
        Optional<List<String>> powerManagement,
        Optional<List<String>> rfc,
        Map<String, State> states,
        Optional<List<Wake>> wake) {

    /// What is right for one sleep state.
    ///
    /// @param support `supported`, `unsupported` or `unknown`
    /// @param reasonContains a piece of the reason, in any case of letters; may be empty
    public record State(String support, String reasonContains) {}

    /// What is right for one wake device.
    ///
    /// @param kind `rtc`, `network`, `usb`, `pci`, `platform` or `other`
    /// @param support `supported`, `unsupported` or `unknown`
    /// @param enabled whether it would wake the host as it is set; null if that is not known
    public record Wake(String kind, String name, String support, @Nullable Boolean enabled) {}
}
