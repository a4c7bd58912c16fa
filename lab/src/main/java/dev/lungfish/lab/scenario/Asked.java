package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.lab.machine.Script;
import java.time.Duration;
import java.util.List;

/// A sleep that was asked for by `lungfish suspend` in the guest.
///
/// @param before what the kernel said before
/// @param eventsBefore how many events QEMU had told by then
/// @param command that runs
record Asked(Host host, Stage stage, KernelView before, int eventsBefore, Script command) {

    void awaitSleep() {
        host.awaitSleep(eventsBefore);
    }

    void awaitWake(Duration patience) {
        host.awaitWake(eventsBefore, patience);
    }

    /// What QEMU has told since.
    List<QmpEvent> events() {
        List<QmpEvent> all = host.machine().events();
        return all.subList(eventsBefore, all.size());
    }

    /// Waits for the command to end, and shows and checks what all three witnesses say.
    Proof prove(Duration patience) {
        Proof proof = end(patience);
        stage.expectAgreement(proof);
        return proof;
    }

    /// Waits for the command to end, and shows what all three witnesses say. A host that does not
    /// wake is woken from outside, as a last resort.
    Proof end(Duration patience) {
        Script.Result result;
        try {
            result = command.await(patience);
        } catch (LabException e) {
            if (host.machine().isOn() && host.machine().isSuspended()) {
                stage.step(host.name() + ": still asleep; woken from outside as a last resort");
                host.machine().wake();
            }
            throw e;
        }
        StatedReasons told = StatedReasons.ofSuspend(result.output());
        Proof proof = Proof.of(events(), before, host.kernel(), told);
        stage.show(proof);
        return proof;
    }

    /// Waits for the end, and expects an outcome of a kind.
    <O extends Outcome> O expect(Class<O> kind, Duration patience) {
        Outcome outcome = prove(patience).told().ended();
        if (!kind.isInstance(outcome)) {
            throw new LabException(
                    "expected: %s; found: %s: %s"
                            .formatted(
                                    kind.getSimpleName(),
                                    Host.kind(outcome),
                                    ReasonText.sentence(outcome.reason())));
        }
        return kind.cast(outcome);
    }
}
