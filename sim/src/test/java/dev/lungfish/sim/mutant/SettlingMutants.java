package dev.lungfish.sim.mutant;

import java.util.List;

/// The planted faults of the settlement after a crash.
final class SettlingMutants {
    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "settlement forgets the alarm",
                            "Settling.java",
                            "rest.addFirst(new Undo.ClearAlarm(last.plan().rtc(),"
                                    + " last.plan().at()));",
                            ""),
                    new Mutant(
                            "settlement forgets the alarm of a test",
                            "Settling.java",
                            "rest.addFirst(new Undo.ClearAlarm(name, alarm));",
                            ""),
                    new Mutant(
                            "settlement forgets the foreign alarm",
                            "Settling.java",
                            "rest.addFirst(new Undo.PutBackAlarm(name, alarm));",
                            ""),
                    new Mutant(
                            "settlement forgets guests",
                            "Settling.java",
                            "ofRequest.addFirst(new Undo.BringGuestsBack(policy, guests));",
                            "ofRequest.size();"),
                    new Mutant(
                            "settlement forgets hooks",
                            "Settling.java",
                            "ofRequest.addFirst( new Undo.FinishHooks(request, hooks))",
                            "ofRequest.size()"),
                    new Mutant(
                            "settlement forgets the mode",
                            "Settling.java",
                            "rest.addFirst(new Undo.RestoreMode(files));",
                            "rest.size();"),
                    new Mutant(
                            "settlement forgets the outcome",
                            "Settling.java",
                            "return traces.accepted() .map(accepted -> end(",
                            "return traces.accepted().filter(_ -> settings == null).map(accepted ->"
                                    + " end("),
                    new Mutant(
                            "settlement does not see a fresh boot",
                            "Settling.java",
                            "if (freshBoot) {",
                            "if (freshBoot && settings == null) {"),
                    new Mutant(
                            "settlement always sees a fresh boot",
                            "Settling.java",
                            "now.filter(this::isFreshBoot).isPresent()",
                            "now.isPresent()"),
                    new Mutant(
                            "settlement sees the last attempt alone",
                            "Settling.java",
                            "attempt = attempt.or(() -> Optional.of( new Attempt("
                                    + " Optional.of(last.plan()), last.before())));",
                            "attempt = Optional.of(new Attempt(Optional.of(last.plan()),"
                                    + " last.before()));"),
                    new Mutant(
                            "alarm cleared while a service may still act",
                            "Settling.java",
                            "return executor != Executor.KERNEL",
                            "return executor == null"));

    private SettlingMutants() {}
}
