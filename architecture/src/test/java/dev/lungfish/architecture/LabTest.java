package dev.lungfish.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;

/// What the lab may use.
class LabTest {
    private static final String GUEST = "dev.lungfish.lab.guest..";
    private static final String JDK = "java..";
    private static final String NULLNESS = "org.jspecify..";

    @Test
    void theLabLooksAtHostsFromOutside() {
        classes()
                .that()
                .resideInAPackage("dev.lungfish.lab..")
                .and()
                .resideOutsideOfPackage(GUEST)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lungfish.lab..",
                        "dev.lungfish.core..",
                        "dev.lungfish.state.json..",
                        "dev.lungfish.runtime..",
                        "dev.lungfish.linux.node..",
                        "dev.lungfish.linux.tree..",
                        JDK,
                        NULLNESS)
                .check(Project.CLASSES);
    }

    /// It is copied there, without the lab.
    @Test
    void whatTheLabRunsInItsGuestsHasTheJarsOfTheCommand() {
        classes()
                .that()
                .resideInAPackage(GUEST)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        GUEST,
                        "dev.lungfish.cli.command..",
                        "dev.lungfish.libvirt..",
                        JDK,
                        NULLNESS)
                .check(Project.CLASSES);
    }
}
