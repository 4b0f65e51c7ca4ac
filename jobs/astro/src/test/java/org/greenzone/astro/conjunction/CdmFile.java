package org.greenzone.astro.conjunction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.Transform;
import org.orekit.utils.PVCoordinates;

/** The few numbers of a CDM in KVN that a probability needs; states in the frame of the file. */
final class CdmFile {
    private static final List<String> TRIANGLE = List.of(
            "CR_R",
            "CT_R",
            "CT_T",
            "CN_R",
            "CN_T",
            "CN_N",
            "CRDOT_R",
            "CRDOT_T",
            "CRDOT_N",
            "CRDOT_RDOT",
            "CTDOT_R",
            "CTDOT_T",
            "CTDOT_N",
            "CTDOT_RDOT",
            "CTDOT_TDOT",
            "CNDOT_R",
            "CNDOT_T",
            "CNDOT_N",
            "CNDOT_RDOT",
            "CNDOT_TDOT",
            "CNDOT_NDOT");
    private static final List<String> STATE = List.of("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT");

    private final Map<String, String> relative = new LinkedHashMap<>();
    private final Map<String, String> primary = new LinkedHashMap<>();
    private final Map<String, String> secondary = new LinkedHashMap<>();

    CdmFile(Path file) throws IOException {
        Map<String, String> section = relative;
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.replaceAll("\\[.*?]", "")
                    .replaceFirst("^COMMENT\\s+", "")
                    .split("=", 2);
            if (parts.length < 2) {
                continue;
            }
            String key = parts[0].trim();
            String value = parts[1].trim();
            if (key.equals("OBJECT")) {
                section = value.equals("OBJECT1") ? primary : secondary;
            }
            section.putIfAbsent(key, value);
        }
    }

    double hardBodyRadius() {
        return Double.parseDouble(relative.getOrDefault("HBR", "NaN"));
    }

    Encounter encounter(double hardBodyRadius) {
        return Encounter.ofRtn(state(primary), numbers(primary), state(secondary), numbers(secondary), hardBodyRadius);
    }

    /** With the covariances of velocity too. */
    CurvedEncounter curved(double hardBodyRadius) {
        return CurvedEncounter.ofRtn(
                state(primary), numbers(primary), state(secondary), numbers(secondary), hardBodyRadius);
    }

    /** With states of a turning frame brought to an inertial one; the covariances stay in RTN of the inertial states. */
    Encounter encounter(double hardBodyRadius, Transform toInertial) {
        return Encounter.ofRtn(
                transformed(state(primary), toInertial),
                numbers(primary),
                transformed(state(secondary), toInertial),
                numbers(secondary),
                hardBodyRadius);
    }

    private static double[] transformed(double[] state, Transform transform) {
        PVCoordinates pv = transform.transformPVCoordinates(new PVCoordinates(
                new Vector3D(state[0], state[1], state[2]), new Vector3D(state[3], state[4], state[5])));
        Vector3D p = pv.getPosition();
        Vector3D v = pv.getVelocity();
        return new double[] {p.getX(), p.getY(), p.getZ(), v.getX(), v.getY(), v.getZ()};
    }

    private static double[] state(Map<String, String> object) {
        return STATE.stream()
                .mapToDouble(key -> 1000 * Double.parseDouble(object.get(key)))
                .toArray();
    }

    private static double[] numbers(Map<String, String> object) {
        return TRIANGLE.stream()
                .mapToDouble(key -> Double.parseDouble(object.getOrDefault(key, "NaN")))
                .toArray();
    }
}
