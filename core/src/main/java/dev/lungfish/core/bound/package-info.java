/// How long texts and lists may be that come from elsewhere, in one place. Whoever takes one in
/// checks it ([dev.lungfish.core.bound.BoundCheck]); whoever reads a file back allows as much as
/// can have been written ([dev.lungfish.core.bound.Bounds]). Documented in `docs/suspend.md`.
@NullMarked
package dev.lungfish.core.bound;

import org.jspecify.annotations.NullMarked;
