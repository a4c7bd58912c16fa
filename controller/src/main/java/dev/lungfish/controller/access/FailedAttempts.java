package dev.lungfish.controller.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts failed authentications by address, so that nobody fills the audit log. It never stands in
/// the way of who shows a good token: others at the same address cannot lock them out. Safe for use
/// by several threads.
final class FailedAttempts {
    private static final int MOST = 10;
    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 4096;

    /// Of an IPv6 address, what one customer has: 64 bits.
    private static final int PREFIX_BYTES = 8;

    private final Map<String, Window> windows =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    private record Window(Instant begin, int count) {}

    /// Counts one.
    ///
    /// @return how long this address is not listened to; empty where it is
    synchronized Optional<Duration> failed(InetAddress address, Instant now) {
        String key = key(address);
        Window window = windows.getOrDefault(key, new Window(now, 0));
        Instant end = window.begin().plus(SPAN);
        if (now.isBefore(window.begin()) || !now.isBefore(end)) {
            window = new Window(now, 0);
            end = now.plus(SPAN);
        }
        windows.put(key, new Window(window.begin(), Math.min(window.count() + 1, MOST + 1)));
        return window.count() < MOST ? Optional.empty() : Optional.of(Duration.between(now, end));
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        int length = address instanceof Inet6Address ? PREFIX_BYTES : bytes.length;
        return Arrays.toString(Arrays.copyOf(bytes, length));
    }
}
