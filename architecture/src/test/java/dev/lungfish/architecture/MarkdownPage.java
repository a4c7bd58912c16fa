package dev.lungfish.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// A page of Markdown, parsed as a forge does.
///
/// **Source:** CommonMark 0.31; GitHub Flavored Markdown, "Tables": a row with fewer cells is
/// filled up, and of one with more the rest is dropped; a head whose number of cells differs from
/// that of the line below it makes no table; `|` splits cells also within code, unless it is
/// escaped.
///
/// @param tables how many there are
/// @param links the destinations of all links
/// @param anchors of the headings, as GitHub makes them
/// @param faults what does not render as it is meant, with its line
record MarkdownPage(int tables, List<String> links, Set<String> anchors, List<String> faults) {
    private static final Parser PARSER =
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .build();

    private static final Pattern CELLS_END = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern TAGS =
            Pattern.compile("(?s)</?(br|a|details|summary|sub|sup)\\b[^>]*>|<!--.*-->");

    static MarkdownPage of(String text) {
        Reader reader = new Reader(text.lines().toList());
        PARSER.parse(text).accept(reader);
        return new MarkdownPage(reader.tables, reader.links, reader.anchors, reader.faults);
    }

    private static final class Reader extends AbstractVisitor {
        private final List<String> lines;
        private int tables;
        private final List<String> links = new ArrayList<>();
        private final Set<String> anchors = new LinkedHashSet<>();
        private final Map<String, Integer> repeated = new HashMap<>();
        private final List<String> faults = new ArrayList<>();

        Reader(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock table) {
                tables++;
                int head = -1;
                for (SourceSpan span : table.getSourceSpans()) {
                    int cells = cells(line(span));
                    head = head < 0 ? cells : head;
                    if (cells != head) {
                        fault(span, "%d cells, and the head has %d".formatted(cells, head));
                    }
                }
            }
            visitChildren(block);
        }

        @Override
        public void visit(Paragraph paragraph) {
            for (SourceSpan span : paragraph.getSourceSpans()) {
                if (line(span).startsWith("|")) {
                    fault(span, "a table that is none");
                    break;
                }
            }
            visitChildren(paragraph);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            if (block.getClosingFenceLength() == null) {
                fault(block.getSourceSpans().getFirst(), "a block of code that does not end");
            }
        }

        @Override
        public void visit(HtmlInline html) {
            if (!TAGS.matcher(html.getLiteral()).matches()) {
                faults.add("'%s' is taken for HTML".formatted(html.getLiteral()));
            }
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Heading heading) {
            String anchor =
                    words(heading)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                            .replace(' ', '-');
            int before = repeated.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
            visitChildren(heading);
        }

        private static String words(Node node) {
            StringBuilder words = new StringBuilder();
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                words.append(
                        switch (child) {
                            case Text text -> text.getLiteral();
                            case Code code -> code.getLiteral();
                            default -> words(child);
                        });
            }
            return words.toString();
        }

        private String line(SourceSpan span) {
            return lines.get(span.getLineIndex()).strip();
        }

        private static int cells(String row) {
            String inner = row.replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
            return CELLS_END.split(inner, -1).length;
        }

        private void fault(SourceSpan span, String what) {
            faults.add("line %d: %s".formatted(span.getLineIndex() + 1, what));
        }
    }
}
