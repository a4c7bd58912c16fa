package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Runs scripts in a guest, over its second serial port (`lab/guest/agent`). Data that is sent to a
/// sleeping or waking guest is lost, so each script is sent until the guest has taken it. Safe for
/// use by several threads.
final class GuestAgent implements Closeable {
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Map<Integer, Script> running;
    private final AtomicInteger last;
    private final LineSocket socket;

    private GuestAgent(Map<Integer, Script> running, AtomicInteger last, LineSocket socket) {
        this.running = running;
        this.last = last;
        this.socket = socket;
    }

    /// Connects to the port of a machine that is being started.
    ///
    /// @param before the agent of the same machine before it was switched off; its scripts may
    ///   continue from the image
    /// @param booted receives the boot id whenever the guest has booted
    static GuestAgent connect(
            Path path, Deadline deadline, GuestAgent before, Consumer<String> booted) {
        return connect(path, deadline, before.running, before.last, booted);
    }

    static GuestAgent connect(Path path, Deadline deadline, Consumer<String> booted) {
        return connect(path, deadline, new ConcurrentHashMap<>(), new AtomicInteger(), booted);
    }

    /// Connects to the port of a machine whose state was saved.
    ///
    /// @param scripts how many its guest has had
    static GuestAgent connect(Path path, Deadline deadline, int scripts, Consumer<String> booted) {
        return connect(
                path, deadline, new ConcurrentHashMap<>(), new AtomicInteger(scripts), booted);
    }

    private static GuestAgent connect(
            Path path,
            Deadline deadline,
            Map<Integer, Script> running,
            AtomicInteger last,
            Consumer<String> booted) {
        return new GuestAgent(
                running,
                last,
                LineSocket.connect(path, deadline, line -> take(line, running, booted)));
    }

    private static void take(String line, Map<Integer, Script> running, Consumer<String> booted) {
        String[] words = line.strip().split(" ", -1);
        if (words[0].equals("ready") && words.length == 2) {
            running.values().forEach(script -> script.lost("the guest booted afresh"));
            running.clear();
            booted.accept(words[1]);
        } else if (words.length >= (words[0].equals("took") ? 2 : 3)
                && words[1].matches("\\d{1,9}")) {
            int id = Integer.parseInt(words[1]);
            Script script = running.get(id);
            if (script != null) {
                answer(script, words[0], words.length > 2 ? words[2] : "");
                if (script.isOver()) {
                    running.remove(id);
                }
            }
        }
    }

    private static void answer(Script script, String verb, String word) {
        switch (verb) {
            case "took" -> script.taken();
            case "said" -> script.saying(new String(decoded(word), StandardCharsets.UTF_8));
            case "out" -> script.writing(decoded(word));
            case "done" -> script.ended(Integer.parseInt(word));
            default -> {}
        }
    }

    private static byte[] decoded(String word) {
        return Base64.getDecoder().decode(word);
    }

    /// Starts a script.
    ///
    /// @param said receives each line of its errors as it comes
    Script start(String text, Consumer<String> said) {
        Script script = new Script(text, said);
        int id = last.incrementAndGet();
        running.put(id, script);
        String coded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        // The line end before it ends a truncated line.
        String line = "\nrun " + id + " " + coded.length() + " " + coded;
        socket.send(line);
        Thread.ofVirtual()
                .name("until script " + id + " is taken")
                .start(() -> repeat(line, script));
        return script;
    }

    private void repeat(String line, Script script) {
        while (!Pause.of(AGAIN, Pause.STEP, script::isTaken)) {
            try {
                socket.send(line);
            } catch (LabException _) {
                return; // The machine has ended, and with it whoever waits for the script.
            }
        }
    }

    /// How many scripts there were.
    int scripts() {
        return last.get();
    }

    /// The machine is switched off for good.
    void lose(String why) {
        running.values().forEach(script -> script.lost(why));
        running.clear();
    }

    @Override
    public void close() {
        socket.close();
    }
}
