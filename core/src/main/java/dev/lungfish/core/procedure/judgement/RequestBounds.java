package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What speaks against a request before any host is looked at.
public final class RequestBounds {
    private RequestBounds() {}

    /// What is broken; empty where nothing is.
    public static List<Reason> broken(SleepRequest request, ProcedureSettings settings) {
        List<Reason> broken = new ArrayList<>();
        request.length().flatMap(length -> length(length, settings)).ifPresent(broken::add);
        ways(request).ifPresent(broken::add);
        if (request.delay().isNegative()
                || request.delay().compareTo(settings.longestDelay()) > 0) {
            broken.add(
                    new AdmissionReason.DelayOutOfBounds(request.delay(), settings.longestDelay()));
        }
        request.ignoredBlockers().stream()
                .filter(name -> !Blocker.canBeNamed(name))
                .sorted()
                .map(name -> new AdmissionReason.BlockerNameUnknown(name, Blocker.names()))
                .forEach(broken::add);
        return broken;
    }

    private static Optional<Reason> length(Duration length, ProcedureSettings settings) {
        if (length.compareTo(settings.shortest()) < 0) {
            return Optional.of(new AdmissionReason.SleepTooShort(length, settings.shortest()));
        }
        return length.compareTo(settings.longest()) > 0
                ? Optional.of(new AdmissionReason.SleepTooLong(length, settings.longest()))
                : Optional.empty();
    }

    /// An alarm alone keeps a promised time, and it is there for nothing else.
    private static Optional<Reason> ways(SleepRequest request) {
        if (request.wake().isEmpty()) {
            return Optional.of(new AdmissionReason.NoWayBackNamed());
        }
        boolean alarm = request.reliesOn(WayBack.RTC);
        if (request.length().isPresent()) {
            return alarm
                    ? Optional.empty()
                    : request.length().map(AdmissionReason.NothingEndsSleep::new);
        }
        if (request.proves()) {
            return Optional.of(new AdmissionReason.ProofNeedsAlarm());
        }
        return alarm ? Optional.of(new AdmissionReason.AlarmNeedsTime()) : Optional.empty();
    }
}
