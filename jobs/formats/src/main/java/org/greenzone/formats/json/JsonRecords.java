package org.greenzone.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;

/**
 * Reads the objects of a JSON file: a list of objects, one object that holds the list under a name (as {@code
 * {"measurements": [...]}}), one object alone, or objects one after another (JSON lines). Where the JSON breaks, the
 * objects before are kept.
 */
public final class JsonRecords {
    /** More scalars in one object than any record has. */
    private static final int MAXIMUM_FIELDS = 10_000;

    /** NaN and Infinity, which some writers put for numbers, cost their field and not the rest of the file. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonRecords() {}

    /**
     * Hands each object to the consumer.
     *
     * @param listName name under which an outer object holds the list; an object without it is itself a record
     */
    public static void read(InputStream content, String listName, Problems problems, Consumer<JsonRecord> consumer) {
        try (JsonParser parser = FACTORY.createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    outer(parser, listName, problems, consumer);
                } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    problems.error(line(parser), "", "a list of objects is expected here; this element is left out");
                }
            }
        } catch (StreamReadException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            problems.error(line, "", "JSON breaks off here (" + e.getOriginalMessage() + "); what came before is kept");
        } catch (StreamConstraintsException e) {
            problems.error(0, "", "JSON is not acceptable (" + e.getOriginalMessage() + "); what came before is kept");
        } catch (IOException e) {
            problems.error(0, "", InputFiles.reason(e));
        }
    }

    private static void outer(JsonParser parser, String listName, Problems problems, Consumer<JsonRecord> consumer)
            throws IOException {
        int start = line(parser);
        Map<String, JsonField> fields = new LinkedHashMap<>();
        boolean held = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(listName) && value == JsonToken.START_ARRAY) {
                held = true;
                list(parser, problems, consumer);
            } else {
                collect(parser, name, fields);
            }
        }
        if (!held) {
            consumer.accept(new JsonRecord(start, fields));
        }
    }

    private static void list(JsonParser parser, Problems problems, Consumer<JsonRecord> consumer) throws IOException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                int start = line(parser);
                Map<String, JsonField> fields = new LinkedHashMap<>();
                members(parser, "", fields);
                consumer.accept(new JsonRecord(start, fields));
            } else {
                problems.error(line(parser), "", "an object is expected here; this element is left out");
                parser.skipChildren();
            }
        }
    }

    private static void members(JsonParser parser, String prefix, Map<String, JsonField> fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            parser.nextToken();
            collect(parser, name, fields);
        }
    }

    private static void collect(JsonParser parser, String path, Map<String, JsonField> fields) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            members(parser, path + ".", fields);
        } else if (token == JsonToken.START_ARRAY) {
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    return;
                }
                collect(parser, path + "[" + index++ + "]", fields);
            }
        } else if (token != null && token != JsonToken.VALUE_NULL) {
            if (fields.size() >= MAXIMUM_FIELDS) {
                throw new JsonParseException(parser, "more than " + MAXIMUM_FIELDS + " fields in one object");
            }
            fields.put(path, new JsonField(line(parser), parser.getText()));
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
