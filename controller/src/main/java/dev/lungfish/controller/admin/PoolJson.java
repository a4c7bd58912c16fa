package dev.lungfish.controller.admin;

import dev.lungfish.controller.fleet.DryRun;
import dev.lungfish.controller.fleet.PoolReport;
import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.Floor;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.plan.PoolBound;
import dev.lungfish.core.fleet.pool.Rates.Pace;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.state.json.ReasonJson;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Pools and dry runs as JSON: times and lengths in ISO 8601.
final class PoolJson {
    private PoolJson() {}

    /// The properties of a pool in a list.
    static void summary(JsonGenerator json, PoolReport pool) {
        json.writeStringProperty("name", pool.name());
        json.writeStringProperty("mode", pool.mode().spelling());
        bound(json, pool.bound());
        json.writeStringProperty("resume", pool.resume().toString());
    }

    /// All properties of a pool.
    static void whole(JsonGenerator json, PoolReport pool) {
        summary(json, pool);
        texts(json, "schedules", pool.schedules());
        ReasonJson.array(json, "rules", pool.bound().rules());
        json.writeArrayPropertyStart("floors");
        pool.floors().forEach(floor -> floor(json, floor));
        json.writeEndArray();
        json.writeNumberProperty("wakesMeasured", pool.wakes());
        json.writeObjectPropertyStart("arrivals");
        json.writeNumberProperty("hosts", pool.arrivals());
        json.writeStringProperty("since", pool.since().toString());
        json.writeEndObject();
        rates(json, pool);
        forecast(json, pool.forecast());
        json.writeArrayPropertyStart("plan");
        pool.decisions().forEach((host, decision) -> decision(json, host, decision));
        pool.wake().forEach((host, why) -> wake(json, host, why));
        json.writeEndArray();
    }

    private static void bound(JsonGenerator json, PoolBound bound) {
        json.writeNumberProperty("hosts", bound.hosts());
        json.writeNumberProperty("awake", bound.awake());
        json.writeNumberProperty("used", bound.used());
        json.writeNumberProperty("free", bound.free());
        json.writeNumberProperty("least", bound.least());
        bound.binding()
                .ifPresent(rule -> {
                    json.writeName("binding");
                    ReasonJson.object(json, rule);
                });
    }

    private static void floor(JsonGenerator json, Floor floor) {
        json.writeStartObject();
        json.writeNumberProperty("awake", floor.awake());
        json.writeStringProperty("wake", floor.wake().toString());
        json.writeStringProperty("until", floor.until().toString());
        switch (floor.why()) {
            case Floor.Why.Scheduled(String schedule) ->
                    json.writeStringProperty("schedule", schedule);
            case Floor.Why.Forecast(Instant at) ->
                    json.writeStringProperty("forecast", at.toString());
        }
        json.writeEndObject();
    }

    private static void rates(JsonGenerator json, PoolReport pool) {
        json.writeObjectPropertyStart("rates");
        pace(json, pool.rates().pool());
        json.writeEndObject();
        json.writeObjectPropertyStart("power");
        new TreeMap<>(pool.rates().domains())
                .forEach((name, pace) -> {
                    json.writeObjectPropertyStart(name);
                    pace(json, pace);
                    json.writeEndObject();
                });
        json.writeEndObject();
    }

    private static void pace(JsonGenerator json, Pace pace) {
        pace.hosts().ifPresent(bucket -> bucket(json, "hosts", bucket));
        pace.watts().ifPresent(bucket -> bucket(json, "watts", bucket));
    }

    private static void bucket(JsonGenerator json, String what, TokenBucket bucket) {
        json.writeObjectPropertyStart(what);
        json.writeNumberProperty("perMinute", bucket.perMinute());
        json.writeNumberProperty("left", bucket.tokens());
        json.writeStringProperty("at", bucket.at().toString());
        json.writeEndObject();
    }

    private static void forecast(JsonGenerator json, PoolReport.Forecast forecast) {
        json.writeObjectPropertyStart("forecast");
        json.writeBooleanProperty("acted", forecast.acted());
        forecast.since()
                .map(Instant::toString)
                .ifPresent(since -> json.writeStringProperty("since", since));
        WeeklyForecast.Accuracy accuracy = forecast.accuracy();
        json.writeNumberProperty("compared", accuracy.slots());
        json.writeNumberProperty("error", accuracy.own());
        json.writeNumberProperty("naiveError", accuracy.naive());
        json.writeNumberProperty("coverage", accuracy.coverage());
        forecast.now().ifPresent(now -> prediction(json, "now", now));
        forecast.next().ifPresent(next -> prediction(json, "inAnHour", next));
        json.writeEndObject();
    }

    private static void prediction(
            JsonGenerator json, String when, WeeklyForecast.Prediction expected) {
        json.writeObjectPropertyStart(when);
        json.writeNumberProperty("low", expected.low());
        json.writeNumberProperty("median", expected.median());
        json.writeNumberProperty("high", expected.high());
        json.writeEndObject();
    }

    private static void decision(JsonGenerator json, String host, Decision decision) {
        json.writeStartObject();
        json.writeStringProperty("host", host);
        FleetJson.decision(json, decision);
        json.writeEndObject();
    }

    private static void wake(JsonGenerator json, String host, PlanReason why) {
        json.writeStartObject();
        json.writeStringProperty("host", host);
        json.writeObjectPropertyStart("plan");
        json.writeStringProperty("act", "wake");
        json.writeName("why");
        ReasonJson.object(json, why);
        json.writeEndObject();
        json.writeEndObject();
    }

    /// What would come of something.
    static void dryRun(JsonGenerator json, DryRun dryRun) {
        json.writeBooleanProperty("dryRun", true);
        switch (dryRun) {
            case DryRun.OfHost host -> {
                FleetJson.host(json, host.after());
                json.writeStringProperty("now", host.before().host().state().spelling());
                json.writeBooleanProperty("wakes", host.wakes());
                ReasonJson.array(json, "told", host.told());
            }
            case DryRun.OfDemand demand -> {
                json.writeArrayPropertyStart("demands");
                demand.claim().ifPresent(claim -> FleetJson.claim(json, claim));
                json.writeEndArray();
                texts(json, "wanted", demand.wanted().keySet().stream().sorted().toList());
                texts(json, "unwanted", demand.unwanted());
            }
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
