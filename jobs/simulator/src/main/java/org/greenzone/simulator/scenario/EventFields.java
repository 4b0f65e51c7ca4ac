package org.greenzone.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what happens in a scenario beside breakups: manoeuvres, deployments, silences. */
final class EventFields {
    private static final double FASTEST = 1000;

    private EventFields() {}

    static ScenarioManoeuvre manoeuvre(YamlFields fields, Set<String> ids, long start, long end)
            throws ScenarioException {
        ScenarioManoeuvre manoeuvre = new ScenarioManoeuvre(
                object(fields, "object", ids),
                time(fields, "time", start, end),
                fields.numbers("deltaVRadialInTrackCrossTrackMetresPerSecond", 3));
        fields.done();
        return manoeuvre;
    }

    static Deployment deployment(YamlFields fields, Set<String> ids, long start, long end) throws ScenarioException {
        double size = fields.number("sizeMetres", 1e-3, 100);
        Deployment deployment = new Deployment(
                object(fields, "carrier", ids),
                time(fields, "time", start, end),
                fields.integer("count", 1, 10_000),
                fields.number("speedMetresPerSecond", 0, FASTEST),
                size,
                fields.number("massKilograms", 1e-3, 1e6),
                fields.number("areaSquareMetres", 1e-6, 1e4, size * size));
        fields.done();
        return deployment;
    }

    static List<Silence> silences(YamlFields fields, long start, long end) throws ScenarioException {
        List<Silence> silences = new ArrayList<>();
        for (YamlFields silence : fields.mappings("silences")) {
            long from = time(silence, "from", start, end);
            long to = time(silence, "to", start, end);
            if (to <= from) {
                throw silence.error("to", "is not after from; correct one of them");
            }
            silences.add(new Silence(from, to));
            silence.done();
        }
        return silences;
    }

    private static String object(YamlFields fields, String field, Set<String> ids) throws ScenarioException {
        String id = fields.text(field);
        if (!ids.contains(id)) {
            throw fields.error(field, "the scenario has no object " + id + "; add it under objects");
        }
        return id;
    }

    private static long time(YamlFields fields, String field, long start, long end) throws ScenarioException {
        long time = fields.time(field);
        if (time <= start || time >= end) {
            throw fields.error(field, "is not between start and end of the scenario; correct it");
        }
        return time;
    }
}
