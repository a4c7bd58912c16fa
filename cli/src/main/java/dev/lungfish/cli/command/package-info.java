/// The commands of `lungfish`: their arguments, actions and answers. They get their streams and
/// return an [ExitCode]; only `dev.lungfish.cli.main` touches the process.
@NullMarked
package dev.lungfish.cli.command;

import org.jspecify.annotations.NullMarked;
