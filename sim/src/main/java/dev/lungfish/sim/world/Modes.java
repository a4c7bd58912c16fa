package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.sleep.SleepState;
import java.util.List;

/// The two files that decide what a word of `/sys/power/state` means.
public final class Modes {
    public static final String MEM_SLEEP = "/sys/power/mem_sleep";
    public static final String DISK = "/sys/power/disk";

    private final String memoryAtBoot;
    private final String diskAtBoot;
    private String memory;
    private String disk;
    private String memoryBefore;
    private String diskBefore;
    private boolean disturbed;

    Modes(String memoryAtBoot, String diskAtBoot, String memory, String disk) {
        this.memoryAtBoot = memoryAtBoot;
        this.diskAtBoot = diskAtBoot;
        this.memory = memory;
        this.disk = disk;
        this.memoryBefore = memory;
        this.diskBefore = disk;
    }

    /// What must be changed to select a state, with the present values.
    public List<ModeFile> toChange(SleepState state, Executor executor) {
        if (executor != Executor.KERNEL) {
            return List.of();
        }
        return switch (state) {
            case SUSPEND_TO_RAM -> changed(MEM_SLEEP, memory, "deep");
            case HYBRID -> changed(DISK, disk, "suspend");
            case SUSPEND_TO_DISK -> changed(DISK, disk, "platform");
            case SUSPEND_TO_IDLE, STANDBY -> List.of();
        };
    }

    private static List<ModeFile> changed(String file, String now, String wanted) {
        return now.equals(wanted) ? List.of() : List.of(new ModeFile(file, now));
    }

    public void choose(SleepState state, List<ModeFile> files) {
        for (ModeFile file : files) {
            write(
                    file.file(),
                    switch (state) {
                        case HYBRID -> "suspend";
                        case SUSPEND_TO_DISK -> "platform";
                        case SUSPEND_TO_RAM, SUSPEND_TO_IDLE, STANDBY -> "deep";
                    });
        }
    }

    public void restore(List<ModeFile> files) {
        files.forEach(file -> write(file.file(), file.before()));
    }

    private void write(String file, String word) {
        if (file.equals(MEM_SLEEP)) {
            memory = word;
        } else {
            disk = word;
        }
    }

    /// What `mem` means.
    public SleepState memoryMeans() {
        return memory.equals("deep") ? SleepState.SUSPEND_TO_RAM : SleepState.SUSPEND_TO_IDLE;
    }

    /// What `disk` means.
    public SleepState diskMeans() {
        return disk.equals("suspend") ? SleepState.HYBRID : SleepState.SUSPEND_TO_DISK;
    }

    /// Whether they have the earlier values, or those at boot.
    public boolean restored() {
        return (memory.equals(memoryBefore) || memory.equals(memoryAtBoot))
                && (disk.equals(diskBefore) || disk.equals(diskAtBoot));
    }

    public void disturb() {
        disturbed = true;
    }

    public boolean disturbed() {
        return disturbed;
    }

    /// Accepts the present values as the right ones.
    void writeOff() {
        disturbed = false;
        memoryBefore = memory;
        diskBefore = disk;
    }

    /// A fresh boot.
    void boot() {
        memory = memoryAtBoot;
        disk = diskAtBoot;
    }

    @Override
    public String toString() {
        return "mem_sleep " + memory + ", disk " + disk;
    }
}
