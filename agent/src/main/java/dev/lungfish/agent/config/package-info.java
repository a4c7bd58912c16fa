/// The administrator's configuration: one TOML file, read whole, with all its problems reported at
/// once. Documented in `docs/configuration.md`.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.agent.config;

import org.jspecify.annotations.NullMarked;
