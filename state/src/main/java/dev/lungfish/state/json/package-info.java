/// The JSON kit: what the state directory, the command's answers and the wire's documents say, as
/// JSON. Everything else of the state directory is written with it; it opens no file.
@NullMarked
package dev.lungfish.state.json;

import org.jspecify.annotations.NullMarked;
