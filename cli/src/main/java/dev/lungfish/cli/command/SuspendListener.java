package dev.lungfish.cli.command;

import dev.lungfish.api.Settled;
import dev.lungfish.api.SleepListener;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.List;

/// Tells the person in front of the screen what happens to the request. For one thread.
final class SuspendListener implements SleepListener {
    private final Output output;
    private final Runnable onAcceptance;
    private long shownSeconds = -1;

    SuspendListener(Output output) {
        this(output, () -> {});
    }

    /// @param onAcceptance is run once the request is accepted
    SuspendListener(Output output, Runnable onAcceptance) {
        this.output = output;
        this.onAcceptance = onAcceptance;
    }

    @Override
    public void settled(Settled settled) {
        OutcomeText.settled(settled).forEach(output::tell);
    }

    @Override
    public void entered(Phase phase) {
        if (phase != Phase.SCHEDULED && shownSeconds >= 0) {
            shownSeconds = -1;
            if (output.terminal()) {
                output.endRewriting();
            }
        }
    }

    @Override
    public void accepted(String request, List<Reason> plan) {
        output.tell("request " + request + " is accepted");
        plan.forEach(step -> output.tell("  " + ReasonText.withRemedy(step)));
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
        if (output.terminal()) {
            output.rewrite(line + ", Ctrl-C cancels");
        } else if (first && seconds > 0) {
            output.tell(line + ", 'lungfish cancel' stops it");
        }
    }

    @Override
    public void cancelling(String request) {
        output.tell("cancelling request " + request);
    }
}
