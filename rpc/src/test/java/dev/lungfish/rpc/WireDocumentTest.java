package dev.lungfish.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What travels is as the document says it. A record whose shape changes would change what a number
/// means: it gets a new number, and the document is written anew with `-Dlungfish.write=true`.
class WireDocumentTest {
    private static final String BEGIN = "<!-- made from the code: begin -->\n";
    private static final String END = "<!-- made from the code: end -->\n";
    private static final Path DOCUMENT =
            Path.of(System.getProperty("lungfish.checkout", "")).resolve("docs/wire-contract.md");

    @Test
    void documentSaysWhatTravels() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("lungfish.write")) {
            Files.writeString(
                    DOCUMENT, document.substring(0, begin) + made() + document.substring(end));
            return;
        }

        assertThat(document.substring(begin, end)).isEqualTo(made());
    }

    private static String made() {
        StringBuilder table =
                new StringBuilder(
                        """
                        | number | procedure | arguments | result | access |
                        |---|---|---|---|---|
                        """);
        Map<String, String> types = new LinkedHashMap<>();
        for (Procedure<?, ?> procedure : Calls.ALL) {
            table.append(
                    "| %d | %s | %s | %s | %s |\n"
                            .formatted(
                                    procedure.number(),
                                    procedure.name(),
                                    field(procedure.arguments(), types),
                                    field(procedure.result(), types),
                                    procedure.access() == Access.READ ? "read" : "read-write"));
        }
        table.append(
                "| %d | (message) | %s | | |\n"
                        .formatted(Calls.CHANGE.number(), field(Calls.CHANGE.content(), types)));
        return table + "\n```\n" + String.join("", types.values()) + "```\n";
    }

    private static String field(XdrCodec<?> codec, Map<String, String> types) {
        if (!(codec instanceof DerivedCodec<?> derived)) {
            return "";
        }
        derived.form().declare(types);
        return "`" + derived.form().field("").strip() + "`";
    }
}
