/// The commands of `lungfish`: what each takes, does and answers. They get their streams and answer
/// with an [ExitCode]; only `dev.lungfish.cli.main` touches the process.
@NullMarked
package dev.lungfish.cli.command;

import org.jspecify.annotations.NullMarked;
