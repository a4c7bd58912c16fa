/// The process of the lab: its arguments, its streams and its exit code.
@NullMarked
package dev.lungfish.lab.main;

import org.jspecify.annotations.NullMarked;
