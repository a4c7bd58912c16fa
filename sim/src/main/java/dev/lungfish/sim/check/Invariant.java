package dev.lungfish.sim.check;

import java.util.Locale;

/// What must hold in every run.
public enum Invariant {
    /// A sleep is entered only with an alarm in the register, of the future, that was read back
    /// within the last five seconds from an RTC that may wake the host.
    VERIFIED_WAY_BACK,
    /// A sleep without a bound is entered only by a card that is proved and was read back within
    /// the last five seconds; one that relies on a card beside an alarm only where that listens.
    CARD_LISTENS,
    /// Who sleeps without a bound touches no alarm.
    ALARM_LEFT_ALONE,
    /// The alarm is due no later than promised, but for the second that whole seconds round up, and
    /// another by which the RTC was set back without showing it.
    NO_LATER_THAN_PROMISED,
    /// The alarm was far enough ahead when it was read back.
    LEAD_KEPT,
    /// The RTC was seen to fire: in this request, or in a kept test that still holds.
    RTC_TESTED,
    /// A test that passed saw the alarm fire.
    TEST_TRUE,
    /// What a sleep is told to have shown of its way back it did show.
    PROOF_TRUE,
    /// No way back is relied on whose last proof failed, or that is not proved where it must be.
    PROOF_HEEDED,
    /// What is done stands in the journal before.
    JOURNAL_FIRST,
    /// An accepted request has exactly one outcome in the journal, and no other request has one.
    ONE_OUTCOME,
    /// Nobody sleeps past something that keeps the host awake, or may do so.
    NO_SLEEP_WHEN_BLOCKED,
    /// Nobody sleeps without knowing who wants the host awake.
    WAKEUPS_KNOWN,
    /// The alarm is due no later than the next wakeup.
    NO_WAKEUP_SLEPT_PAST,
    /// Whoever asked for a wakeup has the host awake for as long.
    STAY_KEPT,
    /// A sleep is entered only while the host takes no new work.
    QUIESCED_IN_SLEEP,
    /// The state that is entered is the one that was decided on.
    STATE_MEANT,
    /// Guests that are to be put aside are.
    GUESTS_ASIDE_IN_SLEEP,
    /// Who is cancelled sleeps no more.
    CANCEL_HEEDED,
    /// A dry run writes nothing.
    DRY_RUN_WRITES_NOTHING,
    /// What others set stays, or comes back.
    FOREIGN_ALARM_KEPT,
    /// No alarm of ours stays.
    NO_ALARM_LEFT,
    /// The files that say what a state means say again what they did.
    MODE_RESTORED,
    /// Guests are back.
    GUESTS_BACK,
    /// The host takes new work.
    WORK_TAKEN_AGAIN,
    /// No file stays open.
    FILES_CLOSED,
    /// What is told to be left behind may be so.
    LEFT_BEHIND_TRUE,
    /// The outcome is what happened.
    OUTCOME_TRUE,
    /// Nothing is refused that was accepted, where nothing went wrong.
    READY_HOST_SLEEPS,
    /// A host whose hardware is honest comes back.
    COMES_BACK,
    /// Each procedure ends.
    BOUNDED,
    /// The machine has an answer to everything.
    NEVER_THROWS;

    /// In messages: `verified-way-back`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
