package org.greenzone.astro.conjunction;

import java.util.Arrays;
import java.util.Optional;
import org.greenzone.astro.catalogue.CovarianceNodes;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.Vectors;

/**
 * The positions of one object on a grid of times that all objects share, small enough to be kept for a whole catalogue: 12
 * bytes a step of {@value #STEP_SECONDS} s, 8.7 kB a day with its {@link OrbitPhases} (four times as much near the perigee of an orbit of eccentricity 0.7, which gets
 * a finer grid of its own).
 *
 * <p>Positions are whole numbers of a power of two of a metre (8 mm in low orbits, 31 mm at GEO), in the frame of the
 * {@link Trajectory} (GCRF). Between them the polynomial through {@value #POINTS} neighbours gives position and velocity: the motion turns by 0.14
 * rad in a step at most, so that only the shortest waves of the gravity field are left (0.17 m at 300 km, less than 0.1 m above 700 km; a test
 * holds 0.3 m and 10 mm/s over regimes). Times are SI seconds from
 * {@link #ORIGIN_MICROS}. A table depends on the trajectory alone, not on who asked for it or what for. Immutable but for scratch space: one
 * thread at a time.
 */
public final class OrbitTable implements Ephemeris {
    /** 2020-01-01T00:00:00 UTC, from which seconds count: near, so that a double holds them to 30 ns. */
    public static final long ORIGIN_MICROS = 1_577_836_800_000_000L;

    /** Step of the grid that all tables share, seconds. */
    public static final double STEP_SECONDS = 120;

    private static final int POINTS = 10;
    private static final int HALF = POINTS / 2;

    /** Steps beyond the interval on both sides, so that its ends are interpolated as its middle is. */
    private static final int MARGIN_STEPS = HALF;

    /** A step may be this part of the distance in complex time of the nearest singularity of the Kepler motion. */
    private static final double SINGULARITY_PART = 1.0 / 12;

    private static final int FINEST = 32;

    /** Points between two looks at the shape of the orbit. */
    private static final int SHAPE_EACH = 8;

    /** What J2 and all else change the osculating eccentricity by within a week, near the Earth and far. */
    private static final double ECCENTRICITY_MARGIN = 6e-3;

    private static final double HIGH_ECCENTRICITY_MARGIN = 3e-2;
    private static final double HIGH_AXIS = 12.2e6;

    /** Radial acceleration besides that of the point mass, m/s2. */
    private static final double OTHER_RADIAL = 0.05;

    /** The energy with J2 left out varies by less, in proportion to the speed. */
    private static final double SPEED_FACTOR = 1.002;

    private static final double[] WEIGHTS = weights();

    private final double first;
    private final double last;
    private final boolean ended;
    private final long firstStep;
    private final int fine;
    private final int count;
    private final double unit;
    private final int[] at;
    private final double lowest;
    private final double highest;
    private final double sagitta;
    private final double speed;
    private final OrbitPhases phases;
    private final Optional<CovarianceNodes> covariances;

    private final double[] before = new double[POINTS + 1];
    private final double[] beforeRate = new double[POINTS + 1];
    private final double[] after = new double[POINTS + 1];
    private final double[] afterRate = new double[POINTS + 1];

    /** Interval of a trajectory that a table of an interval needs, seconds from the origin. */
    static double[] needed(double fromSeconds, double toSeconds) {
        return new double[] {
            (Math.floor(fromSeconds / STEP_SECONDS) - MARGIN_STEPS) * STEP_SECONDS,
            (Math.ceil(toSeconds / STEP_SECONDS) + MARGIN_STEPS) * STEP_SECONDS
        };
    }

    /**
     * @param epochState state at the epoch of the orbit, from which rounding and grid follow: not from the interval
     * @param trajectory over {@link #needed}, or as far as the object is in orbit
     * @param fromSeconds start of the interval, seconds from the origin
     * @param toSeconds end of the interval
     * @param covariances that go along with it
     * @throws IllegalArgumentException where the trajectory holds nothing of the interval
     */
    OrbitTable(
            LeapSeconds leapSeconds,
            double[] epochState,
            Trajectory trajectory,
            double fromSeconds,
            double toSeconds,
            CovarianceNodes covariances) {
        this(leapSeconds, epochState, trajectory, fromSeconds, toSeconds, Optional.of(covariances));
    }

    /** As the other, without covariances. */
    OrbitTable(
            LeapSeconds leapSeconds, double[] epochState, Trajectory trajectory, double fromSeconds, double toSeconds) {
        this(leapSeconds, epochState, trajectory, fromSeconds, toSeconds, Optional.empty());
    }

