package dev.lungfish.linux.node;

/// The output of the instruction CPUID.
public record Registers(int eax, int ebx, int ecx, int edx) {}
