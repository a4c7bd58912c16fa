package dev.lungfish.daemon.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes over the wire comes out as it went in.
class ExtensionRecordsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SleepRequest REQUEST =
            SleepRequest.to(SleepTarget.MEM)
                    .named("3f2a")
                    .by("root by hand")
                    .lasting(Duration.ofHours(8))
                    .after(Duration.ofSeconds(5))
                    .ignoring(Set.of("script:backup"))
                    .carriedOutBy(Optional.of(Executor.KERNEL))
                    .build();
    private static final JournalEntry.Accepted ACCEPTED =
            new JournalEntry.Accepted(
                    REQUEST,
                    SleepState.SUSPEND_TO_RAM,
                    Executor.KERNEL,
                    "rtc0",
                    new Fingerprint("6.1", "SeaBIOS", "rtc0", ""),
                    Optional.empty(),
                    new Moment(Duration.ofSeconds(2), Duration.ofSeconds(1), NOW));
    private static final Outcome CANCELLED =
            new Outcome.Cancelled(
                    "root", Duration.ZERO, ReceivedReason.uncoded("cancelled by root"));
    private static final CurrentRequest RUNNING =
            CurrentRequestFile.begun(REQUEST, NOW)
                    .in(Phase.SCHEDULED, NOW)
                    .accepted(
                            List.of(
                                    ReceivedReason.uncoded("sleep"),
                                    ReceivedReason.uncoded("wake")));
    private static final CurrentRequest ENDED =
            RUNNING.ended(CANCELLED, List.of(ReceivedReason.uncoded("an alarm")), NOW);
    private static final PastSleep.Requested PAST =
            new PastSleep.Requested(
                    ACCEPTED,
                    List.of(),
                    Optional.of(
                            new JournalEntry.Ended(
                                    CANCELLED,
                                    List.of(ReceivedReason.uncoded("an alarm")),
                                    ACCEPTED.at())));

    static Stream<HostStatus> statuses() {
        return Stream.of(
                new HostStatus.Idle(Optional.empty(), Optional.empty()),
                new HostStatus.Idle(Optional.of(PAST), Optional.of(ENDED)),
                new HostStatus.Running(RUNNING, Optional.of(Duration.ofMillis(4321))),
                new HostStatus.Running(RUNNING, Optional.empty()),
                new HostStatus.Open(
                        new PastSleep.Requested(ACCEPTED, List.of(), Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void carriesWhatTheHostDoes(HostStatus status) throws Exception {
        assertThat(carried(RequestStatus.CODEC, RequestStatus.of(status)).status())
                .contains(status);
    }

    @Test
    void carriesTheEndOfARequest() throws Exception {
        Finished accepted =
                new Finished(
                        REQUEST,
                        Optional.of(ACCEPTED),
                        CANCELLED,
                        List.of(),
                        List.of(ReceivedReason.uncoded("an alarm")));
        Finished refused =
                new Finished(
                        REQUEST,
                        Optional.empty(),
                        new Outcome.Refused(
                                List.of(
                                        ReceivedReason.uncoded("one"),
                                        ReceivedReason.uncoded("two"))),
                        List.of(),
                        List.of());

        for (Finished finished : List.of(accepted, refused)) {
            SleepAnswer answer =
                    carried(
                            SleepAnswer.CODEC,
                            new SleepAnswer("3f2a", List.of(), EndedRequest.of(finished, NOW)));
            assertThat(answer.ended()).isNotNull();
            assertThat(Objects.requireNonNull(answer.ended()).finished()).contains(finished);
        }
    }

    static Stream<CancelAnswer> cancelAnswers() {
        return Stream.of(
                new CancelAnswer.NothingRuns(),
                new CancelAnswer.Ended(ENDED),
                new CancelAnswer.StillRuns(RUNNING),
                new CancelAnswer.Gone(RUNNING));
    }

    @ParameterizedTest
    @MethodSource("cancelAnswers")
    void carriesWhatCameOfACancellation(CancelAnswer answer) throws Exception {
        assertThat(carried(CancelReport.CODEC, CancelReport.of(answer)).answer()).contains(answer);
    }

    @Test
    void carriesAnOrder() throws Exception {
        SleepOrder bare =
                new SleepOrder(
                        "mem", null, List.of(), null, null, null, List.of(), null, true, true);
        SleepOrder full =
                new SleepOrder(
                        "disk",
                        1L << 40,
                        List.of("rtc", "wol"),
                        5000L,
                        "pause",
                        "resleep",
                        List.of("a", "b"),
                        "kernel",
                        false,
                        false);

        assertThat(carried(SleepOrder.CODEC, bare)).isEqualTo(bare);
        assertThat(carried(SleepOrder.CODEC, full)).isEqualTo(full);
    }

    @Test
    void doesNotGuessWhatANewerVersionMeans() throws Exception {
        assertThat(new RequestStatus(9, null, null, List.of()).status()).isEmpty();
        assertThat(new RequestStatus(1, "{}", null, List.of()).status()).isEmpty();
        assertThat(new RequestStatus(0, null, null, List.of("{}")).status()).isEmpty();
        assertThat(new CancelReport(9, CurrentRequestFile.document(RUNNING)).answer()).isEmpty();
        assertThat(new EndedRequest("no JSON", List.of()).finished()).isEmpty();
    }

    private static <T> T carried(XdrCodec<T> codec, T value) throws XdrException {
        XdrEncoder encoder = new XdrEncoder();
        codec.encode(encoder, value);
        XdrDecoder decoder = new XdrDecoder(encoder.toByteArray());
        T carried = codec.decode(decoder);
        assertThat(decoder.remaining()).isZero();
        return carried;
    }
}
