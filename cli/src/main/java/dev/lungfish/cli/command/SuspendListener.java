package dev.lungfish.cli.command;

import dev.lungfish.api.Settled;
import dev.lungfish.api.SleepListener;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.process.TerminalSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells the person in front of the screen what happens to the request. For one thread.
final class SuspendListener implements SleepListener {
    private final Output output;
    private final Runnable onAcceptance;
    private final Supplier<Optional<TerminalSize>> size;
    private boolean rewriting;
    private long shownSeconds = -1;

    SuspendListener(Output output) {
        this(output, () -> {});
    }

    /// @param onAcceptance is run once the request is accepted
    SuspendListener(Output output, Runnable onAcceptance) {
        this(output, onAcceptance, TerminalSize::ofErrors);
    }

    /// @param size of the terminal to which messages go; empty where they go elsewhere
    SuspendListener(Output output, Runnable onAcceptance, Supplier<Optional<TerminalSize>> size) {
        this.output = output;
        this.onAcceptance = onAcceptance;
        this.size = size;
    }

    @Override
    public void settled(Settled settled) {
        OutcomeText.settled(settled).forEach(output::say);
    }

    @Override
    public void entered(Phase phase) {
        if (phase != Phase.SCHEDULED && shownSeconds >= 0) {
            shownSeconds = -1;
            if (rewriting) {
                output.endRewriting();
                rewriting = false;
            }
        }
    }

    @Override
    public void accepted(String request, List<Reason> plan) {
        output.say("request " + request + " is accepted");
        plan.forEach(step -> output.say("  " + ReasonText.withRemedy(step)));
        onAcceptance.run();
    }

    @Override
    public void countingDown(Duration left) {
        long seconds = left.plusMillis(999).toSeconds();
        boolean first = shownSeconds < 0;
        if (seconds == shownSeconds) {
            return;
        }
        shownSeconds = seconds;
        String line = "going to sleep in " + seconds + " s";
        Optional<TerminalSize> room =
                output.terminal() ? size.get() : Optional.<TerminalSize>empty();
        if (room.isPresent()) {
            output.rewrite(line + ", Ctrl-C cancels", room.get().columns());
            rewriting = true;
        } else if (first && seconds > 0) {
            output.say(line + ", 'lungfish cancel' stops it");
        }
    }

    @Override
    public void cancelling(String request) {
        output.say("cancelling request " + request);
    }
}
