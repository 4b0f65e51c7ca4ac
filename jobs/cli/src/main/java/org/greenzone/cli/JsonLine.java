package org.greenzone.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/**
 * One JSON object on one line, fields in the order in which they were added, so that equal data give equal bytes.
 * Doubles are printed as {@link Double#toString}: the shortest text that reads back to the same number. JSON has no NaN:
 * a number that is not finite is {@code null}.
 */
public final class JsonLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    public JsonLine() {
        try {
            json = FACTORY.createGenerator(text);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonLine add(String field, String value) {
        return write(field, () -> json.writeString(value));
    }

    public JsonLine add(String field, boolean value) {
        return write(field, () -> json.writeBoolean(value));
    }

    public JsonLine add(String field, long value) {
        return write(field, () -> json.writeNumber(value));
    }

    public JsonLine add(String field, double value) {
        return write(field, () -> writeDouble(value));
    }

    /** A time, as {@link Times#iso}. */
    public JsonLine addTime(String field, long micros) {
        return add(field, Times.iso(micros));
    }

    public JsonLine addNull(String field) {
        return write(field, json::writeNull);
    }

    public JsonLine add(String field, double[] values) {
        return write(field, () -> {
            json.writeStartArray();
            for (double value : values) {
                writeDouble(value);
            }
            json.writeEndArray();
        });
    }

    public JsonLine add(String field, Collection<String> values) {
        return write(field, () -> {
            json.writeStartArray();
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    /** An object of numbers, in the order of the map. */
    public JsonLine add(String field, Map<String, Double> values) {
        return write(field, () -> {
            json.writeStartObject();
            for (Map.Entry<String, Double> entry : values.entrySet()) {
                json.writeFieldName(entry.getKey());
                writeDouble(entry.getValue());
            }
            json.writeEndObject();
        });
    }

    /** Text that is JSON already. */
    public JsonLine addRaw(String field, String rawJson) {
        return write(field, () -> json.writeRawValue(rawJson));
    }

    /** The line, without end of line; the object must not be used afterwards. */
    public String end() {
        try {
            json.writeEndObject();
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void writeDouble(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private JsonLine write(String field, Write write) {
        try {
            json.writeFieldName(field);
            write.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Write {
        void write() throws IOException;
    }
}
