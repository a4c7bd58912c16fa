package dev.lungfish.inventory.cpumap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On a map of our own with four bits of leaf 1, ECX: a, b, c, and "both" over two of them.
class DecodedCpuTest {
    private static final String FEATURES =
            """
            <cpus>
              <!-- <feature name='commented'><cpuid eax_in='1' ecx='0x80'/></feature> -->
              <feature name='a'><cpuid eax_in='0x01' ecx='0x00000001'/><alias name='x'/></feature>
              <feature name='b'>
                <cpuid eax_in='0x01' ecx='0x00000002'/>
              </feature>
              <feature name='c'><cpuid eax_in="0x01" ecx_in="0" ecx="0x4"/></feature>
              <feature name='also-a'><cpuid eax_in='0x01' ecx='0x00000001'/></feature>
              <feature name='told' migratable='no'><msr index='0x10a' edx='0' eax='0x1'/></feature>
            </cpus>
            """;

    @TempDir private Path folder;

    @Test
    void takesTheModelThatLeavesTheFewestFeatures() {
        assertThat(decode(cpuid(6, 1, 0b111), model("one", "", "a"), model("two", "", "a", "b")))
                .isEqualTo(new DecodedCpu(Optional.of("two"), List.of("c")));
    }

    /// libvirt 11.3 `x86ModelParseFeatures()`: what was added to a model later is kept aside.
    @Test
    void leavesOutWhatLaterVersionsAddedToAModel() {
        String added = "<feature name='c' added='yes'/><feature name='b' removed='yes'/>";

        assertThat(decode(cpuid(6, 1, 0b1), model("one", added, "a")).model()).contains("one");
    }

    @Test
    void noticesWhatIsNewerThanThisProgram() {
        String map =
                FEATURES.replace("</cpus>", "")
                        + "<model name='m' since='13'><check partial='compat'/><decode host='on'"
                        + " guest='off'/><blockers/><feature name='a' added='yes'"
                        + " policy='x'/></model></cpus>";
        CpuMapBuilder builder = new CpuMapBuilder();

        builder.add(map);

        assertThat(builder.build().unknown())
                .containsExactly("<blockers>", "<feature policy=...>", "<model since=...>");
    }

    @Test
    void knowsTheWholeMapOfTheInstalledLibvirt() {
        CpuMap.installed().toOptional().ifPresent(map -> assertThat(map.unknown()).isEmpty());
    }

    @Test
    void takesTheNewestOfEquals() {
        assertThat(decode(cpuid(6, 1, 0b11), model("old", "", "a"), model("new", "", "b")).model())
                .contains("new");
    }

    @Test
    void prefersTheSignatureOfTheProcessor() {
        String signature = "<signature family='6' model='1'/>";

        assertThat(
                        decode(
                                        cpuid(6, 1, 0b111),
                                        model("like-it", signature, "a"),
                                        model("bigger", "", "a", "b", "c"))
                                .model())
                .contains("like-it");
    }

    @Test
    void countsASteppingOnlyWhereItIsListed() {
        String signature = "<signature family='6' model='1' stepping='8-15'/>";

        assertThat(
                        decode(
                                        cpuid(6, 1, 0b11),
                                        model("stepped", signature, "a"),
                                        model("bigger", "", "a", "b"))
                                .model())
                .contains("bigger");
    }

    @Test
    void takesNoModelOfWhichAFeatureIsMissing() {
        assertThat(decode(cpuid(6, 1, 0b1), model("base", "", "a"), model("more", "", "a", "b")))
                .isEqualTo(new DecodedCpu(Optional.of("base"), List.of()));
    }

    @Test
    void takesNoModelOfAnotherVendorAndNoneThatIsNotForHosts() {
        assertThat(
                        decode(
                                cpuid(6, 1, 0b1),
                                model("theirs", "<vendor name='AMD'/>", "a"),
                                model("guests", "<decode host='off' guest='on'/>", "a")))
                .isEqualTo(new DecodedCpu(Optional.empty(), List.of("a")));
    }

    @Test
    void inheritsFromAnAncestor() {
        assertThat(
                        decode(
                                cpuid(6, 1, 0b111),
                                model("base", "<vendor name='Intel'/>", "a", "b"),
                                model("child", "<model name='base'/>", "c")))
                .isEqualTo(new DecodedCpu(Optional.of("child"), List.of()));
    }

    @Test
    void tellsABitOnceOnly() {
        assertThat(decode(cpuid(6, 1, 0b101)).features()).containsExactly("a", "c");
    }

    @Test
    void tellsWhatAModelSpecificRegisterSays() {
        CpuMap map = map().toOptional().orElseThrow();

        assertThat(DecodedCpu.of(map, cpuid(6, 1, 0b1), OptionalLong.of(3)).features())
                .containsExactly("a", "told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cpus><model name='m'>",
                "<cpus><feature name='f'><cpuid eax_in='1' eax='1'/>",
                "<cpus><feature name='f'></feature></cpus>",
                "<cpus><model name='m'><feature name='unknown'/></model></cpus>",
                "<cpus><model name='m'><signature family='x' model='1'/></model></cpus>",
                "<cpus><feature name=f></feature></cpus>",
                "<!-- no end",
                "<cpus",
            })
    void callsABrokenMapMalformed(String file) {
        assertThat(map(file)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void callsAMapWithoutAFileThatItNamesMalformed() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder)
                        .file(
                                "/map/index.xml",
                                "<arch name='x86'><include filename='gone'/></arch>");

        assertThat(CpuMap.read(HostTree.recorded(files.root()), "/map/"))
                .isInstanceOf(Reading.Malformed.class);
    }

    private DecodedCpu decode(Cpuid cpuid, String... models) {
        return DecodedCpu.of(map(models).toOptional().orElseThrow(), cpuid, OptionalLong.empty());
    }

    private Reading<CpuMap> map(String... models) {
        HostFiles files = HostFiles.in(folder);
        StringBuilder index =
                new StringBuilder("<cpus><arch name='arm'><include filename='none'/></arch>")
                        .append("<arch name='x86'>\n<include filename='vendors.xml'/>")
                        .append("<include filename='features.xml'/>");
        files.file("/map/features.xml", FEATURES)
                .file(
                        "/map/vendors.xml",
                        "<cpus><vendor name='Intel' string='GenuineIntel'/></cpus>");
        for (int i = 0; i < models.length; i++) {
            files.file("/map/model" + i + ".xml", models[i]);
            index.append("<include filename='model").append(i).append(".xml'/>");
        }
        files.file("/map/index.xml", index.append("</arch></cpus>").toString());
        try {
            return CpuMap.read(HostTree.recorded(files.root()), "/map/");
        } catch (NotARecordException e) {
            throw new AssertionError(e);
        }
    }

    private static String model(String name, String more, String... features) {
        StringBuilder text = new StringBuilder("<cpus>\n<model name='" + name + "'>" + more);
        for (String feature : features) {
            text.append("\n<feature name='").append(feature).append("'/>");
        }
        return text.append("\n</model>\n</cpus>\n").toString();
    }

    /// A processor of Intel's.
    private static Cpuid cpuid(int family, int model, int ecx) {
        return Cpuid.parse(
                "0 0 1 756e6547 6c65746e 49656e69\n1 0 %x 0 %x 0\n"
                        .formatted(family << 8 | model << 4, ecx));
    }
}
