package dev.lungfish.agent.wakeups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.time.CalendarEvent;
import dev.lungfish.testkit.NeedsProgram;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The normal form and the next times, as `systemd-analyze calendar` has them.
@NeedsProgram(value = "systemd-analyze", install = "systemd")
class CalendarEventAgainstSystemdTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int TIMES = 6;
    private static final Pattern FORM = Pattern.compile("Normalized form: (.*)");
    private static final Pattern ELAPSE =
            Pattern.compile("\\w{3} (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) UTC");
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneId.of("UTC"));

    /// What systemd says; empty where it does not understand the text.
    private record Said(String form, List<Instant> times) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minutely",
                "hourly",
                "daily",
                "weekly",
                "monthly",
                "quarterly",
                "semiannually",
                "bi-annually",
                "yearly",
                "DAILY",
                "Mon",
                "Mon..Fri 06:30",
                "Sat,Sun 10:00",
                "Mon, 06:30",
                "Wed-Sat 7:5",
                "monday..Friday 6:30",
                "Mon..Sun 6:00",
                "Mon..Mon",
                "*-*-* 06:30:00",
                "2026-*-01..07/2 8:00",
                "*-02~03",
                "Mon *-05~07/1",
                "*-*~1..3",
                "06-15",
                "12,13..15:30",
                "*:0/15",
                "*:0..30/10",
                "1/12:00",
                "*-1/3-01",
                "1..12/5-1",
                "*-*-15..20/2 03:00",
                "*-*-1,1,2 0:0/5,1",
                "5..5:00",
                "*:0/59",
                "*-02-29",
                "hourly UTC",
                "daily Europe/Berlin",
                "06:30 Asia/Tokyo",
                "Mon 06:30 America/New_York",
                "00-1-1",
                "99-1-1",
                "30-1-1",
                "2020-01-01",
                "2026-02-30",
                "*-*-31 23:59:59",
                "Fri *-*-13 13:13:13",
                "2026..2030/2-12-24 18:00",
                "02:30",
                "02..03:15",
                "02:00..59/30",
                "02:30 Europe/Berlin",
                "01:59:59",
                "03:00",
                "*:*:50",
                "Sun *-*-25..31 02:15"
            })
    void agreesOnForms(String text) throws Exception {
        for (String at :
                List.of(
                        "2026-01-10T11:00:00Z",
                        "2026-03-28T23:15:00Z",
                        "2026-10-24T21:15:00Z",
                        "2027-12-31T22:59:59Z")) {
            agrees(text, Instant.parse(at));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29T00:40:00Z",
        "Europe/Berlin, 2026-03-29T01:00:00Z",
        "America/New_York, 2026-03-08T06:30:00Z",
        "America/New_York, 2026-11-01T04:30:00Z",
        "Australia/Lord_Howe, 2026-10-03T15:10:00Z",
        "Australia/Lord_Howe, 2026-04-04T14:10:00Z",
        "Asia/Kolkata, 2026-04-04T14:10:00Z"
    })
    void agreesWhereClocksAreChanged(String zone, Instant base) throws Exception {
        for (String text :
                List.of("02:15", "02:30", "01:45", "*:0/15", "hourly", "02..03:45", "daily")) {
            agrees(text + " " + zone, base);
        }
    }

    private static void agrees(String text, Instant base) throws Exception {
        Said said = said(text, base).orElseThrow();
        CalendarEvent event = CalendarEvent.parse(text);
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = event.next(base, BERLIN);
        while (next.isPresent() && times.size() < said.times().size()) {
            times.add(next.get());
            next = event.next(next.get(), BERLIN);
        }
        assertThat(event.written()).isEqualTo(said.form());
        assertThat(times).as(text + " after " + base).isEqualTo(said.times());
        assertThat(next.isPresent() && said.times().size() < TIMES).as(text).isFalse();
        assertThat(CalendarEvent.parse(event.written())).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "6",
                "06:30 Mon",
                "25:00",
                "24:00",
                "6:60",
                "6:30:60",
                "6:30pm",
                "*-13-01",
                "*-0-1",
                "*-*-0",
                "*-*-32",
                "*-*~0",
                "*-*~31",
                "*-*~1/3",
                "*-*~3..1",
                "1960-1-1",
                "2201-1-1",
                "Fri..Mon",
                "Mon..",
                "Mon Tue 6:00",
                "*:*/15",
                "*/2-*-*",
                "0/0:0",
                "0/60:0",
                "*:0/60",
                "5..3:00",
                "2026-06-31..2026-07-02",
                "06:30 Mars/Olympus",
                "Mon *-*-* 6",
                "utc",
                "06:30 UTC UTC",
                "*-*-* 06:30 daily",
                "1:2:3:4",
                "-1:00",
                "Mon..Fry 06:30"
            })
    void refusesWhatSystemdRefuses(String text) throws Exception {
        assertThat(said(text, Instant.parse("2026-01-10T11:00:00Z"))).isEmpty();
        assertThatThrownBy(() -> CalendarEvent.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no calendar event: ");
    }

    private static Optional<Said> said(String text, Instant base) throws Exception {
        ProcessBuilder analyze =
                new ProcessBuilder(
                        "systemd-analyze",
                        "calendar",
                        "--base-time=" + UTC.format(base) + " UTC",
                        "--iterations=" + TIMES,
                        "--",
                        text);
        analyze.environment().put("TZ", BERLIN.getId());
        analyze.environment().put("LC_ALL", "C");
        Process run = analyze.redirectErrorStream(true).start();
        String output = new String(run.getInputStream().readAllBytes(), UTF_8);
        if (run.waitFor() != 0) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(output);
        // Where the form is as it was written, it is not told again.
        String normal = form.find() ? form.group(1) : text;
        List<Instant> times = new ArrayList<>();
        Matcher elapse = ELAPSE.matcher(output);
        while (elapse.find()) {
            times.add(Instant.from(UTC.parse(elapse.group(1))));
        }
        return Optional.of(new Said(normal, times));
    }
}
