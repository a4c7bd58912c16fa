package dev.lungfish.linux.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract in docs/hooks.md, as far as it is about the programs themselves.
class HookScriptsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path temporary;
    private Path folder;
    private Path said;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("hooks.d"));
        said = temporary.resolve("said");
    }

    @Test
    void runInTheOrderOfNamesBeforeASleepAndInReverseAfterIt() throws IOException {
        hook("20-kubelet", "echo kubelet $1 >>" + said);
        hook("10-slurm", "echo slurm $1 >>" + said);
        Files.writeString(folder.resolve("README"), "not a hook");
        HookScripts hooks = hooks(LONG, true);

        assertThat(hooks.find()).containsExactly("10-slurm", "20-kubelet");
        assertThat(hooks.before(request(), hooks.find())).isEmpty();
        hooks.after(request(), hooks.find());

        assertThat(said).hasContent("slurm before\nkubelet before\nkubelet after\nslurm after\n");
    }

    @Test
    void knowTheRequest() throws IOException {
        hook("10-tell", "env | grep ^LUNGFISH_ | sort >" + said);

        hooks(LONG, true).before(request(), List.of("10-tell"));

        assertThat(said)
                .hasContent(
                        """
                        LUNGFISH_REQUEST=3f2a9c
                        LUNGFISH_REQUESTER=root by lungfish suspend
                        LUNGFISH_SECONDS=28800
                        LUNGFISH_TARGET=mem
                        """);
    }

    @Test
    void preventTheSleepWhereOneFailsAndRunNoFurtherOne() throws IOException {
        hook("10-fails", "echo the queue does not drain; exit 7");
        hook("20-later", "touch " + said);

        assertThatThrownBy(() -> hooks(LONG, true).before(request(), hooks(LONG, true).find()))
                .isInstanceOf(ReasonException.class)
                .extracting(HookScriptsTest::reason)
                .isEqualTo(
                        new HookReason.HookFailed(
                                "10-fails", "before", 7, "the queue does not drain"));
        assertThat(said).doesNotExist();
    }

    @Test
    void areReportedWhereTheyMayFail() throws IOException {
        hook("10-fails", "exit 7");
        hook("20-later", "touch " + said);

        assertThat(hooks(LONG, false).before(request(), hooks(LONG, false).find()))
                .containsExactly(new HookReason.HookFailed("10-fails", "before", 7, ""));
        assertThat(said).exists();
    }

    @Test
    void areKilledWhereTheyTakeTooLong() throws IOException {
        hook("10-hangs", "sleep 600");

        assertThat(hooks(Duration.ofMillis(300), false).before(request(), List.of("10-hangs")))
                .containsExactly(
                        new HookReason.HookTooSlow("10-hangs", "before", Duration.ofMillis(300)));
    }

    @Test
    void allRunAfterASleepEvenWhereSomeFail() throws IOException {
        hook("10-ends", "touch " + said);
        hook("20-fails", "exit 1");
        hook("30-fails", "exit 2");

        assertThatThrownBy(() -> hooks(LONG, true).after(request(), hooks(LONG, true).find()))
                .extracting(HookScriptsTest::reason)
                .isEqualTo(
                        new HookReason.HooksFailed(
                                List.of(
                                        new HookReason.HookFailed("30-fails", "after", 2, ""),
                                        new HookReason.HookFailed("20-fails", "after", 1, ""))));
        assertThat(said).exists();
    }

    @Test
    void doNotRunWhereOthersCanChangeThem() throws IOException {
        Path hook = hook("10-shared", "exit 0");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxrwxr-x"));
        int owner = (Integer) Files.getAttribute(hook, "unix:uid");

        assertThatThrownBy(() -> hooks(LONG, true).find())
                .extracting(HookScriptsTest::reason)
                .isEqualTo(new HookReason.HookChangeable(hook.toString(), "0775", owner));

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> hooks(LONG, true).find())
                .extracting(HookScriptsTest::reason)
                .isEqualTo(new HookReason.HookChangeable(folder.toString(), "0777", owner));
    }

    @Test
    void tellWhichOneCouldNotBeStarted() throws IOException {
        Path hook = hook("10-gone", "exit 0");
        List<String> found = hooks(LONG, true).find();
        Files.delete(hook);

        assertThatThrownBy(() -> hooks(LONG, true).before(request(), found))
                .extracting(HookScriptsTest::reason)
                .isInstanceOfSatisfying(
                        HookReason.HookNotStarted.class,
                        reason -> assertThat(reason.hook()).isEqualTo("10-gone"));
    }

    @Test
    void areNoneWithoutTheFolder() {
        assertThat(
                        new HookScripts(
                                        HostTree.live(),
                                        temporary.resolve("none").toString(),
                                        LONG,
                                        true)
                                .find())
                .isEmpty();
    }

    private static Reason reason(Throwable failure) {
        return Reasoned.of(failure);
    }

    private HookScripts hooks(Duration limit, boolean refusing) {
        return new HookScripts(HostTree.live(), folder.toString(), limit, refusing);
    }

    private Path hook(String name, String script) throws IOException {
        Path hook = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        return hook;
    }

    private static SleepRequest request() {
        return SleepRequest.to(SleepTarget.MEM)
                .named("3f2a9c")
                .by("root by lungfish suspend")
                .lasting(Duration.ofHours(8))
                .build();
    }
}
