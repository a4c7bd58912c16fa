package dev.lungfish.libvirt.capabilities;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a capabilities document with libvirtd's layout, since administrators grep it.
public final class CapabilitiesWriter {
    private final XmlText xml = new XmlText();
    private final Dialect dialect;

    private CapabilitiesWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    /// The document as text, with a line end after the last line and no XML declaration, as
    /// libvirtd sends it. A character that XML does not allow becomes U+FFFD.
    public static String write(CapabilitiesDocument document, Dialect dialect) {
        CapabilitiesWriter writer = new CapabilitiesWriter(dialect);
        writer.xml.open("capabilities");
        writer.xml.blankLine();
        writer.host(document.host());
        writer.xml.blankLine();
        writer.xml.close("capabilities");
        return writer.xml.toString();
    }

    private void host(Host host) {
        xml.open("host");
        if (host.uuid() != null) {
            xml.leaf("uuid", host.uuid().toString());
        }
        cpu(host.cpu());
        powerManagement(host.powerManagement());
        if (host.iommu() != null) {
            xml.empty("iommu", "support", yesOrNo(host.iommu().supported()));
        }
        if (host.migrationFeatures() != null) {
            migrationFeatures(host.migrationFeatures());
        }
        cells(host.cells());
        cache(host.cacheBanks());
        host.securityModels().forEach(this::securityModel);
        xml.close("host");
    }

    private void cpu(HostCpu cpu) {
        xml.open("cpu");
        xml.leaf("arch", cpu.arch());
        if (!cpu.archFeatures().isEmpty()) {
            xml.open("features");
            cpu.archFeatures().forEach(xml::empty);
            xml.close("features");
        }
        leafIfKnown("model", cpu.model());
        leafIfKnown("vendor", cpu.vendor());
        if (cpu.microcodeVersion() != null) {
            xml.empty("microcode", "version", Long.toString(cpu.microcodeVersion()));
        }
        identity(cpu);
        cpu.features().forEach(name -> xml.empty("feature", "name", name));
        cpu.pageSizesKibibytes()
                .forEach(size -> xml.empty("pages", "unit", "KiB", "size", Long.toString(size)));
        xml.close("cpu");
    }

    private void identity(HostCpu cpu) {
        if (cpu.signature() instanceof HostCpu.Signature(int family, int model, int stepping)) {
            xml.empty(
                    "signature",
                    "family",
                    Integer.toString(family),
                    "model",
                    Integer.toString(model),
                    "stepping",
                    Integer.toString(stepping));
        }
        if (cpu.counter()
                instanceof HostCpu.Counter(String name, long frequency, boolean scaling)) {
            xml.empty(
                    "counter",
                    "name",
                    name,
                    "frequency",
                    Long.toString(frequency),
                    "scaling",
                    yesOrNo(scaling));
        }
        if (cpu.topology()
                instanceof
                HostCpu.Topology(int sockets, int dies, Integer clusters, int cores, int threads)) {
            xml.empty(
                    "topology",
                    "sockets",
                    Integer.toString(sockets),
                    "dies",
                    Integer.toString(dies),
                    "clusters",
                    numberIfKnown(clusters),
                    "cores",
                    Integer.toString(cores),
                    "threads",
                    Integer.toString(threads));
        }
        if (cpu.maximumPhysicalAddress()
                instanceof HostCpu.MaximumPhysicalAddress(String mode, int bits)) {
            xml.empty("maxphysaddr", "mode", mode, "bits", Integer.toString(bits));
        }
    }

    private void powerManagement(PowerManagement powerManagement) {
        if (!(powerManagement.in(dialect) instanceof PowerManagement.Probed probed)) {
            return;
        }
        if (probed.children().isEmpty()) {
            xml.empty("power_management");
            return;
        }
        xml.open("power_management");
        Arrays.stream(PowerManagement.Child.values())
                .filter(probed.children()::contains)
                .forEach(child -> xml.empty(child.element()));
        xml.close("power_management");
    }

