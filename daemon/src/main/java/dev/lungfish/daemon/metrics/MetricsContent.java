package dev.lungfish.daemon.metrics;

import dev.lungfish.api.CpuReport;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.OtherWake;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.journal.SleepTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a page is made of.
///
/// @param explanation of the last look of the policy; empty where there is none
/// @param ways empty where the host could not be examined
/// @param sleepers the hosts that said that they sleep
record MetricsContent(
        Build build,
        CpuReport cpu,
        Optional<Explanation> explanation,
        Requests requests,
        Optional<Ways> ways,
        Wakes wakes,
        List<Watch> sleepers,
        List<Certificate> certificates,
        Trouble trouble) {
    /// What runs.
    ///
    /// @param version of Lungfish
    /// @param started when its process was; a reload does not change it
    record Build(String version, Instant started) {}

    /// The requests to sleep; a dry run is none.
    ///
    /// @param past all that the journal has; empty where it can't be read
    /// @param running that is carried out now
    /// @param refused how many were refused since the daemon was started
    /// @param refusedSince when the first was refused that no other outcome followed
    record Requests(
            Optional<SleepTotals> past,
            Optional<CurrentRequest> running,
            long refused,
            Optional<Instant> refusedSince) {}

    /// The ways back of the host.
    ///
    /// @param rtcTrusted whether there is an RTC to rely on whose test holds
    /// @param tests of RTCs, by their names
    record Ways(List<ProofStanding> standings, boolean rtcTrusted, Map<String, RtcTest> tests) {}

    /// What wakes the host next.
    ///
    /// @param wakeup the first that was asked for
    /// @param others the first of each other kind
    record Wakes(Optional<Instant> wakeup, Map<OtherWake.Kind, Instant> others) {}

    /// What goes wrong beside requests.
    ///
    /// @param state what is wrong with the state directory
    /// @param lostEntries of the log, since the daemon was started
    record Trouble(List<Reason> state, long lostEntries) {}

    /// A file with certificates.
    ///
    /// @param use `server`, `client` or `authority`
    /// @param validUntil when the first of them ends to be valid
    record Certificate(String use, String file, Instant validUntil) {}
}
