package dev.lungfish.bench;

import java.io.IOException;

/// A piece of work that is timed.
///
/// @param name what stands in the table
/// @param repeats how often the work is done for one sample, for work that is too short for the
///   clock; the sample is the time of one
/// @param work the work
record Workload(String name, int repeats, Work work) {

    /// What is done.
    @FunctionalInterface
    interface Work {
        /// Does it once.
        ///
        /// @throws IOException where the work failed, with what was run and what it answered
        void run() throws IOException, InterruptedException;
    }

    static Workload of(String name, Work work) {
        return new Workload(name, 1, work);
    }
}
