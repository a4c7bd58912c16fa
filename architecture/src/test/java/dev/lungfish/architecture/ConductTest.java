package dev.lungfish.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What classes may and may not do, and which modules own what others must not touch.
class ConductTest {
    private static final Set<String> CLOCK_READS =
            Set.of(
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.lang.Thread.sleep");

    /// The packages that open files: those of the host's tree, of records, of the configuration and
    /// of the state directory; the adaptors that ask a device, a socket or a program by its path;
    /// those of libvirt's protocol that read certificates and make the file of a socket; and that
    /// of the daemon that makes the folders of its sockets.
    private static final String[] OWNERS_OF_FILES = {
        "dev.lungfish.linux.tree..",
        "dev.lungfish.linux.record..",
        "dev.lungfish.linux.node..",
        "dev.lungfish.linux.cpupower..",
        "dev.lungfish.linux.virtualization..",
        "dev.lungfish.linux.dbus..",
        "dev.lungfish.linux.power..",
        "dev.lungfish.libvirt.tls..",
        "dev.lungfish.libvirt.server..",
        "dev.lungfish.agent.config..",
        "dev.lungfish.state.directory..",
        "dev.lungfish.state.journal..",
        "dev.lungfish.state.kept..",
        "dev.lungfish.daemon.sockets..",
        // The authority's key, the token of the API, the configuration, backups.
        // Its configuration; a token, and who signed a controller's certificate.
        "dev.lungfish.gateway.config..",
        "dev.lungfish.gateway.wake..",
        "dev.lungfish.controller.authority..",
        "dev.lungfish.controller.admin..",
        "dev.lungfish.controller.config..",
        "dev.lungfish.controller.store..",
        // Who has signed in at the page.
        "dev.lungfish.controller.page..",
        "dev.lungfish.replay.trace..",
        // The picture of a simulation.
        "dev.lungfish.cli.command..",
        "dev.lungfish.cli.main..",
        "dev.lungfish.testkit..",
        "dev.lungfish.packaging..",
        // Logs and disks of machines, and the process's own streams.
        "dev.lungfish.lab.guest..",
        "dev.lungfish.lab.machine..",
        "dev.lungfish.lab.scenario..",
        "dev.lungfish.lab.main.."
    };

    @Test
    void clocksAreReadOnlyWhereTheyAreOwned() {
        noClasses()
                .that()
                // The simulation tells how fast it was; what it simulates has clocks of its own.
                .resideOutsideOfPackages("dev.lungfish.runtime.clock..", "dev.lungfish.sim.main..")
                // The clocks of a host, read one after the other.
                .and()
                .doNotHaveFullyQualifiedName("dev.lungfish.linux.node.HostClocks")
                .should()
                .accessTargetWhere(calls(CLOCK_READS))
                .check(Project.CLASSES);
        assertThat(callsIn(Set.of("java.util.List.of")))
                .as("calls that the rule above would see")
                .isGreaterThan(20);
    }

    @Test
    void filesAreOpenedOnlyByTheirOwners() {
        DescribedPredicate<JavaClass> opens =
                new DescribedPredicate<>("open files") {
                    @Override
                    public boolean test(JavaClass type) {
                        return Set.of(
                                        "java.nio.file.Files",
                                        "java.nio.channels.FileChannel",
                                        "java.io.FileInputStream",
                                        "java.io.FileOutputStream",
                                        "java.io.FileReader",
                                        "java.io.FileWriter",
                                        "java.io.RandomAccessFile",
                                        "java.io.File")
                                .contains(type.getName());
                    }
                };
        noClasses()
                .that()
                .resideOutsideOfPackages(OWNERS_OF_FILES)
                .should()
                .dependOnClassesThat(opens)
                .check(Project.CLASSES);
        assertThat(
                        Project.CLASSES.stream()
                                .filter(type ->
                                        type.getPackageName().equals("dev.lungfish.linux.tree"))
                                .filter(type ->
                                        type.getDirectDependenciesFromSelf().stream()
                                                .anyMatch(dependency ->
                                                        opens.test(dependency.getTargetClass())))
                                .count())
                .as("owners that really open files")
                .isPositive();
    }

    @Test
    void socketsAreOpenedOnlyByServerAndClientAndForMagicPackets() {
        DescribedPredicate<JavaClass> sockets =
                DescribedPredicate.describe(
                        "sockets",
                        type ->
                                Set.of(
                                                "java.nio.channels.SocketChannel",
                                                "java.nio.channels.ServerSocketChannel",
                                                "java.nio.channels.DatagramChannel",
                                                "java.net.Socket",
                                                "java.net.ServerSocket",
                                                "java.net.DatagramSocket")
                                        .contains(type.getName()));
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.lungfish.libvirt.server..",
                        "dev.lungfish.libvirt.client..",
                        "dev.lungfish.libvirt.transport..",
                        "dev.lungfish.libvirt.tls..",
                        // Ask who is at the other end of one that the server opened.
                        "dev.lungfish.linux.process..",
                        "dev.lungfish.daemon.sockets..",
                        // A port for Prometheus.
                        "dev.lungfish.daemon.metrics..",
                        // Magic packets, and the knock that tells whether one has woken a host.
                        "dev.lungfish.linux.network..",
                        "dev.lungfish.controller.wake..",
                        // What it passes on, and magic packets.
                        "dev.lungfish.gateway.relay..",
                        "dev.lungfish.gateway.connect..",
                        "dev.lungfish.gateway.wake..",
                        "dev.lungfish.gateway.metrics..",
                        // The connection that it is given.
                        "dev.lungfish.cli.command..",
                        // Controls of machines, and the network between them.
                        "dev.lungfish.lab.machine..")
                .should()
                .dependOnClassesThat(sockets)
                .check(Project.CLASSES);
        classes()
                .that()
                .haveFullyQualifiedName("dev.lungfish.libvirt.transport.SocketTransport")
                .should()
                .dependOnClassesThat(sockets)
                .check(Project.CLASSES);
    }

