package org.greenzone.astro.dynamics;

import java.util.Arrays;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;

/**
 * Numerical propagation of an orbit about the Earth, on flat arrays.
 *
 * <p>Gauss-Jackson of the tenth order at a fixed step, chosen from the perigee; predict, evaluate, correct, and a second
 * evaluation of the Earth's centre and flattening alone. The start is iterated from five steps before the epoch to five
 * after. The partials are integrated along, with the gradient of centre, flattening and drag
 * only, unless a degree is asked for.
 *
 * <p>Not thread-safe. A result depends on the arguments alone, bit for bit, never on earlier calls. NOT valid for
 * hyperbolic orbits, and coarse below 150 km of altitude, where the air decides within an orbit.
 */
public final class OrbitPropagator {
    /** Altitude at which a trajectory ends, metres. */
    public static final double DECAY_ALTITUDE_METRES = 90_000;

    /**
     * Angle that the object may go at its perigee in a step under a gravity field of degree 36, rad: 35 s at 400 km. The
     * shortest waves of the field set the step: with it a day at 300 to 500 km comes out to 0.03 m.
     */
    private static final double STEP_RADIANS = 0.04;

    private static final double LONGEST_STEP_RADIANS = 0.06;
    /** With which a day under degree 8 at 480 km comes out to 0.1 m. */
    private static final double QUICK_STEP_RADIANS = 0.12;

    /** Of the screening of a catalogue, whatever the degree. */
    private static final double SCREENING_STEP_RADIANS = 0.06;

    /** By which these grow above {@link #STRETCHED_FROM}, rad/m, up to {@link #GREATEST_STEP_RADIANS}. */
    private static final double SCREENING_STRETCH = 3e-8;

    private static final double STRETCHED_FROM = 550_000;
    private static final double GREATEST_STEP_RADIANS = 0.1;

    private static final double STEP_DEGREE = 36;
    private static final double STEP_EXPONENT = 0.7;

    /** Below this perigee the air changes within a step: the step is shortened in proportion, to a quarter at 90 km. */
    private static final double THIN_AIR_METRES = 200_000;

    private static final int HALF = GaussJackson.POINTS / 2;
    private static final int START_ROUNDS = 6;
    private static final int START_ITERATIONS = 30;
    private static final double START_TOLERANCE_METRES = 1e-7;
    /** Of the partials of the position, of which those by the velocity are hundreds of seconds. */
    private static final double START_TOLERANCE_PARTIALS = 1e-8;

    private static final int PARTIALS = 21;

    private final ForceField force;
    private final double stepRadians;
    private final double stretchRadiansPerMetre;
    private final int gravityDegree;
    private final Multistep motion = new Multistep(3);
    private final Multistep variation = new Multistep(PARTIALS);
    private final double[] rest = new double[3 * GaussJackson.POINTS];
    private final double[] gradients = new double[PARTIALS * GaussJackson.POINTS];
    private final double[] gradient = new double[PARTIALS];
    private final double[] simple = new double[3];
    private final double[] again = new double[3];
    private final double[] position = new double[3];
    private final double[] velocity = new double[3];
    private final double[] runge = new double[24];

    public OrbitPropagator(PhysicalData data, ForceModel model) {
        this(data, model, 0);
    }

    /**
     * A propagator whose partials have more of the gravity field, for arcs of days.
     *
     * @param gradientDegree degree and order of the field in the partials; 0 for centre and flattening
     */
    public OrbitPropagator(PhysicalData data, ForceModel model, int gradientDegree) {
        this(data, model, gradientDegree, LONGEST_STEP_RADIANS);
    }

    private OrbitPropagator(PhysicalData data, ForceModel model, int gradientDegree, double longestStepRadians) {
        this(
                data,
                model,
                Math.min(
                        longestStepRadians,
                        STEP_RADIANS * Math.pow(STEP_DEGREE / model.gravityDegree(), STEP_EXPONENT)),
                0,
                gradientDegree);
    }

    private OrbitPropagator(
            PhysicalData data,
            ForceModel model,
            double stepRadians,
            double stretchRadiansPerMetre,
            int gradientDegree) {
        this(new ForceField(data, model, gradientDegree), model.gravityDegree(), stepRadians, stretchRadiansPerMetre);
    }

    private OrbitPropagator(ForceField force, int gravityDegree, double stepRadians, double stretchRadiansPerMetre) {
        this.gravityDegree = gravityDegree;
        this.stepRadians = stepRadians;
        this.stretchRadiansPerMetre = stretchRadiansPerMetre;
        this.force = force;
    }

