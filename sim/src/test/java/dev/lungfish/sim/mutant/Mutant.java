package dev.lungfish.sim.mutant;

/// A fault planted in one file of the procedure.
///
/// @param name what the procedure forgets
/// @param file without its folder
/// @param snippet what stands there, exactly once; all white space is the same
/// @param replacement what stands there instead
record Mutant(String name, String file, String snippet, String replacement) {
    @Override
    public String toString() {
        return name;
    }
}
