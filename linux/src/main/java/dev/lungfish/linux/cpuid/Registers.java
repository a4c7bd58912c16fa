package dev.lungfish.linux.cpuid;

/// What the instruction CPUID answers.
public record Registers(int eax, int ebx, int ecx, int edx) {}
