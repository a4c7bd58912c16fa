package dev.lungfish.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/// What the gateway may use.
class GatewayTest {
    /// It needs neither the daemon's code nor the controller's, and no database.
    @Test
    void theGatewayRestsOnTheClient() {
        DependencyTest.mayUse(
                "gateway",
                "dev.lungfish.gateway..",
                "dev.lungfish.api..",
                "dev.lungfish.client..",
                "dev.lungfish.core..",
                "dev.lungfish.libvirt.rpc..",
                "dev.lungfish.libvirt.transport..",
                // The frames of a stand-in.
                "dev.lungfish.linux.syscall..",
                "dev.lungfish.runtime..",
                "io.prometheus.metrics..",
                "org.tomlj..",
                "tools.jackson.core..",
                "javax.net.ssl..",
                "jdk.net..",
                DependencyTest.JDK,
                DependencyTest.NULLNESS);
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.gateway.decision..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.concurrent..", "java.io..", "java.net..", "java.nio..")
                .check(Project.CLASSES);
    }

    @Test
    void aStandInDecidesWithoutAClockAndWithoutSockets() {
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.gateway.frame..")
                .or()
                .haveNameMatching("dev\\.lungfish\\.gateway\\.standin\\.(StandIn|Election)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.concurrent..",
                        "java.io..",
                        "dev.lungfish.linux..",
                        "dev.lungfish.runtime..")
                .check(Project.CLASSES);
    }
}
