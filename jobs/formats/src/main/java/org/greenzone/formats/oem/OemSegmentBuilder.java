package org.greenzone.formats.oem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileFrame;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.Values;
import org.greenzone.formats.ndm.NdmEntry;
import org.jspecify.annotations.Nullable;

/** Collects one segment of an ephemeris, from KVN lines or XML elements. Not thread-safe. */
final class OemSegmentBuilder {
    static final List<String> STATE = List.of("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT");
    private static final double METRES_PER_KILOMETRE = 1000;

    private record State(long micros, double[] gcrf) {}

    private final PhysicalData physics;
    private final Problems problems;
    private final int line;
    private final Map<String, NdmEntry> metadata = new HashMap<>();
    private final List<String> comments = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final OemCovariances covariances;
    private final Map<String, NdmEntry> fields = new HashMap<>();
    private @Nullable FileFrame frame;
    private @Nullable FileTimeSystem time;
    private boolean refused;

    OemSegmentBuilder(PhysicalData physics, Problems problems, int line) {
        this.physics = physics;
        this.problems = problems;
        this.line = line;
        this.covariances = new OemCovariances(physics, problems);
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
        }
        covariances.entry(entry);
    }

    void covarianceRow(int lineNumber, String row) {
        covariances.row(lineNumber, row);
    }

    /** The covariance that was being read is complete. */
    void endCovariance(int lineNumber) {
        if (prepared() && time != null) {
            covariances.end(lineNumber, time, text("REF_FRAME"));
        } else {
            covariances.drop();
        }
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
        return Optional.of(new OemEphemeris.Segment(
                micros,
                gcrf,
                Math.max(micros[0], usable("USEABLE_START_TIME", micros[0])),
                Math.min(micros[micros.length - 1], usable("USEABLE_STOP_TIME", micros[micros.length - 1])),
                covariances.inRtn(micros, gcrf),
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
}
