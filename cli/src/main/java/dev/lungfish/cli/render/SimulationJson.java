package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.replay.Simulation;
import dev.lungfish.replay.oracle.Oracle;
import dev.lungfish.replay.result.Figures;
import tools.jackson.core.JsonGenerator;

/// What a simulation shows, for programs.
///
/// **Format:** `docs/json.md`, `lungfish.simulation/1`.
public final class SimulationJson {
    private SimulationJson() {}

    /// One JSON object and a line end.
    public static String of(Simulation simulation) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.simulation/1");
            json.writeStringProperty("trace", simulation.trace());
            json.writeNumberProperty("hosts", simulation.setting().hosts());
            json.writeNumberProperty("seconds", simulation.length().toMillis() / 1e3);
            json.writeNumberProperty(
                    "breakEvenSeconds", simulation.setting().power().breakEven().toMillis() / 1e3);
            json.writeNumberProperty(
                    "resumeSeconds", simulation.setting().power().up().toMillis() / 1e3);
            json.writeNumberProperty("alwaysOnJoules", simulation.alwaysOn());
            oracle(json, "oracle", simulation.oracle());
            oracle(json, "oracleLeasesAlone", simulation.unruled());
            json.writeArrayPropertyStart("policies");
            for (Figures policy : simulation.policies()) {
                policy(json, simulation, policy);
            }
            json.writeEndArray();
        });
    }

    private static void oracle(JsonGenerator json, String name, Oracle oracle) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("leastJoules", oracle.least());
        json.writeNumberProperty("achievableJoules", oracle.achievable());
        json.writeEndObject();
    }

    private static void policy(JsonGenerator json, Simulation simulation, Figures policy) {
        json.writeStartObject();
        json.writeStringProperty("policy", policy.policy());
        json.writeNumberProperty("joules", policy.joules());
        json.writeNumberProperty("overOracle", simulation.overOracle(policy));
        json.writeNumberProperty("savingKept", simulation.kept(policy));
        json.writeNumberProperty("wakesPerHostDay", simulation.perHostDay(policy.sleeps()));
        json.writeNumberProperty("checkInsPerHostDay", simulation.perHostDay(policy.checkIns()));
        json.writeNumberProperty("waitP50Seconds", policy.waits().quantile(0.5) / 1e3);
        json.writeNumberProperty("waitP99Seconds", policy.waits().quantile(0.99) / 1e3);
        json.writeNumberProperty("waitLongestSeconds", policy.waits().longest() / 1e3);
        json.writeNumberProperty("arrivals", policy.waits().count());
        json.writeNumberProperty("owedHostSeconds", policy.owed());
        json.writeEndObject();
    }
}
