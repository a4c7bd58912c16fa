package dev.lungfish.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test against a real peer. If one of the programs is not installed the test is skipped with
/// that reason; with `LUNGFISH_REQUIRE_PEERS=1` in the environment, as in CI, it fails instead.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProgramCondition.class)
public @interface NeedsProgram {
    /// The programs, by their names in `PATH` (or `/usr/sbin`), or absolute paths of files that
    /// their package installs.
    String[] value();

    /// The Debian packages with them.
    String install();
}