    @Test
    void whatTravelsKnowsNothingOfThreadsAndSockets() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.lungfish.libvirt.xdr..",
                        "dev.lungfish.libvirt.rpc..",
                        "dev.lungfish.libvirt.remote..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.util.concurrent", "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(Project.CLASSES);
    }

    @Test
    void coreStartsNoThreads() {
        noClasses()
                .that()
                .resideInAPackage("dev.lungfish.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.concurrent..", "java.io..", "java.net..", "java.nio..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(Project.CLASSES);
    }

    @Test
    void nativeCodeIsCalledOnlyByItsAdaptors() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.lungfish.linux..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(Project.CLASSES);
    }

    /// One class, which kills what takes too long; the testkit starts the peers that tests compare
    /// with.
    @Test
    void programsAreStartedByOneClassAndAsPeersOfTests() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.lungfish.runtime.process.Program")
                // Runs on beside the lab, and ends with it.
                .and()
                .doNotHaveFullyQualifiedName("dev.lungfish.lab.machine.GuardedProcess")
                .and()
                .resideOutsideOfPackage("dev.lungfish.testkit..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(Project.CLASSES);
    }

    @Test
    void theProcessBelongsToMain() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.lungfish.cli.main..",
                        "dev.lungfish.lab.main..",
                        "dev.lungfish.lab.guest..",
                        "dev.lungfish.sim.main..")
                .should()
                .accessTargetWhere(calls(Set.of("java.lang.System.exit", "java.lang.Runtime.halt")))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(Project.CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<JavaPackage> packages =
                Project.CLASSES.stream().map(JavaClass::getPackage).distinct().toList();

        assertThat(packages).hasSizeGreaterThan(10);
        assertThat(packages)
                .allSatisfy(name ->
                        assertThat(name.isAnnotatedWith(NullMarked.class))
                                .as(name.getName() + " is @NullMarked")
                                .isTrue());
    }

    @Test
    void namesSayWhatAClassIsAndNotThatItHelps() {
        classes()
                .should()
                .haveNameNotMatching(
                        ".*((?<!Pm)Utils?|Helpers?|Manager|Impl|Base|Common)|.*\\.Abstract[A-Z][^.]*")
                .check(Project.CLASSES);
    }

    @Test
    void looksAtTheWholeProject() {
        Set<String> modules =
                Project.CLASSES.stream()
                        .map(type -> type.getPackageName().split("\\.", -1)[2])
                        .collect(Collectors.toSet());

        assertThat(modules).contains(Project.MODULES);
        assertThat(Project.CLASSES.size()).isGreaterThan(100);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Set<String> targets) {
        return new DescribedPredicate<>("call one of " + targets) {
            @Override
            public boolean test(JavaAccess<?> access) {
                return targets.contains(access.getTargetOwner().getName() + "." + access.getName());
            }
        };
    }

    private static long callsIn(Set<String> targets) {
        DescribedPredicate<JavaAccess<?>> predicate = calls(targets);
        return Project.CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(predicate)
                .count();
    }
}
