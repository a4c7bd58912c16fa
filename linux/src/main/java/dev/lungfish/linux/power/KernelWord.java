package dev.lungfish.linux.power;

import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// The word that enters a state when it is written to `/sys/power/state`.
///
/// **Source:** Linux `Documentation/admin-guide/pm/sleep-states.rst`: standby is entered by
/// `standby` if the file offers that, else by `mem` with `mem_sleep` at `shallow`.
final class KernelWord {
    static final String MEMORY = "mem";

    private KernelWord() {}

    static String of(HostTree tree, SleepState state) {
        return state == SleepState.STANDBY && !offers(tree, state.powerStateWord())
                ? MEMORY
                : state.powerStateWord();
    }

    private static boolean offers(HostTree tree, String word) {
        return tree.line(KernelSleepReader.STATE)
                .toOptional()
                .filter(line -> List.of(line.split("\\s+", -1)).contains(word))
                .isPresent();
    }
}
