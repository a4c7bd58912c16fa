package dev.lungfish.daemon.log;

import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.core.text.ReasonText;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the daemon logs: all events, each a record whose components are its fields.
///
/// An event's name is that of its record (`RequestEnded` is `request-ended`). Names, fields and
/// identifiers are a contract, as with reasons: they are never renamed and never given to another
/// event. `docs/daemon.md` lists them. The words stand in the bundle `events`.
public sealed interface LogEvent {

    /// How much an event matters.
    ///
    /// **Source:** `sd-daemon(3)`, `SD_ERR` to `SD_DEBUG`.
    enum Priority {
        ERROR(3),
        WARNING(4),
        NOTICE(5),
        INFO(6);

        private final int number;

        Priority(int number) {
            this.number = number;
        }

        /// As syslog counts.
        public int number() {
            return number;
        }
    }

    /// What all events of a record have in common.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Kind {
        Priority value();

        /// What the journal finds them by: 128 bits, in hexadecimal digits.
        String id();
    }

    /// `request-ended`.
    default String name() {
        return ReasonShape.of(getClass()).code();
    }

    /// Its priority and identifier.
    default Kind kind() {
        return getClass().getAnnotation(Kind.class);
    }

    /// The words, without fields.
    default String words() {
        return ReasonText.event(name());
    }

    // The daemon itself.

    @Kind(value = Priority.NOTICE, id = "38a89ac79e224280b73499f9d9949e9e")
    record DaemonStarting(Path state, boolean live) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "b57793619a294cfd97bd69af9bb50043")
    record DaemonReady(int listeners) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "cbd0a529046a485f96f16a13452f31c3")
    record DaemonEnding(String why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "7226054015a5487e94187c9af4823ace")
    record DaemonEnded() implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "e86b8288046a4b77bacf8efb7c29b6d0")
    record StartFailed(Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "294cb028945d473787a16ecc11305141")
    record DaemonReloading(boolean changed) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "d7687fbab097425a94f3316b6a566562")
    record NotReloaded(Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "e018181be3bf4eebbb97f70709cbc9bb")
    record SettingDoubtful(Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "41fa70c24b1f454186d1e62c3c4d70e0")
    record ClientDisconnected(long client, String who, String listener, String by)
            implements LogEvent {}

    @Kind(value = Priority.INFO, id = "ce34fbda841848f1b2a365825e8e29cd")
    record StartRehearsed(String target, Reason outcome) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "0609906371c644ea9dbf32fe97a06c3c")
    record RehearsalFailed(Reason why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "e975a7eef096441688c86846b1bea303")
    record DaemonNotAnswering(String why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "28195da438c54c4a887272a29e68946f")
    record ServiceManagerNotNotified(String why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "1c1d894230f046b78845e515ce5db410")
    record WorkFailed(String work, Throwable why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "b869d4540e13499e86ec8d90e5961b8f")
    record LogLinesSuppressed(int lines, Duration within) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "65656f96e153475db58f06c276ebfb37")
    record LogEntriesLost(long entries) implements LogEvent {}

    // Clients.

    @Kind(value = Priority.INFO, id = "0ded7cf2d73e4f30856b636041dfac92")
    record Listening(String at, Optional<Integer> port) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "ba6e03bfe8f1417a95f1cb382d22b432")
    record PortNotOpened(String at, Reason why) implements LogEvent {}

    /// The configured group is missing: only root may act.
    @Kind(value = Priority.WARNING, id = "5d0c1f6be8a94f0f9f4b6e3a7c1d2e95")
    record SocketWithoutGroup(String at, Reason why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "75c0cb95e8414b70a40d1dbbd6ec52f9")
    record CertificatesNotRenewed(String at, Reason why) implements LogEvent {}

    @Kind(value = Priority.INFO, id = "99edaf97132640b6b63af54e2877ca37")
    record ConnectionEnded(long connection, String at, String by, String why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "3c9633e2f0774623b8be42b225151a99")
    record ClientTurnedAway(String at, String why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "f3bd093048e341b59227e4e4889a6ed0")
    record CallFailed(long connection, String call, Throwable why, String where)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "988ef4bf3b774220912548787579ba32")
    record LibvirtdMissing(long connection, String at, String why) implements LogEvent {}

    /// A guest that was defined here has no channel for an agent, which sets its clock.
    @Kind(value = Priority.WARNING, id = "bb7be7b942584bfdb3bb8ae136aa19ff")
    record GuestWithoutAgent(long connection, String by, String guest) implements LogEvent {}

    @Kind(value = Priority.INFO, id = "b797bd3dd25148c4b58fc0617b2f738b")
    record ClientsSentHome(String request, int clients) implements LogEvent {}

    // The RTC, and what the host can do.

    @Kind(value = Priority.INFO, id = "f3e571cb48e3473cb90dc7e39a19c6da")
    record SleepTargetFound(String target, String support) implements LogEvent {}

    @Kind(value = Priority.INFO, id = "dfd858339d874ffcb9af158d78e2b5ad")
    record RtcReliedOn(String rtc, Instant tested, Reason finding) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "3ccb4285a62d4c7d867155c933c46869")
    record RtcTestFailed(String rtc, Reason finding) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "7bf06c6bec51477ea065551031bd51a0")
    record RtcNotTested(Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "4470e96a605643df96840db4311da681")
    record NoReliableRtc() implements LogEvent {}

    // Requests.

    @Kind(value = Priority.NOTICE, id = "1815aa0f9c064104a6de16684aee7366")
    record RequestAccepted(
            String request,
            SleepTarget target,
            Optional<Duration> length,
            Duration delay,
            String requester,
            List<? extends Reason> plan)
            implements LogEvent {}

    @Kind(value = Priority.INFO, id = "a18965b99bd94df5a6993d5ced22138f")
    record RequestEntered(String request, Phase phase) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "ee9b5693c451491298f298ada53b5367")
    record RequestEnded(String request, String outcome, String requester, List<Reason> reason)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "b318c187448148eca05e702499eec667")
    record SleepNotAsPromised(String request, String outcome, String requester, List<Reason> reason)
            implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "ad78855513794d058001172788a082e4")
    record RequestBroke(String request, Throwable why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "d37c31b15bf04db5b078aeb8caf17b2f")
    record ObserverFailed(Throwable why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "66cd051f71664b46aa8764799645dd44")
    record AnswerNotRead(String request) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "9c0527f5a6104264ac8f69d9f0fe4383")
    record AnswerNotWritten(String request, String why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "0414cf016e134bd9a28b81dd4f1c2a9a")
    record OpenRequestSettled(String request, Reason outcome) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "1913bab3e2804fb6893f1f2f60f6ebcb")
    record LeftoversUndone(String request) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "666d06f194164f8e89722beb6051f237")
    record UndoFailed(String request, Reason what) implements LogEvent {}

    // Sleeps that others begin.

    @Kind(value = Priority.INFO, id = "72684f67fa8c4e6db4d578b76bfab06a")
    record ExternalSleepWatched() implements LogEvent {}

    @Kind(value = Priority.INFO, id = "e062425343d94e56963c53cfb214d817")
    record ExternalSleepNotWatched(String why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "488cafe2d83245059f80465857b2a072")
    record ExternalSleepAnnounced() implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "d0068f0144394aed918f6c6a9038d54e")
    record ExternalSleepRecorded(Reason what) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "0397a143fb5e4a1a8a927914056eb38b")
    record ExternalSleepNotRecorded(Reason what, String why) implements LogEvent {}

    // Ways back, and neighbours.

    @Kind(value = Priority.NOTICE, id = "a6a7a68b7ae0480bbfc44f58568b9e6e")
    record WakeOnLanSet(Reason what) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "1cd4d6489ca448779eec3aa00c27c306")
    record WakeDeviceSet(Reason what) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "753a43d15a8f4dd19d625b24a588b718")
    record WakeDeviceNotDisabled(Reason what) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "7309d17e6cee46be8af1d8cf1e67ecff")
    record WakeDeviceNotRestored(Reason what) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "6d925190e1124a1682267e702bc57122")
    record SpuriousWake(String request, Reason what) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "11aafa386f9f4e4399f8988b6b42deb0")
    record NeighboursExpectHost(String request, List<String> neighbours) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "515527fb0b9f4c4c9ea9159eff38a1dd")
    record NoNeighbourExpectsHost(String request) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "edc65eeb111d4c7e8478930efa6a9ccc")
    record NeighbourNotNotified(String neighbour, String request, Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "af78a2b19d5f498fbc5725648b4b91e4")
    record NeighbourReachedAgain(String neighbour) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "7ab21daedc314c3bae911af010d3c35d")
    record NeighbourNotReached(String neighbour, Reason why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "085c914c14124bbb8a484b8ddcae41e4")
    record FleetNotKnown(Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "3f12e2cc3c7c46feaa502fc2f5987b69")
    record ControllerReached(String controller) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "99281899bb3e4699a4a6a49f0374aa93")
    record ControllerNotReached(String controller, Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "41d88241186f4b9ab8410af63a11e105")
    record ControllerNotNotified(String request, Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "5d0be1f27c0c4d6c9a40b7d64f1f9c27")
    record ReadingNotTaken(String controller, Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "47d942c1e6b941d7af6696d7a78fa9ca")
    record LeaseTaken(String lease, long epoch, Duration length, Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "1a9bcc4b6fb5420fad430d76bbb0303a")
    record FleetCertificateRenewed() implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "998738d0d20b431f91959b594a4663ef")
    record LeaseRefused(String controller, Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "6fbc90dc93ac4b5b9f8c4d622893f01f")
    record SleepersRemembered(long hosts) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "8651c1ac2c1140e7bebfe8318e4895d4")
    record SleepersNotRead(Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "e106d1e9f3364e05a475ad7060602c5a")
    record SleepersNotWritten(Reason why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "f1c63217c49c49f3b49b6c60c2482115")
    record StateProblemFound(Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "eede948462d647dea15c826e2b46a7f8")
    record StateProblemOver(Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "85533b73a6994e32961043cd2f245dc7")
    record SleeperExpected(String host, String request, String promised, Duration grace)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "1c2b5cdff2084717a44c289fcf801ea5")
    record SleeperOverdue(
            String host,
            String request,
            String promised,
            int attempt,
            int sent,
            List<Reason> failed)
            implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "8c434075ef4f48df9892938ae506970d")
    record SleeperNotWoken(
            String host, String request, String promised, int attempt, List<Reason> failed)
            implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "d397acee9baa4eb1b6de7dc563bf2b1d")
    record SleeperBack(
            String host, String request, String afterPromise, int attempts, Reason evidence)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "d9581477ec444045a70a1a799a903a02")
    record SleeperBackAfterWake(
            String host, String request, String afterPromise, int attempts, Reason evidence)
            implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "e41d5f5f31394627b46d40a688db9db0")
    record SleeperGivenUp(String host, String request, String promised, int attempts)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "342676a5298543a5a4a87f2f303728ed")
    record HostClaimRefused(String host, String by, Reason why) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "967cc1ab6c294568a1c2931408efdb72")
    record WakeOrdered(String host, String by, int sent, int failed) implements LogEvent {}

    @Kind(value = Priority.NOTICE, id = "2b4a6757e2764ac4a3dfaa6a3dec1c42")
    record ScheduledWakeOrdered(
            String host, String by, Duration after, Duration every, Duration until)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "e7d8e52b4d154500aaffb2217d66482c")
    record WakeRefused(String host, String by, Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "d1e05b1492bf4320bdae935b3ba14b2f")
    record ScheduledWakeFailed(String host, List<Reason> why) implements LogEvent {}

    @Kind(value = Priority.INFO, id = "187d3638307f45979783a72fdb573c2c")
    record WakeupAdded(String wakeup, Instant at, Duration stay, String purpose, String requester)
            implements LogEvent {}

    @Kind(value = Priority.INFO, id = "761d3f5f65a844669bf30424a4594a4a")
    record WakeupRemoved(
            String wakeup, Instant at, Duration stay, String purpose, String requester, String by)
            implements LogEvent {}

    // Processors, the policy and metrics.

    @Kind(value = Priority.NOTICE, id = "46703945d8304e7894d3a582e9dc29af")
    record PolicyDecided(String rule, String action, List<? extends Reason> why)
            implements LogEvent {}

    @Kind(value = Priority.INFO, id = "de787297281e4fe8a2039d50826aad39")
    record ProcessorsSet(String order, String by, int files) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "08c0295e81d74acfa8358eeb3e91f942")
    record ProcessorsNotSet(String order, String by, List<? extends Reason> why)
            implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "6ce3d85440584e82b777d35653c376e9")
    record HotpluggedProcessorsNotSet(String processors, Reason why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "a29d6ceae3d44450a26d6e7dde653315")
    record ProcessorsNotRestored(Reason why) implements LogEvent {}

    @Kind(value = Priority.INFO, id = "3eacf74af918472aa7a75d276734bccc")
    record MetricsOpened(int port, boolean tls) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "1fbe680dcb6846ab9953ddbbe4a2a1c3")
    record MetricsPortFailed(Reason why) implements LogEvent {}

    @Kind(value = Priority.INFO, id = "49a37d1bc7a74c07b4ab2a64cbad0968")
    record MetricsNotRead(String by, String why) implements LogEvent {}

    @Kind(value = Priority.ERROR, id = "56c5e95aec9c4344af9a36765691b1df")
    record MetricsNotWritten(Throwable why) implements LogEvent {}

    @Kind(value = Priority.WARNING, id = "4a41b336871d426c9d79cad8d52df810")
    record MetricsIncomplete(Reason why) implements LogEvent {}
}
