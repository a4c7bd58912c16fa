package dev.lungfish.cli.command;

import dev.lungfish.agent.report.SanitizedText;
import java.io.PrintStream;

/// Where a command writes.
///
/// @param out the answer, and nothing else
/// @param err what a person should know besides
/// @param terminal whether a person sits in front of both
public record Output(PrintStream out, PrintStream err, boolean terminal) {

    /// An output that no person watches.
    public Output(PrintStream out, PrintStream err) {
        this(out, err, false);
    }

    /// A line for the person in front of the screen, with the program's name, so that it can be
    /// told from others in a pipeline.
    public void say(String message) {
        err.println("lungfish: " + message);
        err.flush();
    }

    /// The same for a message that holds words of others.
    void tell(String message) {
        say(SanitizedText.of(message));
    }

    /// A line of a log, which is harmless already.
    void log(String line) {
        err.println(line);
        err.flush();
    }

    /// Writes a piece of the answer at once.
    void show(String text) {
        out.print(text);
        out.flush();
    }

    /// Writes a line over the last one that was written so; a screen alone can be written over.
    void rewrite(String message) {
        err.print("\r\u001b[Klungfish: " + SanitizedText.of(message));
        err.flush();
    }

    /// Ends the lines that are written over.
    void endRewriting() {
        err.println();
        err.flush();
    }
}
