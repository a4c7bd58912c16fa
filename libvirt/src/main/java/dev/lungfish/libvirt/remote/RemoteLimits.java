package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.Limit;

/// The maximum of each item in a message of the program.
///
/// **Source:** the constants at the top of `src/remote/remote_protocol.x`.
public final class RemoteLimits {
    public static final Limit STRING = RpcError.STRING;
    public static final Limit AUTHENTICATION_TYPES = new Limit("authentication types", 20);
    public static final Limit DOMAINS = new Limit("domains", 16_384);
    public static final Limit CELLS = new Limit("NUMA cells", 1_024);
    public static final Limit PAGE_SIZES = new Limit("page sizes", 1_024);
    public static final Limit CPU_MAP = new Limit("bytes of a processor map", 2_048);
    public static final Limit STATISTICS = new Limit("statistics", 16);
    public static final Limit CPU_MODELS = new Limit("processor models", 8_192);
    public static final Limit SECURITY_MODEL = new Limit("characters of a security model", 4_097);
    public static final Limit SECURITY_DOI = new Limit("characters of a security domain", 257);
    public static final Limit IDENTITY_PARAMETERS = new Limit("identity parameters", 20);

    public static final Limit JOB_STATISTICS = new Limit("statistics of a job", 64);

    public static final Limit MIGRATION_PARAMETERS = new Limit("parameters of a migration", 64);
    public static final Limit MIGRATION_COOKIE = new Limit("cookie of a migration", 4_194_304);

    public static final Limit MEMORY_PARAMETERS = new Limit("memory parameters", 64);
    public static final Limit DOMAIN_STATISTICS = new Limit("statistics of a guest", 4_096);

    private RemoteLimits() {}
}
