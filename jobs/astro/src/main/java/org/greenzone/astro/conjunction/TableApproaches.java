package org.greenzone.astro.conjunction;

import java.util.Arrays;

/**
 * The minima of the distance of one object (the query) and others below a reach, from their {@link OrbitTable}s.
 *
 * <p>Nothing is lost. With distance d at a step of the grid, reach R and V the sum of the speeds that the two never exceed,
 *
 * <ul>
 *   <li><b>windows</b>: outside of those of {@link MeetingTimes} they are not within R;
 *   <li><b>leaps</b>: the distance changes no faster than V, so no approach within R comes before (d - R) / V: so many whole steps are
 *       skipped;
 *   <li><b>chords</b>: where the next step is not safe by that, relative motion departs from the chord of the relative positions at both
 *       ends of the step by at most E = g h^2 / 8 (R + D + 2 E) + f h^2 / 8 (D the length of the chord, g the gradient of gravity, f all other
 *       relative acceleration; as in {@link NearPairs}): an approach within R brings the chord within R + E;
 *   <li><b>radii</b>: where a volume is flat, those of both differ by {@link RadialGate} at most at an instant of the step or less than
 *       {@link ScreeningVolume#STRAIGHT_SECONDS} from it. A radius departs from the line through those at both ends by r'' x (x - h) / 2, of which
 *       {@link OrbitTable#stepSagittaMetres} is the most within it;
 *   <li><b>minima</b>: the distance has a minimum in a step where r . v goes from negative to positive over it. A step holds one minimum at
 *       most ({@link ApproachRefiner} says why). It is bracketed to {@value #TOLERANCE_SECONDS} s.
 * </ul>
 *
 * <p>Not thread-safe: one instance a thread.
 */
final class TableApproaches {
    private static final double STEP = OrbitTable.STEP_SECONDS;
    private static final double CURVATURE = STEP * STEP / 8;

    /** What positions of a table and their rounding to the grid may be wrong, both objects, metres. */
    private static final double MARGIN_METRES = 2;

    /** Points between two objects lie lower than both, by the sagitta of a chord of 2400 km at 6500 km. */
    private static final double BETWEEN = 0.982;

    private static final double TOLERANCE_SECONDS = 1e-6;
    private static final int MOST_ROUNDS = 60;

    private final OrbitTable query;
    private final double[] grid;
    private final long firstStep;
    private final long lastStep;
    private final MeetingTimes meetings = new MeetingTimes();
    private final double[] a = new double[6];
    private final double[] b = new double[6];
    private int otherStride;
    private double scanFrom;
    private double scanTo;
    private double scanReach;
    private double scanRadial;
    private double radialSlack;
    private double reachable;
    private double perStep;
    private double constant;
    private double perChord;

    /** Times of the minima that {@link #find} found, seconds from the origin of the tables. */
    double[] seconds = new double[16];

    int count;

    /** Whether the planes of both were nearly the same at some time: only such can fly together. */
    boolean coplanar;

    TableApproaches(OrbitTable query) {
        this.query = query;
        firstStep = query.firstStep();
        lastStep = query.lastStep();
        int steps = (int) (lastStep - firstStep) + 1;
        grid = new double[3 * steps];
        int[] at = query.positions();
        double unit = query.unitMetres();
        for (int k = 0; k < steps; k++) {
            int i = k * query.stride();
            grid[3 * k] = unit * at[i];
            grid[3 * k + 1] = unit * at[i + 1];
            grid[3 * k + 2] = unit * at[i + 2];
        }
    }

    OrbitTable query() {
        return query;
    }

    /** Whether the other object comes within the reach at all by its radii: apogee and perigee as the tables have them. */
    boolean overlaps(OrbitTable other, double reach) {
        return query.lowestRadius() <= other.highestRadius() + reach
                && other.lowestRadius() <= query.highestRadius() + reach;
    }

    /** As the other, of volumes that reach as far along R as elsewhere. */
    int find(OrbitTable other, double fromSeconds, double toSeconds, double reach) {
        return find(other, fromSeconds, toSeconds, reach, reach);
    }

    /**
     * Finds the minima between two instants (as far as both tables reach), in the order of time. Of those at which no volume is entered some are left out.
     *
     * @param reach greatest reach of both volumes, metres
     * @param radial greatest half extent of both along R, metres
     * @return how many there are, in {@link #seconds}
     */
    int find(OrbitTable other, double fromSeconds, double toSeconds, double reach, double radial) {
        count = 0;
        coplanar = false;
        double from = Math.max(fromSeconds, Math.max(query.firstSeconds(), other.firstSeconds()));
        double to = Math.min(toSeconds, Math.min(query.lastSeconds(), other.lastSeconds()));
        if (!(from < to)) {
            return 0;
        }
        long begin = Math.max((long) Math.floor(from / STEP), Math.max(firstStep, other.firstStep()));
        long end = Math.min((long) Math.ceil(to / STEP), Math.min(lastStep, other.lastStep()));
        prepare(other, from, to, reach, radial);
        OrbitPhases own = query.phases();
        OrbitPhases its = other.phases();
        long done = begin;
        for (long segment = Math.floorDiv(begin, OrbitPhases.STEPS); segment * OrbitPhases.STEPS < end; segment++) {
            meetings.find(own.numbers(), own.offset(segment), its.numbers(), its.offset(segment), reachable);
            coplanar |= meetings.coplanar;
            double middle = (segment + 0.5) * OrbitPhases.STEPS;
            long least = Math.max(done, segment * OrbitPhases.STEPS);
            long most = Math.min(end, (segment + 1) * OrbitPhases.STEPS);
            for (int n = 0; n < meetings.count; n++) {
                long first = Math.max(least, (long) Math.floor(middle + meetings.windows[2 * n] / STEP));
                long beyond = Math.min(most, (long) Math.ceil(middle + meetings.windows[2 * n + 1] / STEP));
                if (first < beyond) {
                    scan(other, first, beyond);
                    least = beyond;
                }
            }
            done = most;
        }
        return count;
    }

