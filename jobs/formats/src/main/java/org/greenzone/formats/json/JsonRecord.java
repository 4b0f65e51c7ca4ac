package org.greenzone.formats.json;

import java.util.Map;
import java.util.Optional;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/**
 * One object of a JSON array, flattened: {@code corrected.range}, {@code corrections[0].type}. Nulls are left out.
 *
 * @param line line on which the object begins
 * @param fields scalars by path, in the order of the file
 */
public record JsonRecord(int line, Map<String, JsonField> fields) {

    public Optional<String> text(String path) {
        return Optional.ofNullable(fields.get(path)).map(JsonField::text);
    }

    public boolean has(String path) {
        return fields.containsKey(path);
    }

    /** Line of a field; the line of the object where the field is absent. */
    public int lineOf(String path) {
        JsonField field = fields.get(path);
        return field == null ? line : field.line();
    }

    public String requiredText(String path) throws BadValueException {
        return text(path).filter(t -> !t.isBlank()).orElseThrow(() -> new BadValueException("is missing; add it"));
    }

    public double requiredNumber(String path) throws BadValueException {
        return Values.number(requiredText(path));
    }

    /** The number, or NaN where the field is absent. */
    public double number(String path) throws BadValueException {
        JsonField field = fields.get(path);
        return field == null ? Double.NaN : Values.number(field.text());
    }
}
