package dev.lungfish.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/// What the controller may use, and who may use it.
class ControllerTest {
    /// It runs on a machine that may be no host at all: never `linux`, `agent` or `daemon`.
    @Test
    void theControllerKnowsHostsByTheirCallsAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lungfish.controller..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lungfish.controller..",
                        "dev.lungfish.api..",
                        "dev.lungfish.rpc..",
                        // Neighbours that wake others.
                        "dev.lungfish.client..",
                        "dev.lungfish.core..",
                        "dev.lungfish.runtime..",
                        // What other rules would have done.
                        "dev.lungfish.replay..",
                        "dev.lungfish.libvirt..",
                        // Reasons and answers as JSON, as everywhere.
                        "dev.lungfish.state.json..",
                        "com.nimbusds.jose..",
                        "com.nimbusds.jwt..",
                        "com.zaxxer.hikari..",
                        "io.helidon..",
                        "io.prometheus..",
                        "org.bouncycastle..",
                        "org.flywaydb..",
                        "org.jdbi..",
                        "org.tomlj..",
                        "tools.jackson.core..",
                        // The API's port.
                        "javax.net.ssl..",
                        "javax.security.auth.x500..",
                        "javax.sql..",
                        "java..",
                        "org.jspecify..")
                .check(Project.CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.controller..")
                .and()
                .resideOutsideOfPackage("dev.lungfish.controller.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..")
                .check(Project.CLASSES);
    }

    @Test
    void onlyOnePackageKnowsHowOthersSignTokens() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lungfish.controller.openid..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(Project.CLASSES);
    }

    @Test
    void onlyItsTwoCommandsKnowTheController() {
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.cli..")
                .and()
                .haveNameNotMatching(
                        "dev\\.lungfish\\.cli\\.command\\.(Controller|Fleet)[A-Za-z]*(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lungfish.controller..")
                .check(Project.CLASSES);
    }

    /// What simulates a fleet decides nothing of its own that the fleet decides.
    @Test
    void theReplayRestsOnCore() {
        classes()
                .that()
                .resideInAPackage("dev.lungfish.replay..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lungfish.replay..", "dev.lungfish.core..", "java..", "org.jspecify..")
                .check(Project.CLASSES);
    }
}
