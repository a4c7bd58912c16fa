package dev.lungfish.sim.mutant;

import java.util.List;
import java.util.stream.Stream;

/// The planted faults: one for each guard of the procedure that a host relies on. Whoever changes a
/// guard changes its line here; a guard that is doubled elsewhere has none.
final class Mutants {
    private static final List<Mutant> OF_PROCEDURE =
            List.of(
                    new Mutant(
                            "read-back believed without a look",
                            "Arming.java",
                            "plan, time, alarm, context.lead(), latest(), asked)",
                            "plan, time, new RtcAlarm.Armed(plan.at()), context.lead(),"
                                    + " latest(), asked)"),
                    new Mutant(
                            "another alarm than ours taken for ours",
                            "ArmedWake.java",
                            "when !held.equals(plan.at())",
                            "when held.equals(time)"),
                    new Mutant(
                            "lead not kept",
                            "ProcedureContext.java",
                            "return settings.lead(way.state());",
                            "return Duration.ZERO;"),
                    new Mutant(
                            "stale read-back relied on",
                            "ArmedWake.java",
                            "&& age.compareTo(FRESH) <= 0",
                            ""),
                    new Mutant(
                            "alarm beyond the promise",
                            "Countdown.java",
                            "context.promise(event.at().sinceBoot().plus(context.length()))",
                            "context.promise(event.at().sinceBoot().plus(context.length()).plusSeconds(60))"),
                    new Mutant(
                            "entry not written down",
                            "Arming.java",
                            "new Effect.Write(new JournalEntry.Entering(alarm, context.promised(),"
                                    + " before))",
                            "new Effect.Reply(context.request(), java.util.List.of())"),
                    new Mutant(
                            "failure of the journal ignored",
                            "Arming.java",
                            "event.answer() instanceof Answer.Failed failed ?",
                            "event.answer() instanceof Answer.Failed failed && !(this instanceof"
                                    + " NotingEntry) ?"),
                    new Mutant(
                            "foreign alarm cleared and not noted",
                            "Arming.java",
                            "return takeAway(foreign, event);",
                            "return clearStale(foreign, event);"),
                    new Mutant(
                            "earlier foreign alarm taken away",
                            "Arming.java",
                            "if (foreign.compareTo(ours.at()) > 0) {",
                            "if (true) {"),
                    new Mutant(
                            "foreign alarm not put back",
                            "Arming.java",
                            "context.willUndo(new Undo.PutBackAlarm(rtc, foreign)), cleared)",
                            "context, cleared)"),
                    new Mutant(
                            "our alarm not cleared",
                            "Arming.java",
                            "context.willUndo(new Undo.ClearAlarm(plan.rtc(), plan.at())), plan,",
                            "context, plan,"),
                    new Mutant(
                            "mode not restored",
                            "ModeChoice.java",
                            "context.willUndo(new Undo.RestoreMode(files))",
                            "context"),
                    new Mutant(
                            "guests not brought back",
                            "Countdown.java",
                            "context.willUndoAtTheEnd(new Undo.BringGuestsBack(policy, guests))",
                            "context"),
                    new Mutant(
                            "hooks not run after the sleep",
                            "HookRun.java",
                            "context.willUndoAtTheEnd( new Undo.FinishHooks(context.request(),"
                                    + " hooks))",
                            "context"),
                    new Mutant("hooks left out", "HookRun.java", "hooks.isEmpty()", "true"),
                    new Mutant(
                            "new work refused for good",
                            "Countdown.java",
                            ".willUndoAtTheEnd(new Undo.TakeWorkAgain(context.request()))",
                            ""),
                    new Mutant(
                            "alarm set to the past after a slow journal",
                            "Arming.java",
                            "if (ahead.compareTo(context.lead()) < 0) {",
                            "if (ahead.compareTo(Duration.ofDays(-9999)) < 0) {"),
                    new Mutant(
                            "what the RTC made of our alarm left",
                            "Arming.java",
                            "undoingWhatIsHeld(alarm), new ArmingReason.NotSuspending(why), event)",
                            "context, new ArmingReason.NotSuspending(why), event)"),
                    new Mutant(
                            "blockers not asked for after the countdown",
                            "Countdown.java",
                            "case Answer.Done _ -> checkAgain(context);",
                            "case Answer.Done _ -> Arming.plan(context);"),
                    new Mutant(
                            "blockers not asked for before sleeping on",
                            "Sleeping.java",
                            "stay.isZero() ? Countdown.checkAgain(context)",
                            "stay.isZero() ? Arming.plan(context)"),
                    new Mutant(
                            "wakeup found and not planned for",
                            "WakeupHandling.java",
                            "Arming.plan(informed, next, cleared, event);",
                            "Arming.plan(informed, Optional.empty(), cleared, event);"),
                    new Mutant(
                            "last wakeup taken for the first",
                            "DueWakeups.java",
                            ".min(Comparator.comparing(Wakeup::at));",
                            ".max(Comparator.comparing(Wakeup::at));"),
                    new Mutant(
                            "wakeup before the promise not armed",
                            "AlarmChoice.java",
                            ".filter(plan -> plan.at().compareTo(own.at()) < 0)",
                            ".filter(plan -> plan.at().compareTo(own.at()) > 0)"),
                    new Mutant(
                            "stay not kept",
                            "WakeupHandling.java",
                            "if (!standing.isEmpty()) {",
                            "if (standing.size() > 99) {"),
                    new Mutant(
                            "stay counted from the time that was slept past",
                            "DueWakeups.java",
                            "woke.filter(wakeup.at()::isBefore)",
                            "woke.filter(wakeup.at()::isAfter)"),
                    new Mutant(
                            "unknown wakeups ignored",
                            "WakeupHandling.java",
                            "return unknown.isEmpty() ||",
                            "return unknown.size() < 99 ||"),
                    new Mutant(
                            "unknown blockers ignored",
                            "Finish.java",
                            "blockers.isEmpty() && unreadable.isEmpty()",
                            "blockers.isEmpty()"),
                    new Mutant(
                            "blockers ignored",
                            "Finish.java",
                            "blockers.isEmpty() && unreadable.isEmpty()",
                            "unreadable.isEmpty()"),
                    new Mutant(
                            "blockers that can't be asked for ignored",
                            "Finish.java",
                            "Optional.of( refuse( context, new"
                                    + " AdmissionReason.BlockersNotFound(failed.what()), event))",
                            "Optional.empty()"),
                    new Mutant(
                            "success count alone believed",
                            "SegmentJudge.java",
                            "return idledWithClocksRunning()",
                            "return way.state() != null"),
                    new Mutant(
                            "failure before a sleep not seen",
                            "SegmentJudge.java",
                            "if (failed()) { return unproven( asleep, succeeded()",
                            "if (failed() && !succeeded()) { return unproven( asleep, succeeded()"),
                    new Mutant(
                            "suspend taken for an image",
                            "SegmentJudge.java",
                            "if (succeeded() && !counted()) { return unproven(asleep, new"
                                    + " SegmentReason.SuspendedInstead(asleep, way.state())); } if"
                                    + " (counted()) {",
                            "if (counted()) {"),
                    new Mutant(
                            "test mode not seen through",
                            "SegmentJudge.java",
                            "return test.toOptional().filter(choice ->"
                                    + " choice.hasChosen(\"none\")).isPresent();",
                            "return test != null;"),
                    new Mutant(
                            "executor believed",
                            "SegmentJudge.java",
                            "return asleep.compareTo(LEAST) >= 0 ?",
                            "return asleep.compareTo(LEAST) >= 0 || entry instanceof"
                                    + " Answer.Entry.Succeeded ?"),
                    new Mutant(
                            "refusal of the executor believed",
                            "SegmentJudge.java",
                            "return provenAwake(asleep) ? neverEntered(\"\", \"\", error, what)",
                            "return asleep != null ? neverEntered(\"\", \"\", error, what)"),
                    new Mutant(
                            "short sleep taken for none",
                            "SegmentJudge.java",
                            "if (asleep.compareTo(DOUBTFUL) >= 0) {",
                            "if (asleep.isNegative()) {"),
                    new Mutant(
                            "hanging attempt taken for none",
                            "SegmentJudge.java",
                            "if (entry instanceof Answer.Entry.Hanging(Reason what)) {",
                            "if (entry instanceof Answer.Entry.Hanging(Reason what) &&"
                                    + " asleep.isNegative()) {"),
                    new Mutant(
                            "hanging attempt loses its alarm",
                            "Sleeping.java",
                            "entry instanceof Answer.Entry.Hanging ? keepWayBack() : context",
                            "context"),
                    new Mutant(
                            "hanging attempt keeps the mode",
                            "ProcedureContext.java",
                            "ofSleep.stream().filter(undo -> !(undo instanceof"
                                    + " Undo.ClearAlarm)).toList()",
                            "List.of()"),
                    new Mutant(
                            "broken-off attempt taken for none",
                            "Sleeping.java",
                            "new Answer.Entry.Hanging(what);",
                            "new Answer.Entry.Refused(what, \"\");"),
                    new Mutant(
                            "cancellation ignored while arming",
                            "Arming.java",
                            "return Finish.cancelIfAsked(context(), event)",
                            "return java.util.Optional.<Step>empty()"),
                    new Mutant(
                            "test of the RTC skipped",
                            "Checking.java",
                            "return test.isPresent() ?",
                            "return test.isPresent() && context.request() == null ?"),
                    new Mutant(
                            "failed test of the RTC ignored",
                            "RtcTesting.java",
                            "if (!test.passed()) {",
                            "if (test == null) {"),
                    new Mutant(
                            "alarm that did not fire taken for fired",
                            "RtcTesting.java",
                            "return trial.failedAtThisStep(new RtcTestReason.TestAlarmSilent",
                            "return trial.passed(new RtcTestReason.TestAlarmSilent"),
                    new Mutant(
                            "alarm of the test left",
                            "RtcTesting.java",
                            "new Setting(trial.willUndo(new Undo.ClearAlarm(trial.rtc(), at)), at)",
                            "new Setting(trial, at)"),
                    new Mutant(
                            "foreign alarm not put back after the test",
                            "RtcTesting.java",
                            "trial.willUndo(new Undo.PutBackAlarm(trial.rtc(), foreign))",
                            "trial"),
                    new Mutant(
                            "outcome written twice",
                            "Finish.java",
                            "case Answer.Done _ -> Step.of(new Closing(outcome,"
                                    + " context.leftBehind()), new Effect.Close());",
                            "case Answer.Done _ when tries < 2 -> Step.of(new"
                                + " NotingOutcome(context, outcome, 2), new Effect.Write(new"
                                + " JournalEntry.Ended(outcome, context.leftBehind(),"
                                + " event.at()))); case Answer.Done _ -> Step.of(new"
                                + " Closing(outcome, context.leftBehind()), new Effect.Close());"),
                    new Mutant(
                            "outcome not written",
                            "Finish.java",
                            "return context.accepted() ?",
                            "return context.accepted() && event == null ?"),
                    new Mutant(
                            "dry run not heeded",
                            "Checking.java",
                            "if (context.request().dryRun()) {",
                            "if (context.request() == null) {"),
                    new Mutant(
                            "alarm of others cleared in the place of ours",
                            "Rollback.java",
                            "alarm.equals(new RtcAlarm.Armed(ours)) ? act(",
                            "alarm instanceof RtcAlarm.Armed ? act("),
                    new Mutant(
                            "undo not read back",
                            "Rollback.java",
                            "alarmOfUndo(stack.getFirst()) .map(rtc -> verify(rtc, event))",
                            "alarmOfUndo(stack.getFirst()).filter(String::isEmpty).map(rtc ->"
                                    + " verify(rtc, event))"),
                    new Mutant(
                            "what is left behind not told",
                            "Rollback.java",
                            "Stream.concat(leftBehind.stream(), Stream.of(left)).toList()",
                            "leftBehind"),
                    new Mutant(
                            "undone in the wrong order",
                            "ProcedureContext.java",
                            "return Stream.concat(Stream.of(undo), stack.stream()).toList();",
                            "return Stream.concat(stack.stream(), Stream.of(undo)).toList();"),
                    new Mutant(
                            "alarm put back though its time has come",
                            "Rollback.java",
                            "return ahead.isPositive()",
                            "return ahead != null"),
                    new Mutant(
                            "RTC that may not wake used",
                            "Findings.java",
                            "&& verdict.enabled().equals(Optional.of(true));",
                            ";"),
                    new Mutant(
                            "only the last sleep counted",
                            "ProcedureContext.java",
                            "segments.stream().map(Segment::asleep).reduce(Duration.ZERO,"
                                    + " Duration::plus)",
                            "segments.stream().map(Segment::asleep).reduce(Duration.ZERO, (_, last)"
                                    + " -> last)"),
                    new Mutant(
                            "failed proof forgotten",
                            "Proof.java",
                            "return !held && fingerprint.equals(now);",
                            "return !held && fingerprint.equals(now) && now == null;"),
                    new Mutant(
                            "unproved way back relied on",
                            "Admission.java",
                            "settings.unproved() == UnprovedPolicy.REFUSE ?",
                            "settings.unproved() == null ?"),
                    new Mutant(
                            "card that forgot relied on",
                            "ProvedNic.java",
                            "Optional<Reason> why = NetworkArmingJudge.whyNot(readings);",
                            "Optional<Reason> why = Optional.empty();"),
                    new Mutant(
                            "card beside an alarm not looked at",
                            "ArmingByNetwork.java",
                            "return NetworkArmingJudge.whyNot(card)",
                            "return Optional.<Reason>empty()"),
                    new Mutant(
                            "unproved card admitted in place of an alarm",
                            "NicAdmission.java",
                            "when alone || settings.unproved()",
                            "when settings.unproved()"),
                    new Mutant(
                            "wakeup slept past without a bound",
                            "WakeupHandling.java",
                            "return reasons.isEmpty()",
                            "return reasons.size() < 99"),
                    new Mutant(
                            "late wake told as in time",
                            "Continuation.java",
                            "if (off.compareTo(late) > 0) {",
                            "if (off.compareTo(Duration.ofDays(9999)) > 0) {"),
                    new Mutant(
                            "early wake told as in time",
                            "Continuation.java",
                            "if (off.compareTo(settings.earlyTolerance().negated()) >= 0) {",
                            "if (off.compareTo(Duration.ofDays(-9999)) >= 0) {"));

    static final List<Mutant> ALL =
            Stream.concat(OF_PROCEDURE.stream(), SettlingMutants.ALL.stream()).toList();

    private Mutants() {}
}
