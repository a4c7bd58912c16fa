package dev.lungfish.replay.policy;

import dev.lungfish.replay.trace.Need;

/// DPM's windows: looks each minute at how much of the hosts that are awake was used in the last 5
/// and 40 minutes, in the mean. Whatever is needed at once is woken at once.
final class Windows {
    private static final long LOOK = 60_000;
    private static final int SHORT = 5;
    private static final int LONG = 40;
    private static final double TARGET = 0.63;
    private static final double HIGH = 0.81;
    private static final double LOW = 0.45;

    private final Need need;
    private final int hosts;
    private final Steps steps = new Steps();
    private final double[] used = new double[LONG];
    private final double[] minutes = new double[LONG];
    private int awake;

    private Windows(Need need, int hosts) {
        this.need = need;
        this.hosts = hosts;
        awake = hosts;
    }

    static Steps awake(Need need, int hosts) {
        Windows windows = new Windows(need, hosts);
        windows.run();
        return windows.steps;
    }

    private void run() {
        int next = 0;
        int needed = 0;
        int quiet = 0;
        steps.set(0, awake);
        for (int minute = 0; minute * LOOK < need.length(); minute++) {
            long end = (minute + 1) * LOOK;
            long at = minute * LOOK;
            double sum = 0;
            while (next < need.steps() && need.times()[next] < end) {
                sum += (double) needed * (need.times()[next] - at);
                at = need.times()[next];
                needed = need.hosts()[next++];
                if (needed > awake) {
                    wake(at, needed);
                    quiet = 0;
                }
            }
            sum += (double) needed * (end - at);
            minutes[minute % LONG] = sum / LOOK;
            used[minute % LONG] = sum / LOOK / Math.max(1, awake);
            quiet++;
            if (minute + 1 >= SHORT && mean(used, minute, SHORT) > HIGH) {
                int wanted = (int) Math.ceil(mean(minutes, minute, SHORT) / TARGET);
                wake(end, Math.max(awake, wanted));
            } else if (quiet >= LONG && mean(used, minute, LONG) < LOW) {
                int wanted = (int) Math.ceil(mean(minutes, minute, LONG) / TARGET);
                int kept = Math.max(Math.max(1, wanted), needed);
                if (kept < awake) {
                    awake = kept;
                    steps.set(end, awake);
                }
            }
        }
    }

    private void wake(long at, int wanted) {
        awake = Math.min(hosts, wanted);
        steps.set(at, awake);
    }

    private static double mean(double[] ring, int minute, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ring[(minute - i) % LONG];
        }
        return sum / count;
    }
}
