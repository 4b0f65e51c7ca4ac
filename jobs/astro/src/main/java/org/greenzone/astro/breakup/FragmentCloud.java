package org.greenzone.astro.breakup;

import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.breakup.StandardBreakupModel.Cause;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Thermosphere;
import org.greenzone.astro.physics.Vectors;

/**
 * The fragments of a breakup as a statistical cloud: samples of the breakup model, each standing for so many fragments, and fragments
 * with orbits of their own, which stand for themselves and are taken off the number of the model. Where many of these are known, the other large
 * ones are drawn about their velocities (smoothed bootstrap, Silverman and Young 1987), not from the model.
 *
 * <p>Half of the samples are longer than the tracking limit, half shorter. Motion is cheap and for days: mean elements turning at the secular rates of J2
 * (Brouwer 1959, first order), mean motion from the energy with the mean effect of J2 taken off, drag as constant rates of axis and
 * eccentricity (means over the first revolution, density a profile over altitude, mean over latitude and hour at the epoch). Places are
 * wrong by the short periods of J2 (up to 20 km) and grow wrong along track; distributions, which are asked for, are not. The frame is that of the
 * parent's state. A sample whose perigee sinks below {@value #REENTRY_METRES} m is gone. Immutable.
 */
public final class FragmentCloud {
    static final double MU = 3.986004418e14;
    static final double EARTH_RADIUS = 6_378_137;
    private static final double J2 = 1.08262668e-3;
    private static final double REENTRY_METRES = 120_000;
    private static final double DRAG_COEFFICIENT = 2.2;
    private static final double FASTEST = 3_000;
    private static final int ANOMALIES = 16;
    private static final double NORMAL_QUARTILES = 1.349;

    /** Numbers of one sample: axis, eccentricity, cos and sin of inclination, node, perigee, mean anomaly, their rates. */
    private static final int STRIDE = 14;

    private static final int AXIS = 0;
    private static final int ECC = 1;
    private static final int COS_I = 2;
    private static final int SIN_I = 3;
    private static final int NODE = 4;
    private static final int PERIGEE = 5;
    private static final int ANOMALY = 6;
    private static final int NODE_RATE = 7;
    private static final int PERIGEE_RATE = 8;
    private static final int ANOMALY_RATE = 9;
    private static final int HALF_ANOMALY_RATE2 = 10;
    private static final int AXIS_RATE = 11;
    private static final int ECC_RATE = 12;
    private static final int WEIGHT = 13;

    private final long epochMicros;
    private final double[] samples;
    private final boolean[] tracked;

    private FragmentCloud(long epochMicros, double[] samples, boolean[] tracked) {
        this.epochMicros = epochMicros;
        this.samples = samples;
        this.tracked = tracked;
    }

    /**
     * What is told of a breakup.
     *
     * @param epochMicros UTC microseconds since 1970
     * @param parentState at the epoch, inertial, m and m/s
     * @param cause collision or explosion
     * @param massOrScale mass of both bodies together in kilograms; of an explosion the scale of the model
     * @param shortestMetres smallest fragments that count
     * @param longestMetres about the parent's own size
     */
    public record Event(
            long epochMicros,
            double[] parentState,
            Cause cause,
            double massOrScale,
            double shortestMetres,
            double longestMetres) {
        public Event {
            if (parentState.length != 6 || !(massOrScale > 0)) {
                throw new IllegalArgumentException(
                        "breakup: a state of 6 numbers and a positive mass or scale are needed");
            }
            if (!(shortestMetres > 0
                    && shortestMetres < StandardBreakupModel.TRACKED_LENGTH_METRES
                    && longestMetres > StandardBreakupModel.TRACKED_LENGTH_METRES)) {
                throw new IllegalArgumentException("breakup: lengths must lie about the tracking limit");
            }
        }
    }

    /**
     * A fragment with an orbit.
     *
     * @param state at the epoch of the event, in the frame of the parent's state
     * @param ballisticSquareMetresPerKilogram Cd A/m
     */
    public record Known(double[] state, double ballisticSquareMetresPerKilogram) {}

