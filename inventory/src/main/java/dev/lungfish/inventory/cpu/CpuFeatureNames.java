package dev.lungfish.inventory.cpu;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// libvirt's names for the features that `/proc/cpuinfo` lists. Most are the kernel's own; this
/// serves if CPUID itself cannot be read.
///
/// **Source:** Linux `arch/x86/include/asm/cpufeatures.h`; libvirt 9.0
/// `src/cpu_map/x86_features.xml`.
public final class CpuFeatureNames {
    private static final Map<String, String> BY_FLAG =
            Map.ofEntries(
                    Map.entry("amx_bf16", "amx-bf16"),
                    Map.entry("amx_int8", "amx-int8"),
                    Map.entry("amx_tile", "amx-tile"),
                    Map.entry("arch_capabilities", "arch-capabilities"),
                    Map.entry("avx512_4fmaps", "avx512-4fmaps"),
                    Map.entry("avx512_4vnniw", "avx512-4vnniw"),
                    Map.entry("avx512_bf16", "avx512-bf16"),
                    Map.entry("avx512_bitalg", "avx512bitalg"),
                    Map.entry("avx512_fp16", "avx512-fp16"),
                    Map.entry("avx512_vbmi2", "avx512vbmi2"),
                    Map.entry("avx512_vnni", "avx512vnni"),
                    Map.entry("avx512_vp2intersect", "avx512-vp2intersect"),
                    Map.entry("avx512_vpopcntdq", "avx512-vpopcntdq"),
                    Map.entry("avx_vnni", "avx-vnni"),
                    Map.entry("cqm", "cmt"),
                    Map.entry("flush_l1d", "flush-l1d"),
                    Map.entry("intel_pt", "intel-pt"),
                    Map.entry("md_clear", "md-clear"),
                    Map.entry("nonstop_tsc", "invtsc"),
                    Map.entry("nrip_save", "nrip-save"),
                    Map.entry("pausefilter", "pause-filter"),
                    Map.entry("pclmulqdq", "pclmuldq"),
                    Map.entry("sha_ni", "sha-ni"),
                    Map.entry("split_lock_detect", "core-capability"),
                    Map.entry("sse4_1", "sse4.1"),
                    Map.entry("sse4_2", "sse4.2"),
                    Map.entry("svm_lock", "svm-lock"),
                    Map.entry("tsc_deadline_timer", "tsc-deadline"),
                    Map.entry("tsc_scale", "tsc-scale"),
                    Map.entry("v_vmsave_vmload", "v-vmsave-vmload"),
                    Map.entry("vmcb_clean", "vmcb-clean"));

    /// Flags that the kernel adds: conclusions, mitigations, workarounds. No processor has them.
    private static final Set<String> KERNELS_OWN =
            Set.of(
                    "acc_power",
                    "amd_dcm",
                    "aperfmperf",
                    "arch_lbr",
                    "arch_perfmon",
                    "art",
                    "bts",
                    "cat_l2",
                    "cat_l3",
                    "cdp_l2",
                    "cdp_l3",
                    "constant_tsc",
                    "cpb",
                    "cpuid",
                    "cpuid_fault",
                    "dtherm",
                    "dts",
                    "epb",
                    "ept",
                    "ept_ad",
                    "extd_apicid",
                    "flexpriority",
                    "hw_pstate",
                    "ibrs_enhanced",
                    "ida",
                    "intel_ppin",
                    "invpcid_single",
                    "mba",
                    "nonstop_tsc_s3",
                    "nopl",
                    "pebs",
                    "pln",
                    "proc_feedback",
                    "pti",
                    "pts",
                    "rapl",
                    "rdt_a",
                    "rep_good",
                    "retpoline",
                    "ring3mwait",
                    "tpr_shadow",
                    "tsc_known_freq",
                    "tsc_reliable",
                    "up",
                    "vnmi",
                    "vpid",
                    "xtopology");

    private CpuFeatureNames() {}

    /// In the order of the file, without the kernel's own flags.
    public static List<String> of(CpuInfo info) {
        return info.flags().stream()
                .filter(flag -> flag.matches("[A-Za-z0-9_.-]{1,64}"))
                .filter(flag -> !KERNELS_OWN.contains(flag) && !flag.startsWith("hwp"))
                .map(flag -> BY_FLAG.getOrDefault(flag, flag))
                .distinct()
                .toList();
    }
}
