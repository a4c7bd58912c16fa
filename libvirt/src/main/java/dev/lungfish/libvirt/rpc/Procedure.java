package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// A call of a program: its number, what it takes and what it gives.
///
/// @param name of libvirt's public function where there is one, `virNodeGetInfo`: errors tell it
/// @param <A> the arguments
/// @param <R> the result
public record Procedure<A, R>(
        ProgramNumber program,
        int number,
        String name,
        Access access,
        XdrCodec<A> arguments,
        XdrCodec<R> result) {}
