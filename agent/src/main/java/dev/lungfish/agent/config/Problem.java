package dev.lungfish.agent.config;

/// One thing that is wrong with a configuration.
///
/// @param file the file
/// @param line from 1; 0 where the problem is the file itself
/// @param column from 1; 0 where the problem is the file itself
/// @param what was found, and what is allowed there
public record Problem(String file, int line, int column, String what) {

    /// A problem of the file itself.
    static Problem ofFile(String file, String what) {
        return new Problem(file, 0, 0, what);
    }

    /// In the form in which compilers name a place: `lungfish.toml:3:1: ...`.
    @Override
    public String toString() {
        return line == 0 ? file + ": " + what : file + ":" + line + ":" + column + ": " + what;
    }
}
