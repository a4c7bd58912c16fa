package dev.lungfish.agent.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.report.HostsReport;
import dev.lungfish.agent.report.SleepersReport;
import dev.lungfish.api.KnownHost;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.journal.StateHealth;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known of neighbours outlives the process.
class KeptNeighboursTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final HostIdentity LAB1 =
            host("lab1.example", "02:00:00:00:00:01", "192.0.2.1/24");
    private static final HostIdentity LAB2 = host("lab2", "02:00:00:00:00:02", "192.0.2.2/24");
    private static final HostIdentity FAR = host("far", "02:00:00:00:00:03", "198.51.100.3/24");
    private static final HostIdentity FAR_TOO =
            host("far2", "02:00:00:00:00:04", "198.51.100.4/24");

    private static final HostIdentity MOVED =
            host("lab1.example", "02:00:00:00:00:0e", "192.0.2.1/24");
    private static final Introducer OWNER =
            new Introducer(Introducer.Proof.CERTIFICATE, "CN=lab1,O=Example");
    private static final Introducer STRANGER =
            new Introducer(Introducer.Proof.CERTIFICATE, "CN=other,O=Example");
    private static final Introducer USER = new Introducer(Introducer.Proof.USER, "1000");
    private static final Introducer ADDRESS = new Introducer(Introducer.Proof.ADDRESS, "192.0.2.1");

    @TempDir private Path folder;
    private StateDirectory state;
    private HostInventory inventory;

    @BeforeEach
    void begin() {
        state = new StateDirectory(folder.resolve("state"), "rwxr-xr-x");
        inventory = new HostInventory(state);
    }

    @Test
    void aHostThatWasSeenIsFoundByNameCardAndAddress() throws Exception {
        inventory.saw(LAB1, Optional.of("lungfish+tls://lab1/system"), NOW);
        inventory.saw(LAB2, Optional.empty(), NOW);

        HostInventory later = new HostInventory(state);

        assertThat(later.all()).extracting(KnownHost::card).containsExactly(LAB1, LAB2);
        for (String word : List.of("lab1", "LAB1.example", "02:00:00:00:00:01", "192.0.2.1")) {
            assertThat(later.meantBy(word)).map(KnownHost::card).contains(LAB1);
        }
        assertThat(later.meantBy("lab3")).isEmpty();
    }

    @Test
    void whereADaemonIsReachedStaysKnownWhenItsHostCallsItself() throws Exception {
        inventory.saw(LAB1, Optional.of("lungfish+tls://lab1/system"), NOW);
        inventory.saw(LAB1, Optional.empty(), NOW.plusSeconds(9));

        assertThat(inventory.all())
                .containsExactly(
                        new KnownHost(
                                LAB1,
                                Optional.of("lungfish+tls://lab1/system"),
                                NOW.plusSeconds(9)));
    }

    @Test
    void hostsThatOneWordMayMeanAreNamed() throws Exception {
        inventory.saw(host("a.one", "02:00:00:00:00:0a", "192.0.2.10/24"), Optional.empty(), NOW);
        inventory.saw(host("a.two", "02:00:00:00:00:0b", "192.0.2.11/24"), Optional.empty(), NOW);

        assertThatThrownBy(() -> inventory.meantBy("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.one, a.two");
    }

    @Test
    void whatCantBeUnderstoodIsNotReplaced() throws Exception {
        state.create();
        Files.writeString(state.path().resolve("hosts.json"), "{\"schema\":");

        assertThatThrownBy(() -> inventory.saw(LAB1, Optional.empty(), NOW))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("hosts.json");
    }

    @Test
    void whatCantBeReadIsSetAsideBeforeHostsAreLearntAnew() throws Exception {
        inventory.saw(LAB1, Optional.empty(), NOW);
        for (String content :
                List.of(
                        "{\"schema\":",
                        "{\"schema\":\"lungfish.hosts-kept/1\",\"hosts\":[{}]}",
                        " ".repeat(Bounds.FILE_BYTES + 1))) {
            Files.writeString(state.path().resolve("hosts.json"), content);

            inventory.keepUnreadable();
            inventory.saw(LAB2, Optional.empty(), NOW);

            assertThat(inventory.all()).extracting(KnownHost::card).containsExactly(LAB2);
            assertThat(state.unreadable().getLast()).hasContent(content);
        }
        assertThat(state.unreadable()).hasSize(3);
        assertThat(StateHealth.problems(state))
                .filteredOn(StateReason.StateFileSetAside.class::isInstance)
                .hasSize(3);
    }

    @Test
    void whatANewerVersionWroteIsNeitherReadNorReplaced() throws Exception {
        String newer = "{\"schema\":\"lungfish.hosts-kept/9\",\"hosts\":[]}";
        Files.writeString(Files.createDirectories(state.path()).resolve("hosts.json"), newer);

        assertThatThrownBy(() -> inventory.keepUnreadable()).hasMessageContaining("hosts-kept/9");
        assertThatThrownBy(() -> inventory.saw(LAB2, Optional.empty(), NOW))
                .hasMessageContaining("hosts-kept/9");
        assertThat(state.path().resolve("hosts.json")).hasContent(newer);
    }

    @Test
    void aNeighbourNearTheHostSendsWhereThisHostCant() throws Exception {
        inventory.saw(FAR, Optional.empty(), NOW);
        inventory.saw(FAR_TOO, Optional.of("lungfish+tls://far2/system"), NOW);
        inventory.saw(LAB2, Optional.of("lungfish+tls://lab2/system"), NOW);
        WakeProxies relays = new WakeProxies(inventory, List.of());

        assertThat(relays.nearTo(FAR, LAB1)).map(KnownHost::card).contains(FAR_TOO);
        assertThat(relays.nearTo(LAB2, LAB1)).as("both are in one network").isEmpty();
        assertThat(relays.nearTo(FAR_TOO, LAB1)).as("it would have to wake itself").isEmpty();
    }

    @Test
    void aRelayIsNamedByItsUriItsNameOrTheNameInAConfiguredUri() throws Exception {
        inventory.saw(LAB2, Optional.of("lungfish+tcp://192.0.2.2/system"), NOW);
        WakeProxies relays = new WakeProxies(inventory, List.of("lungfish+ssh://root@gate/system"));

        assertThat(relays.uri("lungfish+unix:///system?socket=/s"))
                .isEqualTo("lungfish+unix:///system?socket=/s");
        assertThat(relays.uri("lab2")).isEqualTo("lungfish+tcp://192.0.2.2/system");
        assertThat(relays.uri("gate")).isEqualTo("lungfish+ssh://root@gate/system");
        assertThat(relays.uri("other")).isEqualTo("lungfish+tls://other/system");
    }

    @Test
    void watchesOfEachKindComeBackFromTheDisk() throws Exception {
        SleepNotice notice =
                new SleepNotice(
                        LAB1, "3f2a", "mem", NOW, Optional.of(NOW.plus(Duration.ofHours(8))));
        List<Watch> all =
                List.of(
                        new Watch.Expecting(notice),
                        new Watch.Overdue(notice, 3, Duration.ofSeconds(60), NOW.plusSeconds(7)),
                        new Watch.Back(
                                notice,
                                2,
                                NOW.plusSeconds(8),
                                ReceivedReason.uncoded("it said so")),
                        new Watch.GivenUp(notice, 9, NOW.plusSeconds(9)));

        new SleeperStore(state).write(all);

        assertThat(new SleeperStore(state).read()).isEqualTo(all);
        assertThat(SleepersReport.text(all).lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "asleep until "
                                                        + SpokenTime.of(
                                                                Instant.parse(
                                                                        "2026-01-02T11:04:05Z"))),
                        line -> assertThat(line).contains("3 attempts so far"),
                        line -> assertThat(line).contains("before its time, woken by 2 attempts"),
                        line -> assertThat(line).contains("nothing more is tried"));
        assertThat(SleepersReport.json(all)).contains("lungfish.sleepers/1", "\"overdue\"");
    }

    @Test
    void aWatchOfVersion010HasItsEvidenceInWordsAlone() throws Exception {
        state.create();
        Files.writeString(
                state.path().resolve("watches.json"),
                """
                {"schema": "lungfish.watches/1", "watches": [{"host": "lab1", "interfaces": [],
                 "request": "3f2a", "target": "mem", "asleepSince": "2026-01-02T03:04:05Z",
                 "state": "back", "attempts": 1, "at": "2026-01-02T03:05:05Z",
                 "evidence": "192.0.2.2 port 22"}]}
                """);

        assertThat(new SleeperStore(state).read())
                .singleElement()
                .isInstanceOfSatisfying(
                        Watch.Back.class,
                        back ->
                                assertThat(back.evidence())
                                        .isEqualTo(ReceivedReason.uncoded("192.0.2.2 port 22")));
    }

    @Test
    void evidenceComesBackWithCodeAndParameters() throws Exception {
        SleepNotice notice = new SleepNotice(LAB1, "3f2a", "mem", NOW, Optional.empty());
        NeighbourReason answer = new NeighbourReason.HostAnswers("192.0.2.2", 22, true);

        new SleeperStore(state).write(List.of(new Watch.Back(notice, 1, NOW, answer)));

        Reason read = ((Watch.Back) new SleeperStore(state).read().getFirst()).evidence();
        assertThat(read.code()).isEqualTo("host-answers");
        assertThat(ReasonText.sentence(read)).isEqualTo(ReasonText.sentence(answer));
        assertThat(read.parameters())
                .extracting(Reason.Parameter::value)
                .contains("192.0.2.2", true);
    }

    @Test
    void hostsAreToldWithWhoSharesANetwork() {
        List<KnownHost> known =
                List.of(
                        new KnownHost(LAB2, Optional.empty(), NOW),
                        new KnownHost(FAR, Optional.of("lungfish+tls://far/system"), NOW));

        assertThat(HostsReport.text(LAB1, known))
                .startsWith(
                        "lab1.example  this host\n      eth0  02:00:00:00:00:01  192.0.2.1/24\n")
                .contains("lab2  in a network of this host")
                .contains(
                        "far  beyond a router, last seen awake "
                                + SpokenTime.of(Instant.parse("2026-01-02T03:04:05Z"))
                                + ", lungfish+tls");
        assertThat(HostsReport.json(LAB1, known)).contains("\"sharesNetwork\":true");
    }

    @Test
    void aCardTravelsAsADocument() {
        assertThat(HostIdentityJson.ofDocument(HostIdentityJson.document(LAB1))).isEqualTo(LAB1);
        assertThatThrownBy(() -> HostIdentityJson.ofDocument("{\"schema\":\"x\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lungfish.host-card/1");
    }

    @Test
    void aTargetIsACardOrAHostWhoseCardIsKnown() throws Exception {
        HostFiles files = HostFiles.in(folder.resolve("tree"));
        files.file(
                "/proc/net/arp",
                """
                IP address       HW type     Flags       HW address            Mask     Device
                192.0.2.9        0x1         0x2         02:00:00:00:00:09     *        eth0
                192.0.2.8        0x1         0x0         00:00:00:00:00:00     *        eth0
                """);
        HostLan lan = new HostLan(HostTree.recorded(files.root()));

        assertThat(lan.target("02-00-00-00-00-09", Optional.empty()))
                .isEqualTo(
                        new WakeTarget(
                                "02-00-00-00-00-09",
                                List.of(MacAddress.parse("02:00:00:00:00:09")),
                                List.of("192.0.2.9")));
        assertThat(lan.target("192.0.2.9", Optional.empty()).cards())
                .containsExactly(MacAddress.parse("02:00:00:00:00:09"));
        assertThat(lan.target("lab1", Optional.of(new KnownHost(LAB1, Optional.empty(), NOW))))
                .isEqualTo(
                        new WakeTarget(
                                "lab1.example",
                                List.of(MacAddress.parse("02:00:00:00:00:01")),
                                List.of("192.0.2.1")));
        assertThatThrownBy(() -> lan.target("192.0.2.8", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no card of '192.0.2.8' is known")
                .hasMessageContaining("lungfish hosts");
        assertThatThrownBy(() -> lan.target("ff:ff:ff:ff:ff:ff", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the address of one network card");
    }

    @Test
    void whoeverIntroducesAHostFirstAloneSpeaksForItUntilItIsReleased() throws Exception {
        inventory.introduced(LAB1, OWNER, NOW);

        for (Introducer stranger : List.of(STRANGER, USER, ADDRESS)) {
            assertThatThrownBy(() -> inventory.introduced(MOVED, stranger, NOW.plusSeconds(1)))
                    .isInstanceOfSatisfying(
                            ReasonException.class,
                            e -> assertThat(e.reason().code()).isEqualTo("host-name-taken"));
        }
        inventory.introduced(MOVED, OWNER, NOW.plusSeconds(2));
        assertThat(new HostInventory(state).all())
                .containsExactly(
                        new KnownHost(
                                MOVED,
                                Optional.empty(),
                                NOW.plusSeconds(2),
                                Optional.of("certificate CN=lab1,O=Example")));

        assertThat(inventory.release("LAB1").card()).isEqualTo(MOVED);
        inventory.introduced(LAB1, STRANGER, NOW.plusSeconds(3));
        assertThat(inventory.introducer("lab1.example")).contains(STRANGER);
    }

    @Test
    void aCardOfAnotherHostIsRefusedUnderAnyName() throws Exception {
        inventory.introduced(LAB1, OWNER, NOW);

        assertThatThrownBy(() ->
                        inventory.introduced(
                                host("else", "02:00:00:00:00:01", "192.0.2.9/24"), STRANGER, NOW))
                .isInstanceOfSatisfying(
                        ReasonException.class,
                        e -> assertThat(e.reason().code()).isEqualTo("host-card-taken"));
        assertThat(inventory.all()).extracting(KnownHost::card).containsExactly(LAB1);
    }

    @Test
    void rootSpeaksForAnyHostAndTakesNone() throws Exception {
        inventory.introduced(LAB1, OWNER, NOW);

        inventory.introduced(MOVED, Introducer.THE_ROOT, NOW.plusSeconds(1));

        assertThat(inventory.introducer("lab1.example")).contains(OWNER);
        assertThat(inventory.all()).extracting(KnownHost::card).containsExactly(MOVED);
    }

    @Test
    void whatThisHostFindsByItselfKeepsWhoIntroducedIt() throws Exception {
        inventory.introduced(LAB1, OWNER, NOW);
        inventory.saw(MOVED, Optional.of("lungfish+tls://lab1/system"), NOW.plusSeconds(1));

        assertThat(inventory.introducer("lab1.example")).contains(OWNER);
    }

    @Test
    void aCallerIntroducesSomeHostsAndNotAll() throws Exception {
        for (int i = 0; i < HostInventory.MOST_OF_ONE; i++) {
            inventory.introduced(
                    host("h" + i, "02:00:00:00:01:%02x".formatted(i), "192.0.2.1/24"),
                    STRANGER,
                    NOW);
        }

        assertThatThrownBy(() -> inventory.introduced(LAB1, STRANGER, NOW))
                .isInstanceOfSatisfying(
                        ReasonException.class,
                        e -> assertThat(e.reason().code()).isEqualTo("hosts-of-one-too-many"));
        inventory.introduced(LAB1, OWNER, NOW);
    }

    @Test
    void aWholeNameIsMeantBeforeThePartOfAnother() throws Exception {
        inventory.introduced(LAB2, OWNER, NOW);
        inventory.introduced(
                host("lab2.elsewhere", "02:00:00:00:00:0c", "192.0.2.12/24"), STRANGER, NOW);

        assertThat(inventory.meantBy("lab2")).map(KnownHost::card).contains(LAB2);
    }

    private static HostIdentity host(String name, String mac, String address) {
        return new HostIdentity(
                name,
                List.of(
                        new NetworkPort(
                                "eth0",
                                MacAddress.parse(mac),
                                List.of(NetworkAddress.parse(address)),
                                true)));
    }
}
