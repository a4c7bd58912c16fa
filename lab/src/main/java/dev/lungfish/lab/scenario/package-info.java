/// The scenarios of the lab, with their proofs.
@NullMarked
package dev.lungfish.lab.scenario;

import org.jspecify.annotations.NullMarked;
