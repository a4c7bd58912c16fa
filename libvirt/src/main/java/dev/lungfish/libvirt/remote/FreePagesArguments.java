package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// The pages and NUMA cells whose free pages are requested. The answer has, cell by cell, a number
/// for each size.
///
/// @param pageSizesKibibytes unsigned
/// @param startCell the first
/// @param cellCount unsigned
public record FreePagesArguments(
        List<Integer> pageSizesKibibytes, int startCell, int cellCount, int flags) {

    private static final XdrCodec<Integer> PAGE_SIZE = XdrCodec.int32("pages item");

    public static final XdrCodec<FreePagesArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.array(
                                "pages",
                                value.pageSizesKibibytes,
                                RemoteLimits.PAGE_SIZES,
                                PAGE_SIZE);
                        encoder.int32(value.startCell);
                        encoder.int32(value.cellCount);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new FreePagesArguments(
                                    decoder.array("pages", RemoteLimits.PAGE_SIZES, PAGE_SIZE),
                                    decoder.int32("startCell"),
                                    decoder.int32("cellCount"),
                                    decoder.int32("flags")));

    public FreePagesArguments {
        pageSizesKibibytes = List.copyOf(pageSizesKibibytes);
    }
}
