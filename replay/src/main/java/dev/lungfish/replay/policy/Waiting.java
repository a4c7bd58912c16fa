package dev.lungfish.replay.policy;

import dev.lungfish.replay.trace.Need;

/// Hosts that stay awake for some time after they were needed. So many are awake as were needed at
/// once at most in that time.
final class Waiting {
    private Waiting() {}

    static Steps awake(Need need, long wait) {
        Steps awake = new Steps();
        long[] times = need.times();
        int[] hosts = need.hosts();
        // Those that may be the most of the window, as their indexes: later ones are smaller.
        int[] most = new int[times.length];
        int from = 0;
        int to = 0;
        for (int i = 0; i < times.length; i++) {
            // An entry counts until the one after it has lasted for the whole wait.
            while (to - from > 1 && ends(times, most[from], wait) <= times[i]) {
                long at = ends(times, most[from], wait);
                from++;
                awake.set(at, hosts[most[from]]);
            }
            while (to > from && hosts[most[to - 1]] <= hosts[i]) {
                to--;
            }
            most[to++] = i;
            while (to - from > 1 && ends(times, most[from], wait) <= times[i]) {
                from++;
            }
            awake.set(times[i], hosts[most[from]]);
        }
        return awake;
    }

    /// When what was needed from step i on has not been needed for the whole wait.
    private static long ends(long[] times, int i, long wait) {
        return i + 1 < times.length ? times[i + 1] + wait : Long.MAX_VALUE;
    }
}
