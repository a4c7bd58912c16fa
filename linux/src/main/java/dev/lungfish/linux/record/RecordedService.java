package dev.lungfish.linux.record;

import java.util.List;
import java.util.Map;

/// A service, a program or a call whose answers a record has as files below `services/`.
@FunctionalInterface
public interface RecordedService {
    /// Asks now.
    Answers ask();

    /// What the service answered.
    ///
    /// @param files the content of each file by its path in the record
    ///   (`/services/logind/CanSuspend`), scrubbed of identifying data
    /// @param leftOut the missing answers of a present service, and why, one line each
    record Answers(Map<String, String> files, List<String> leftOut) {
        public Answers {
            files = Map.copyOf(files);
            leftOut = List.copyOf(leftOut);
        }
    }
}
