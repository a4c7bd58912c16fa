package dev.lungfish.sim.world;

import java.util.Map;
import java.util.TreeMap;

/// The kernel's counters since boot, and its facts about the last attempt to sleep.
public final class Counters {
    private long success;
    private long fail;
    private String failedDevice = "";
    private long failedError;
    private String failedStep = "";
    private int wakeInterrupt;
    private final TreeMap<String, Long> wakeEvents = new TreeMap<>();
    private final TreeMap<String, Long> acpiEvents = new TreeMap<>();

    Counters() {
        for (String source :
                new String[] {"00:04", "PNP0C0C:00", "ethernet0", "rtc-i2c", Card.DEVICE}) {
            wakeEvents.put(source, 0L);
        }
        acpiEvents.put("ff_pwr_btn", 0L);
        acpiEvents.put("ff_rt_clk", 0L);
    }

    void succeeded() {
        success++;
    }

    void failed(String device, long error, String step) {
        fail++;
        failedDevice = device;
        failedError = error;
        failedStep = step;
    }

    /// @param interrupt 0 where the kernel does not know
    void woken(String source, String event, int interrupt) {
        wakeEvents.merge(source, 1L, Long::sum);
        if (!event.isEmpty()) {
            acpiEvents.merge(event, 1L, Long::sum);
        }
        wakeInterrupt = interrupt;
    }

    void forgetInterrupt() {
        wakeInterrupt = 0;
    }

    public long success() {
        return success;
    }

    public long fail() {
        return fail;
    }

    public String failedDevice() {
        return failedDevice;
    }

    public long failedError() {
        return failedError;
    }

    public String failedStep() {
        return failedStep;
    }

    public int wakeInterrupt() {
        return wakeInterrupt;
    }

    public Map<String, Long> wakeEvents() {
        return new TreeMap<>(wakeEvents);
    }

    public Map<String, Long> acpiEvents() {
        return new TreeMap<>(acpiEvents);
    }
}
