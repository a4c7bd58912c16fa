package dev.lungfish.cli.command;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.agent.report.WrappedText;
import dev.lungfish.cli.render.DoneJson;
import dev.lungfish.cli.render.ErrorJson;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Where a command writes.
///
/// @param out the answer, and nothing else
/// @param err what a person should know besides
/// @param terminal whether a person sits in front of both
/// @param json whether the answer is wanted as JSON
public record Output(PrintStream out, PrintStream err, boolean terminal, boolean json) {

    /// An output whose answers are for people.
    public Output(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, false);
    }

    /// The same for answers of a kind.
    Output inJson(boolean wanted) {
        return new Output(out, err, terminal, wanted);
    }

    /// An output that no person watches.
    public Output(PrintStream out, PrintStream err) {
        this(out, err, false);
    }

    /// A line for the person in front of the screen, with the program's name, so that it can be
    /// told from others in a pipeline. It may hold words of others.
    public void say(String message) {
        err.println("lungfish: " + SanitizedText.of(message));
        err.flush();
    }

    /// Says why a command failed, also as JSON where that is wanted.
    ///
    /// @return what the process ends with
    ExitCode failed(Throwable failure, ExitCode code) {
        Reason reason = Reasoned.of(failure);
        String message =
                Objects.requireNonNullElse(
                        failure.getMessage(), "it failed, and nothing tells why");
        String remedy = ReasonText.remedy(reason);
        return failed(
                reason,
                remedy.isEmpty() || message.contains(remedy)
                        ? message
                        : "%s (to do: %s)".formatted(message, remedy),
                code);
    }

    /// The same where a reason alone is known.
    ExitCode failed(Reason reason, ExitCode code) {
        return failed(reason, ReasonText.withRemedy(reason), code);
    }

    private ExitCode failed(Reason reason, String message, ExitCode code) {
        message.lines().forEach(this::say);
        if (json) {
            boolean coded = !reason.code().equals(ReceivedReason.UNCODED);
            show(ErrorJson.write(coded ? reason : new CommandReason.CommandFailed(message)));
        }
        return code;
    }

    /// A line of a log, which is harmless already.
    void log(String line) {
        err.println(line);
        err.flush();
    }

    /// Writes a piece of the answer at once. Nothing in it controls a terminal.
    void show(String text) {
        draw(SanitizedText.ofLines(text));
    }

    /// Writes sentences, a line each. They may hold words of others.
    void showLines(List<String> sentences) {
        show(
                sentences.stream()
                        .map(sentence -> SanitizedText.of(sentence) + "\n")
                        .collect(Collectors.joining()));
    }

    /// Writes what controls the terminal itself: only words that were made harmless before.
    void draw(String text) {
        out.print(text);
        out.flush();
    }

    /// Writes what a dry run found that would be done.
    void showPlan(List<Reason> plan) {
        if (json) {
            show(DoneJson.would(plan));
        } else {
            showLines(plan.stream().map(step -> "would be: " + ReasonText.sentence(step)).toList());
        }
    }

    /// Writes a long answer: on a terminal broken to its columns, and in colours where it has them.
    void showPage(String text) {
        String harmless = SanitizedText.ofLines(text);
        draw(terminal ? Page.ofTerminal(System.getenv()).of(harmless) : harmless);
    }

    /// Writes a line over the last one that was written so; a screen alone can be written over, and
    /// only one of its rows: the end of a longer line is left out.
    void rewrite(String message, int columns) {
        String line = "lungfish: " + SanitizedText.of(message);
        err.print("\r\u001b[K" + WrappedText.cut(line, Math.max(1, columns - 1)));
        err.flush();
    }

    /// Ends the lines that are written over.
    void endRewriting() {
        err.println();
        err.flush();
    }
}
