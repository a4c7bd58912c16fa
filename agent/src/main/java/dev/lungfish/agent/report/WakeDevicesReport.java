package dev.lungfish.agent.report;

import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.state.json.ReasonJson;
import java.util.List;

/// The answer of `lungfish wake-devices`.
public final class WakeDevicesReport {
    private WakeDevicesReport() {}

    /// For people: a line for each device.
    public static String text(List<WakeDeviceStatus> devices) {
        int names = devices.stream().mapToInt(d -> d.verdict().name().length()).max().orElse(0);
        int titles = devices.stream().mapToInt(d -> d.title().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (WakeDeviceStatus device : devices) {
            WakeOnLanReport.line(
                    text,
                    ("%-8s  %-" + Math.max(1, names) + "s  %-" + Math.max(1, titles) + "s  %s")
                            .formatted(
                                    device.verdict().kind().spelling(),
                                    device.verdict().name(),
                                    device.title().equals(device.verdict().name())
                                            ? ""
                                            : device.title(),
                                    setting(device)));
        }
        return text.toString();
    }

    private static String setting(WakeDeviceStatus device) {
        WakeVerdict verdict = device.verdict();
        String setting =
                verdict.enabled()
                        .map(enabled -> enabled ? "on" : "off")
                        .orElse(verdict.support().spelling());
        return setting
                + (device.quiet() ? ", quiet in sleeps" : "")
                + switch (device.woke()) {
                    case 0 -> "";
                    case 1 -> ", ended 1 sleep before its time";
                    default -> ", ended " + device.woke() + " sleeps before their time";
                };
    }

    /// As `lungfish.wake-devices/1`.
    public static String json(List<WakeDeviceStatus> devices) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.wake-devices/1");
            json.writeArrayPropertyStart("devices");
            for (WakeDeviceStatus device : devices) {
                WakeVerdict verdict = device.verdict();
                json.writeStartObject();
                json.writeStringProperty("kind", verdict.kind().spelling());
                json.writeStringProperty("name", verdict.name());
                json.writeStringProperty("title", device.title());
                json.writeStringProperty("support", verdict.support().spelling());
                verdict.enabled()
                        .ifPresent(enabled -> json.writeBooleanProperty("enabled", enabled));
                json.writeBooleanProperty("quiet", device.quiet());
                json.writeNumberProperty("spuriousWakes", device.woke());
                ReasonJson.properties(json, verdict.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
