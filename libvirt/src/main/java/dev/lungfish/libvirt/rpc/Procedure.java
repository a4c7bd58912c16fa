package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// A call of a program: its number, its arguments and its result.
///
/// @param name the name of libvirt's public function, if there is one, `virNodeGetInfo`, for errors
/// @param <A> the arguments
/// @param <R> the result
public record Procedure<A, R>(
        ProgramNumber program,
        int number,
        String name,
        Access access,
        XdrCodec<A> arguments,
        XdrCodec<R> result) {}
