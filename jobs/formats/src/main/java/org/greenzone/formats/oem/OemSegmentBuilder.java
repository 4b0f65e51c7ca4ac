package org.greenzone.formats.oem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileCovariance;
import org.greenzone.formats.FileFrame;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.Values;
import org.greenzone.formats.ndm.NdmEntry;
import org.jspecify.annotations.Nullable;

/** Collects one segment of an ephemeris, from KVN lines or XML elements. Not thread-safe. */
final class OemSegmentBuilder {
    private static final List<String> STATE = List.of("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT");
    private static final double METRES_PER_KILOMETRE = 1000;
    private static final double SQUARE_METRES_PER_SQUARE_KILOMETRE = 1e6;

    /** CX_X, CY_X, CY_Y, CZ_X ... CZ_DOT_Z_DOT: the lower triangle by rows. */
    private static final List<String> TRIANGLE = triangle();

    private static List<String> triangle() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < STATE.size(); i++) {
            for (int j = 0; j <= i; j++) {
                names.add("C" + STATE.get(i) + "_" + STATE.get(j));
            }
        }
        return List.copyOf(names);
    }

    private record State(long micros, double[] gcrf) {}

    private record RawCovariance(int line, long micros, String frame, double[] lower) {}

    private final PhysicalData physics;
    private final Problems problems;
    private final int line;
    private final Map<String, NdmEntry> metadata = new HashMap<>();
    private final List<String> comments = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<RawCovariance> covariances = new ArrayList<>();
    private final Map<String, NdmEntry> fields = new HashMap<>();
    private final double[] triangle = new double[TRIANGLE.size()];
    private int covarianceCount;
    private String covarianceEpoch = "";
    private String covarianceFrame = "";
    private boolean covarianceBad;
    private @Nullable FileFrame frame;
    private @Nullable FileTimeSystem time;
    private boolean refused;

    OemSegmentBuilder(PhysicalData physics, Problems problems, int line) {
        this.physics = physics;
        this.problems = problems;
        this.line = line;
    }

    void metadata(NdmEntry entry) {
        if (entry.isComment()) {
            comments.add(entry.value());
        } else {
            metadata.put(entry.keyword(), entry);
        }
    }

    String objectId() {
        return text("OBJECT_ID");
    }

    String objectName() {
        return text("OBJECT_NAME");
    }

    private String text(String keyword) {
        NdmEntry entry = metadata.get(keyword);
        return entry == null ? "" : entry.value();
    }

    void data(NdmEntry entry) {
        if (entry.isComment()) {
            comments.add(entry.value());
        } else {
            fields.put(entry.keyword(), entry);
        }
    }

    void beginState() {
        fields.clear();
    }

    /** An XML state vector is complete. */
    void endState(int endLine) {
        String current = "EPOCH";
        try {
            NdmEntry epoch = fields.get("EPOCH");
            if (epoch == null) {
                throw new BadValueException("is missing");
            }
            double[] state = new double[6];
            for (int i = 0; i < 6; i++) {
                current = STATE.get(i);
                NdmEntry entry = fields.get(current);
                if (entry == null) {
                    throw new BadValueException("is missing");
                }
                state[i] = entry.number(i < 3 ? "km" : "km/s") * METRES_PER_KILOMETRE;
            }
            current = "EPOCH";
            add(epoch.line(), epoch.value(), state);
        } catch (BadValueException e) {
            NdmEntry entry = fields.get(current);
            bad(entry == null ? endLine : entry.line(), current, e);
        }
        fields.clear();
    }

    /** A state of KVN: epoch, position, velocity, and perhaps the acceleration. */
    void stateLine(int lineNumber, String text) {
        String[] parts = text.split("\\s+", -1);
        String current = "";
        try {
            if (parts.length != 7 && parts.length != 10) {
                throw new BadValueException("'" + Values.shown(text) + "' is not an epoch and 6 numbers");
            }
            double[] state = new double[6];
            for (int i = 0; i < 6; i++) {
                current = STATE.get(i);
                state[i] = Values.number(parts[1 + i]) * METRES_PER_KILOMETRE;
            }
            current = "EPOCH";
            add(lineNumber, parts[0], state);
        } catch (BadValueException e) {
            bad(lineNumber, current, e);
        }
    }

    private void bad(int lineNumber, String field, BadValueException e) {
        String message = String.valueOf(e.getMessage());
        problems.error(lineNumber, field, message + "; the state is left out");
    }

    private void add(int lineNumber, String epoch, double[] state) throws BadValueException {
        if (!prepared() || frame == null || time == null) {
            return;
        }
        long micros = time.utcMicros(epoch);
        if (!states.isEmpty() && micros <= states.get(states.size() - 1).micros()) {
            throw new BadValueException("'" + Values.shown(epoch) + "' is not after the state before");
        }
        states.add(new State(micros, frame.stateToGcrf(state, micros)));
    }

    /** Reads frame and time system at the first state; notes once why a segment cannot be used. */
    private boolean prepared() {
        if (refused || frame != null) {
            return !refused;
        }
        String current = "TIME_SYSTEM";
        try {
            time = FileTimeSystem.named(text("TIME_SYSTEM"), physics);
            current = "CENTER_NAME";
            String centre = text("CENTER_NAME").toUpperCase(Locale.ROOT);
            if (!centre.isEmpty() && !centre.equals("EARTH")) {
                throw new BadValueException("'" + Values.shown(centre) + "' is not EARTH");
            }
            current = "OBJECT_ID";
            if (objectId().isEmpty()) {
                throw new BadValueException("is missing");
            }
            current = "REF_FRAME";
            FileFrame named = FileFrame.named(text("REF_FRAME"), physics);
            if (named.isOfDate() && !text("REF_FRAME_EPOCH").isEmpty()) {
                current = "REF_FRAME_EPOCH";
                throw new BadValueException("a frame held fast at an epoch is not read; give EME2000 or ICRF");
            }
            frame = named;
        } catch (BadValueException e) {
            NdmEntry entry = metadata.get(current);
            problems.error(entry == null ? line : entry.line(), current, e.getMessage() + "; the segment is left out");
            refused = true;
        }
        return !refused;
    }

    void covarianceEntry(NdmEntry entry) {
        if (entry.keyword().equals("EPOCH")) {
            endCovariance(entry.line());
            covarianceEpoch = entry.value();
        } else if (entry.keyword().equals("COV_REF_FRAME")) {
            covarianceFrame = entry.value();
        } else if (TRIANGLE.contains(entry.keyword())) {
            int at = TRIANGLE.indexOf(entry.keyword());
            covarianceNumber(entry.line(), entry.keyword(), at, entry.value());
        }
    }

    void covarianceRow(int lineNumber, String text) {
        for (String part : text.split("\\s+", -1)) {
            covarianceNumber(lineNumber, "covariance", covarianceCount, part);
        }
    }

    private void covarianceNumber(int lineNumber, String field, int at, String text) {
        try {
            if (at >= TRIANGLE.size()) {
                throw new BadValueException("more than 21 numbers");
            }
            triangle[at] = Values.number(text) * SQUARE_METRES_PER_SQUARE_KILOMETRE;
            covarianceCount++;
        } catch (BadValueException e) {
            if (!covarianceBad) {
                problems.error(lineNumber, field, e.getMessage() + "; the covariance is left out");
            }
            covarianceBad = true;
        }
    }

    /** The covariance that was being read is complete. Without a frame of its own it is in the frame of the states. */
    void endCovariance(int lineNumber) {
        if (!covarianceEpoch.isEmpty() && !covarianceBad && prepared() && time != null) {
            try {
                if (covarianceCount != TRIANGLE.size()) {
                    throw new BadValueException(covarianceCount + " numbers instead of 21");
                }
                String frameName = covarianceFrame.isEmpty() ? text("REF_FRAME") : covarianceFrame;
                covariances.add(
                        new RawCovariance(lineNumber, time.utcMicros(covarianceEpoch), frameName, triangle.clone()));
            } catch (BadValueException e) {
                problems.error(lineNumber, "covariance", e.getMessage() + "; the covariance is left out");
            }
        }
        covarianceEpoch = "";
        covarianceFrame = "";
        covarianceBad = false;
        covarianceCount = 0;
    }

    /** The segment; empty where it has no usable state. */
    Optional<OemEphemeris.Segment> build() {
        if (states.isEmpty()) {
            if (!refused) {
                problems.error(line, "", "a segment without states; it is left out");
            }
            return Optional.empty();
        }
        long[] micros = states.stream().mapToLong(State::micros).toArray();
        double[][] gcrf = states.stream().map(State::gcrf).toArray(double[][]::new);
        List<OemEphemeris.Covariance> inRtn = new ArrayList<>();
        covariances.forEach(raw -> inRtn(raw, micros, gcrf).ifPresent(inRtn::add));
        return Optional.of(new OemEphemeris.Segment(
                micros,
                gcrf,
                Math.max(micros[0], usable("USEABLE_START_TIME", micros[0])),
                Math.min(micros[micros.length - 1], usable("USEABLE_STOP_TIME", micros[micros.length - 1])),
                inRtn,
                comments));
    }

    private long usable(String keyword, long otherwise) {
        NdmEntry entry = metadata.get(keyword);
        if (entry == null || time == null) {
            return otherwise;
        }
        try {
            return time.utcMicros(entry.value());
        } catch (BadValueException e) {
            problems.error(entry.line(), keyword, e.getMessage() + "; the whole segment counts as usable");
            return otherwise;
        }
    }

    private Optional<OemEphemeris.Covariance> inRtn(RawCovariance raw, long[] micros, double[][] gcrf) {
        try {
            double[] state = stateAt(raw.micros(), micros, gcrf);
            double[] rtn = FileCovariance.toRtn(raw.lower(), raw.frame(), state, raw.micros(), physics);
            return Optional.of(new OemEphemeris.Covariance(raw.micros(), rtn));
        } catch (BadValueException e) {
            problems.error(
                    raw.line(), "COV_REF_FRAME", e.getMessage() + "; give it in RTN; the covariance is left out");
            return Optional.empty();
        }
    }

    /** State at the epoch of a covariance, for its axes only: cubic Hermite between the states beside it. */
    private static double[] stateAt(long at, long[] micros, double[][] gcrf) throws BadValueException {
        int found = Arrays.binarySearch(micros, at);
        if (found >= 0) {
            return gcrf[found];
        }
        int after = -found - 1;
        if (after == 0 || after == micros.length) {
            throw new BadValueException("the epoch of the covariance is outside of the states");
        }
        double[] a = gcrf[after - 1];
        double[] b = gcrf[after];
        double seconds = (micros[after] - micros[after - 1]) * 1e-6;
        double f = (at - micros[after - 1]) / (double) (micros[after] - micros[after - 1]);
        double[] state = new double[6];
        for (int i = 0; i < 3; i++) {
            double chord = (b[i] - a[i]) / seconds;
            state[i] = a[i] * (1 + 2 * f) * (1 - f) * (1 - f)
                    + b[i] * f * f * (3 - 2 * f)
                    + seconds * f * (1 - f) * (a[3 + i] * (1 - f) - b[3 + i] * f);
            state[3 + i] = a[3 + i] * (1 - f) * (1 - 3 * f) + b[3 + i] * f * (3 * f - 2) + 6 * chord * f * (1 - f);
        }
        return state;
    }
}