    private void migrationFeatures(MigrationFeatures features) {
        xml.open("migration_features");
        if (features.live()) {
            xml.empty("live");
        }
        if (!features.uriTransports().isEmpty()) {
            xml.open("uri_transports");
            features.uriTransports().forEach(transport -> xml.leaf("uri_transport", transport));
            xml.close("uri_transports");
        }
        xml.close("migration_features");
    }

    private void cells(List<Cell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        xml.open("topology");
        xml.open("cells", "num", Integer.toString(cells.size()));
        cells.forEach(this::cell);
        xml.close("cells");
        xml.close("topology");
    }

    private void cell(Cell cell) {
        xml.open("cell", "id", Integer.toString(cell.id()));
        if (cell.memoryKibibytes() != null) {
            xml.leaf("memory", Long.toString(cell.memoryKibibytes()), "unit", "KiB");
        }
        for (Cell.PagePool pool : cell.pages()) {
            xml.leaf(
                    "pages",
                    Long.toString(pool.count()),
                    "unit",
                    "KiB",
                    "size",
                    Long.toString(pool.sizeKibibytes()));
        }
        if (!cell.distances().isEmpty()) {
            xml.open("distances");
            for (Cell.Distance distance : cell.distances()) {
                xml.empty(
                        "sibling",
                        "id",
                        Integer.toString(distance.cell()),
                        "value",
                        Integer.toString(distance.value()));
            }
            xml.close("distances");
        }
        if (cell.cpus() != null) {
            cellCpus(cell.cpus());
        }
        xml.close("cell");
    }

    private void cellCpus(List<Cell.Cpu> cpus) {
        String count = Integer.toString(cpus.size());
        if (cpus.isEmpty()) {
            xml.empty("cpus", "num", count);
            return;
        }
        xml.open("cpus", "num", count);
        for (Cell.Cpu cpu : cpus) {
            String id = Integer.toString(cpu.id());
            if (cpu.place()
                    instanceof
                    Cell.Place(int socket, int die, Integer cluster, int core, String siblings)) {
                xml.empty(
                        "cpu",
                        "id",
                        id,
                        "socket_id",
                        Integer.toString(socket),
                        "die_id",
                        Integer.toString(die),
                        "cluster_id",
                        numberIfKnown(cluster),
                        "core_id",
                        Integer.toString(core),
                        "siblings",
                        siblings);
            } else {
                xml.empty("cpu", "id", id);
            }
        }
        xml.close("cpus");
    }

    private void cache(List<CacheBank> banks) {
        if (banks.isEmpty()) {
            return;
        }
        xml.open("cache");
        for (CacheBank bank : banks) {
            ByteUnit unit = ByteUnit.largestWithin(bank.sizeBytes());
            xml.empty(
                    "bank",
                    "id",
                    Integer.toString(bank.id()),
                    "level",
                    Integer.toString(bank.level()),
                    "type",
                    bank.type().spelling(),
                    "size",
                    Long.toString(bank.sizeBytes() / unit.bytes()),
                    "unit",
                    unit.spelling(),
                    "cpus",
                    bank.cpus());
        }
        xml.close("cache");
    }

    private void securityModel(SecurityModel model) {
        xml.open("secmodel");
        xml.leaf("model", model.model());
        xml.leaf("doi", model.doi());
        model.baseLabels()
                .forEach(label -> xml.leaf("baselabel", label.label(), "type", label.type()));
        xml.close("secmodel");
    }

    private void leafIfKnown(String name, @Nullable String content) {
        if (content != null) {
            xml.leaf(name, content);
        }
    }

    private static @Nullable String numberIfKnown(@Nullable Integer number) {
        return number == null ? null : Integer.toString(number);
    }

    private static String yesOrNo(boolean value) {
        return value ? "yes" : "no";
    }
}
