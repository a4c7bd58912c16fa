package dev.lungfish.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Objects;

/// The classes and the sources that the rules look at.
final class Project {
    /// Every module that has main code.
    static final String[] MODULES = {
        "core",
        "runtime",
        "linux",
        "libvirt",
        "api",
        "rpc",
        "client",
        "state",
        "inventory",
        "agent",
        "daemon",
        "gateway",
        "controller",
        "replay",
        "cli",
        "testkit",
        "lab",
        "packaging",
        "sim"
    };

    /// All classes of all modules, without their tests.
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/dev/lungfish/architecture/"))
                    .importPackages("dev.lungfish");

    /// The checkout whose sources are looked at.
    static final Path CHECKOUT =
            Path.of(
                    Objects.requireNonNull(
                            System.getProperty("lungfish.checkout"),
                            "run by Maven, which sets lungfish.checkout"));

    private Project() {}
}
