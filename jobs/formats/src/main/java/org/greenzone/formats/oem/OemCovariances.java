package org.greenzone.formats.oem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileCovariance;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.Values;
import org.greenzone.formats.ndm.NdmEntry;

/** Collects the covariances of one segment, from rows of KVN or elements of XML. Not thread-safe. */
final class OemCovariances {
    private static final double SQUARE_METRES_PER_SQUARE_KILOMETRE = 1e6;

    /** CX_X, CY_X, CY_Y, CZ_X ... CZ_DOT_Z_DOT: the lower triangle by rows. */
    private static final List<String> TRIANGLE = triangle();

    private record Raw(int line, long micros, String frame, double[] lower) {}

    private final PhysicalData physics;
    private final Problems problems;
    private final List<Raw> complete = new ArrayList<>();
    private final double[] lower = new double[TRIANGLE.size()];
    private int count;
    private String epoch = "";
    private String frame = "";
    private boolean bad;

    OemCovariances(PhysicalData physics, Problems problems) {
        this.physics = physics;
        this.problems = problems;
    }

    private static List<String> triangle() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < OemSegmentBuilder.STATE.size(); i++) {
            for (int j = 0; j <= i; j++) {
                names.add("C" + OemSegmentBuilder.STATE.get(i) + "_" + OemSegmentBuilder.STATE.get(j));
            }
        }
        return List.copyOf(names);
    }

    void entry(NdmEntry entry) {
        if (entry.keyword().equals("EPOCH")) {
            epoch = entry.value();
        } else if (entry.keyword().equals("COV_REF_FRAME")) {
            frame = entry.value();
        } else if (TRIANGLE.contains(entry.keyword())) {
            number(entry.line(), entry.keyword(), TRIANGLE.indexOf(entry.keyword()), entry.value());
        }
    }

    void row(int line, String text) {
        for (String part : text.split("\\s+", -1)) {
            number(line, "covariance", count, part);
        }
    }

    private void number(int line, String field, int at, String text) {
        try {
            if (at >= TRIANGLE.size()) {
                throw new BadValueException("more than 21 numbers");
            }
            lower[at] = Values.number(text) * SQUARE_METRES_PER_SQUARE_KILOMETRE;
            count++;
        } catch (BadValueException e) {
            if (!bad) {
                problems.error(line, field, e.getMessage() + "; the covariance is left out");
            }
            bad = true;
        }
    }

    /** What was being read is complete; without a frame of its own it is in the frame of the states. */
    void end(int line, FileTimeSystem time, String frameOfStates) {
        if (!epoch.isEmpty() && !bad) {
            try {
                if (count != TRIANGLE.size()) {
                    throw new BadValueException(count + " numbers instead of 21");
                }
                complete.add(
                        new Raw(line, time.utcMicros(epoch), frame.isEmpty() ? frameOfStates : frame, lower.clone()));
            } catch (BadValueException e) {
                problems.error(line, "covariance", e.getMessage() + "; the covariance is left out");
            }
        }
        drop();
    }

    /** Forgets what was being read. */
    void drop() {
        epoch = "";
        frame = "";
        bad = false;
        count = 0;
    }

    /** All complete ones in RTN, for these states. */
    List<OemEphemeris.Covariance> inRtn(long[] micros, double[][] statesGcrf) {
        List<OemEphemeris.Covariance> all = new ArrayList<>();
        for (Raw raw : complete) {
            try {
                double[] state =
                        FileCovariance.isRtn(raw.frame()) ? new double[6] : stateAt(raw.micros(), micros, statesGcrf);
                double[] rtn = FileCovariance.toRtn(raw.lower(), raw.frame(), state, raw.micros(), physics);
                all.add(new OemEphemeris.Covariance(raw.micros(), rtn));
            } catch (BadValueException e) {
                problems.error(
                        raw.line(), "COV_REF_FRAME", e.getMessage() + "; give it in RTN; the covariance is left out");
            }
        }
        return all;
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