    /**
     * @param samplesPerHalf samples above the tracking limit, and as many below
     * @param seed the same seed gives the same cloud, bit for bit
     */
    public static FragmentCloud of(
            PhysicalData physics, Event event, List<Known> known, int samplesPerHalf, long seed) {
        AirProfile air = AirProfile.at(physics, event.epochMicros());
        int most = 2 * samplesPerHalf + known.size();
        double[] samples = new double[STRIDE * most];
        boolean[] tracked = new boolean[most];
        int n = 0;
        for (Known fragment : known) {
            if (put(samples, n, fragment.state(), fragment.ballisticSquareMetresPerKilogram(), 1, air)) {
                tracked[n++] = true;
            }
        }
        Draws draws = new Draws(seed);
        double limit = StandardBreakupModel.TRACKED_LENGTH_METRES;
        double large = StandardBreakupModel.number(event.cause(), event.massOrScale(), limit);
        double all = StandardBreakupModel.number(event.cause(), event.massOrScale(), event.shortestMetres());
        boolean observed = known.size() >= PassagePredictor.KNOWN_FOR_SPEEDS;
        double[] bandwidth = observed ? bandwidth(event.parentState(), known) : new double[0];
        for (int i = 0; i < 2 * samplesPerHalf; i++) {
            boolean above = i < samplesPerHalf;
            double weight = (above ? Math.max(0, large - known.size()) : all - large) / samplesPerHalf;
            double length = StandardBreakupModel.length(
                    event.cause(),
                    above ? limit : event.shortestMetres(),
                    above ? event.longestMetres() : limit,
                    draws.uniform());
            double logAreaToMass = StandardBreakupModel.logAreaToMass(length, draws);
            double mean = StandardBreakupModel.meanLogSpeed(event.cause(), logAreaToMass);
            double speed =
                    Math.min(FASTEST, StrictMath.pow(10, mean + StandardBreakupModel.SPEED_SIGMA * draws.gaussian()));
            double[] direction = draws.direction();
            double[] state = event.parentState().clone();
            if (above && observed) {
                double[] like = known.get((int) Math.min(known.size() - 1, draws.uniform() * known.size()))
                        .state();
                for (int j = 0; j < 3; j++) {
                    state[3 + j] = like[3 + j] + bandwidth[j] * draws.gaussian();
                }
            } else {
                for (int j = 0; j < 3; j++) {
                    state[3 + j] += speed * direction[j];
                }
            }
            double ballistic = DRAG_COEFFICIENT * StrictMath.pow(10, logAreaToMass);
            if (put(samples, n, state, ballistic, weight, air)) {
                tracked[n++] = above;
            }
        }
        return new FragmentCloud(event.epochMicros(), Arrays.copyOf(samples, STRIDE * n), Arrays.copyOf(tracked, n));
    }

