package dev.lungfish.controller.rest;

/// No parameters, or no body.
public record Nothing() {
    /// The one that is needed.
    public static final Nothing HERE = new Nothing();
}
