package dev.lungfish.cli.command;

import java.io.PrintStream;

/// Where a command writes.
///
/// @param out the answer, and nothing else
/// @param err what a person should know besides
public record Output(PrintStream out, PrintStream err) {

    /// A line for the person in front of the screen, with the program's name, so that it can be
    /// told from others in a pipeline.
    public void say(String message) {
        err.println("lungfish: " + message);
    }
}
