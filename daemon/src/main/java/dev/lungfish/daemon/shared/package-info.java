/// Answers that several clients share.
@NullMarked
package dev.lungfish.daemon.shared;

import org.jspecify.annotations.NullMarked;
