package dev.lungfish.daemon.metrics;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.OtherWake;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofReason;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.state.json.OutcomeJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The metrics of sleeps, of the ways back from them, and of the daemon itself.
final class SleepFamilies {
    /// Names of hosts come from the network, so they are not listed without end.
    static final int MOST_HOSTS = 100;

    private SleepFamilies() {}

    static void add(MetricsContent content, Families families) {
        build(content.build(), content.certificates(), families);
        content.requests().past().ifPresent(past -> past(past, families));
        requests(content.requests(), families);
        content.ways().ifPresent(ways -> ways(ways, families));
        wakes(content.wakes(), families);
        sleepers(content.sleepers(), families);
    }

    private static void build(
            MetricsContent.Build build,
            List<MetricsContent.Certificate> certificates,
            Families families) {
        families.info(
                "lungfish_build",
                "What runs.",
                "version",
                build.version(),
                "java",
                Integer.toString(Runtime.version().feature()));
        families.gauge(
                "lungfish_daemon_start_timestamp_seconds",
                "When the process of the daemon was started.",
                values -> values.add(build.started()));
        families.gauge(
                "lungfish_certificate_expiry_timestamp_seconds",
                "When the first certificate in a file ends to be valid.",
                values ->
                        certificates.forEach(one ->
                                values.add(
                                        one.validUntil(), "use", one.use(), "file", one.file())));
    }

    private static void past(SleepTotals past, Families families) {
        Map<String, Long> outcomes = new TreeMap<>();
        OutcomeJson.KINDS.forEach(kind -> outcomes.put(kind, 0L));
        outcomes.putAll(past.outcomes());
        families.counter(
                "lungfish_sleeps",
                "Accepted requests to sleep that ended, by their outcomes.",
                values ->
                        outcomes.forEach(
                                (outcome, number) -> values.add(number, "outcome", outcome)));
        double seconds = past.asleep().toMillis() / 1000.0;
        families.counter(
                "lungfish_asleep_seconds",
                "How long the host has slept by our requests.",
                values -> values.add(seconds));
    }

    private static void requests(MetricsContent.Requests requests, Families families) {
        families.counter(
                "lungfish_requests_refused",
                "Requests to sleep that were refused since the daemon was started.",
                values -> values.add((double) requests.refused()));
        families.gauge(
                "lungfish_requests_refused_since_timestamp_seconds",
                "Since when every request was refused; absent while the last one was not.",
                values -> requests.refusedSince().ifPresent(since -> values.add(since)));
        Optional<Phase> phase = requests.running().map(CurrentRequest::phase);
        families.gauge(
                "lungfish_request_phase",
                "1 for the phase of the request that runs; 0 for all while none does.",
                values -> {
                    for (Phase one : Phase.values()) {
                        if (one != Phase.ENDED) {
                            values.add(phase.equals(Optional.of(one)), "phase", one.spelling());
                        }
                    }
                });
        families.gauge(
                "lungfish_request_phase_since_timestamp_seconds",
                "When the request that runs came to its phase; absent while none runs.",
                values -> requests.running().ifPresent(current -> values.add(current.since())));
    }

    private static void ways(MetricsContent.Ways ways, Families families) {
        families.gauge(
                "lungfish_rtc_trusted",
                "1 if there is an RTC whose alarm can be relied on for a sleep now.",
                values -> values.add(ways.rtcTrusted()));
        families.gauge(
                "lungfish_rtc_test_passed",
                "1 if the last test of an RTC was passed.",
                values ->
                        ways.tests().forEach((rtc, test) -> values.add(test.passed(), "rtc", rtc)));
        families.gauge(
                "lungfish_rtc_test_timestamp_seconds",
                "When an RTC was last tested.",
                values -> ways.tests().forEach((rtc, test) -> values.add(test.at(), "rtc", rtc)));
        families.gauge(
                "lungfish_proof_standing",
                "1 for how the way back from a sleep state by a device stands.",
                values -> {
                    for (ProofStanding one : ways.standings()) {
                        String now = word(one);
                        for (String word : List.of("proved", "unproved", "failed")) {
                            values.add(now.equals(word), labels(one, "standing", word));
                        }
                    }
                });
        families.gauge(
                "lungfish_proof_timestamp_seconds",
                "When the last proof was made, whatever it showed.",
                values ->
                        ways.standings()
                                .forEach(one ->
                                        madeAt(one).ifPresent(at -> values.add(at, labels(one)))));
        families.gauge(
                "lungfish_proof_expiry_timestamp_seconds",
                "When a proof that holds gets too old.",
                values -> {
                    for (ProofStanding one : ways.standings()) {
                        if (one instanceof ProofStanding.Proved proved) {
                            values.add(proved.until(), labels(one));
                        }
                    }
                });
    }

