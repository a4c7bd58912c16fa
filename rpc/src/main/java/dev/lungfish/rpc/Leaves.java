package dev.lungfish.rpc;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/// The forms of values without parts. Times are seconds and nanoseconds, so that nothing is lost.
final class Leaves {
    private static final int NANOSECONDS = 1_000_000_000;

    private Leaves() {}

    /// The forms by class.
    static Map<Class<?>, WireForm> of(Bounds bounds) {
        Map<Class<?>, WireForm> forms = new HashMap<>();
        forms.put(String.class, text(bounds));
        WireForm truth =
                WireForm.leaf(
                        "bool", Boolean.class, XdrEncoder::bool, decoder -> decoder.bool("bool"));
        WireForm number =
                WireForm.leaf(
                        "int", Integer.class, XdrEncoder::int32, decoder -> decoder.int32("int"));
        WireForm large =
                WireForm.leaf(
                        "hyper", Long.class, XdrEncoder::int64, decoder -> decoder.int64("hyper"));
        WireForm fraction =
                WireForm.leaf(
                        "double",
                        Double.class,
                        XdrEncoder::float64,
                        decoder -> decoder.float64("double"));
        forms.put(boolean.class, truth);
        forms.put(Boolean.class, truth);
        forms.put(int.class, number);
        forms.put(Integer.class, number);
        forms.put(long.class, large);
        forms.put(Long.class, large);
        forms.put(double.class, fraction);
        forms.put(Double.class, fraction);
        times(forms, bounds);
        forms.put(
                CpuSet.class,
                WireForm.leaf(
                        "cpu_set",
                        CpuSet.class,
                        (encoder, set) -> encoder.string("set", set.toString(), bounds.text()),
                        decoder -> {
                            try {
                                return CpuSet.parse(decoder.string("set", bounds.text()));
                            } catch (IllegalArgumentException e) {
                                throw new XdrException(String.valueOf(e.getMessage()));
                            }
                        }));
        return forms;
    }

    private static void times(Map<Class<?>, WireForm> forms, Bounds bounds) {
        forms.put(
                Duration.class,
                WireForm.leaf(
                        "duration",
                        Duration.class,
                        (encoder, time) -> seconds(encoder, time.getSeconds(), time.getNano()),
                        decoder ->
                                Duration.ofSeconds(
                                        decoder.int64("seconds"), nanoseconds(decoder))));
        forms.put(
                Instant.class,
                WireForm.leaf("instant", Instant.class, Leaves::instant, Leaves::instant));
        forms.put(
                ZonedDateTime.class,
                WireForm.leaf(
                        "zoned_time",
                        ZonedDateTime.class,
                        (encoder, time) -> {
                            instant(encoder, time.toInstant());
                            encoder.string("zone", time.getZone().getId(), bounds.text());
                        },
                        decoder -> zoned(instant(decoder), decoder.string("zone", bounds.text()))));
        forms.put(
                LocalTime.class,
                WireForm.leaf(
                        "time_of_day",
                        LocalTime.class,
                        (encoder, time) -> encoder.int64(time.toNanoOfDay()),
                        Leaves::timeOfDay));
    }

    private static WireForm text(Bounds bounds) {
        return new WireForm() {
            @Override
            public void encode(XdrEncoder encoder, Object value) {
                encoder.string("text", (String) value, bounds.text());
            }

            @Override
            public Object decode(XdrDecoder decoder) throws XdrException {
                return decoder.string("text", bounds.text());
            }

            @Override
            public String field(String name) {
                return "string " + name;
            }
        };
    }

    private static void seconds(XdrEncoder encoder, long seconds, int nanoseconds) {
        encoder.int64(seconds);
        encoder.int32(nanoseconds);
    }

    private static int nanoseconds(XdrDecoder decoder) throws XdrException {
        int nanoseconds = decoder.int32("nanoseconds");
        if (nanoseconds < 0 || nanoseconds >= NANOSECONDS) {
            throw new XdrException("0 to 999999999 nanoseconds expected, found " + nanoseconds);
        }
        return nanoseconds;
    }

    private static void instant(XdrEncoder encoder, Instant time) {
        seconds(encoder, time.getEpochSecond(), time.getNano());
    }

    private static Instant instant(XdrDecoder decoder) throws XdrException {
        try {
            return Instant.ofEpochSecond(decoder.int64("seconds"), nanoseconds(decoder));
        } catch (DateTimeException e) {
            throw new XdrException("no time of the wall clock: " + e.getMessage());
        }
    }

    private static LocalTime timeOfDay(XdrDecoder decoder) throws XdrException {
        try {
            return LocalTime.ofNanoOfDay(decoder.int64("nanoseconds"));
        } catch (DateTimeException e) {
            throw new XdrException("no time of a day: " + e.getMessage());
        }
    }

    private static ZonedDateTime zoned(Instant time, String zone) throws XdrException {
        try {
            return time.atZone(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new XdrException("no time zone: " + e.getMessage());
        }
    }
}
