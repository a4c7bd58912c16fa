package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.sim.world.ForeignAlarm;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.World;
import java.util.List;
import java.util.Optional;

/// What must hold when a procedure has ended: the host is as it was, but for what the procedure
/// tells that it left behind; and the journal has one outcome.
public final class EndCheck {
    private final World world;
    private final Account account;
    private final List<String> leftBehind;

    /// @param leftBehind what the procedure tells
    public EndCheck(World world, Account account, List<Reason> leftBehind) {
        this.world = world;
        this.account = account;
        this.leftBehind = leftBehind.stream().map(ReasonText::withRemedy).toList();
    }

    /// Checks the end of a procedure that was not killed.
    ///
    /// @param outcome empty where no request was to end
    public void check(Optional<Outcome> outcome) {
        world.rtcs().forEach(this::checkOurAlarm);
        world.neighbours().alarms().forEach(this::checkForeign);
        Violation.unless(
                world.modes().restored() || world.modes().disturbed() || tells("these files"),
                Invariant.MODE_RESTORED,
                world.modes().toString());
        Violation.unless(
                world.guests().aside().isEmpty()
                        || world.guests().disturbed()
                        || tells("guests are back"),
                Invariant.GUESTS_BACK,
                () -> "still aside: " + world.guests().aside());
        Violation.unless(
                world.hooks().begun().isEmpty()
                        || world.hooks().disturbed()
                        || tells("hooks ended well"),
                Invariant.HOOKS_FINISHED,
                "not run after the sleep: " + world.hooks().begun());
        Violation.unless(
                !world.quiesced() || tells("refuse new work"),
                Invariant.WORK_TAKEN_AGAIN,
                "the host refuses new work");
        Violation.unless(
                !world.filesOpen() || account.crashed(), Invariant.FILES_CLOSED, "files are open");
        Violation.unless(
                leftBehind.isEmpty() || wrong() || tells("passed while ours was set"),
                Invariant.LEFT_BEHIND_TRUE,
                () -> "nothing went wrong, and this is told: " + leftBehind);
        checkJournal(outcome);
    }

    /// Whether something went wrong; an RTC that was set back may no longer reach as far as the
    /// alarm that it held.
    private boolean wrong() {
        return account.faulty() || tells("EINVAL") || account.rtcDisturbed();
    }

    private boolean tells(String words) {
        return leftBehind.stream().anyMatch(sentence -> sentence.contains(words));
    }

    private void checkOurAlarm(SimulatedRtc rtc) {
        Violation.unless(
                !rtc.holdsOurs()
                        || account.entryUncertain()
                        || !account.couldKnow(rtc)
                        || rtc.disturbedMillis() >= account.beganMillis()
                        || tells("our alarm")
                        || tells("is not set again in " + rtc.name())
                        || tells("may be missing in " + rtc.name()),
                Invariant.NO_ALARM_LEFT,
                () -> rtc + ", told: " + leftBehind);
    }

    private void checkForeign(ForeignAlarm alarm) {
        if (alarm.fate() != ForeignAlarm.Fate.TAKEN
                || alarm.lostTheRace()
                || alarm.rtc().disturbedMillis() > alarm.setMillis()) {
            return;
        }
        boolean ahead = alarm.rtc().shownSeconds(world.nowMillis()) < alarm.seconds();
        boolean excused = wrong() && (!ahead || tells("the alarm of somebody else"));
        Violation.unless(
                ahead ? excused : excused || !alarm.wasMissed(),
                Invariant.FOREIGN_ALARM_KEPT,
                () -> alarm + " is not put back, told: " + leftBehind);
    }

    private void checkJournal(Optional<Outcome> outcome) {
        long accepted =
                account.entries().stream().filter(JournalEntry.Accepted.class::isInstance).count();
        List<Outcome> written =
                account.entries().stream()
                        .filter(JournalEntry.Ended.class::isInstance)
                        .map(entry -> ((JournalEntry.Ended) entry).outcome())
                        .toList();
        int ended = written.size();
        Optional<Outcome> last =
                written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
        int fewest = account.accepted() && account.failedEndings() == 0 ? 1 : 0;
        int most = accepted == 0 ? 0 : 1 + account.failedEndings();
        Violation.unless(
                accepted <= 1 && ended >= fewest && ended <= most,
                Invariant.ONE_OUTCOME,
                () -> accepted + " acceptances and " + ended + " outcomes are in the journal");
        Violation.unless(
                last.isEmpty() || last.equals(outcome),
                Invariant.ONE_OUTCOME,
                () -> "told " + outcome + ", written " + last);
    }

    /// Checks that a settlement without faults leaves nothing open.
    public static void checkSettled(World world) {
        Violation.unless(
                world.journal().open().isEmpty(),
                Invariant.ONE_OUTCOME,
                () -> "open after a settlement: " + world.journal().open());
    }
}
