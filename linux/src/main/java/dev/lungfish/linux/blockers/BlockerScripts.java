package dev.lungfish.linux.blockers;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.linux.tree.FileFacts;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.PathReason.PathChangeable;
import dev.lungfish.linux.tree.TrustedPath;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The administrator's own blockers: the executables of `/etc/lungfish/blockers.d`, which run
/// concurrently. Exit code 0 is no objection; any other exit code is an objection, with the output
/// as its reason, and so is a timeout.
///
/// They run with the rights of the caller, often root's. So if other users can change a script or a
/// folder on the way to it, it is not run but reported; if they can add one, the whole folder is.
///
/// Nothing of a record is run. Its `services/blockers.d/NAME` holds the exit code in the first line
/// and the output in the others.
public final class BlockerScripts {
    /// The time limit for all of them together.
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String FOLDER = "/etc/lungfish/blockers.d";
    private static final String RECORDED = "/services/blockers.d";

    private final HostTree tree;
    private final String folder;
    private final Duration patience;

    BlockerScripts(HostTree tree, String folder, Duration patience) {
        this.tree = tree;
        this.folder = folder;
        this.patience = patience;
    }

    /// The scripts of a host.
    public static BlockerScripts of(HostTree tree) {
        return new BlockerScripts(tree, tree.isLive() ? FOLDER : RECORDED, PATIENCE);
    }

    /// Runs all of them.
    public FoundBlockers find() {
        Reading<List<String>> names = tree.children(folder);
        return switch (names) {
            case Reading.Absent<List<String>> _ -> FoundBlockers.none();
            case Reading.Present<List<String>>(_, List<String> all, _)
                    when all.size() > Bounds.SCRIPTS ->
                    FoundBlockers.unreadable(
                            new BlockerReason.TooManyScripts(folder, Bounds.SCRIPTS));
            case Reading.Present<List<String>>(_, List<String> all, _) ->
                    tree.isLive() ? run(all) : recorded(all);
            case Reading<List<String>> broken ->
                    FoundBlockers.unreadable(
                            new BlockerReason.ScriptUnreadable(broken.source(), broken.found()));
        };
    }

    private FoundBlockers recorded(List<String> names) {
        FoundBlockers found = FoundBlockers.none();
        for (String name : names) {
            Reading<String> text = tree.text(folder + "/" + name);
            found =
                    found.and(
                            text.map(content -> recorded(name, content))
                                    .toOptional()
                                    .orElseGet(() ->
                                            FoundBlockers.unreadable(
                                                    new BlockerReason.ScriptUnreadable(
                                                            text.source(), text.found()))));
        }
        return found;
    }

    private static FoundBlockers recorded(String name, String content) {
        String code = content.lines().findFirst().orElse("").strip();
        return code.matches("\\d{1,3}")
                ? judge(
                        name,
                        new Program.Ending.Exited(
                                Integer.parseInt(code),
                                String.join("\n", content.lines().skip(1).toList())))
                : FoundBlockers.unreadable(
                        new BlockerReason.RecordedScriptMalformed(
                                RECORDED + "/" + name, HostTree.quote(code)));
    }

    private FoundBlockers run(List<String> names) {
        Optional<PathChangeable> changeable = TrustedPath.distrust(tree, folder);
        if (changeable.isPresent()) {
            return FoundBlockers.unreadable(
                    new BlockerReason.ScriptsChangeable(
                            changeable.get().path(),
                            changeable.get().mode(),
                            changeable.get().owner()));
        }
        FoundBlockers found = FoundBlockers.none();
        SequencedMap<String, Program> running = new LinkedHashMap<>();
        Deadline deadline = Deadline.after(patience);
        for (String name : names) {
            found = found.and(start(name, running));
        }
        for (Map.Entry<String, Program> script : running.entrySet()) {
            found = found.and(judge(script.getKey(), script.getValue().end(deadline)));
        }
        return found;
    }

    private FoundBlockers start(String name, SequencedMap<String, Program> running) {
        String file = folder + "/" + name;
        Reading<FileFacts> facts = facts(file);
        if (facts.broken()) {
            return FoundBlockers.unreadable(
                    new BlockerReason.ScriptUnreadable(facts.source(), facts.found()));
        }
        if (facts.toOptional().filter(FileFacts::isExecutable).isEmpty()) {
            return FoundBlockers.none();
        }
        Optional<PathChangeable> changeable = TrustedPath.distrust(tree, file);
        if (changeable.isPresent()) {
            return FoundBlockers.unreadable(
                    new BlockerReason.ScriptChangeable(
                            changeable.get().path(),
                            changeable.get().mode(),
                            changeable.get().owner()));
        }
        try {
            running.put(name, Program.start(List.of(file)));
            return FoundBlockers.none();
        } catch (IOException e) {
            return FoundBlockers.unreadable(
                    new BlockerReason.ScriptNotStarted(String.valueOf(e.getMessage())));
        }
    }

    private Reading<FileFacts> facts(String path) {
        return FileFacts.read(tree, path);
    }

    private static FoundBlockers judge(String name, Program.Ending ending) {
        return switch (ending) {
            case Program.Ending.Exited(int exitCode, _) when exitCode == 0 -> FoundBlockers.none();
            case Program.Ending.Exited(int exitCode, String output) ->
                    blocker(
                            name,
                            new BlockerReason.ScriptObjects(
                                    output.isBlank() ? "" : ForeignText.shown(output), exitCode));
            case Program.Ending.Killed(Duration allowance) ->
                    blocker(name, new BlockerReason.ScriptSilent(allowance.toMillis()));
        };
    }

    private static FoundBlockers blocker(String name, BlockerReason reason) {
        return new FoundBlockers(
                List.of(new Blocker("script:" + ForeignText.shown(name), reason)), List.of());
    }
}