    /**
     * One of the standard forces with longer steps, for the screening of a whole catalogue, whose orbits are known to some hundred metres after days: two thirds of the
     * time or less, and after eight days off by some 10 m (a test holds it). The steps grow with the height of the perigee, as the short waves of the field vanish.
     */
    public static OrbitPropagator screening(PhysicalData data) {
        ForceModel model = ForceModel.STANDARD;
        return new OrbitPropagator(
                ForceField.splined(data, model), model.gravityDegree(), SCREENING_STEP_RADIANS, SCREENING_STRETCH);
    }

    /** One with longer steps, good to a decimetre in a day under a field of few degrees: for hypotheses, not for orbits to keep. */
    public static OrbitPropagator quick(PhysicalData data, ForceModel model) {
        return new OrbitPropagator(data, model, 0, QUICK_STEP_RADIANS);
    }

    /** The same forces over the arcs of one track, for objects near a reference and at its instant. */
    public ShortArc shortArc(OrbitalState reference) {
        return new ShortArc(force, reference);
    }

    /**
     * The motion over an interval.
     *
     * @param state the object at the epoch
     * @param fromSeconds start of the interval, SI seconds from the epoch (the epoch itself may lie outside)
     * @param toSeconds end of the interval
     * @return the trajectory; shorter than asked for where the object decays
     * @throws IllegalArgumentException where the orbit is not closed or the interval is none
     */
    public Trajectory propagate(OrbitalState state, double fromSeconds, double toSeconds) {
        return run(state, fromSeconds, toSeconds, false);
    }

    /** As {@link #propagate}, with the partials by the state at the epoch and the ballistic coefficient. */
    public Trajectory propagateWithTransition(OrbitalState state, double fromSeconds, double toSeconds) {
        return run(state, fromSeconds, toSeconds, true);
    }

    /** Degree and order of the gravity field. */
    public int gravityDegree() {
        return gravityDegree;
    }

    /**
     * What sunlight moves along a trajectory that this propagator made.
     *
     * @param start the state that was propagated
     * @param seconds end of the interval from its epoch
     */
    public RadiationSensitivity radiation(Trajectory trajectory, OrbitalState start, double seconds) {
        return new RadiationSensitivity(force, trajectory, start, seconds);
    }

    /**
     * The partials of a motion under the forces of this propagator, by the secular motion of the elements: some per cent, for a quarter of
     * the time of {@link #propagateWithTransition}.
     *
     * @param start the state that was propagated
     * @param seconds end of the interval from its epoch
     */
    public SecularTransition secularTransition(Motion motion, OrbitalState start, double seconds) {
        return new SecularTransition(force, motion, start, seconds);
    }

    private Trajectory run(OrbitalState state, double from, double to, boolean withTransition) {
        if (!(from <= to) || Double.isInfinite(from) || Double.isInfinite(to)) {
            throw new IllegalArgumentException("not an interval: " + from + " s to " + to + " s");
        }
        double[] s = state.stateGcrf();
        double step = step(s);
        force.begin(state);
        System.arraycopy(s, 0, position, 0, 3);
        System.arraycopy(s, 3, velocity, 0, 3);
        int back = Math.max(HALF, (int) Math.ceil(-from / step));
        int ahead = Math.max(HALF, (int) Math.ceil(to / step));
        int count = back + ahead + 1;
        double[] rows = new double[count * Trajectory.ROW];
        double[] partials = new double[withTransition ? count * Trajectory.TRANSITION_ROW : 0];
        if (!(force.altitude(s[0], s[1], s[2]) >= DECAY_ALTITUDE_METRES)) {
            return standstill(state, withTransition);
        }
        start(rows, back, step);
        if (withTransition) {
            startPartials(partials, back, step);
        }
        int low = back;
        int high = back;
        while (high < back + HALF && aloft(rows, high + 1)) {
            high++;
        }
        while (low > back - HALF && aloft(rows, low - 1)) {
            low--;
        }
        if (high == back + HALF && ahead > HALF) {
            high = sweep(rows, partials, back, step, 1, count - 1);
        }
        if (low == back - HALF && back > HALF) {
            low = sweep(rows, partials, back, step, -1, 0);
        }
        return cut(state, from, to, step, back, low, high, rows, partials);
    }

    private static Trajectory standstill(OrbitalState state, boolean withTransition) {
        double[] rows = new double[Trajectory.ROW];
        System.arraycopy(state.stateGcrf(), 0, rows, 0, 6);
        double[] partials = new double[withTransition ? Trajectory.TRANSITION_ROW : 0];
        for (int i = 0; withTransition && i < 6; i++) {
            partials[8 * i] = 1;
        }
        return new Trajectory(state.epochMicros(), 0, 0, true, 0, 1, rows, partials);
    }

