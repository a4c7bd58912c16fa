package dev.lungfish.core.procedure;

import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What speaks against a request before any host is looked at.
final class RequestBounds {
    private RequestBounds() {}

    /// What is broken; empty where nothing is.
    static List<String> broken(SleepRequest request, ProcedureSettings settings) {
        List<String> broken = new ArrayList<>();
        request.length().ifPresent(length -> boundLength(length, settings, broken));
        boundWays(request, broken);
        if (request.delay().isNegative()
                || request.delay().compareTo(settings.longestDelay()) > 0) {
            broken.add(
                    "a delay of "
                            + signed(request.delay())
                            + " is not possible: between 0 s and "
                            + SpokenDuration.of(settings.longestDelay())
                            + " expected");
        }
        return broken;
    }

    private static void boundLength(
            Duration length, ProcedureSettings settings, List<String> broken) {
        if (length.compareTo(settings.shortest()) < 0) {
            broken.add(
                    "a sleep of "
                            + signed(length)
                            + " is too short: at least "
                            + SpokenDuration.of(settings.shortest())
                            + " expected"
                            + Admission.remedy(
                                    "--for " + settings.shortest().toSeconds() + "s or more"));
        }
        if (length.compareTo(settings.longest()) > 0) {
            broken.add(
                    "a sleep of "
                            + SpokenDuration.of(length)
                            + " is longer than can be promised: at most "
                            + SpokenDuration.of(settings.longest())
                            + " expected"
                            + Admission.remedy("a shorter --for"));
        }
    }

    /// An alarm alone keeps a promised time, and it is there for nothing else.
    private static void boundWays(SleepRequest request, List<String> broken) {
        if (request.wake().isEmpty()) {
            broken.add("no way back: none is named" + Admission.remedy("--wake rtc, wol or both"));
        } else if (request.length().isPresent() && !request.reliesOn(WayBack.RTC)) {
            broken.add(
                    "without the alarm of an RTC nothing ends a sleep "
                            + request.lengthInWords()
                            + Admission.remedy("--wake rtc,wol, or --unbounded in place of --for"));
        } else if (request.length().isEmpty() && request.proves()) {
            broken.add(
                    "a way back is proved by a sleep that an alarm ends in case it fails"
                            + Admission.remedy("--wake rtc,wol and --for"));
        } else if (request.length().isEmpty() && request.reliesOn(WayBack.RTC)) {
            broken.add(
                    "the alarm of an RTC needs a time, and a sleep without a bound has none"
                            + Admission.remedy("--for, or --wake wol"));
        }
    }

    private static String signed(Duration duration) {
        return (duration.isNegative() ? "-" : "") + SpokenDuration.of(duration);
    }
}
