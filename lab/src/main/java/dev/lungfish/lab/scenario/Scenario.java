package dev.lungfish.lab.scenario;

/// A test that runs on machines of the lab, with its proof.
///
/// @param name on the command line: `s3`
/// @param title what must hold, in one sentence
/// @param play runs it
public record Scenario(String name, String title, Play play) {

    /// The actions on the stage.
    @FunctionalInterface
    public interface Play {
        /// Runs, and throws [dev.lungfish.lab.LabException] if the title does not hold.
        void on(Stage stage);
    }
}