    private static String word(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proved _ -> "proved";
            case ProofStanding.Unproved _ -> "unproved";
            case ProofStanding.Failed _ -> "failed";
        };
    }

    private static String[] labels(ProofStanding standing, String... more) {
        String[] labels = {
            "state", standing.state().spelling(),
            "way", standing.way().spelling(),
            "device", standing.device()
        };
        String[] all = Arrays.copyOf(labels, labels.length + more.length);
        System.arraycopy(more, 0, all, labels.length, more.length);
        return all;
    }

    private static Optional<Instant> madeAt(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proved(var _, var _, Proof proof, var _) -> Optional.of(proof.at());
            case ProofStanding.Failed(var _, var _, Proof proof) -> Optional.of(proof.at());
            case ProofStanding.Unproved(var _, var _, var _, Reason why) ->
                    switch (why) {
                        case ProofReason.ChangedSinceProof(Instant at, var _) -> Optional.of(at);
                        case ProofReason.ProofFromFuture(Instant at) -> Optional.of(at);
                        case ProofReason.ProofTooOld(Instant at) -> Optional.of(at);
                        case Reason _ -> Optional.empty();
                    };
        };
    }

    private static void wakes(MetricsContent.Wakes wakes, Families families) {
        families.gauge(
                "lungfish_next_wake_timestamp_seconds",
                "When the host is woken next if it sleeps, by what asks for it.",
                values -> {
                    wakes.wakeup().ifPresent(at -> values.add(at, "by", "wakeup"));
                    for (Map.Entry<OtherWake.Kind, Instant> one : wakes.others().entrySet()) {
                        values.add(one.getValue(), "by", one.getKey().spelling());
                    }
                });
    }

    private static void sleepers(List<Watch> sleepers, Families families) {
        Map<String, Integer> states = new TreeMap<>();
        List.of("expected", "overdue", "given-up").forEach(state -> states.put(state, 0));
        Map<String, Instant> late = new TreeMap<>();
        for (Watch watch : sleepers) {
            switch (watch) {
                case Watch.Expecting _ -> states.merge("expected", 1, Integer::sum);
                case Watch.Overdue overdue -> {
                    states.merge("overdue", 1, Integer::sum);
                    late(overdue, late);
                }
                case Watch.GivenUp given -> {
                    states.merge("given-up", 1, Integer::sum);
                    late(given, late);
                }
                case Watch.Back _ -> {}
            }
        }
        families.gauge(
                "lungfish_sleepers",
                "Neighbours that said that they sleep, by what is known of them.",
                values -> states.forEach((state, number) -> values.add(number, "state", state)));
        families.gauge(
                "lungfish_sleeper_overdue_promised_timestamp_seconds",
                "When a neighbour was to be back that is not; at most %d are listed."
                        .formatted(MOST_HOSTS),
                values ->
                        late.entrySet().stream()
                                .limit(MOST_HOSTS)
                                .forEach(one -> values.add(one.getValue(), "host", one.getKey())));
    }

    private static void late(Watch watch, Map<String, Instant> late) {
        watch.notice().promised().ifPresent(at -> late.put(watch.notice().sleeper().name(), at));
    }
}
