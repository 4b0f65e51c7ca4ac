package org.greenzone.formats.cdm;

import java.util.List;
import java.util.Locale;

/** The two notations of a conjunction data message: KVN (508.0-B-1, chapter 3) and XML (chapter 4, 505.0-B). */
final class CdmText {
    static final String COMMENT = "COMMENT";

    /** Parts of a message in their order; in XML each but the outermost has an element of its own. */
    enum Block {
        HEADER("header"),
        RELATIVE("relativeMetadataData"),
        RELATIVE_STATE("relativeStateVector"),
        METADATA("metadata"),
        DATA("data"),
        ORBIT_DETERMINATION("odParameters"),
        ADDITIONAL("additionalParameters"),
        STATE("stateVector"),
        COVARIANCE("covarianceMatrix");

        private final String element;

        Block(String element) {
            this.element = element;
        }

        /** The blocks around this one, from the outermost, itself the last. */
        private List<String> path() {
            return switch (this) {
                case HEADER -> List.of(element);
                case RELATIVE -> List.of("body", element);
                case RELATIVE_STATE -> List.of("body", RELATIVE.element, element);
                case METADATA, DATA -> List.of("body", "segment", element);
                case ORBIT_DETERMINATION, ADDITIONAL, STATE, COVARIANCE ->
                    List.of("body", "segment", DATA.element, element);
            };
        }
    }

    /** One entry, or a comment; the unit is empty where there is none. */
    record Line(Block block, String keyword, String value, String unit) {}

    private CdmText() {}

    static String kvn(List<Line> lines) {
        StringBuilder out = new StringBuilder(4096);
        out.append(String.format(Locale.ROOT, "%-30s = %s", "CCSDS_CDM_VERS", "1.0"))
                .append("\n");
        for (Line line : lines) {
            if (line.keyword().equals(COMMENT)) {
                out.append("COMMENT ").append(line.value()).append('\n');
                continue;
            }
            out.append(String.format(Locale.ROOT, "%-30s = %s", line.keyword(), line.value()));
            if (!line.unit().isEmpty()) {
                out.append(" [").append(line.unit()).append(']');
            }
            out.append('\n');
        }
        return out.toString();
    }

    static String xml(List<Line> lines) {
        StringBuilder out = new StringBuilder(8192);
        out.append("""
                <?xml version="1.0" encoding="UTF-8"?>
                <cdm xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:noNamespaceSchemaLocation="http://sanaregistry.org/r/ndmxml/ndmxml-1.0-master.xsd"
                    id="CCSDS_CDM_VERS" version="1.0">
                """);
        List<String> open = List.of();
        for (Line line : lines) {
            // OBJECT begins the second segment where the first is open.
            if (line.keyword().equals("OBJECT")) {
                move(out, open, List.of("body"));
                open = List.of("body");
            }
            move(out, open, line.block().path());
            open = line.block().path();
            out.append("  ".repeat(open.size() + 1)).append('<').append(line.keyword());
            if (!line.unit().isEmpty()) {
                out.append(" units=\"").append(line.unit()).append('"');
            }
            out.append('>').append(escaped(line.value())).append("</");
            out.append(line.keyword()).append(">\n");
        }
        move(out, open, List.of());
        return out.append("</cdm>\n").toString();
    }

    /** Closes and opens elements on the way from one path to another. */
    private static void move(StringBuilder out, List<String> from, List<String> to) {
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        for (int i = from.size() - 1; i >= common; i--) {
            out.append("  ".repeat(i + 1)).append("</").append(from.get(i)).append(">\n");
        }
        for (int i = common; i < to.size(); i++) {
            out.append("  ".repeat(i + 1)).append('<').append(to.get(i)).append(">\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
