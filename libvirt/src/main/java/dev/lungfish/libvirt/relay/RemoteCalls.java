package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.FrameHeader;
import java.util.BitSet;
import java.util.List;

/// Facts about libvirt's calls by their numbers, also for calls without a record in this library.
public final class RemoteCalls {
    /// Calls that only read, register or leave: by their access control they need only the
    /// permissions search, read and getattr, and they begin no stream. Any other number, also of a
    /// later version, counts as a change.
    ///
    /// **Source:** the annotations `@acl`, `@readstream` and `@writestream` in libvirt 9.0
    /// `src/remote/remote_protocol.x`; 58 is left out, since it writes although it claims to read.
    /// Of the calls that came up to libvirt 11.3, `virNetworkGetMetadata` and
    /// `virDomainGetAutostartOnce` look.
    private static final BitSet LOOKING =
            ranges(
                    "1-7 14-25 36-38 43-47 50-52 56-57 59-60 64-65 71-75 84-89 91-92 "
                            + "95-102 105-106 110-117 121-122 126-130 137-141 143 145 147 149-159 "
                            + "162-163 167-168 175-179 183 186-191 194 198 202-203 206 212 223 "
                            + "227-230 238 243-244 246-247 253 255 257 262-263 265 271-275 278 "
                            + "280-287 289 293 297-298 312-314 316-317 340-341 344 351 360-361 "
                            + "368-369 374-375 378 380-381 388 391 395-398 401 403 405 407 409 "
                            + "412-416 422 426 433 435-436 445 449");

    /// Calls that take or give file descriptors: `virDomainCreateXMLWithFiles`,
    /// `virDomainCreateWithFiles`, `virDomainOpenGraphics`, `virDomainOpenGraphicsFD`,
    /// `virDomainFDAssociate`.
    private static final List<Integer> WITH_DESCRIPTORS = List.of(309, 310, 249, 343, 443);

    /// Calls that define or start a guest by a document, which is their first argument:
    /// `virDomainCreateXML`, `virDomainDefineXML`, `virDomainCreateXMLWithFiles`,
    /// `virDomainDefineXMLFlags`.
    private static final List<Integer> DEFINING = List.of(10, 11, 309, 350);

    private RemoteCalls() {}

    /// Whether a call brings a guest by its document.
    static boolean defines(FrameHeader call) {
        return isOfRemote(call) && DEFINING.contains(call.procedure());
    }

    /// Whether a call of any program is known to change nothing.
    public static boolean looks(FrameHeader call) {
        return isOfRemote(call) && call.procedure() > 0 && LOOKING.get(call.procedure());
    }

    /// Whether file descriptors would have to pass.
    static boolean passesDescriptors(FrameHeader call) {
        return isOfRemote(call) && WITH_DESCRIPTORS.contains(call.procedure());
    }

    static boolean isOfRemote(FrameHeader call) {
        return call.program() == Remote.PROGRAM.number()
                && call.version() == Remote.PROGRAM.version();
    }

    private static BitSet ranges(String text) {
        BitSet numbers = new BitSet();
        for (String range : text.split(" ", -1)) {
            String[] ends = range.split("-", -1);
            numbers.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return numbers;
    }
}
