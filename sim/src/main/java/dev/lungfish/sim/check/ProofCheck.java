package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.sim.world.Card;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.Sleep;
import dev.lungfish.sim.world.World;
import java.util.List;
import java.util.Optional;

/// What must hold for the proofs of ways back.
record ProofCheck(World world, Account account) {

    /// Checks a proof before it is stored. An alarm that fires in a sleep without waking the host
    /// can't be distinguished from one that wakes it, if a person wakes the host soon after.
    void kept(Proof proof) {
        if (proof.fingerprint().way() == WayBack.WAKE_ON_LAN) {
            keptOfCard(proof);
            return;
        }
        List<Sleep> sleeps = account.sleeps();
        Violation.unless(
                !proof.held()
                        || (!sleeps.isEmpty()
                                && (sleeps.getLast().state() == proof.state()
                                        || account.countsMissing())
                                && (sleeps.getLast().by() == Sleep.Waker.ALARM
                                        || hidesPackets(sleeps.getLast())
                                        || account.faulty()
                                        || dishonest(proof))),
                Invariant.PROOF_TRUE,
                () -> proof + ", really: " + sleeps);
        Violation.unless(
                proof.held()
                        || account.faulty()
                        || account.rtcDisturbed()
                        || !world.testMode().equals("none")
                        || !world.traits().idleStopsClocks()
                        || drifts()
                        || dishonest(proof),
                Invariant.PROOF_TRUE,
                () -> "nothing went wrong, and the proof failed: " + proof);
    }

    /// If the kernel counts no wakes, a packet right before the alarm can't be distinguished from
    /// the alarm.
    private boolean hidesPackets(Sleep sleep) {
        return sleep.by() == Sleep.Waker.CARD && !world.traits().countsEvents();
    }

    private void keptOfCard(Proof proof) {
        List<Sleep> sleeps = account.sleeps();
        boolean woke = !sleeps.isEmpty() && sleeps.getLast().by() == Sleep.Waker.CARD;
        if (woke && (sleeps.getLast().millis() < 1100 || hidesPackets(sleeps.getLast()))) {
            return; // So short a sleep is none for the clocks.
        }
        Violation.unless(
                account.faulty()
                        || !world.testMode().equals("none")
                        || !world.traits().idleStopsClocks()
                        || proof.held() == woke,
                Invariant.PROOF_TRUE,
                () -> proof + ", really: " + sleeps);
        Violation.unless(
                !proof.held()
                        || (woke
                                && (sleeps.getLast().state() == proof.state()
                                        || account.countsMissing())),
                Invariant.PROOF_TRUE,
                () -> proof + ", really: " + sleeps);
    }

    /// Checks a sleep that no alarm ends.
    void enteredByCard(SleepState state) {
        Findings findings = account.examined().orElseThrow();
        Optional<Proof> proof =
                Optional.ofNullable(findings.kept().proofs().get(Proof.key(Card.NAME, state)));
        Violation.unless(
                proof.filter(last ->
                                last.holds(
                                        findings.cards().getFirst().fingerprint(),
                                        world.moment().wall(),
                                        account.settings().proofValidity()))
                                .isPresent()
                        || world.wallDisturbedMillis() >= account.beganMillis(),
                Invariant.PROOF_HEEDED,
                () -> state + " is entered without a bound, and the card is not proved: " + proof);
    }

    /// A way back is not proved by a sleep of many hours, after which an RTC may be off by its
    /// tolerance.
    private boolean drifts() {
        return account.sleeps().stream().anyMatch(sleep -> sleep.millis() > 10_800_000L);
    }

    private boolean dishonest(Proof proof) {
        return world.rtcs().stream().anyMatch(rtc -> !world.traits().honest(rtc, proof.state()));
    }

    /// Checks a sleep that is being entered.
    void entered(SimulatedRtc rtc, SleepState state) {
        SleepRequest request = account.request().orElseThrow();
        if (request.proves()) {
            return;
        }
        Findings findings = account.examined().orElseThrow();
        Optional<Proof> proof =
                Optional.ofNullable(findings.kept().proofs().get(Proof.key(rtc.name(), state)));
        Fingerprint now = findings.fingerprint(rtc.name());
        Violation.unless(
                proof.filter(last -> !last.held() && last.fingerprint().equals(now)).isEmpty()
                        || request.ignoredBlockers().contains("silent-alarm"),
                Invariant.PROOF_HEEDED,
                () -> state + " is entered, though " + proof);
        Violation.unless(
                account.settings().unproved() != UnprovedPolicy.REFUSE
                        || proof.filter(Proof::held)
                                .filter(last -> last.fingerprint().equals(now))
                                .isPresent(),
                Invariant.PROOF_HEEDED,
                () -> state + " is entered, though the way back is not proved: " + proof);
    }
}
