/// What is known of the ways back: findings, fingerprints, tests and proofs.
@NullMarked
package dev.lungfish.core.procedure.proof;

import org.jspecify.annotations.NullMarked;