    private OrbitTable(
            LeapSeconds leapSeconds,
            double[] epochState,
            Trajectory trajectory,
            double fromSeconds,
            double toSeconds,
            Optional<CovarianceNodes> covariances) {
        this.covariances = covariances;
        double epoch = leapSeconds.elapsedSeconds(ORIGIN_MICROS, trajectory.epochMicros());
        double from = Math.max(needed(fromSeconds, toSeconds)[0], trajectory.firstSeconds() + epoch);
        double to = Math.min(needed(fromSeconds, toSeconds)[1], trajectory.lastSeconds() + epoch);
        double[] state = new double[6];
        if (to - from < 2 * STEP_SECONDS) {
            throw new IllegalArgumentException("the trajectory holds nothing of the interval");
        }
        double[] shape = shape(epochState);
        fine = fine(shape);
        firstStep = (long) Math.ceil(from / STEP_SECONDS - 1e-9);
        double origin = firstStep * STEP_SECONDS;
        double pace = STEP_SECONDS / fine;
        count = (int) Math.floor((to - origin) / pace + 1e-9) + 1;
        if (count < POINTS) {
            throw new IllegalArgumentException("the trajectory holds nothing of the interval");
        }
        at = new int[3 * count];
        unit = Math.scalb(1.0, Math.getExponent(shape[0] * (1 + shape[1])) + 2 - 31);
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        double eccentricity = 0;
        double axis = 0;
        for (int k = 0; k < count; k++) {
            double t = origin + k * pace - epoch;
            t = Math.max(trajectory.firstSeconds(), Math.min(trajectory.lastSeconds(), t));
            boolean sampled = k % SHAPE_EACH == 0;
            if (sampled) {
                trajectory.state(t, state);
                double[] here = shape(state);
                axis = Math.max(axis, here[0]);
                eccentricity = Math.max(eccentricity, here[1]);
            } else {
                trajectory.position(t, state);
            }
            double r2 = state[0] * state[0] + state[1] * state[1] + state[2] * state[2];
            low = Math.min(low, r2);
            high = Math.max(high, r2);
            for (int i = 0; i < 3; i++) {
                at[3 * k + i] = (int) Math.rint(state[i] / unit);
            }
        }
        ended = trajectory.decayed() && trajectory.lastSeconds() + epoch < toSeconds;
        first = Math.max(fromSeconds, origin);
        last = Math.min(toSeconds, origin + (count - 1) * pace);
        low = Math.sqrt(low);
        high = Math.sqrt(high);
        // r'' = (mu / r^2) e cos(nu) + f: between two points the radius departs from the chord by r'' h^2 / 8 at most.
        double bound = eccentricity + (axis > HIGH_AXIS ? HIGH_ECCENTRICITY_MARGIN : ECCENTRICITY_MARGIN);
        sagitta = (Math.min(1, bound) * EarthOrbitBounds.MU / (low * low) + OTHER_RADIAL) * pace * pace / 8;
        lowest = low - sagitta;
        highest = high + sagitta;
        phases = new OrbitPhases(this, sagitta);
        speed = SPEED_FACTOR * Math.sqrt(EarthOrbitBounds.MU * (2 / lowest - 1 / axis));
    }

    /** One that was made elsewhere. */
    OrbitTable(TabulatedOrbit made, CovarianceNodes covariances) {
        this.covariances = Optional.of(covariances);
        first = made.firstSeconds();
        last = made.lastSeconds();
        ended = made.ended();
        firstStep = made.firstStep();
        fine = made.fine();
        unit = made.unitMetres();
        at = made.positions();
        count = at.length / 3;
        lowest = made.lowestMetres();
        highest = made.highestMetres();
        sagitta = made.sagittaMetres();
        speed = made.speedBound();
        phases = new OrbitPhases(this, sagitta);
    }

    /** This table in numbers, as that of an orbit. */
    TabulatedOrbit tabulated(String objectId, String orbitId) {
        return new TabulatedOrbit(
                objectId,
                orbitId,
                first,
                last,
                ended,
                firstStep,
                fine,
                unit,
                at,
                lowest,
                highest,
                sagitta,
                speed,
                covariances().triangles());
    }

    /** Semi-major axis and eccentricity of a state. */
    private static double[] shape(double[] s) {
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double axis = 1 / (2 / r - v2 / EarthOrbitBounds.MU);
        if (!(axis > 0)) {
            throw new IllegalArgumentException("the orbit is not closed");
        }
        double rv = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
        return new double[] {axis, Math.hypot(1 - r / axis, rv / Math.sqrt(EarthOrbitBounds.MU * axis))};
    }

