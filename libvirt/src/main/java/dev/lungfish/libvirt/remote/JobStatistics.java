package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The type and the progress of a guest's job.
///
/// @param type one of those of [JobInfo]
/// @param fields by name; `operation` is a number of `virDomainJobOperation`
public record JobStatistics(int type, List<TypedParameter> fields) {
    /// The operation of the destination of a migration.
    public static final int INCOMING_MIGRATION = 4;

    private static final Map<Integer, String> OPERATIONS =
            Map.of(
                    1,
                    "start",
                    2,
                    "save",
                    3,
                    "restore",
                    INCOMING_MIGRATION,
                    "incoming migration",
                    5,
                    "outgoing migration",
                    6,
                    "snapshot",
                    7,
                    "revert to a snapshot",
                    8,
                    "dump",
                    9,
                    "backup");

    public static final XdrCodec<JobStatistics> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.type);
                        encoder.array(
                                "params",
                                value.fields,
                                RemoteLimits.JOB_STATISTICS,
                                TypedParameter.CODEC);
                    },
                    decoder ->
                            new JobStatistics(
                                    decoder.int32("type"),
                                    decoder.array(
                                            "params",
                                            RemoteLimits.JOB_STATISTICS,
                                            TypedParameter.CODEC)));

    public JobStatistics {
        fields = List.copyOf(fields);
    }

    /// A job of which only the operation is known.
    public static JobStatistics of(int operation) {
        return new JobStatistics(
                JobInfo.UNBOUNDED,
                List.of(
                        new TypedParameter(
                                "operation", new TypedParameter.Value.Int32(operation))));
    }

    /// The operation of the job, as text; empty if unknown.
    ///
    /// **Source:** `virDomainJobOperation` in `include/libvirt/libvirt-domain.h`.
    public Optional<String> operation() {
        return fields.stream()
                .filter(field -> field.field().equals("operation"))
                .map(TypedParameter::value)
                .flatMap(value ->
                        value instanceof TypedParameter.Value.Int32(int number)
                                ? Optional.ofNullable(OPERATIONS.get(number)).stream()
                                : Optional.<String>empty().stream())
                .findFirst();
    }
}
