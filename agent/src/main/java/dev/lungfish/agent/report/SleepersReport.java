package dev.lungfish.agent.report;

import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.time.Instant;
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
            SleepNotice notice = watch.notice();
            String request = " (request " + notice.request() + ", " + notice.target() + ")";
            WakeOnLanReport.line(
                    text,
                    notice.sleeper().name()
                            + switch (watch) {
                                case Watch.Expecting _ ->
                                        " is asleep until "
                                                + notice.promised()
                                                        .map(Instant::toString)
                                                        .orElse("somebody wakes it")
                                                + request;
                                case Watch.Overdue overdue ->
                                        " was to be back at %s%s and is being woken: %s so far, the next %s"
                                                .formatted(
                                                        promised(notice),
                                                        request,
                                                        times(overdue.attempts()),
                                                        overdue.next());
                                case Watch.Back back ->
                                        " is back since %s%s%s%s"
                                                .formatted(
                                                        back.at(),
                                                        off(notice, back),
                                                        back.attempts() == 0
                                                                ? ""
                                                                : ", woken by "
                                                                        + times(back.attempts()),
                                                        request);
                                case Watch.GivenUp given ->
                                        " was to be back at %s%s and was not woken by %s; nothing more is tried"
                                                .formatted(
                                                        promised(notice),
                                                        request,
                                                        times(given.attempts()));
                            });
        }
        return text.toString();
    }

    private static String times(int attempts) {
        return attempts == 1 ? "one attempt" : attempts + " attempts";
    }

    private static String off(SleepNotice notice, Watch.Back back) {
        return notice.promised()
                .map(time -> Duration.between(time, back.at()))
                .map(off ->
                        ", "
                                + SpokenDuration.of(off)
                                + (off.isNegative() ? " before" : " after")
                                + " its time")
                .orElse("");
    }

    private static String promised(SleepNotice notice) {
        return notice.promised().map(Instant::toString).orElse("no time");
    }

    /// As `lungfish.sleepers/1`.
    public static String json(List<Watch> watches) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.sleepers/1");
            SleeperStore.array(json, watches);
        });
    }
}
