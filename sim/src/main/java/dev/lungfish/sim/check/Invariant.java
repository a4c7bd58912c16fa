package dev.lungfish.sim.check;

import java.util.Locale;

/// What must hold in every run.
public enum Invariant {
    /// A sleep is entered only with an alarm in the register, of the future, that was read back
    /// within the last five seconds from an RTC that may wake the host.
    VERIFIED_WAY_BACK,
    /// An unbounded sleep is entered only with a proved NIC that was read back within the last five
    /// seconds; a sleep with an alarm and a NIC only if the NIC listens.
    CARD_LISTENS,
    /// An unbounded sleep touches no alarm.
    ALARM_LEFT_ALONE,
    /// The alarm is due no later than promised, except for one second of rounding up, and one by
    /// which the RTC may be set back invisibly.
    NO_LATER_THAN_PROMISED,
    /// The alarm was far enough ahead when it was read back.
    LEAD_KEPT,
    /// The RTC was seen to fire: in this request, or in a stored test that is still valid.
    RTC_TESTED,
    /// A test that passed saw the alarm fire.
    TEST_TRUE,
    /// A proof says what the sleep really showed of its way back.
    PROOF_TRUE,
    /// No sleep relies on a way back whose last proof failed, or that lacks a required proof.
    PROOF_HEEDED,
    /// Every change is in the journal before it is made.
    JOURNAL_FIRST,
    /// An accepted request has exactly one outcome in the journal, and no other request has one.
    ONE_OUTCOME,
    /// No sleep happens while there is, or may be, a blocker.
    NO_SLEEP_WHEN_BLOCKED,
    /// No sleep happens without knowing the wakeups.
    WAKEUPS_KNOWN,
    /// The alarm is due no later than the next wakeup.
    NO_WAKEUP_SLEPT_PAST,
    /// The host stays awake for the whole stay of each wakeup.
    STAY_KEPT,
    /// A sleep is entered only while the host refuses new work.
    QUIESCED_IN_SLEEP,
    /// The entered state is the chosen one.
    STATE_MEANT,
    /// All hooks have run.
    HOOKS_RUN_BEFORE_SLEEP,
    /// Guests are put aside as requested.
    GUESTS_ASIDE_IN_SLEEP,
    /// A cancelled request does not sleep any more.
    CANCEL_HEEDED,
    /// A dry run writes nothing.
    DRY_RUN_WRITES_NOTHING,
    /// External alarms stay, or come back.
    FOREIGN_ALARM_KEPT,
    /// No alarm of ours remains.
    NO_ALARM_LEFT,
    /// The files that select a state are restored.
    MODE_RESTORED,
    /// Hooks that ran before the sleep ran after it.
    HOOKS_FINISHED,
    /// Guests are back.
    GUESTS_BACK,
    /// The host accepts new work.
    WORK_TAKEN_AGAIN,
    /// No file remains open.
    FILES_CLOSED,
    /// What is reported as left behind may really be.
    LEFT_BEHIND_TRUE,
    /// The outcome is what happened.
    OUTCOME_TRUE,
    /// Without a fault no accepted request is refused.
    READY_HOST_SLEEPS,
    /// A host without hardware faults comes back.
    COMES_BACK,
    /// Each procedure ends.
    BOUNDED,
    /// The machine never throws.
    NEVER_THROWS;

    /// In messages: `verified-way-back`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
