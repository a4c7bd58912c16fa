/// What is played on the machines of the lab, and the proof that it came out right.
@NullMarked
package dev.lungfish.lab.scenario;

import org.jspecify.annotations.NullMarked;
