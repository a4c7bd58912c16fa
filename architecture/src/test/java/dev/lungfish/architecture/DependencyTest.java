package dev.lungfish.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The directions in which the modules depend on each other: docs/ARCHITECTURE.md has the map.
class DependencyTest {
    static final String JDK = "java..";
    static final String NULLNESS = "org.jspecify..";

    @ParameterizedTest
    @ValueSource(
            strings = {
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
            })
    void looksAtRealClassesOfEveryModule(String module) {
        long seen =
                Project.CLASSES.stream()
                        .filter(type -> type.getPackageName().startsWith("dev.lungfish." + module))
                        .count();

        assertThat(seen).as("classes of " + module).isGreaterThan(3);
    }

    @Test
    void coreRestsOnTheJdkAlone() {
        mayUse("core", "dev.lungfish.core..", JDK, NULLNESS);
    }

    @Test
    void libvirtKnowsNothingOfLungfish() {
        mayUse(
                "libvirt",
                "dev.lungfish.libvirt..",
                JDK,
                "javax.xml..",
                "javax.net.ssl..",
                "javax.security.auth.x500..",
                "jdk.net..",
                NULLNESS);
    }

    @Test
    void runtimeRestsOnTheJdkAlone() {
        mayUse("runtime", "dev.lungfish.runtime..", JDK, NULLNESS);
    }

    @Test
    void theContractRestsOnCore() {
        mayUse("api", "dev.lungfish.api..", "dev.lungfish.core..", JDK, NULLNESS);
        assertThat(answersOfTheContract()).as("interfaces of the contract").hasSizeGreaterThan(6);
    }

    private static List<String> answersOfTheContract() {
        return Project.CLASSES.stream()
                .filter(type -> type.getPackageName().equals("dev.lungfish.api"))
                .filter(JavaClass::isInterface)
                .map(JavaClass::getSimpleName)
                .filter(name -> name.endsWith("Service") || name.equals("HostSession"))
                .toList();
    }

    @Test
    void ourProgramRestsOnTheContractAndLibvirtsProtocol() {
        mayUse(
                "rpc",
                "dev.lungfish.rpc..",
                "dev.lungfish.api..",
                "dev.lungfish.core..",
                "dev.lungfish.libvirt..",
                JDK,
                NULLNESS);
    }

    /// A client pulls in neither the daemon nor what reads a host.
    @Test
    void theClientRestsOnTheContractAndOurProgram() {
        mayUse(
                "client",
                "dev.lungfish.client..",
                "dev.lungfish.api..",
                "dev.lungfish.rpc..",
                "dev.lungfish.core..",
                "dev.lungfish.libvirt..",
                JDK,
                NULLNESS);
        assertThat(Project.CLASSES.contain("dev.lungfish.client.DaemonClient")).isTrue();
    }