    /**
     * How many points a step of the grid has. The Kepler motion is analytic in time up to the roots of 1 = e cos E, which lie
     * (acosh(1/e) - sqrt(1 - e^2)) / n from the perigee: interpolation converges as the powers of the step over that.
     */
    private static int fine(double[] shape) {
        double rate = Math.sqrt(EarthOrbitBounds.MU / shape[0]) / shape[0];
        double e = Math.max(1e-4, Math.min(0.99, shape[1]));
        double singularity = (Math.log(1 / e + Math.sqrt(1 / (e * e) - 1)) - Math.sqrt(1 - e * e)) / rate;
        int parts = 1;
        while (parts < FINEST && STEP_SECONDS / parts > SINGULARITY_PART * singularity) {
            parts *= 2;
        }
        return parts;
    }

    private static double[] weights() {
        double[] weights = new double[POINTS];
        for (int j = 0; j < POINTS; j++) {
            double product = 1;
            for (int m = 0; m < POINTS; m++) {
                product *= m == j ? 1 : j - m;
            }
            weights[j] = 1 / product;
        }
        return weights;
    }

    @Override
    public double firstSeconds() {
        return first;
    }

    @Override
    public double lastSeconds() {
        return last;
    }

    /** Whether the object re-enters before the end of the interval that was asked for. */
    boolean ended() {
        return ended;
    }

    /** The covariances that go along with it. */
    CovarianceNodes covariances() {
        return covariances.orElseThrow();
    }

    /** Its plane and phase over half a day each. */
    OrbitPhases phases() {
        return phases;
    }

    /** Bytes of the positions, and of what is told of them. */
    int bytes() {
        return 4 * at.length
                + phases.bytes()
                + covariances.map(CovarianceNodes::bytes).orElse(0);
    }

    /** Distance from the centre of the Earth below which the object does not come in the interval, metres. */
    double lowestRadius() {
        return lowest;
    }

    double highestRadius() {
        return highest;
    }

    /** What the radius may depart by from the line through those at both ends of a step of the common grid, metres. */
    double stepSagittaMetres() {
        return sagitta * fine * fine;
    }

    @Override
    public double speedBound() {
        return speed;
    }

    /** Number of the first step of the common grid at which there is a position. */
    long firstStep() {
        return firstStep;
    }

    /** Number of the last one. */
    long lastStep() {
        return firstStep + (count - 1) / fine;
    }

    /** Numbers between the positions of two steps. */
    int stride() {
        return 3 * fine;
    }

    /** Metres of one unit of {@link #positions}. */
    double unitMetres() {
        return unit;
    }

    /** x, y, z of the first step from 0 on, of the next from {@link #stride} on; not to be written. */
    int[] positions() {
        return at;
    }

    @Override
    public boolean state(double seconds, double[] out6) {
        if (!(seconds >= first && seconds <= last)) {
            Arrays.fill(out6, Double.NaN);
            return false;
        }
        // Counted from the origin, not from the start of the table, so that a table that starts elsewhere rounds the
        // same.
        double place = seconds * (fine / STEP_SECONDS);
        long start = firstStep * fine;
        int left = (int) Math.max(0, Math.min((long) Math.floor(place) - (HALF - 1) - start, count - POINTS));
        double x = place - (start + left);
        // Products of (x - m) over the points before and after each, and their derivatives.
        before[0] = 1;
        beforeRate[0] = 0;
        after[POINTS] = 1;
        afterRate[POINTS] = 0;
        for (int m = 0; m < POINTS; m++) {
            before[m + 1] = before[m] * (x - m);
            beforeRate[m + 1] = beforeRate[m] * (x - m) + before[m];
            int n = POINTS - 1 - m;
            after[n] = after[n + 1] * (x - n);
            afterRate[n] = afterRate[n + 1] * (x - n) + after[n + 1];
        }
        double px = 0;
        double py = 0;
        double pz = 0;
        double vx = 0;
        double vy = 0;
        double vz = 0;
        int i = 3 * left;
        for (int j = 0; j < POINTS; j++, i += 3) {
            double value = WEIGHTS[j] * before[j] * after[j + 1];
            double rate = WEIGHTS[j] * (beforeRate[j] * after[j + 1] + before[j] * afterRate[j + 1]);
            px += value * at[i];
            py += value * at[i + 1];
            pz += value * at[i + 2];
            vx += rate * at[i];
            vy += rate * at[i + 1];
            vz += rate * at[i + 2];
        }
        double perSecond = unit * fine / STEP_SECONDS;
        out6[0] = unit * px;
        out6[1] = unit * py;
        out6[2] = unit * pz;
        out6[3] = perSecond * vx;
        out6[4] = perSecond * vy;
        out6[5] = perSecond * vz;
        return true;
    }
}
