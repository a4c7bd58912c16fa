package dev.lungfish.cli.command;

import dev.lungfish.core.procedure.judgement.Outcome;

/// What the process ends with. Documented for users in `docs/exit-codes.md`; numbers never change
/// their meaning.
public enum ExitCode {
    /// Done.
    OK(0),
    /// The command was understood and could not be carried out.
    FAILED(1),
    /// The arguments were not understood.
    USAGE(2),
    /// A record or a configuration that the arguments name can't be used.
    BAD_INPUT(3),
    /// The host is not put to sleep, and nothing was changed.
    REFUSED(10),
    /// Somebody did not want the sleep any more.
    CANCELLED(11),
    /// It was tried, and the host did not sleep.
    NEVER_ENTERED(12),
    /// The host slept and was back too early.
    WOKE_EARLY(13),
    /// The host slept and was back too late.
    WOKE_LATE(14),
    /// Whether and how the host slept can't be proved.
    UNPROVEN(15),
    /// The host came back by a fresh boot.
    RESUMED_FROM_NOTHING(16),
    /// Magic packets were sent, and the host does not answer.
    NOT_WOKEN(20);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// What a request ends the process with.
    static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Slept _, Outcome.Woken _, Outcome.WouldSleep _ -> OK;
            case Outcome.Refused _ -> REFUSED;
            case Outcome.Cancelled _ -> CANCELLED;
            case Outcome.NeverEntered _ -> NEVER_ENTERED;
            case Outcome.WokeEarly _ -> WOKE_EARLY;
            case Outcome.WokeLate _ -> WOKE_LATE;
            case Outcome.Unproven _ -> UNPROVEN;
            case Outcome.ResumedFromNothing _ -> RESUMED_FROM_NOTHING;
        };
    }

    public int number() {
        return number;
    }
}
