package dev.lungfish.controller.rest;

/// A reason as it was written, by this version or another.
///
/// @param json an object as `state.json.ReasonJson` writes it
public record KeptReason(String json) {}
