package dev.lungfish.libvirt.capabilities;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what libvirtd and [CapabilitiesWriter] write about a host. Ignores unknown elements
/// (guests, cache controls, additions of later versions).
public final class CapabilitiesReader {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private CapabilitiesReader() {}

    /// Parses a document.
    ///
    /// @throws MalformedCapabilitiesException if the text is no XML, has a document type, or a
    ///   known element is incomplete
    public static CapabilitiesDocument read(String document) throws MalformedCapabilitiesException {
        XmlElement root = XmlElementReader.read(document);
        if (!root.name().equals("capabilities")) {
            throw root.malformed("<capabilities> expected, found <" + root.name() + ">");
        }
        return new CapabilitiesDocument(host(root.requiredChild("host")));
    }

    private static Host host(XmlElement host) throws MalformedCapabilitiesException {
        Optional<XmlElement> iommu = host.child("iommu");
        List<Cell> cells = new ArrayList<>();
        Optional<XmlElement> topology = host.child("topology");
        if (topology.isPresent()) {
            for (XmlElement cell : topology.get().requiredChild("cells").children("cell")) {
                cells.add(cell(cell));
            }
        }
        List<CacheBank> banks = new ArrayList<>();
        Optional<XmlElement> cache = host.child("cache");
        if (cache.isPresent()) {
            for (XmlElement bank : cache.get().children("bank")) {
                banks.add(bank(bank));
            }
        }
        List<SecurityModel> models = new ArrayList<>();
        for (XmlElement model : host.children("secmodel")) {
            models.add(securityModel(model));
        }
        return new Host(
                uuid(host),
                HostCpuReader.read(host.requiredChild("cpu")),
                powerManagement(host),
                iommu.isPresent() && iommu.get().attributes().containsKey("support")
                        ? new Host.Iommu(iommu.get().yesOrNo("support"))
                        : null,
                migrationFeatures(host),
                cells,
                banks,
                models);
    }

    private static @Nullable UUID uuid(XmlElement host) throws MalformedCapabilitiesException {
        Optional<XmlElement> uuid = host.child("uuid");
        if (uuid.isEmpty()) {
            return null;
        }
        String text = uuid.get().text().toString().strip();
        if (!UUID_FORM.matcher(text).matches()) {
            throw uuid.get().malformed("a UUID expected, found '" + text + "'");
        }
        return UUID.fromString(text);
    }

    private static PowerManagement powerManagement(XmlElement host)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> element = host.child("power_management");
        if (element.isEmpty()) {
            return new PowerManagement.Unknown();
        }
        Set<PowerManagement.Child> children = EnumSet.noneOf(PowerManagement.Child.class);
        for (PowerManagement.Child child : PowerManagement.Child.values()) {
            if (element.get().child(child.element()).isPresent()) {
                children.add(child);
            }
        }
        return new PowerManagement.Probed(children);
    }

    private static @Nullable MigrationFeatures migrationFeatures(XmlElement host)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> element = host.child("migration_features");
        if (element.isEmpty()) {
            return null;
        }
        List<String> transports = new ArrayList<>();
        Optional<XmlElement> list = element.get().child("uri_transports");
        if (list.isPresent()) {
            for (XmlElement transport : list.get().children("uri_transport")) {
                transports.add(transport.text().toString());
            }
        }
        return new MigrationFeatures(element.get().child("live").isPresent(), transports);
    }

    private static Cell cell(XmlElement cell) throws MalformedCapabilitiesException {
        Long memoryKibibytes = null;
        Optional<XmlElement> memory = cell.child("memory");
        if (memory.isPresent()) {
            memory.get().requireKibibytes();
            memoryKibibytes = memory.get().longText();
        }
        List<Cell.PagePool> pools = new ArrayList<>();
        for (XmlElement pages : cell.children("pages")) {
            pages.requireKibibytes();
            pools.add(new Cell.PagePool(pages.longAttribute("size"), pages.longText()));
        }
        List<Cell.Distance> distances = new ArrayList<>();
        Optional<XmlElement> siblings = cell.child("distances");
        if (siblings.isPresent()) {
            for (XmlElement sibling : siblings.get().children("sibling")) {
                distances.add(
                        new Cell.Distance(
                                sibling.intAttribute("id"), sibling.intAttribute("value")));
            }
        }
        return new Cell(cell.intAttribute("id"), memoryKibibytes, pools, distances, cellCpus(cell));
    }

    private static @Nullable List<Cell.Cpu> cellCpus(XmlElement cell)
            throws MalformedCapabilitiesException {
        Optional<XmlElement> list = cell.child("cpus");
        if (list.isEmpty()) {
            return null;
        }
        List<Cell.Cpu> cpus = new ArrayList<>();
        for (XmlElement cpu : list.get().children("cpu")) {
            Cell.Place place =
                    cpu.attributes().containsKey("socket_id")
                            ? new Cell.Place(
                                    cpu.intAttribute("socket_id"),
                                    cpu.intAttribute("die_id"),
                                    cpu.optionalIntAttribute("cluster_id"),
                                    cpu.intAttribute("core_id"),
                                    cpu.attribute("siblings"))
                            : null;
            cpus.add(new Cell.Cpu(cpu.intAttribute("id"), place));
        }
        return cpus;
    }

    private static CacheBank bank(XmlElement bank) throws MalformedCapabilitiesException {
        String unitName = bank.attribute("unit");
        ByteUnit unit =
                ByteUnit.ofSpelling(unitName)
                        .orElseThrow(() -> bank.malformed("unknown unit '" + unitName + "'"));
        long size = bank.longAttribute("size");
        if (size > Long.MAX_VALUE / unit.bytes()) {
            throw bank.malformed("the size is too large: " + size + " " + unitName);
        }
        String typeName = bank.attribute("type");
        CacheBank.Type type =
                Arrays.stream(CacheBank.Type.values())
                        .filter(value -> value.spelling().equals(typeName))
                        .findFirst()
                        .orElseThrow(
                                () -> bank.malformed("unknown type of cache '" + typeName + "'"));
        return new CacheBank(
                bank.intAttribute("id"),
                bank.intAttribute("level"),
                type,
                size * unit.bytes(),
                bank.attribute("cpus"));
    }

    private static SecurityModel securityModel(XmlElement model)
            throws MalformedCapabilitiesException {
        List<SecurityModel.BaseLabel> labels = new ArrayList<>();
        for (XmlElement label : model.children("baselabel")) {
            labels.add(
                    new SecurityModel.BaseLabel(label.attribute("type"), label.text().toString()));
        }
        return new SecurityModel(
                model.requiredChild("model").text().toString(),
                model.requiredChild("doi").text().toString(),
                labels);
    }
}
