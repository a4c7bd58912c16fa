package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /// Calls that bring a running guest to the host: that start one, restore a saved one, or
    /// prepare for one that migrates in.
    ///
    /// **Source:** libvirt 9.0 `src/remote/remote_protocol.x`: `virDomainCreate` and its kin (9,
    /// 10, 196, 309, 310), `virDomainRestore` (54, 233, 441), `virDomainRevertToSnapshot` (192),
    /// `virDomainMigratePrepare` (61, 108, 148, 214, 215, 303, 304).
    private static final BitSet BRINGING =
            ranges("9-10 54 61 108 148 192 196 214-215 233 303-304 309-310 441");

    private static final int QEMU_PROGRAM = 0x20008087;

    /// Answered by the server itself: authentication, opening, the sleep of the host, who hears of
    /// the end, and who a client says it is, which nobody believes.
    private static final Set<Integer> OWN =
            Set.of(
                    Remote.AUTH_LIST.number(),
                    67, // SASL, in three steps
                    68,
                    69,
                    Remote.AUTH_POLKIT.number(),
                    Remote.OPEN.number(),
                    Remote.NODE_SUSPEND_FOR_DURATION.number(),
                    Remote.REGISTER_CLOSE_CALLBACK.number(),
                    Remote.UNREGISTER_CLOSE_CALLBACK.number(),
                    Remote.SET_IDENTITY.number());

    /// Those, and calls with a rule that needs their payload, or after which all is different.
    private static final Set<Integer> NEED_MORE =
            Stream.of(OWN, DEFINING, WITH_DESCRIPTORS)
                    .flatMap(Collection::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private RemoteCalls() {}

    /// Whether the server answers a call of libvirt's main program itself, whatever its arguments
    /// are.
    static boolean isOwn(FrameHeader call) {
        return OWN.contains(call.procedure());
    }

    /// Whether a call brings a guest by its document.
    static boolean defines(FrameHeader call) {
        return isOfRemote(call) && DEFINING.contains(call.procedure());
    }

    /// Whether a call of any program is known to change nothing.
    public static boolean looks(FrameHeader call) {
        return isOfRemote(call) && call.procedure() > 0 && LOOKING.get(call.procedure());
    }

    /// Whether a call brings a running guest to the host.
    public static boolean bringsGuest(FrameHeader call) {
        return isOfRemote(call) && call.procedure() > 0 && BRINGING.get(call.procedure());
    }

    /// Whether file descriptors would have to pass.
    static boolean passesDescriptors(FrameHeader call) {
        return isOfRemote(call) && WITH_DESCRIPTORS.contains(call.procedure());
    }

    /// The program for QEMU's guests alone: the monitor, the agent.
    static boolean isOfQemu(FrameHeader call) {
        return call.program() == QEMU_PROGRAM;
    }

    /// Whether a call goes to libvirtd and no rule needs more of it than the header, if the feature
    /// that it may ask for is libvirtd's. Its reply may need one.
    static boolean passesAsItIs(FrameHeader call) {
        return isOfQemu(call) || (isOfRemote(call) && !NEED_MORE.contains(call.procedure()));
    }

    static boolean isReplyWithCapabilities(FrameHeader reply) {
        return isOfRemote(reply)
                && reply.procedure() == Remote.GET_CAPABILITIES.number()
                && reply.type() == MessageType.Known.REPLY
                && reply.status() == MessageStatus.Known.OK;
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
