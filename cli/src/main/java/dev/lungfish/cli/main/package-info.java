/// The process: its arguments, its streams and its exit code.
@NullMarked
package dev.lungfish.cli.main;

import org.jspecify.annotations.NullMarked;
