package dev.lungfish.inventory.smbios;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The names of families of processors.
///
/// **Source:** DMTF DSP0134 3.6, 7.5.2, in the spelling that dmidecode 3.4 prints.
final class ProcessorFamily {
    private static final int CORE_2_OR_K7 = 0xBE;
    private static final int PENTIUM_PRO_OF_VERSION_2_0 = 0x30;

    /// The number in hexadecimal digits, a space, the name.
    private static final String NAMES =
            """
            001 Other
            002 Unknown
            003 8086
            004 80286
            005 80386
            006 80486
            007 8087
            008 80287
            009 80387
            00a 80487
            00b Pentium
            00c Pentium Pro
            00d Pentium II
            00e Pentium MMX
            00f Celeron
            010 Pentium II Xeon
            011 Pentium III
            012 M1
            013 M2
            014 Celeron M
            015 Pentium 4 HT
            018 Duron
            019 K5
            01a K6
            01b K6-2
            01c K6-3
            01d Athlon
            01e AMD29000
            01f K6-2+
            020 Power PC
            021 Power PC 601
            022 Power PC 603
            023 Power PC 603+
            024 Power PC 604
            025 Power PC 620
            026 Power PC x704
            027 Power PC 750
            028 Core Duo
            029 Core Duo Mobile
            02a Core Solo Mobile
            02b Atom
            02c Core M
            02d Core m3
            02e Core m5
            02f Core m7
            030 Alpha
            031 Alpha 21064
            032 Alpha 21066
            033 Alpha 21164
            034 Alpha 21164PC
            035 Alpha 21164a
            036 Alpha 21264
            037 Alpha 21364
            038 Turion II Ultra Dual-Core Mobile M
            039 Turion II Dual-Core Mobile M
            03a Athlon II Dual-Core M
            03b Opteron 6100
            03c Opteron 4100
            03d Opteron 6200
            03e Opteron 4200
            03f FX
            040 MIPS
            041 MIPS R4000
            042 MIPS R4200
            043 MIPS R4400
            044 MIPS R4600
            045 MIPS R10000
            046 C-Series
            047 E-Series
            048 A-Series
            049 G-Series
            04a Z-Series
            04b R-Series
            04c Opteron 4300
            04d Opteron 6300
            04e Opteron 3300
            04f FirePro
            050 SPARC
            051 SuperSPARC
            052 MicroSPARC II
            053 MicroSPARC IIep
            054 UltraSPARC
            055 UltraSPARC II
            056 UltraSPARC IIi
            057 UltraSPARC III
            058 UltraSPARC IIIi
            060 68040
            061 68xxx
            062 68000
            063 68010
            064 68020
            065 68030
            066 Athlon X4
            067 Opteron X1000
            068 Opteron X2000
            069 Opteron A-Series
            06a Opteron X3000
            06b Zen
            070 Hobbit
            078 Crusoe TM5000
            079 Crusoe TM3000
            07a Efficeon TM8000
            080 Weitek
            082 Itanium
            083 Athlon 64
            084 Opteron
            085 Sempron
            086 Turion 64
            087 Dual-Core Opteron
            088 Athlon 64 X2
            089 Turion 64 X2
            08a Quad-Core Opteron
            08b Third-Generation Opteron
            08c Phenom FX
            08d Phenom X4
            08e Phenom X2
            08f Athlon X2
            090 PA-RISC
            091 PA-RISC 8500
            092 PA-RISC 8000
            093 PA-RISC 7300LC
            094 PA-RISC 7200
            095 PA-RISC 7100LC
            096 PA-RISC 7100
            0a0 V30
            0a1 Quad-Core Xeon 3200
            0a2 Dual-Core Xeon 3000
            0a3 Quad-Core Xeon 5300
            0a4 Dual-Core Xeon 5100
            0a5 Dual-Core Xeon 5000
            0a6 Dual-Core Xeon LV
            0a7 Dual-Core Xeon ULV
            0a8 Dual-Core Xeon 7100
            0a9 Quad-Core Xeon 5400
            0aa Quad-Core Xeon
            0ab Dual-Core Xeon 5200
            0ac Dual-Core Xeon 7200
            0ad Quad-Core Xeon 7300
            0ae Quad-Core Xeon 7400
            0af Multi-Core Xeon 7400
            0b0 Pentium III Xeon
            0b1 Pentium III Speedstep
            0b2 Pentium 4
            0b3 Xeon
            0b4 AS400
            0b5 Xeon MP
            0b6 Athlon XP
            0b7 Athlon MP
            0b8 Itanium 2
            0b9 Pentium M
            0ba Celeron D
            0bb Pentium D
            0bc Pentium EE
            0bd Core Solo
            0be Core 2 or K7
            0bf Core 2 Duo
            0c0 Core 2 Solo
            0c1 Core 2 Extreme
            0c2 Core 2 Quad
            0c3 Core 2 Extreme Mobile
            0c4 Core 2 Duo Mobile
            0c5 Core 2 Solo Mobile
            0c6 Core i7
            0c7 Dual-Core Celeron
            0c8 IBM390
            0c9 G4
            0ca G5
            0cb ESA/390 G6
            0cc z/Architecture
            0cd Core i5
            0ce Core i3
            0cf Core i9
            0d2 C7-M
            0d3 C7-D
            0d4 C7
            0d5 Eden
            0d6 Multi-Core Xeon
            0d7 Dual-Core Xeon 3xxx
            0d8 Quad-Core Xeon 3xxx
            0d9 Nano
            0da Dual-Core Xeon 5xxx
            0db Quad-Core Xeon 5xxx
            0dd Dual-Core Xeon 7xxx
            0de Quad-Core Xeon 7xxx
            0df Multi-Core Xeon 7xxx
            0e0 Multi-Core Xeon 3400
            0e4 Opteron 3000
            0e5 Sempron II
            0e6 Embedded Opteron Quad-Core
            0e7 Phenom Triple-Core
            0e8 Turion Ultra Dual-Core Mobile
            0e9 Turion Dual-Core Mobile
            0ea Athlon Dual-Core
            0eb Sempron SI
            0ec Phenom II
            0ed Athlon II
            0ee Six-Core Opteron
            0ef Sempron M
            0fa i860
            0fb i960
            100 ARMv7
            101 ARMv8
            104 SH-3
            105 SH-4
            118 ARM
            119 StrongARM
            12c 6x86
            12d MediaGX
            12e MII
            140 WinChip
            15e DSP
            1f4 Video Processor
            200 RV32
            201 RV64
            202 RV128
            """;

    private static final Map<Integer, String> BY_NUMBER = byNumber();

    private ProcessorFamily() {}

    /// @param manufacturer decides if a number was assigned twice
    /// @param version of SMBIOS
    static String name(int number, String manufacturer, int version) {
        String maker = manufacturer.toLowerCase(Locale.ROOT);
        boolean intel = maker.contains("intel");
        if (number == PENTIUM_PRO_OF_VERSION_2_0 && version == 0x0200 && intel) {
            return "Pentium Pro";
        }
        if (number == CORE_2_OR_K7 && intel) {
            return "Core 2";
        }
        if (number == CORE_2_OR_K7 && maker.contains("amd")) {
            return "K7";
        }
        return BY_NUMBER.getOrDefault(number, SmbiosWords.OUT_OF_SPECIFICATION);
    }

    private static Map<Integer, String> byNumber() {
        Map<Integer, String> names = new HashMap<>();
        NAMES.lines()
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    names.put(Integer.parseInt(line, 0, space, 16), line.substring(space + 1));
                });
        return Map.copyOf(names);
    }
}
