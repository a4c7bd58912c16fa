/// The simulation as a test: enough of it for each change, and proof that it sees what it is for.
@NullMarked
package dev.lungfish.sim;

import org.jspecify.annotations.NullMarked;
