package dev.lungfish.controller.page;

import dev.lungfish.controller.page.PageSession.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who has signed in, and until when. Kept in a file, so that a controller that was started anew
/// still knows them; those of an OpenID provider are not, as that would keep their token. Safe for
/// use by several threads.
public final class PageSessions {
    private static final int MOST = 1000;

    /// The file need not know each second of use.
    private static final Duration ROUGHLY = Duration.ofMinutes(1);

    private final Map<String, PageSession> sessions = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final SessionFile file;
    private final InstantSource clock;
    private Instant written = Instant.EPOCH;

    private PageSessions(SessionFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /// Those of a controller.
    ///
    /// @param folder of the controller
    /// @throws IOException where the file is there and can't be read
    public static PageSessions open(Path folder, InstantSource clock) throws IOException {
        PageSessions opened = new PageSessions(new SessionFile(folder), clock);
        opened.file.read().forEach(session -> opened.sessions.put(session.print(), session));
        return opened;
    }

    /// Begins one.
    synchronized SessionSecret begin(Credential who) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> !now.isBefore(session.end()));
        if (sessions.size() >= MOST) {
            sessions.values().stream()
                    .min(Comparator.comparing(PageSession::used))
                    .ifPresent(oldest -> sessions.remove(oldest.print()));
        }
        SessionSecret secret = SessionSecret.random(random);
        sessions.put(secret.print(), new PageSession(secret.print(), who, now, now));
        write(now);
        return secret;
    }

    /// The one of a secret, if it has not ended.
    synchronized Optional<PageSession> of(SessionSecret secret) {
        return Optional.ofNullable(sessions.get(secret.print()))
                .filter(session -> clock.instant().isBefore(session.end()));
    }

    /// Somebody does something.
    synchronized void used(SessionSecret secret) {
        Instant now = clock.instant();
        PageSession _ =
                sessions.computeIfPresent(secret.print(), (_, session) -> session.usedAt(now));
        if (!now.isBefore(written.plus(ROUGHLY))) {
            write(now);
        }
    }

    /// Ends one.
    synchronized void end(SessionSecret secret) {
        if (sessions.remove(secret.print()) != null) {
            write(clock.instant());
        }
    }

    private void write(Instant now) {
        try {
            file.write(List.copyOf(sessions.values()));
            written = now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
