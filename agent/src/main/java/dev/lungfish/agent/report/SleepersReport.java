package dev.lungfish.agent.report;

import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.time.SpokenTime;
import java.time.Duration;
import java.util.List;

/// Which hosts sleep, as a neighbour knows it: a part of `lungfish status --all`.
public final class SleepersReport {
    private SleepersReport() {}

    /// For people: a line for each.
    public static String text(List<Watch> watches) {
        if (watches.isEmpty()) {
            return "no other host has said that it sleeps\n";
        }
        StringBuilder text = new StringBuilder();
        for (Watch watch : watches) {
            WakeOnLanReport.line(text, line(watch));
        }
        return text.toString();
    }

    private static String line(Watch watch) {
        SleepNotice notice = watch.notice();
        String name = notice.sleeper().name();
        String request = "(request %s, %s)".formatted(notice.request(), notice.target());
        return switch (watch) {
            case Watch.Expecting _ ->
                    "%s is asleep until %s %s"
                            .formatted(
                                    name,
                                    notice.promised()
                                            .map(SpokenTime::of)
                                            .orElse("somebody wakes it"),
                                    request);
            case Watch.Overdue overdue ->
                    "%s was to be back at %s %s and is being woken: %s so far, the next %s"
                            .formatted(
                                    name,
                                    promised(notice),
                                    request,
                                    times(overdue.attempts()),
                                    SpokenTime.of(overdue.next()));
            case Watch.Back back ->
                    "%s is back since %s%s%s %s"
                            .formatted(
                                    name,
                                    SpokenTime.of(back.at()),
                                    off(notice, back),
                                    back.attempts() == 0
                                            ? ""
                                            : ", woken by " + times(back.attempts()),
                                    request);
            case Watch.GivenUp given ->
                    "%s was to be back at %s %s and was not woken by %s; nothing more is tried"
                            .formatted(name, promised(notice), request, times(given.attempts()));
        };
    }

    private static String times(int attempts) {
        return attempts == 1 ? "one attempt" : attempts + " attempts";
    }

    private static String off(SleepNotice notice, Watch.Back back) {
        return notice.promised()
                .map(time -> Duration.between(time, back.at()))
                .map(off ->
                        ", %s %s its time"
                                .formatted(
                                        SpokenDuration.of(off),
                                        off.isNegative() ? "before" : "after"))
                .orElse("");
    }

    private static String promised(SleepNotice notice) {
        return notice.promised().map(SpokenTime::of).orElse("no time");
    }

    /// As `lungfish.sleepers/1`.
    public static String json(List<Watch> watches) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.sleepers/1");
            SleeperStore.array(json, watches);
        });
    }
}
