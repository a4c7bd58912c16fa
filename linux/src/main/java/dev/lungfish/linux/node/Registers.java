package dev.lungfish.linux.node;

/// What the instruction CPUID answers.
public record Registers(int eax, int ebx, int ecx, int edx) {}
