package org.greenzone.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of one mapping in a YAML file. Each error names the file and the path of the field and says what to do. A
 * field that nobody asked for is an error at {@link #done()}, so that a slip of the pen does not go unnoticed.
 */
final class YamlFields {
    private final String file;
    private final String path;
    private final JsonNode node;
    private final Set<String> known = new TreeSet<>();

    YamlFields(String file, String path, JsonNode node) throws ScenarioException {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw error("", "is not a mapping; write fields as 'name: value'");
        }
    }

    ScenarioException error(String field, String message) {
        String where = field.isEmpty() ? path : pathOf(field);
        return new ScenarioException(file + ": " + (where.isEmpty() ? "the file" : where) + ": " + message);
    }

    private String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String field) {
        known.add(field);
        JsonNode value = node.get(field);
        return value != null && !value.isNull();
    }

    private JsonNode value(String field) throws ScenarioException {
        if (!has(field)) {
            throw error(field, "is missing; add it");
        }
        return node.get(field);
    }

    String text(String field) throws ScenarioException {
        JsonNode value = value(field);
        if (!value.isValueNode()) {
            throw error(field, "is not a text; write one value");
        }
        return value.asText().strip();
    }

    String text(String field, String otherwise) throws ScenarioException {
        return has(field) ? text(field) : otherwise;
    }

    double number(String field, double lowest, double highest) throws ScenarioException {
        JsonNode value = value(field);
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        if (!value.isNumber() && value.isTextual()) {
            number = parsed(value.asText());
        }
        if (!(number >= lowest && number <= highest)) {
            throw error(
                    field,
                    "'" + shown(value) + "' is not a number from " + plain(lowest) + " to " + plain(highest)
                            + "; correct it");
        }
        return number;
    }

    double number(String field, double lowest, double highest, double otherwise) throws ScenarioException {
        return has(field) ? number(field, lowest, highest) : otherwise;
    }

    /** YAML 1.1 takes {@code 7.5e4} (no sign in the exponent) for a text. */
    private static double parsed(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    int integer(String field, int lowest, int highest) throws ScenarioException {
        JsonNode value = value(field);
        if (!value.isIntegralNumber() || value.asLong() < lowest || value.asLong() > highest) {
            throw error(
                    field,
                    "'" + shown(value) + "' is not a whole number from " + lowest + " to " + highest + "; correct it");
        }
        return value.asInt();
    }

    long integer64(String field, long otherwise) throws ScenarioException {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = value(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw error(field, "'" + shown(value) + "' is not a whole number; correct it");
        }
        return value.asLong();
    }

    /** UTC microseconds since 1970. */
    long time(String field) throws ScenarioException {
        String text = text(field);
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw error(field, "'" + text + "' is not a UTC time; write it as 2021-11-15T02:50:00Z");
        }
    }

    double[] numbers(String field, int count) throws ScenarioException {
        JsonNode value = value(field);
        if (!value.isArray() || value.size() != count) {
            throw error(field, "is not a list of " + count + " numbers; write [x, y, ...]");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            if (!value.get(i).isNumber()) {
                throw error(field + "[" + i + "]", "'" + shown(value.get(i)) + "' is not a number; correct it");
            }
            numbers[i] = value.get(i).asDouble();
        }
        return numbers;
    }

    List<String> texts(String field) throws ScenarioException {
        List<String> texts = new ArrayList<>();
        if (!has(field)) {
            return texts;
        }
        JsonNode value = value(field);
        if (!value.isArray()) {
            throw error(field, "is not a list; write [a, b] or lines that begin with '- '");
        }
        for (int i = 0; i < value.size(); i++) {
            if (!value.get(i).isValueNode()) {
                throw error(field + "[" + i + "]", "is not a text; write one value");
            }
            texts.add(value.get(i).asText());
        }
        return texts;
    }

    /** The mapping of a field; an empty one where there is none. */
    YamlFields mapping(String field) throws ScenarioException {
        return new YamlFields(file, pathOf(field), has(field) ? value(field) : JsonNodeFactory.instance.objectNode());
    }

    /** The mappings of a list; none where the field is not there. */
    List<YamlFields> mappings(String field) throws ScenarioException {
        List<YamlFields> mappings = new ArrayList<>();
        if (!has(field)) {
            return mappings;
        }
        JsonNode value = value(field);
        if (!value.isArray()) {
            throw error(field, "is not a list; write lines that begin with '- '");
        }
        for (int i = 0; i < value.size(); i++) {
            mappings.add(new YamlFields(file, pathOf(field) + "[" + i + "]", value.get(i)));
        }
        return mappings;
    }

    /** Refuses fields that nobody asked for. */
    void done() throws ScenarioException {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw error(name, "is not a field here; remove it or use one of: " + String.join(", ", known));
            }
        }
    }

    private static String shown(JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
