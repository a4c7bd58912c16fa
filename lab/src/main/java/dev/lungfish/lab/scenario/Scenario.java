package dev.lungfish.lab.scenario;

/// One thing that is played on machines of the lab, with its proof.
///
/// @param name on the command line: `s3`
/// @param title what is to be so, in one sentence
/// @param play plays it
public record Scenario(String name, String title, Play play) {

    /// What is done on the stage.
    @FunctionalInterface
    public interface Play {
        /// Plays, and throws [dev.lungfish.lab.LabException] where it does not come out as the
        /// title says.
        void on(Stage stage);
    }
}
