package org.greenzone.simulator.scenario;

import java.util.Locale;
import java.util.Set;
import org.greenzone.simulator.breakup.BreakupEvent;
import org.greenzone.simulator.breakup.BreakupKind;
import org.greenzone.simulator.breakup.BrokenType;

/** Reads the breakups of a scenario. */
final class BreakupFields {
    private static final double LARGEST_MASS = 1e6;

    /** Faster pieces of a decimetre are not known of any event. */
    private static final double DEFAULT_MAXIMUM_DELTA_V = 2000;

    private BreakupFields() {}

    static ScenarioBreakup read(YamlFields fields, Set<String> ids, long start, long end) throws ScenarioException {
        String parent = fields.text("parent");
        if (!ids.contains(parent)) {
            throw fields.error("parent", "the scenario has no object " + parent + "; add it under objects");
        }
        long time = fields.time("time");
        if (time <= start || time >= end) {
            throw fields.error("time", "is not between start and end of the scenario; correct it");
        }
        BreakupKind kind = choice(fields, "kind", BreakupKind.values(), BreakupKind.COLLISION);
        double smallest = fields.number("minimumSizeMetres", 0.001, 10, 0.1);
        double largest = fields.number("maximumSizeMetres", 0.001, 100, 5);
        if (largest <= smallest) {
            throw fields.error("maximumSizeMetres", "is not above minimumSizeMetres; correct one of them");
        }
        BreakupEvent event = new BreakupEvent(
                kind,
                choice(fields, "type", BrokenType.values(), BrokenType.SPACECRAFT),
                fields.number("massKilograms", 1e-3, LARGEST_MASS),
                fields.number("projectileMassKilograms", 0, LARGEST_MASS, 0),
                fields.number("energyJoules", 1, 1e15, Double.NaN),
                fields.number("explosionScale", 1e-3, 10, 1),
                smallest,
                largest,
                fields.number("maximumDeltaVMetresPerSecond", 500, 3000, DEFAULT_MAXIMUM_DELTA_V));
        fields.done();
        return new ScenarioBreakup(parent, time, event);
    }

    private static <E extends Enum<E>> E choice(YamlFields fields, String field, E[] values, E otherwise)
            throws ScenarioException {
        String text = fields.text(field, word(otherwise));
        StringBuilder words = new StringBuilder();
        for (E value : values) {
            if (word(value).equals(text)) {
                return value;
            }
            words.append(words.isEmpty() ? "" : ", ").append(word(value));
        }
        throw fields.error(field, "'" + text + "' is none of: " + words);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
