package dev.lungfish.lab.guest;

import dev.lungfish.cli.command.ExitCode;
import dev.lungfish.cli.command.Interruption;
import dev.lungfish.cli.command.Lungfish;
import dev.lungfish.cli.command.Output;
import java.util.Arrays;

/// Runs a command of Lungfish until it succeeds, in one process: what the first attempt loaded and
/// compiled, which takes an emulated processor ten seconds for TLS, the next one has. The lab
/// copies this class into a guest and runs it there, with the jars of Lungfish.
public final class PatientCommand {
    private PatientCommand() {}

    /// Runs it, and ends the process with the exit code of the last attempt.
    ///
    /// @param arguments how often at most, and the command
    public static void main(String[] arguments) {
        String[] command = Arrays.copyOfRange(arguments, 1, arguments.length);
        ExitCode code = ExitCode.FAILED;
        for (int left = Integer.parseInt(arguments[0]); left > 0 && code != ExitCode.OK; left--) {
            Output output = new Output(System.out, System.err);
            code = new Lungfish(output, new Interruption()).run(command);
            output.out().flush();
        }
        System.exit(code.number());
    }
}