    /**
     * Widths of the kernel by which velocities are drawn about those that were seen (Silverman 1986, robust, three dimensions), each
     * axis, m/s.
     */
    private static double[] bandwidth(double[] parent, List<Known> known) {
        double[] widths = new double[3];
        for (int j = 0; j < 3; j++) {
            int axis = 3 + j;
            double[] sorted = known.stream()
                    .mapToDouble(k -> k.state()[axis] - parent[axis])
                    .sorted()
                    .toArray();
            int n = sorted.length;
            double sigma = (sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4]) / NORMAL_QUARTILES;
            widths[j] = 0.969 * sigma * StrictMath.pow(n, -1.0 / 7);
        }
        return widths;
    }

    /** Fragments with orbits alone, in the order in which they are given; those that do not stay up for a revolution are left out. */
    static FragmentCloud ofKnown(PhysicalData physics, long epochMicros, List<Known> known) {
        AirProfile air = AirProfile.at(physics, epochMicros);
        double[] samples = new double[STRIDE * known.size()];
        int n = 0;
        for (Known fragment : known) {
            if (put(samples, n, fragment.state(), fragment.ballisticSquareMetresPerKilogram(), 1, air)) {
                n++;
            }
        }
        boolean[] tracked = new boolean[n];
        Arrays.fill(tracked, true);
        return new FragmentCloud(epochMicros, Arrays.copyOf(samples, STRIDE * n), tracked);
    }

    public long epochMicros() {
        return epochMicros;
    }

    /** Samples that left the parent on an orbit. */
    public int size() {
        return tracked.length;
    }

    /** Fragments for which a sample stands. */
    public double weight(int sample) {
        return samples[STRIDE * sample + WEIGHT];
    }

    /** Whether it is above the tracking limit. */
    public boolean tracked(int sample) {
        return tracked[sample];
    }

    /**
     * State of a sample.
     *
     * @return {@code false} where it has re-entered
     */
    public boolean state(int sample, double secondsFromEpoch, double[] out6) {
        int at = STRIDE * sample;
        double t = secondsFromEpoch;
        double axis = samples[at + AXIS] + samples[at + AXIS_RATE] * t;
        double ecc = Math.max(0, samples[at + ECC] + samples[at + ECC_RATE] * t);
        if (axis * (1 - ecc) < EARTH_RADIUS + REENTRY_METRES) {
            return false;
        }
        double mean = samples[at + ANOMALY] + (samples[at + ANOMALY_RATE] + samples[at + HALF_ANOMALY_RATE2] * t) * t;
        double anomaly = kepler(mean, ecc);
        double root = Math.sqrt(1 - ecc * ecc);
        double cosE = Math.cos(anomaly);
        double sinE = Math.sin(anomaly);
        double n = Math.sqrt(MU / axis) / (1 - ecc * cosE);
        place(at, t, axis * (cosE - ecc), axis * root * sinE, -n * sinE, n * root * cosE, out6);
        return true;
    }

    /** Unit normal of the orbit plane. */
    void normal(int sample, double secondsFromEpoch, double[] out3) {
        int at = STRIDE * sample;
        double node = samples[at + NODE] + samples[at + NODE_RATE] * secondsFromEpoch;
        out3[0] = Math.sin(node) * samples[at + SIN_I];
        out3[1] = -Math.cos(node) * samples[at + SIN_I];
        out3[2] = samples[at + COS_I];
    }

    /** Period at the epoch, seconds. */
    double period(int sample) {
        return 2 * Math.PI / samples[STRIDE * sample + ANOMALY_RATE];
    }

    /**
     * State of a sample when it passes a direction in its plane, and by how much later than the instant that is.
     *
     * @param direction any vector; its part in the plane counts
     * @param out6 receives the state there
     * @return seconds from the instant, in (-period/2, period/2]; NaN where the sample has re-entered
     */
    double passing(int sample, double secondsFromEpoch, double[] direction, double[] out6) {
        int at = STRIDE * sample;
        double t = secondsFromEpoch;
        double axis = samples[at + AXIS] + samples[at + AXIS_RATE] * t;
        double ecc = Math.max(0, samples[at + ECC] + samples[at + ECC_RATE] * t);
        if (axis * (1 - ecc) < EARTH_RADIUS + REENTRY_METRES) {
            return Double.NaN;
        }
        double node = samples[at + NODE] + samples[at + NODE_RATE] * t;
        double perigee = samples[at + PERIGEE] + samples[at + PERIGEE_RATE] * t;
        double x = Math.cos(node) * direction[0] + Math.sin(node) * direction[1];
        double y = samples[at + COS_I] * (-Math.sin(node) * direction[0] + Math.cos(node) * direction[1])
                + samples[at + SIN_I] * direction[2];
        double half = 0.5 * (Math.atan2(y, x) - perigee);
        double anomaly = 2 * Math.atan2(Math.sqrt(1 - ecc) * Math.sin(half), Math.sqrt(1 + ecc) * Math.cos(half));
        double then = anomaly - ecc * Math.sin(anomaly);
        double now = samples[at + ANOMALY] + (samples[at + ANOMALY_RATE] + samples[at + HALF_ANOMALY_RATE2] * t) * t;
        double rate = samples[at + ANOMALY_RATE] + 2 * samples[at + HALF_ANOMALY_RATE2] * t;
        double root = Math.sqrt(1 - ecc * ecc);
        double n = Math.sqrt(MU / axis) / (1 - ecc * Math.cos(anomaly));
        place(
                at,
                t,
                axis * (Math.cos(anomaly) - ecc),
                axis * root * Math.sin(anomaly),
                -n * Math.sin(anomaly),
                n * root * Math.cos(anomaly),
                out6);
        return Math.IEEEremainder(then - now, 2 * Math.PI) / rate;
    }

    private void place(int at, double t, double x, double y, double vx, double vy, double[] out6) {
        double node = samples[at + NODE] + samples[at + NODE_RATE] * t;
        double perigee = samples[at + PERIGEE] + samples[at + PERIGEE_RATE] * t;
        double cosN = Math.cos(node);
        double sinN = Math.sin(node);
        double cosP = Math.cos(perigee);
        double sinP = Math.sin(perigee);
        double cosI = samples[at + COS_I];
        double sinI = samples[at + SIN_I];
        double px = cosP * x - sinP * y;
        double py = sinP * x + cosP * y;
        double pvx = cosP * vx - sinP * vy;
        double pvy = sinP * vx + cosP * vy;
        out6[0] = cosN * px - sinN * cosI * py;
        out6[1] = sinN * px + cosN * cosI * py;
        out6[2] = sinI * py;
        out6[3] = cosN * pvx - sinN * cosI * pvy;
        out6[4] = sinN * pvx + cosN * cosI * pvy;
        out6[5] = sinI * pvy;
    }

    private static double kepler(double mean, double ecc) {
        double m = Math.IEEEremainder(mean, 2 * Math.PI);
        double anomaly = m + ecc * Math.sin(m);
        for (int i = 0; i < 8; i++) {
            double step = (anomaly - ecc * Math.sin(anomaly) - m) / (1 - ecc * Math.cos(anomaly));
            anomaly -= step;
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        return anomaly;
    }

    /** @return whether the state is on an orbit that stays up for a revolution */
    private static boolean put(
            double[] samples, int sample, double[] state, double ballistic, double weight, AirProfile air) {
        double r = Vectors.norm(state);
        double[] v = Vectors.velocity(state);
        double speed2 = Vectors.dot(v, v);
        double axis = 1 / (2 / r - speed2 / MU);
        double[] momentum = Vectors.cross(state, v);
        double h = Vectors.norm(momentum);
        double ecc = Math.sqrt(Math.max(0, 1 - h * h / (MU * axis)));
        if (!(axis > 0) || axis * (1 - ecc) < EARTH_RADIUS + REENTRY_METRES) {
            return false;
        }
        double cosI = momentum[2] / h;
        double sinI = Math.sqrt(Math.max(0, 1 - cosI * cosI));
        double node = Math.atan2(momentum[0], -momentum[1]);
        double latitude = Math.atan2(
                argumentSine(state, node, cosI, sinI), Math.cos(node) * state[0] + Math.sin(node) * state[1]);
        double radialSpeed = Vectors.dot(state, v) / r;
        double trueAnomaly = Math.atan2(h * radialSpeed / MU, h * h / (MU * r) - 1);
        double half = 0.5 * trueAnomaly;
        double anomaly = 2 * Math.atan2(Math.sqrt(1 - ecc) * Math.sin(half), Math.sqrt(1 + ecc) * Math.cos(half));
        double eta = Math.sqrt(1 - ecc * ecc);
        double meanAxis = meanAxis(state, speed2, r, eta, sinI * sinI);
        double n = Math.sqrt(MU / (meanAxis * meanAxis * meanAxis));
        double q = EARTH_RADIUS / (meanAxis * eta * eta);
        double strength = 0.75 * J2 * q * q * n;
        double[] drag = air.rates(meanAxis, ecc, ballistic, ANOMALIES);
        int at = STRIDE * sample;
        samples[at + AXIS] = axis;
        samples[at + ECC] = ecc;
        samples[at + COS_I] = cosI;
        samples[at + SIN_I] = sinI;
        samples[at + NODE] = node;
        samples[at + PERIGEE] = latitude - trueAnomaly;
        samples[at + ANOMALY] = anomaly - ecc * Math.sin(anomaly);
        samples[at + NODE_RATE] = -2 * strength * cosI;
        samples[at + PERIGEE_RATE] = strength * (5 * cosI * cosI - 1);
        samples[at + ANOMALY_RATE] = n + strength * eta * (3 * cosI * cosI - 1);
        samples[at + HALF_ANOMALY_RATE2] = -0.75 * n / meanAxis * drag[0];
        samples[at + AXIS_RATE] = drag[0];
        samples[at + ECC_RATE] = drag[1];
        samples[at + WEIGHT] = weight;
        return true;
    }

    /** r sin(argument of latitude). */
    private static double argumentSine(double[] state, double node, double cosI, double sinI) {
        return cosI * (-Math.sin(node) * state[0] + Math.cos(node) * state[1]) + sinI * state[2];
    }

    /** Axis of the mean orbit: the energy with J2 in it, less the mean of J2's part over the orbit. */
    private static double meanAxis(double[] state, double speed2, double r, double eta, double sin2) {
        double scale = MU * J2 * EARTH_RADIUS * EARTH_RADIUS;
        double sinLatitude = state[2] / r;
        double energy = 0.5 * speed2 - MU / r + scale / (r * r * r) * (1.5 * sinLatitude * sinLatitude - 0.5);
        double mean = -MU / (2 * energy);
        for (int i = 0; i < 4; i++) {
            double average = scale / (mean * mean * mean * eta * eta * eta) * (0.75 * sin2 - 0.5);
            mean = -MU / (2 * (energy - average));
        }
        return mean;
    }

    /** Density over altitude at one instant, mean over latitude and hour. */
    record AirProfile(double[] logDensity) {
        private static final double LOWEST = 100_000;
        private static final double STEP = 20_000;
        private static final int LEVELS = 70;
        private static final int HOURS = 8;

        static AirProfile at(PhysicalData physics, long micros) {
            Thermosphere.Lookup lookup = physics.thermosphere().lookup();
            lookup.at(micros, 0);
            double[] logs = new double[LEVELS];
            for (int level = 0; level < LEVELS; level++) {
                double sum = 0;
                double weights = 0;
                for (double latitude : new double[] {-1.0, -0.5, 0, 0.5, 1.0}) {
                    for (int hour = 0; hour < HOURS; hour++) {
                        double fromSun = 2 * Math.PI * hour / HOURS - Math.PI;
                        sum += Math.cos(latitude) * lookup.density(LOWEST + STEP * level, latitude, fromSun);
                        weights += Math.cos(latitude);
                    }
                }
                logs[level] = Math.log(sum / weights);
            }
            return new AirProfile(logs);
        }

        double density(double altitude) {
            double x = Math.max(0, (altitude - LOWEST) / STEP);
            int level = (int) x;
            if (level >= LEVELS - 1) {
                return 0;
            }
            return Math.exp(logDensity[level] + (x - level) * (logDensity[level + 1] - logDensity[level]));
        }

        /** Rates of axis (m/s) and eccentricity (1/s): means over a revolution (King-Hele 1987, equations of drag, still air). */
        double[] rates(double axis, double ecc, double ballistic, int anomalies) {
            double axisSum = 0;
            double eccSum = 0;
            for (int i = 0; i < anomalies; i++) {
                double cosE = Math.cos(2 * Math.PI * (i + 0.5) / anomalies);
                double density = density(axis * (1 - ecc * cosE) - EARTH_RADIUS);
                axisSum += density * Math.pow(1 + ecc * cosE, 1.5) / Math.sqrt(1 - ecc * cosE);
                eccSum += density * Math.sqrt((1 + ecc * cosE) / (1 - ecc * cosE)) * cosE;
            }
            double n = Math.sqrt(MU / (axis * axis * axis));
            return new double[] {
                -ballistic * n * axis * axis * axisSum / anomalies,
                -ballistic * n * axis * (1 - ecc * ecc) * eccSum / anomalies
            };
        }
    }
}
