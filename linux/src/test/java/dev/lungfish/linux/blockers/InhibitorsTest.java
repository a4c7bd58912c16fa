package dev.lungfish.linux.blockers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InhibitorsTest {
    private static final String SOURCE = "org.freedesktop.login1.Manager.ListInhibitors";

    @Test
    void blocksForThoseThatBlockSleep() {
        assertThat(
                        find(
                                inhibitor("shutdown:sleep", "PackageKit", "block"),
                                inhibitor("sleep", "Upload", "block-weak")))
                .isEqualTo(
                        new FoundBlockers(
                                List.of(
                                        new Blocker(
                                                "inhibitor:PackageKit",
                                                new BlockerReason.InhibitorHeld(
                                                        "because", 4711, 1000)),
                                        new Blocker(
                                                "inhibitor:Upload",
                                                new BlockerReason.InhibitorHeld(
                                                        "because", 4711, 1000))),
                                List.of()));
    }

    @Test
    void doesNotBlockForThoseThatOnlyWantTimeOrMeanSomethingElse() {
        assertThat(
                        find(
                                inhibitor("sleep", "NetworkManager", "delay"),
                                inhibitor("shutdown:idle", "Installer", "block"),
                                inhibitor("handle-lid-switch", "sleep", "block")))
                .isEqualTo(FoundBlockers.none());
    }

    /// systemd 257.13 of Debian 13 refuses root, and polkit 126 the flag that skips inhibitors;
    /// systemd 252 of Debian 12 lets root pass.
    @Test
    void knowsWhichInhibitorsLogindObeysAlthoughTheyAreIgnored() {
        Reading<List<Inhibitor>> held =
                new Reading.Present<>(
                        SOURCE,
                        List.of(
                                inhibitor("sleep", "PackageKit", "block"),
                                inhibitor("sleep", "Upload", "block-weak"),
                                inhibitor("sleep", "NetworkManager", "delay"),
                                inhibitor("idle", "Player", "block"),
                                inhibitor("sleep", "Backup", "block")),
                        "some");
        Set<String> ignored =
                Set.of(
                        "inhibitor:PackageKit",
                        "inhibitor:Upload",
                        "inhibitor:NetworkManager",
                        "inhibitor:Player");

        assertThat(Inhibitors.stoppingLogind(held, version(252), ignored)).isEmpty();
        assertThat(Inhibitors.stoppingLogind(held, version(257), ignored))
                .containsExactly("inhibitor:PackageKit");
        assertThat(
                        Inhibitors.stoppingLogind(
                                held, new Reading.Failed<>("version", "no answer"), ignored))
                .containsExactly("inhibitor:PackageKit");
    }

    private static Reading<Integer> version(int number) {
        return new Reading.Present<>("version", number, Integer.toString(number));
    }

    /// languitar/autosuspend#408: what a host does by itself honours inhibitors for idle too.
    @Test
    void blocksAnIdleHostForThoseThatKeepItFromBeingIdle() {
        assertThat(
                        Inhibitors.findWhenIdle(
                                        new Reading.Present<>(
                                                SOURCE,
                                                List.of(
                                                        inhibitor("shutdown:idle", "yay", "block"),
                                                        inhibitor("idle", "Player", "delay"),
                                                        inhibitor("sleep", "Upload", "block")),
                                                "some"))
                                .blockers())
                .extracting(Blocker::name)
                .containsExactly("inhibitor:yay", "inhibitor:Upload");
    }

    @Test
    void showsNoControlCharactersOfOthers() {
        assertThat(find(inhibitor("sleep", "a\u001b[2Jb\nc\u202ed", "block")).blockers())
                .extracting(Blocker::name)
                .containsExactly("inhibitor:a?[2Jb / c?d");
    }

    @Test
    void findsNoneWhereThereIsNoLogind() {
        assertThat(Inhibitors.find(new Reading.Absent<>(SOURCE))).isEqualTo(FoundBlockers.none());
    }

    @Test
    void doesNotKnowWhereLogindCanNotBeAsked() {
        assertThat(Inhibitors.find(new Reading.Failed<>(SOURCE, "no answer")))
                .isEqualTo(
                        FoundBlockers.unreadable(
                                new BlockerReason.InhibitorsUnknown(SOURCE, "failed: no answer")));
    }

    private static FoundBlockers find(Inhibitor... inhibitors) {
        return Inhibitors.find(new Reading.Present<>(SOURCE, List.of(inhibitors), "some"));
    }

    private static Inhibitor inhibitor(String what, String who, String mode) {
        return new Inhibitor(what, who, "because", mode, 1000, 4711);
    }
}
