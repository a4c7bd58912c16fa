package dev.lungfish.core.evidence;

/// One piece of evidence for a verdict, as it is shown to people and written to JSON.
///
/// @param source the file, as on the host, or the service that was asked
/// @param value what it answered, one line: a value, or what went wrong
public record Evidence(String source, String value) {}