    /** Keeps the rows that the interval needs; ends where the object decayed. */
    private static Trajectory cut(
            OrbitalState state,
            double from,
            double to,
            double step,
            int epochRow,
            int low,
            int high,
            double[] rows,
            double[] partials) {
        double earliest = (low - epochRow) * step;
        double latest = (high - epochRow) * step;
        boolean decayed = from < earliest || to > latest;
        double first = Math.max(earliest, Math.min(from, latest));
        double last = Math.min(latest, Math.max(to, earliest));
        int left = Math.max(low, Math.min(high - 1, epochRow + (int) Math.floor(first / step)));
        int right = Math.min(high, Math.max(left + 1, epochRow + (int) Math.ceil(last / step)));
        return new Trajectory(
                state.epochMicros(),
                first,
                last,
                decayed,
                (left - epochRow) * step,
                step,
                Arrays.copyOfRange(rows, left * Trajectory.ROW, (right + 1) * Trajectory.ROW),
                partials.length == 0
                        ? partials
                        : Arrays.copyOfRange(
                                partials, left * Trajectory.TRANSITION_ROW, (right + 1) * Trajectory.TRANSITION_ROW));
    }

    /** Step from the angular rate at the perigee of the osculating orbit. */
    private double step(double[] s) {
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double energy = v2 / 2 - force.mu() / r;
        if (!(energy < 0)) {
            throw new IllegalArgumentException("the orbit is not closed: at " + r + " m from the Earth's centre "
                    + Math.sqrt(v2) + " m/s is escape velocity or more");
        }
        double axis = -force.mu() / (2 * energy);
        double radial = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
        double eccentricity = Math.hypot(1 - r / axis, radial / Math.sqrt(force.mu() * axis));
        double perigee = Math.max(axis * (1 - eccentricity), ForceField.EARTH_RADIUS);
        double rate = Math.sqrt(force.mu() * (1 + eccentricity) / perigee) / perigee;
        double height = perigee - ForceField.EARTH_RADIUS;
        double shortening = Math.max(0.25, Math.min(1, (height - 50_000) / (THIN_AIR_METRES - 50_000)));
        // whole milliseconds, so that the times of the rows are exact
        double radians = stretchRadiansPerMetre > 0
                ? Math.min(
                        GREATEST_STEP_RADIANS,
                        stepRadians + stretchRadiansPerMetre * Math.max(0, height - STRETCHED_FROM))
                : stepRadians;
        return Math.max(1, Math.rint(1e3 * shortening * radians / rate) * 1e-3);
    }

    private boolean aloft(double[] rows, int row) {
        int i = row * Trajectory.ROW;
        return force.altitude(rows[i], rows[i + 1], rows[i + 2]) >= DECAY_ALTITUDE_METRES;
    }

