package org.greenzone.formats.ndm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FormatDetector;
import org.greenzone.formats.Problems;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;

/**
 * Reads a navigation data message of CCSDS (TDM, OEM, OMM, CDM; KVN or XML, known by the first character) as a stream of
 * {@link NdmEntry}. What the keywords mean is left to the consumer.
 */
public final class NdmEntries {
    /** Sections of KVN by their marks, with the name that the same section has in XML. */
    private static final Map<String, String> SECTIONS =
            Map.of("META", "metadata", "DATA", "data", "COVARIANCE", "covarianceMatrix");

    private NdmEntries() {}

    /**
     * Hands all entries of a message of one kind to the consumer; a file of another kind is noted as a problem.
     *
     * @param wanted the kind
     * @param name what it is called in the message, for example "orbit ephemeris message"
     */
    public static void readOnly(
            FileFormat wanted, String name, InputStream content, Problems problems, Consumer<NdmEntry> consumer)
            throws IOException {
        InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
        FileFormat format = FormatDetector.detect(marked);
        if (format == wanted) {
            read(marked, problems, consumer);
        } else {
            problems.error(0, "", format.refusal("no " + name, "give " + wanted + " as KVN or XML"));
        }
    }

    /** Notes a line that is neither keyword and value nor anything else that may stand where it stands. */
    public static void refuseLine(NdmEntry entry, Problems problems) {
        problems.error(
                entry.line(), "", "'" + Values.shown(entry.value()) + "' is not KEYWORD = value; the line is left out");
    }

    /** Hands all entries to the consumer; whatever is not a message is noted as a problem. */
    public static void read(InputStream content, Problems problems, Consumer<NdmEntry> consumer) throws IOException {
        InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
        if (startsLikeXml(marked)) {
            NdmXml.read(marked, problems, consumer);
        } else {
            readKvn(new TextLines(marked, problems), consumer);
        }
    }

    private static boolean startsLikeXml(InputStream content) throws IOException {
        final int look = 256;
        content.mark(look);
        boolean xml = false;
        for (int i = 0; i < look; i++) {
            int c = content.read();
            boolean byteOrderMark = i < 3 && (c == 0xEF || c == 0xBB || c == 0xBF);
            boolean skipped = byteOrderMark || c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (!skipped) {
                xml = c == '<';
                break;
            }
        }
        content.reset();
        return xml;
    }

    private static void readKvn(TextLines lines, Consumer<NdmEntry> consumer) {
        for (String line = lines.next(); line != null; line = lines.next()) {
            NdmEntry entry = kvn(line.strip(), lines.number());
            if (entry.kind() != NdmEntry.Kind.LINE || !entry.value().isEmpty()) {
                consumer.accept(entry);
            }
        }
    }

    private static NdmEntry kvn(String text, int line) {
        if (text.startsWith("COMMENT") && (text.length() == 7 || !isKeywordCharacter(text.charAt(7)))) {
            return new NdmEntry(
                    NdmEntry.Kind.ENTRY, line, "COMMENT", text.substring(7).strip(), "");
        }
        int equals = text.indexOf('=');
        if (equals > 0) {
            String keyword = text.substring(0, equals).strip().toUpperCase(Locale.ROOT);
            String value = text.substring(equals + 1).strip();
            String unit = "";
            int bracket = value.lastIndexOf('[');
            if (bracket >= 0 && value.endsWith("]")) {
                unit = value.substring(bracket + 1, value.length() - 1).strip();
                value = value.substring(0, bracket).strip();
            }
            return new NdmEntry(NdmEntry.Kind.ENTRY, line, keyword, value, unit);
        }
        int underscore = text.lastIndexOf('_');
        if (underscore > 0) {
            String section = SECTIONS.get(text.substring(0, underscore));
            String edge = text.substring(underscore + 1);
            if (section != null && edge.equals("START")) {
                return new NdmEntry(NdmEntry.Kind.START, line, section, "", "");
            }
            if (section != null && edge.equals("STOP")) {
                return new NdmEntry(NdmEntry.Kind.STOP, line, section, "", "");
            }
        }
        return new NdmEntry(NdmEntry.Kind.LINE, line, "", text, "");
    }

    private static boolean isKeywordCharacter(char c) {
        return c == '_' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
