package dev.lungfish.bench;

import java.io.IOException;

/// A timed piece of work.
///
/// @param name its name in the table
/// @param repeats how often the work is repeated for one sample, if it is too short for the clock;
///   the sample is the time of one
/// @param work the work
record Workload(String name, int repeats, Work work) {

    /// The work.
    @FunctionalInterface
    interface Work {
        /// Does the work once.
        ///
        /// @throws IOException if the work failed, with what was run and what it answered
        void run() throws IOException, InterruptedException;
    }

    static Workload of(String name, Work work) {
        return new Workload(name, 1, work);
    }
}