    private void prepare(OrbitTable other, double from, double to, double reach, double radial) {
        scanFrom = from;
        scanTo = to;
        scanReach = reach;
        scanRadial = radial;
        radialSlack = query.stepSagittaMetres() + other.stepSagittaMetres() + MARGIN_METRES;
        reachable = reach + MARGIN_METRES;
        perStep = 1 / ((query.speedBound() + other.speedBound()) * STEP);
        double low = BETWEEN * Math.min(query.lowestRadius(), other.lowestRadius());
        double kappa = 2 * EarthOrbitBounds.MU / (low * low * low) * 1.02 * CURVATURE;
        constant = reachable + (kappa * reachable + RadialGate.OTHER_ACCELERATION * CURVATURE) / (1 - 2 * kappa);
        perChord = kappa / (1 - 2 * kappa);
    }

    /** The steps from one to another of the common grid. */
    private void scan(OrbitTable other, long begin, long end) {
        int[] at = other.positions();
        int stride = other.stride();
        otherStride = stride;
        double unit = other.unitMetres();
        double near = reachable + 1 / perStep;
        double near2 = near * near;
        int k = (int) (begin - firstStep);
        int gap = (int) (firstStep - other.firstStep());
        int last = (int) (end - firstStep);
        while (k < last) {
            int i = (k + gap) * stride;
            int q = 3 * k;
            double x = unit * at[i] - grid[q];
            double y = unit * at[i + 1] - grid[q + 1];
            double z = unit * at[i + 2] - grid[q + 2];
            double d2 = x * x + y * y + z * z;
            if (d2 >= near2) {
                k += (int) ((Math.sqrt(d2) - reachable) * perStep);
                continue;
            }
            i += stride;
            double dx = unit * at[i] - grid[q + 3] - x;
            double dy = unit * at[i + 1] - grid[q + 4] - y;
            double dz = unit * at[i + 2] - grid[q + 5] - z;
            double chord2 = dx * dx + dy * dy + dz * dz;
            double along = -(x * dx + y * dy + z * dz);
            double share = along <= 0 ? 0 : along >= chord2 ? 1 : along / chord2;
            double nearest2 = d2 + share * (share * chord2 - 2 * along);
            double most = constant + perChord * Math.sqrt(chord2);
            if (nearest2 <= most * most && mayEnter(at, unit, i, q, Math.sqrt(chord2), most)) {
                double t = (firstStep + k) * STEP;
                refine(other, Math.max(scanFrom, t), Math.min(scanTo, t + STEP), scanReach);
            }
            k++;
        }
    }

    /**
     * Whether the radii come near enough to each other for a volume to be entered about a closest approach in a step.
     *
     * @param next of the other object, where its position at the end of the step is
     * @param start of the query, where that at the start is
     * @param chord length of the relative motion, metres
     * @param most reach and what relative motion departs from its chord by, metres
     */
    private boolean mayEnter(int[] at, double unit, int next, int start, double chord, double most) {
        int before = next - otherStride;
        double first = unit * radius(at[before], at[before + 1], at[before + 2])
                - radius(grid[start], grid[start + 1], grid[start + 2]);
        double last = unit * radius(at[next], at[next + 1], at[next + 2])
                - radius(grid[start + 3], grid[start + 4], grid[start + 5]);
        // Within the step the relative velocity departs from the mean by at most 8 E / h.
        double seconds = RadialGate.seconds(scanReach, (chord - 8 * (most - reachable)) / STEP);
        double beyond = seconds / STEP;
        double early = first - (last - first) * beyond;
        double late = last + (last - first) * beyond;
        double gate = RadialGate.metres(scanRadial, scanReach, seconds) + radialSlack * (1 + 4 * beyond * (1 + beyond));
        return early * late <= 0 || Math.min(Math.abs(early), Math.abs(late)) <= gate;
    }

    private static double radius(double x, double y, double z) {
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** r . v, and both states in {@link #a} and {@link #b}. */
    private double rate(OrbitTable other, double at) {
        query.state(at, a);
        other.state(at, b);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += (b[i] - a[i]) * (b[i + 3] - a[i + 3]);
        }
        return sum;
    }

    /** Illinois' false position on r . v (Dowell and Jarratt 1971), where it goes from approach to recession. */
    private void refine(OrbitTable other, double from, double to, double reach) {
        double low = from;
        double high = to;
        double fLow = rate(other, low);
        double fHigh = rate(other, high);
        if (!(fLow < 0 && fHigh >= 0)) {
            return;
        }
        int side = 0;
        double at = high;
        for (int round = 0; round < MOST_ROUNDS && high - low > TOLERANCE_SECONDS; round++) {
            double before = at;
            at = Math.max(low, Math.min(high, (low * fHigh - high * fLow) / (fHigh - fLow)));
            double f = rate(other, at);
            if (f < 0) {
                low = at;
                fLow = f;
                fHigh = side < 0 ? 0.5 * fHigh : fHigh;
                side = -1;
            } else {
                high = at;
                fHigh = f;
                fLow = side > 0 ? 0.5 * fLow : fLow;
                side = 1;
            }
            if (Math.abs(at - before) < TOLERANCE_SECONDS) {
                break;
            }
        }
        rate(other, at);
        double square = 0;
        for (int i = 0; i < 3; i++) {
            square += (b[i] - a[i]) * (b[i] - a[i]);
        }
        if (square <= reach * reach) {
            if (count == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * count);
            }
            seconds[count++] = at;
        }
    }
}
