package org.greenzone.simulator.scenario;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.gp.GpFiles;
import org.greenzone.formats.gp.TleReader;

/** Reads the objects, the background and the assets of a scenario. */
final class ObjectFields {
    private static final double LARGEST_SIZE = 1000;
    private static final double LARGEST_COEFFICIENT = 100;

    /** A compact satellite: Cd 2.2 and Cr 1.3 on about 0.005 m2/kg. */
    private static final double DEFAULT_BALLISTIC = 0.011;

    private static final double DEFAULT_RADIATION = 0.0065;
    private static final int LARGEST_COUNT = 100_000;

    private ObjectFields() {}

    /** One object with {@code tle} or {@code state}, or all of a {@code file} of element sets. */
    static List<ScenarioObject> read(YamlFields fields, Path folder) throws ScenarioException {
        List<ScenarioObject> objects = new ArrayList<>();
        int orbits = (fields.has("tle") ? 1 : 0) + (fields.has("state") ? 1 : 0) + (fields.has("file") ? 1 : 0);
        if (orbits != 1) {
            throw fields.error(
                    "",
                    "has " + (orbits == 0 ? "no orbit" : "more than one orbit")
                            + "; give one of tle (two lines), state, or file (of element sets)");
        }
        if (fields.has("tle")) {
            ElementSet set = elementSet(fields);
            objects.add(object(fields, fields.text("id", set.objectId()), set, new ScenarioObject.FromElementSet(set)));
        } else if (fields.has("state")) {
            YamlFields state = fields.mapping("state");
            double[] position = state.numbers("positionGcrfMetres", 3);
            double[] velocity = state.numbers("velocityGcrfMetresPerSecond", 3);
            double[] all = {position[0], position[1], position[2], velocity[0], velocity[1], velocity[2]};
            ScenarioObject.Orbit orbit = new ScenarioObject.FromState(state.time("epoch"), all);
            state.done();
            objects.add(object(fields, fields.text("id"), fields.text("name", ""), "", orbit));
        } else {
            for (ElementSet set : elementSets(fields, folder.resolve(fields.text("file")))) {
                objects.add(object(fields, set.objectId(), set, new ScenarioObject.FromElementSet(set)));
            }
        }
        fields.done();
        return objects;
    }

    private static ScenarioObject object(YamlFields fields, String id, ElementSet set, ScenarioObject.Orbit orbit)
            throws ScenarioException {
        return object(fields, id, fields.text("name", set.objectName()), set.internationalDesignator(), orbit);
    }

    private static ScenarioObject object(
            YamlFields fields, String id, String name, String designator, ScenarioObject.Orbit orbit)
            throws ScenarioException {
        double otherwiseBallistic = orbit instanceof ScenarioObject.FromElementSet ? Double.NaN : DEFAULT_BALLISTIC;
        double size = fields.number("sizeMetres", 1e-3, LARGEST_SIZE, 1.0);
        return new ScenarioObject(
                id,
                name,
                fields.text("internationalDesignator", designator),
                orbit,
                size,
                fields.number("hardBodyRadiusMetres", 1e-3, LARGEST_SIZE, size / 2),
                fields.number("ballisticCoefficient", 1e-6, LARGEST_COEFFICIENT, otherwiseBallistic),
                fields.number("radiationCoefficient", 0, LARGEST_COEFFICIENT, DEFAULT_RADIATION));
    }

    private static ElementSet elementSet(YamlFields fields) throws ScenarioException {
        List<String> lines = fields.texts("tle");
        if (lines.size() != 2) {
            throw fields.error("tle", "has " + lines.size() + " lines; give line 1 and line 2, each in quotes");
        }
        Problems problems = new Problems("tle");
        InputStream content = new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        ReadResult<ElementSet> result = problems.result(TleReader.read(content, problems));
        if (result.records().size() != 1) {
            String reason = result.problems().isEmpty()
                    ? "is not an element set; check the two lines"
                    : result.problems().get(0).message();
            throw fields.error("tle", reason);
        }
        return result.records().get(0);
    }

    private static List<ElementSet> elementSets(YamlFields fields, Path file) throws ScenarioException {
        ReadResult<ElementSet> result = GpFiles.read(file);
        for (Problem problem : result.problems()) {
            if (problem.severity() == Problem.Severity.ERROR) {
                throw fields.error("file", problem.toString());
            }
        }
        if (result.records().isEmpty()) {
            throw fields.error("file", file + " has no element set; name another file");
        }
        return result.records();
    }

    static Background background(YamlFields fields) throws ScenarioException {
        double lowest = fields.number("lowestAltitudeMetres", 150e3, 1e8);
        double highest = fields.number("highestAltitudeMetres", 150e3, 1e8);
        if (highest <= lowest) {
            throw fields.error("highestAltitudeMetres", "is not above lowestAltitudeMetres; correct one of them");
        }
        List<Background.Inclination> inclinations = new ArrayList<>();
        for (YamlFields part : fields.mappings("inclinations")) {
            inclinations.add(new Background.Inclination(
                    Math.toRadians(part.number("degrees", 0, 180)),
                    Math.toRadians(part.number("sigmaDegrees", 0, 90, 0.1)),
                    part.number("weight", 1e-9, 1e9)));
            part.done();
        }
        if (inclinations.isEmpty()) {
            throw fields.error("inclinations", "names none; add for example '- {degrees: 97.5, weight: 1}'");
        }
        double smallest = fields.number("smallestSizeMetres", 1e-3, LARGEST_SIZE);
        Background background = new Background(
                fields.integer("count", 0, LARGEST_COUNT),
                fields.integer("firstObjectNumber", 1, 999_999_999),
                lowest,
                highest,
                inclinations,
                smallest,
                fields.number("largestSizeMetres", smallest, LARGEST_SIZE));
        fields.done();
        return background;
    }

    static Asset asset(YamlFields fields, Set<String> ids) throws ScenarioException {
        String id = fields.text("object");
        if (!ids.contains(id)) {
            throw fields.error("object", "the scenario has no object " + id + "; add it under objects");
        }
        double[] box = fields.numbers("screeningRadialInTrackCrossTrackMetres", 3);
        Asset asset = new Asset(
                id,
                fields.text("name", id),
                fields.number("hardBodyRadiusMetres", 1e-3, LARGEST_SIZE),
                box[0],
                box[1],
                box[2],
                fields.number("yellowProbability", 0, 1, 1e-5),
                fields.number("redProbability", 0, 1, 1e-4),
                List.copyOf(fields.texts("companions")));
        fields.done();
        return asset;
    }
}
