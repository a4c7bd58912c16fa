package dev.lungfish.linux.hooks;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.linux.blockers.ForeignText;
import dev.lungfish.linux.tree.FileFacts;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.TrustedPath;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The hooks of a host: the executables of `/etc/lungfish/hooks.d`. Each is run with `before` ahead
/// of a sleep, in the order of their names, and with `after` once the host is back, in reverse. One
/// at a time, each within a limit. Documented in `docs/hooks.md`.
///
/// They run with the rights of the caller, often root's: where others can change one of them, add
/// one, or change a folder on the way to them, none is run. Those of a recorded host are not run.
public final class HookScripts {
    /// What each of them may take.
    public static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

    private static final String FOLDER = "/etc/lungfish/hooks.d";

    private final HostTree tree;
    private final String folder;
    private final Duration limit;
    private final boolean refusing;

    /// @param folder in which they lie
    HookScripts(HostTree tree, String folder, Duration limit, boolean refusing) {
        this.tree = tree;
        this.folder = folder;
        this.limit = limit;
        this.refusing = refusing;
    }

    /// The hooks of a host.
    ///
    /// @param limit what each of them may take
    /// @param refusing whether one that fails before a sleep prevents the sleep
    public static HookScripts of(HostTree tree, Duration limit, boolean refusing) {
        return new HookScripts(tree, FOLDER, limit, refusing);
    }

    /// When they are run.
    private enum Moment {
        BEFORE("before"),
        AFTER("after");

        private final String spelling;

        Moment(String spelling) {
            this.spelling = spelling;
        }
    }

    /// How long several of them may take.
    public Duration limitOf(int hooks) {
        return limit.multipliedBy(hooks);
    }

    /// The names of all, in the order in which they run before a sleep.
    ///
    /// @throws ReasonException where they can't be listed, or others can change them
    public List<String> find() {
        if (!tree.isLive()) {
            return List.of();
        }
        Reading<List<String>> names = tree.children(folder);
        return switch (names) {
            case Reading.Absent<List<String>> _ -> List.of();
            case Reading.Present<List<String>>(_, List<String> all, _) -> trusted(all);
            case Reading<List<String>> broken ->
                    throw new ReasonException(
                            new HookReason.HooksUnreadable(broken.source(), broken.found()));
        };
    }

    private List<String> trusted(List<String> names) {
        if (names.size() > Bounds.SCRIPTS) {
            throw new ReasonException(new HookReason.TooManyHooks(folder, Bounds.SCRIPTS));
        }
        if (!names.isEmpty()) {
            requireTrusted(folder);
        }
        return names.stream().filter(this::isHook).sorted().toList();
    }

    /// Files that are not executable are none: that is how one is switched off.
    private boolean isHook(String name) {
        String file = folder + "/" + name;
        Reading<FileFacts> facts = FileFacts.read(tree, file);
        if (facts.broken()) {
            throw new ReasonException(
                    new HookReason.HooksUnreadable(facts.source(), facts.found()));
        }
        boolean hook = facts.toOptional().filter(FileFacts::isExecutable).isPresent();
        if (hook) {
            requireTrusted(file);
        }
        return hook;
    }

    private void requireTrusted(String path) {
        TrustedPath.distrust(tree, path)
                .ifPresent(changeable -> {
                    throw new ReasonException(
                            new HookReason.HookChangeable(
                                    changeable.path(), changeable.mode(), changeable.owner()));
                });
    }

    /// Runs hooks before a sleep.
    ///
    /// @return the failures of those that may fail
    /// @throws ReasonException where one failed that must not; those after it were not run
    public List<Reason> before(SleepRequest request, List<String> hooks) {
        List<Reason> failures = new ArrayList<>();
        for (String hook : hooks) {
            run(hook, Moment.BEFORE, request)
                    .ifPresent(failure -> {
                        if (refusing) {
                            throw new ReasonException(failure);
                        }
                        failures.add(failure);
                    });
        }
        return failures;
    }

    /// Runs hooks after a sleep, the last one first, and all of them.
    ///
    /// @throws ReasonException where some failed
    public void after(SleepRequest request, List<String> hooks) {
        List<Reason> failures = new ArrayList<>();
        for (String hook : hooks.reversed()) {
            run(hook, Moment.AFTER, request).ifPresent(failures::add);
        }
        if (failures.size() == 1) {
            throw new ReasonException(failures.getFirst());
        }
        if (!failures.isEmpty()) {
            throw new ReasonException(new HookReason.HooksFailed(failures));
        }
    }

    private Optional<Reason> run(String hook, Moment moment, SleepRequest request) {
        Program.Ending ending;
        try {
            ending =
                    Program.start(
                                    List.of(folder + "/" + hook, moment.spelling),
                                    environment(request))
                            .end(Deadline.after(limit));
        } catch (IOException e) {
            return Optional.of(new HookReason.HookNotStarted(hook, String.valueOf(e.getMessage())));
        }
        return switch (ending) {
            case Program.Ending.Exited(int code, _) when code == 0 -> Optional.empty();
            case Program.Ending.Exited(int code, String output) ->
                    Optional.of(
                            new HookReason.HookFailed(
                                    hook, moment.spelling, code, ForeignText.shown(output)));
            case Program.Ending.Killed(Duration allowance) ->
                    Optional.of(new HookReason.HookTooSlow(hook, moment.spelling, allowance));
        };
    }

    private static Map<String, String> environment(SleepRequest request) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LUNGFISH_REQUEST", request.id());
        environment.put("LUNGFISH_TARGET", request.target().spelling());
        environment.put("LUNGFISH_REQUESTER", ForeignText.shown(request.requester()));
        request.length()
                .ifPresent(length ->
                        environment.put("LUNGFISH_SECONDS", String.valueOf(length.toSeconds())));
        return environment;
    }
}