    /// Whoever asks makes text or JSON of an answer; the wire carries neither.
    @Test
    void nothingOfTheContractAsksForJson() {
        List<String> components =
                Project.CLASSES.stream()
                        .filter(type -> type.getPackageName().equals("dev.lungfish.api"))
                        .flatMap(type -> type.getFields().stream())
                        .map(field -> field.getName())
                        .toList();

        assertThat(components).hasSizeGreaterThan(60).doesNotContain("json", "document", "format");
        noClasses()
                .that()
                .resideInAnyPackage("dev.lungfish.api..", "dev.lungfish.rpc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(Project.CLASSES);
    }

    @Test
    void linuxRestsOnCoreAndRuntime() {
        mayUse(
                "linux",
                "dev.lungfish.linux..",
                "dev.lungfish.core..",
                "dev.lungfish.runtime..",
                JDK,
                NULLNESS);
    }

    @Test
    void stateKnowsNoHost() {
        mayUse(
                "state",
                "dev.lungfish.state..",
                "dev.lungfish.api..",
                "dev.lungfish.core..",
                "tools.jackson.core..",
                JDK,
                NULLNESS);
    }

    @Test
    void inventoryReadsHardwareForLibvirt() {
        mayUse(
                "inventory",
                "dev.lungfish.inventory..",
                "dev.lungfish.core..",
                "dev.lungfish.runtime..",
                "dev.lungfish.linux..",
                "dev.lungfish.libvirt.capabilities..",
                JDK,
                NULLNESS);
    }

    @Test
    void theAgentWiresOneHost() {
        mayUse(
                "agent",
                "dev.lungfish.agent..",
                "dev.lungfish.api..",
                "dev.lungfish.core..",
                "dev.lungfish.runtime..",
                "dev.lungfish.linux..",
                "dev.lungfish.libvirt..",
                "dev.lungfish.state..",
                // The document of capabilities, and the machine's UUID for a fleet.
                "dev.lungfish.inventory.capabilities..",
                "dev.lungfish.inventory.machine..",
                "org.tomlj..",
                "tools.jackson.core..",
                // Documents are written in XML too.
                "javax.xml.stream..",
                JDK,
                NULLNESS);
    }

    @Test
    void theDaemonServesTheHost() {
        mayUse(
                "daemon",
                "dev.lungfish.daemon..",
                "dev.lungfish.api..",
                "dev.lungfish.rpc..",
                // Its neighbours, and itself by the way of its clients.
                "dev.lungfish.client..",
                "dev.lungfish.agent..",
                "dev.lungfish.core..",
                "dev.lungfish.state..",
                "dev.lungfish.runtime..",
                // What libvirt's clients ask of a node.
                "dev.lungfish.inventory..",
                // The host's clocks.
                "dev.lungfish.linux.node..",
                // Who is at the other end of a client's socket, and which groups that user is in.
                "dev.lungfish.linux.process..",
                // Notifications to systemd.
                "dev.lungfish.linux.systemd..",
                "dev.lungfish.libvirt..",
                // The form of metrics.
                "io.prometheus.metrics..",
                JDK,
                NULLNESS);
    }

    @Test
    void theCommandShowsWhatTheHostAnswers() {
        mayUse(
                "cli",
                "dev.lungfish.cli..",
                "dev.lungfish.api..",
                "dev.lungfish.client..",
                "dev.lungfish.agent..",
                "dev.lungfish.core..",
                "dev.lungfish.state..",
                "dev.lungfish.inventory.capabilities..",
                "dev.lungfish.linux.tree..",
                "dev.lungfish.linux.record..",
                // How much it can show at once.
                "dev.lungfish.linux.process..",
                "dev.lungfish.libvirt.capabilities..",
                // What `lungfish daemon` and `lungfish controller` start, and whom `fleet` asks.
                "dev.lungfish.daemon",
                "dev.lungfish.controller",
                "dev.lungfish.controller.admin",
                // `lungfish gateway` and `lungfish connect`.
                "dev.lungfish.gateway..",
                "dev.lungfish.replay..",
                "picocli..",
                "tools.jackson.core..",
                JDK,
                NULLNESS);
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.cli..")
                .and()
                .haveNameNotMatching("dev\\.lungfish\\.cli\\.command\\.DaemonCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lungfish.daemon..")
                .check(Project.CLASSES);
    }

    @Test
    void theReplayRestsOnCore() {
        mayUse("replay", "dev.lungfish.replay..", "dev.lungfish.core..", JDK, NULLNESS);
    }

    @Test
    void packagesAreMadeFromTheCommandsModel() {
        mayUse(
                "packaging",
                "dev.lungfish.packaging..",
                "dev.lungfish.cli.command..",
                "picocli..",
                JDK,
                NULLNESS);
    }

    @Test
    void theSimulationRestsOnCore() {
        mayUse("sim", "dev.lungfish.sim..", "dev.lungfish.core..", JDK, NULLNESS);
    }

    /// A simulated host must depend on nothing but its seed.
    @Test
    void theSimulationReadsNoChanceButItsSeed() {
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.sim..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.(Random|SplittableRandom|UUID|IdentityHashMap)"
                                + "|java\\.util\\.concurrent\\.ThreadLocalRandom"
                                + "|java\\.util\\.random\\..*")
                .check(Project.CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"testkit", "lab", "packaging", "sim"})
    void noMainCodeRestsOn(String module) {
        String packages = "dev.lungfish." + module + "..";
        noClasses()
                .that()
                .resideOutsideOfPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .check(Project.CLASSES);
    }

    /// Each part of the procedure sees only those before it: decision 21.
    @Test
    void thePartsOfTheProcedureStandOnEachOther() {
        standOnEachOther(
                "dev.lungfish.core.procedure",
                List.of("request", "proof", "alarm", "judgement", "state"));
    }

    @Test
    void thePartsOfTheStateDirectoryStandOnEachOther() {
        standOnEachOther("dev.lungfish.state", List.of("json", "directory", "kept", "journal"));
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.state.journal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lungfish.state.kept")
                .check(Project.CLASSES);
    }

    private static void standOnEachOther(String base, List<String> floors) {
        String prefix = base + ".";
        assertThat(
                        Project.CLASSES.stream()
                                .map(JavaClass::getPackageName)
                                .filter(name -> name.startsWith(base))
                                .distinct())
                .containsExactlyInAnyOrderElementsOf(floors.stream().map(prefix::concat).toList());
        for (int floor = 0; floor < floors.size() - 1; floor++) {
            String[] above =
                    floors.subList(floor + 1, floors.size()).stream()
                            .map(prefix::concat)
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(prefix + floors.get(floor))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(Project.CLASSES);
        }
    }

    /// They are public for the states alone.
    @Test
    void nobodyElseUsesWhatTheStatesDecideWith() {
        String[] decisions =
                Stream.of(
                                "judgement.Admission",
                                "judgement.CauseJudge",
                                "judgement.Continuation",
                                "judgement.ProcedureContext",
                                "judgement.ProofFromSleep",
                                "judgement.RequestBounds",
                                "judgement.SegmentJudge",
                                "judgement.Undo",
                                "alarm.DueWakeups",
                                "proof.NetworkArmingJudge",
                                "proof.Way")
                        .map("dev.lungfish.core.procedure."::concat)
                        .toArray(String[]::new);
        assertThat(Project.CLASSES.contain(decisions[0])).isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lungfish.core.procedure..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "(%s)(\\$.*)?".formatted(String.join("|", decisions).replace(".", "\\.")))
                .check(Project.CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.lungfish.(**)").should().beFreeOfCycles().check(Project.CLASSES);
    }

    static void mayUse(String module, String... packages) {
        classes()
                .that()
                .resideInAPackage("dev.lungfish." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(Project.CLASSES);
    }
}
