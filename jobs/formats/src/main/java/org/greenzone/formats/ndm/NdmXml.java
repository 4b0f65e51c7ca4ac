package org.greenzone.formats.ndm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;

/**
 * The XML form of the messages (CCSDS 505.0-B): elements with children are sections, elements with text are entries.
 * Document type definitions and external entities are refused. Where the XML breaks, what came before is kept.
 */
final class NdmXml {
    /** Deeper than any message, so that hostile nesting ends early. */
    private static final int MAXIMUM_DEPTH = 64;

    /** Longer than any value or comment. */
    private static final int MAXIMUM_TEXT = 1 << 16;

    /** Longer than any XML declaration. */
    private static final int DECLARATION = 256;

    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._:-]*)[\"']");

    private NdmXml() {}

    static void read(InputStream content, Problems problems, Consumer<NdmEntry> consumer) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(characters(content));
            try {
                new Walk(reader, consumer).run();
            } finally {
                reader.close();
            }
        } catch (IOException e) {
            problems.error(0, "", InputFiles.reason(e));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
            problems.error(line, "", "XML breaks off here (" + firstLine(e) + "); what came before is kept");
        }
    }

    /**
     * The characters in the encoding that the declaration names, UTF-8 without one. Bytes outside of it become replacement
     * characters: a letter of another encoding in a comment must not cost the data.
     */
    private static Reader characters(InputStream content) throws IOException {
        InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
        marked.mark(DECLARATION);
        String start = new String(marked.readNBytes(DECLARATION - 1), StandardCharsets.ISO_8859_1);
        marked.reset();
        if (start.startsWith("\u00EF\u00BB\u00BF")) {
            marked.skipNBytes(3);
        }
        Matcher declared = ENCODING.matcher(start);
        Charset charset = StandardCharsets.UTF_8;
        if (declared.find() && Charset.isSupported(declared.group(1))) {
            charset = Charset.forName(declared.group(1));
        }
        return new InputStreamReader(marked, charset);
    }

    private static String firstLine(XMLStreamException e) {
        String message = e.getMessage();
        if (message == null) {
            return "malformed";
        }
        int at = message.indexOf("Message: ");
        String text = at < 0 ? message : message.substring(at + "Message: ".length());
        return text.lines().findFirst().orElse("malformed");
    }

    /** One pass; an element is a section as soon as it has a child, and an entry where it ends without one. */
    private static final class Walk {
        private final XMLStreamReader reader;
        private final Consumer<NdmEntry> consumer;
        private final StringBuilder text = new StringBuilder();
        private int depth;
        private boolean open;
        private String name = "";
        private String unit = "";
        private int line;

        private Walk(XMLStreamReader reader, Consumer<NdmEntry> consumer) {
            this.reader = reader;
            this.consumer = consumer;
        }

        private void run() throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (open && text.length() < MAXIMUM_TEXT) {
                            text.append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.DTD ->
                        throw new XMLStreamException(
                                "Message: a document type definition is not allowed", reader.getLocation());
                    default -> {
                        // Comments and processing instructions carry no data.
                    }
                }
            }
        }

        private void start() throws XMLStreamException {
            if (++depth > MAXIMUM_DEPTH) {
                throw new XMLStreamException("Message: elements nested too deep", reader.getLocation());
            }
            if (open) {
                emit(NdmEntry.Kind.START, name, "", "");
            }
            open = true;
            text.setLength(0);
            name = reader.getLocalName();
            line = reader.getLocation().getLineNumber();
            String units = reader.getAttributeValue(null, "units");
            unit = units == null ? "" : units;
            String id = reader.getAttributeValue(null, "id");
            String version = reader.getAttributeValue(null, "version");
            if (id != null && version != null) {
                emit(NdmEntry.Kind.ENTRY, id, version, "");
            }
            String parameter = reader.getAttributeValue(null, "parameter");
            if (parameter != null) {
                name = name + "_" + parameter.toUpperCase(Locale.ROOT);
            }
        }

        private void end() {
            depth--;
            if (open) {
                emit(NdmEntry.Kind.ENTRY, name, text.toString().strip(), unit);
            } else {
                line = reader.getLocation().getLineNumber();
                emit(NdmEntry.Kind.STOP, reader.getLocalName(), "", "");
            }
            open = false;
        }

        private void emit(NdmEntry.Kind kind, String keyword, String value, String entryUnit) {
            consumer.accept(new NdmEntry(kind, line, keyword, value, entryUnit));
        }
    }
}
