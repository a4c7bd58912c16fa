package dev.lungfish.libvirt.capabilities;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the element `<host><cpu>`.
final class HostCpuReader {
    private HostCpuReader() {}

    static HostCpu read(XmlElement cpu) throws MalformedCapabilitiesException {
        Optional<XmlElement> microcode = cpu.child("microcode");
        List<String> features = new ArrayList<>();
        for (XmlElement feature : cpu.children("feature")) {
            features.add(feature.attribute("name"));
        }
        List<Long> pageSizes = new ArrayList<>();
        for (XmlElement pages : cpu.children("pages")) {
            pages.requireKibibytes();
            pageSizes.add(pages.longAttribute("size"));
        }
        return new HostCpu(
                cpu.requiredChild("arch").text().toString(),
                cpu.child("features")
                        .map(list -> list.children().stream().map(XmlElement::name).toList())
                        .orElse(List.of()),
                cpu.childText("model"),
                cpu.childText("vendor"),
                microcode.isPresent() ? (Long) microcode.get().longAttribute("version") : null,
                signature(cpu),
                counter(cpu),
                topology(cpu),
                maximumPhysicalAddress(cpu),
                features,
                pageSizes);
    }

    private static HostCpu.@Nullable Signature signature(XmlElement cpu)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> element = cpu.child("signature");
        return element.isEmpty()
                ? null
                : new HostCpu.Signature(
                        element.get().intAttribute("family"),
                        element.get().intAttribute("model"),
                        element.get().intAttribute("stepping"));
    }

    private static HostCpu.@Nullable Counter counter(XmlElement cpu)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> element = cpu.child("counter");
        return element.isEmpty()
                ? null
                : new HostCpu.Counter(
                        element.get().attribute("name"),
                        element.get().longAttribute("frequency"),
                        element.get().yesOrNo("scaling"));
    }

    /// libvirt before 5.8 wrote no dies.
    private static HostCpu.@Nullable Topology topology(XmlElement cpu)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> element = cpu.child("topology");
        return element.isEmpty()
                ? null
                : new HostCpu.Topology(
                        element.get().intAttribute("sockets"),
                        element.get().attributes().containsKey("dies")
                                ? element.get().intAttribute("dies")
                                : 1,
                        element.get().optionalIntAttribute("clusters"),
                        element.get().intAttribute("cores"),
                        element.get().intAttribute("threads"));
    }

    private static HostCpu.@Nullable MaximumPhysicalAddress maximumPhysicalAddress(XmlElement cpu)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> element = cpu.child("maxphysaddr");
        return element.isEmpty()
                ? null
                : new HostCpu.MaximumPhysicalAddress(
                        element.get().attribute("mode"), element.get().intAttribute("bits"));
    }
}
