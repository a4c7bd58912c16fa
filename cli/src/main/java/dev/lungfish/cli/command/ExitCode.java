package dev.lungfish.cli.command;

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
    BAD_INPUT(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