    /** The eleven rows about the epoch: guessed with the simple force, then iterated with the corrector. */
    private void start(double[] rows, int epochRow, double step) {
        int width = Trajectory.ROW;
        System.arraycopy(position, 0, rows, epochRow * width, 3);
        System.arraycopy(velocity, 0, rows, epochRow * width + 3, 3);
        for (int i = 1; i <= HALF; i++) {
            rungeKutta(rows, (epochRow + i - 1) * width, (epochRow + i) * width, step);
            rungeKutta(rows, (epochRow - i + 1) * width, (epochRow - i) * width, -step);
        }
        motion.begin(rows, step, 1);
        int newest = epochRow + HALF;
        for (int round = 0; round < START_ROUNDS; round++) {
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                int at = (newest - k) * width;
                force.at((HALF - k) * step);
                force.acceleration(
                        rows[at], rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 4], rows[at + 5], rows, at + 6);
                force.partials(rows[at], rows[at + 1], rows[at + 2], gradients, k * PARTIALS);
                force.simpleAcceleration(rows[at], rows[at + 1], rows[at + 2], simple, 0);
                for (int d = 0; d < 3; d++) {
                    rest[3 * k + d] = rows[at + 6 + d] - simple[d];
                }
            }
            if (settle(rows, newest) < START_TOLERANCE_METRES) {
                return;
            }
        }
    }

    /** Iterates the start rows under the simple force with the rest held; returns the first change. */
    private double settle(double[] rows, int newest) {
        double firstChange = 0;
        for (int iteration = 0; iteration < START_ITERATIONS; iteration++) {
            motion.fixSums(newest, HALF, position, velocity);
            double change = 0;
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                change = Math.max(change, motion.evaluate(newest, k));
            }
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                int at = (newest - k) * Trajectory.ROW;
                force.simpleAcceleration(rows[at], rows[at + 1], rows[at + 2], rows, at + 6);
                for (int d = 0; d < 3; d++) {
                    rows[at + 6 + d] += rest[3 * k + d];
                }
            }
            firstChange = iteration == 0 ? change : firstChange;
            if (change < START_TOLERANCE_METRES / 10) {
                break;
            }
        }
        return firstChange;
    }

    private void rungeKutta(double[] rows, int from, int to, double h) {
        double[] k = runge;
        for (int stage = 0; stage < 4; stage++) {
            double part = stage == 0 ? 0 : stage == 3 ? h : h / 2;
            int before = Math.max(stage - 1, 0) * 6;
            for (int d = 0; d < 3; d++) {
                again[d] = rows[from + d] + part * (stage == 0 ? 0 : k[before + d]);
                k[stage * 6 + d] = rows[from + 3 + d] + part * (stage == 0 ? 0 : k[before + 3 + d]);
            }
            force.simpleAcceleration(again[0], again[1], again[2], k, stage * 6 + 3);
        }
        for (int d = 0; d < 6; d++) {
            rows[to + d] = rows[from + d] + h / 6 * (k[d] + 2 * k[6 + d] + 2 * k[12 + d] + k[18 + d]);
        }
    }

    private void startPartials(double[] partials, int epochRow, double step) {
        double[] value = new double[PARTIALS];
        double[] rate = new double[PARTIALS];
        for (int d = 0; d < 3; d++) {
            value[8 * d] = 1;
            rate[8 * d + 3] = 1;
        }
        int newest = epochRow + HALF;
        for (int k = 0; k < GaussJackson.POINTS; k++) {
            int at = (newest - k) * Trajectory.TRANSITION_ROW;
            for (int i = 0; i < PARTIALS; i++) {
                partials[at + i] = value[i] + (HALF - k) * step * rate[i];
                partials[at + PARTIALS + i] = rate[i];
            }
        }
        variation.begin(partials, step, 1);
        for (int iteration = 0; iteration < START_ITERATIONS / 2; iteration++) {
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                vary(partials, (newest - k) * Trajectory.TRANSITION_ROW, gradients, k * PARTIALS);
            }
            variation.fixSums(newest, HALF, value, rate);
            double change = 0;
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                change = Math.max(change, variation.evaluate(newest, k));
            }
            if (change < START_TOLERANCE_PARTIALS) {
                return;
            }
        }
    }

    /** Second derivative of the partials of a row. */
    private static void vary(double[] rows, int at, double[] g, int o) {
        for (int i = 0; i < 3; i++) {
            double gx = g[o + 3 * i];
            double gy = g[o + 3 * i + 1];
            double gz = g[o + 3 * i + 2];
            double dx = g[o + 9 + 3 * i];
            double dy = g[o + 10 + 3 * i];
            double dz = g[o + 11 + 3 * i];
            for (int c = 0; c < 7; c++) {
                rows[at + 42 + 7 * i + c] = gx * rows[at + c]
                        + gy * rows[at + 7 + c]
                        + gz * rows[at + 14 + c]
                        + dx * rows[at + 21 + c]
                        + dy * rows[at + 28 + c]
                        + dz * rows[at + 35 + c];
            }
            rows[at + 48 + 7 * i] += g[o + 18 + i];
        }
    }

    /** From the start rows to the last row; returns the last row that is aloft. */
    private int sweep(double[] rows, double[] partials, int epochRow, double step, int direction, int lastRow) {
        int newest = epochRow + direction * HALF;
        double signedStep = direction * step;
        motion.begin(rows, signedStep, direction);
        motion.fixSums(newest, HALF, position, velocity);
        boolean withTransition = partials.length > 0;
        if (withTransition) {
            variation.begin(partials, signedStep, direction);
            double[] value = new double[PARTIALS];
            double[] rate = new double[PARTIALS];
            for (int d = 0; d < 3; d++) {
                value[8 * d] = 1;
                rate[8 * d + 3] = 1;
            }
            variation.fixSums(newest, HALF, value, rate);
        }
        while (newest != lastRow) {
            int row = newest + direction;
            int at = row * Trajectory.ROW;
            motion.predict(newest);
            double x = rows[at];
            double y = rows[at + 1];
            double z = rows[at + 2];
            if (!(force.altitude(x, y, z) >= DECAY_ALTITUDE_METRES)) {
                return newest;
            }
            force.at((row - epochRow) * step);
            force.acceleration(x, y, z, rows[at + 3], rows[at + 4], rows[at + 5], rows, at + 6);
            force.simpleAcceleration(x, y, z, simple, 0);
            motion.correct(newest);
            force.simpleAcceleration(rows[at], rows[at + 1], rows[at + 2], again, 0);
            for (int d = 0; d < 3; d++) {
                rows[at + 6 + d] += again[d] - simple[d];
            }
            motion.correct(newest);
            motion.accept(newest);
            if (withTransition) {
                force.partials(rows[at], rows[at + 1], rows[at + 2], gradient, 0);
                int to = row * Trajectory.TRANSITION_ROW;
                variation.predict(newest);
                vary(partials, to, gradient, 0);
                variation.correct(newest);
                vary(partials, to, gradient, 0);
                variation.accept(newest);
            }
            newest = row;
        }
        return newest;
    }
}
