package dev.lungfish.daemon.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.neighbour.HostIdentityJson;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.bound.BoundReason;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.rpc.Calls;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.journal.JournalReader;
import dev.lungfish.state.journal.JournalWriter;
import dev.lungfish.state.kept.CurrentRequestFile;
import dev.lungfish.state.kept.WakeupFile;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each text and each list that comes from elsewhere has a bound, and the largest that is accepted
/// is read back wherever it is written.
class BoundsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456789Z");
    private static final Moment MOMENT =
            new Moment(Duration.ofDays(9_999), Duration.ofDays(9_999), NOW);

    /// Takes most in JSON.
    private static final String WORST = "\u0001";

    @TempDir private Path folder;
    private StateDirectory state;

    @BeforeEach
    void begin() {
        state = new StateDirectory(folder.resolve("state"), "rwx------");
    }

    /// What clients send, and what is kept whole.
    static Set<Class<?>> records() throws IllegalAccessException {
        Set<Class<?>> found =
                new HashSet<>(
                        Set.of(
                                SleepRequest.class,
                                Wakeup.class,
                                HostIdentity.class,
                                KnownHost.class,
                                SleepNotice.class,
                                JournalEntry.PreparingGuests.class));
        for (Field field : Calls.class.getDeclaredFields()) {
            if (field.getType() == Procedure.class
                    && field.get(null) instanceof Procedure<?, ?>
                    && field.getGenericType() instanceof ParameterizedType type
                    && type.getActualTypeArguments()[0] instanceof Class<?> order) {
                found.add(order);
            }
        }
        return found;
    }

    @Test
    void eachTextAndEachListOfARequestHasABound() throws Exception {
        Set<String> bounded = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        Set<Type> seen = new HashSet<>();
        for (Class<?> type : records()) {
            walk(type, bounded, missing, seen);
        }

        assertThat(missing).isEmpty();
        assertThat(bounded).hasSizeGreaterThan(20).contains("Proceeding.ignoredBlockers");
    }

    private static void walk(Type type, Set<String> bounded, Set<String> missing, Set<Type> seen) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                walk(argument, bounded, missing, seen);
            }
        } else if (type instanceof Class<?> raw && raw != MacAddress.class && seen.add(raw)) {
            if (raw.isSealed() && raw.isInterface()) {
                for (Class<?> one : raw.getPermittedSubclasses()) {
                    walk(one, bounded, missing, seen);
                }
            } else if (raw.isRecord()) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    if (isText(component) || component.getType() == List.class) {
                        String name = raw.getSimpleName() + "." + component.getName();
                        (isBounded(component) ? bounded : missing).add(name);
                    }
                    walk(component.getGenericType(), bounded, missing, seen);
                }
            }
        }
    }

    private static boolean isText(RecordComponent component) {
        return component.getGenericType().getTypeName().contains("java.lang.String");
    }

    private static boolean isBounded(RecordComponent component) {
        Bound bound = component.getAnnotation(Bound.class);
        boolean many =
                Stream.of(List.class, Set.class, Map.class)
                        .anyMatch(type -> type == component.getType());
        return bound != null
                && (!isText(component) || bound.bytes() > 0)
                && (!many || bound.items() > 0);
    }

    private static String most(int bytes) {
        return WORST.repeat(bytes);
    }

    private static Set<String> blockers(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("script:" + i + most(bytes)).substring(0, bytes))
                .collect(Collectors.toSet());
    }

    private static SleepOrder order(Set<String> ignored) {
        return new SleepOrder(
                SleepTarget.MEM,
                Optional.of(Duration.ofHours(1)),
                Set.of(),
                new SleepOrder.Proceeding(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ignored,
                        Optional.empty()),
                SleepRequest.Purpose.SLEEP);
    }

    private static SleepRequest largest() {
        SleepRequest request =
                SleepRequest.to(SleepTarget.MEM)
                        .named(most(Bounds.ID_BYTES))
                        .by(most(Bounds.REQUESTER_BYTES))
                        .lasting(Duration.ofHours(1))
                        .ignoring(blockers(Bounds.BLOCKERS, Bounds.BLOCKER_BYTES))
                        .build();
        assertThat(BoundCheck.first(request)).isEmpty();
        assertThat(request.ignoredBlockers()).hasSize(Bounds.BLOCKERS);
        return request;
    }

    @Test
    void theLargestRequestIsReadBackFromJournalFileAndWire() throws Exception {
        SleepRequest request = largest();
        JournalEntry.Accepted accepted =
                new JournalEntry.Accepted(
                        request,
                        SleepState.SUSPEND_TO_RAM,
                        Executor.KERNEL,
                        "rtc0",
                        Fingerprint.unknown("rtc0"),
                        Optional.empty(),
                        MOMENT);
        List<Reason> reasons =
                Collections.nCopies(
                        600,
                        new ReceivedReason(
                                "x",
                                List.of(new Reason.Parameter("found", most(5_000))),
                                most(5_000),
                                ""));
        state.create();
        try (JournalWriter journal = JournalWriter.open(state)) {
            journal.append(accepted);
            journal.append(new JournalEntry.Ended(new Outcome.Refused(reasons), reasons, MOMENT));
        }
        CurrentRequestFile.write(
                CurrentRequestFile.begun(request, NOW)
                        .ended(new Outcome.Refused(reasons), reasons, NOW),
                state);

        assertThat(JournalReader.read(state).damage()).isEmpty();
        assertThat(JournalReader.request(state, request.id()).orElseThrow().accepted())
                .isEqualTo(accepted);
        assertThat(JournalReader.read(state).openRequest()).isEmpty();
        assertThat(CurrentRequestFile.read(state).orElseThrow().request()).isEqualTo(request);
        SleepOrder order = order(request.ignoredBlockers());
        XdrEncoder encoder = new XdrEncoder();
        Calls.SLEEP.arguments().encode(encoder, order);
        assertThat(Calls.SLEEP.arguments().decode(new XdrDecoder(encoder.toByteArray())))
                .isEqualTo(order);
    }

    @Test
    void theDocumentHasTheSameNumbers() throws Exception {
        Path checkout =
                Path.of(System.getProperty("lungfish.checkout", "..")).resolve("docs/suspend.md");
        assertThat(Files.readString(checkout))
                .contains(
                        "%,d bytes: what these".formatted(Bounds.LINE_BYTES),
                        "| %d, each of %d bytes".formatted(Bounds.BLOCKERS, Bounds.BLOCKER_BYTES),
                        "| %d, names of %d bytes".formatted(Bounds.GUESTS, Bounds.GUEST_BYTES),
                        "| %d, names of %d bytes"
                                .formatted(Bounds.INTERFACES, Bounds.INTERFACE_BYTES),
                        "cut to %d characters; lists of reasons to %d"
                                .formatted(Bounds.TOLD_CHARACTERS, Bounds.TOLD_REASONS),
                        "| requester | %d bytes".formatted(Bounds.REQUESTER_BYTES),
                        "| %d bytes |".formatted(Bounds.ID_BYTES),
                        "| %d MiB.".formatted(Bounds.FILE_BYTES >> 20));
    }

    @Test
    void anOrderBeyondABoundIsRefusedWithFieldAndBound() {
        String field = "proceeding.ignoredBlockers";
        assertThat(BoundCheck.first(order(blockers(Bounds.BLOCKERS + 1, 99))))
                .contains(new BoundReason.TooManyItems(field, 256, 257));
        assertThat(BoundCheck.first(order(Set.of(most(1024 * 1024)))))
                .contains(new BoundReason.TextTooLong(field, 512, 1024 * 1024));
        assertThat(
                        ReasonText.withRemedy(
                                BoundCheck.first(order(Set.of("ä".repeat(300)))).orElseThrow()))
                .contains(field, "512", "600");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theMostGuestsAreReadBackAndNoMoreAreWritten(int more) throws Exception {
        List<PreparedGuest> guests =
                Collections.nCopies(
                        Bounds.GUESTS + more,
                        new PreparedGuest(most(Bounds.ID_BYTES), most(Bounds.GUEST_BYTES)));
        JournalEntry entry = new JournalEntry.PreparingGuests(GuestPolicy.PAUSE, guests);
        state.create();
        try (JournalWriter journal = JournalWriter.open(state)) {
            if (more > 0) {
                assertThatThrownBy(() -> journal.append(entry))
                        .isInstanceOf(StateException.class)
                        .hasMessageContainingAll("guests", "4096", "4097");
            } else {
                journal.append(entry);
            }
        }
        assertThat(JournalReader.readEnd(state).open()).hasSize(1 - more);
    }

    @Test
    void theMostWakeupsAreReadBack() throws Exception {
        for (int i = 0; i < WakeupFile.MOST; i++) {
            Wakeup _ = WakeupFile.add(state, wakeup(i, Bounds.PHRASE_BYTES), NOW);
        }

        assertThat(WakeupFile.read(state)).hasSize(WakeupFile.MOST);
        assertThatThrownBy(() -> WakeupFile.add(state, wakeup(0, Bounds.PHRASE_BYTES + 1), NOW))
                .isInstanceOf(ReasonException.class)
                .hasMessageContainingAll("reason", "1024", "1025");
    }

    private static Wakeup wakeup(int number, int reasonBytes) {
        return new Wakeup(
                number + "x".repeat(9),
                number + most(Bounds.REQUESTER_BYTES).substring(4),
                most(reasonBytes),
                NOW.plusSeconds(9),
                Duration.ofHours(1));
    }

    private static HostIdentity host(String name, int ports) {
        List<NetworkAddress> addresses =
                Collections.nCopies(Bounds.INTERFACES, NetworkAddress.parse("192.168.255.254/24"));
        return new HostIdentity(
                name,
                Collections.nCopies(
                        ports,
                        new NetworkPort(
                                most(Bounds.INTERFACE_BYTES),
                                MacAddress.parse("02:00:00:00:00:01"),
                                addresses,
                                true)));
    }

    @Test
    void hostsThatDoNotFitGiveWayAndTheRestIsReadBack() throws Exception {
        HostInventory inventory = new HostInventory(state);
        int first = 82;
        int last = 90;
        StoredFile.open(state, "hosts.json", "lungfish.hosts-kept/1")
                .write(json -> {
                    json.writeArrayPropertyStart("hosts");
                    for (int i = 0; i < first; i++) {
                        json.writeStartObject();
                        HostIdentityJson.write(json, host("h" + i, Bounds.INTERFACES));
                        json.writeStringProperty("seen", NOW.plusSeconds(i).toString());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
        for (int i = first; i <= last; i++) {
            inventory.saw(host("h" + i, Bounds.INTERFACES), Optional.empty(), NOW.plusSeconds(i));
        }

        List<String> names = inventory.all().stream().map(known -> known.card().name()).toList();
        assertThat(names).contains("h" + last).hasSizeBetween(30, last).doesNotContain("h0");
        HostIdentity tooLarge = host("h", Bounds.INTERFACES + 1);
        assertThatThrownBy(() -> HostIdentityJson.ofDocument(HostIdentityJson.document(tooLarge)))
                .isInstanceOf(ReasonException.class)
                .hasMessageContainingAll("ports", "64", "65");
    }

    private static SleepNotice notice(int number) {
        return new SleepNotice(
                host("h" + number, Bounds.INTERFACES),
                most(Bounds.ID_BYTES),
                "mem",
                NOW,
                Optional.of(NOW));
    }

    @Test
    void sleepersThatDoNotFitAreRefusedAndTheRestIsReadBack() throws Exception {
        SleeperStore book = new SleeperStore(state);
        List<Watch> watches =
                IntStream.range(0, 80)
                        .<Watch>mapToObj(i -> new Watch.Expecting(notice(i)))
                        .collect(Collectors.toCollection(ArrayList::new));
        Optional<StateException> full = Optional.empty();
        while (full.isEmpty()) {
            SleepNotice notice = notice(watches.size());
            watches.add(new Watch.Expecting(notice));
            try {
                book.write(watches, notice);
            } catch (StateException e) {
                Watch _ = watches.removeLast();
                full = Optional.of(e);
            }
        }

        assertThat(full.orElseThrow()).hasMessageContaining("watches.json");
        assertThat(book.read()).isEqualTo(watches);
        Reason evidence = ReceivedReason.uncoded("it answered, as was hoped");
        book.write(
                watches.stream()
                        .<Watch>map(watch -> new Watch.Back(watch.notice(), 7, NOW, evidence))
                        .toList());
        assertThat(book.read()).hasSameSizeAs(watches);
    }
}
