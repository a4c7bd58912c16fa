/// Reasons as data: a code that never changes, and typed parameters. Sentences are made of them in
/// [dev.lungfish.core.text] alone. Immutable; safe for use by several threads.
@NullMarked
package dev.lungfish.core.reason;

import org.jspecify.annotations.NullMarked;
