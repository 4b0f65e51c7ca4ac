package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.dynamics.J2Rates;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;

/**
 * The orbits on which an object has range, range rate and acceleration at two instants: the search of {@link RangeDopplerOrbit}, with its
 * scratch. Lines of sight over a grid, then Newton's method, first in a rough motion and then in that of all forces. Not thread-safe.
 */
final class RangeDopplerSearch {
    private static final double GRID_RADIANS = Math.toRadians(2);
    private static final double LOWEST_ELEVATION = Math.toRadians(3);
    /** What a fan is wider than it says, and the error of the pointing. */
    private static final double FIELD_MARGIN = Math.toRadians(3);

    private static final int TURNS = 120;
    private static final double SPEED_BOUND = 1_000;
    private static final double EARTH_RADIUS = 6_378_137;
    private static final double LOWEST_RADIUS = EARTH_RADIUS + 90_000;
    /** Starts for Newton's method, of which the other two numbers come nearest. */
    private static final int STARTS = 1500;
    /** Where two directions of motion that have the range nearly meet, the grid may pass beside both. */
    private static final double GRAZING_METRES = 200_000;

    private static final int ITERATIONS = 25;
    /** Errors of the rough motion over an hour: range m, rate m/s, acceleration m/s2. */
    private static final double[] ROUGH = {10_000, 20, 0.05};
    /** The same of what a polynomial leaves of the curve, and of drag that is not known. */
    private static final double[] FINE = {200, 0.5, 0.005};

    private static final double CONVERGED = 1e-3;
    private static final double LEAST_DAMPING = 1e-9;
    private static final double DIFFERENCE = 1e-6;
    /** Squared misses up to which a rough motion may be that of an orbit, and a fine one. */
    private static final double ROUGHLY = 30;

    private static final double NEARLY = 3e3;
    private static final double SAME_METRES = 10_000;
    private static final int MOST_ROOTS = 24;
    private static final int MOST_ROUGH = 12;
    private static final Comparator<Root> BEST_FIRST =
            Comparator.comparingDouble(Root::cost).thenComparingDouble(r -> r.state()[0]);
    static final double DEFAULT_BALLISTIC = 0.02;
    static final double DEFAULT_RADIATION = 0.03;
    private static final double J2 = 1.08262668e-3;

    private final OrbitPropagator propagator;
    private final double mu;
    private final Station one;
    private final Station two;
    private final double gap;
    private final double[] scale = new double[3];
    private final double[] sight = new double[3];
    private final double[] first = new double[3];
    private final double[] second = new double[3];
    private final double[] state = new double[6];
    private final double[] there = new double[6];
    private final double[] miss = new double[3];
    private boolean allForces;

    /** A station at the instant of a curve. */
    private static final class Station {
        final RangeCurve curve;
        final List<Site.FieldOfView> fields;
        final double[] state = new double[6];
        final double[] acceleration = new double[3];
        final double[] enu = new double[9];

        Station(EarthRotation rotation, Site site, RangeCurve curve) {
            this.curve = curve;
            this.fields = site.fields();
            SiteFrame frame = new SiteFrame(rotation, site);
            frame.stateGcrf(curve.micros(), state);
            frame.enuAxes(curve.micros(), enu);
            // Turning about the axis of the Earth, which is within an arc minute of that of GCRF.
            acceleration[0] = -EarthRotation.RATE * state[4];
            acceleration[1] = EarthRotation.RATE * state[3];
        }

        /** Whether a horizontal direction (east, north, up) is where the station looks. */
        boolean looksAt(double east, double north, double up) {
            double elevation = Math.asin(up);
            if (fields.isEmpty()) {
                return elevation >= LOWEST_ELEVATION;
            }
            for (Site.FieldOfView field : fields) {
                double azimuth = field.boresightAzimuthRadians();
                double off = Math.asin(Math.abs(east * Math.cos(azimuth) - north * Math.sin(azimuth)));
                if (off <= field.halfWidthRadians() + FIELD_MARGIN
                        && elevation >= field.minimumElevationRadians() - FIELD_MARGIN) {
                    return true;
                }
            }
            return false;
        }
    }

    /** An orbit that has the numbers of both tracks: line of sight, direction of motion and state at the first one. */
    record Root(double[] angles, double[] state, double cost) {}

    RangeDopplerSearch(
            PhysicalData data,
            OrbitPropagator propagator,
            Site earlierSite,
            RangeCurve earlier,
            Site laterSite,
            RangeCurve later) {
        this.propagator = propagator;
        mu = data.gravity().mu();
        EarthRotation rotation = new EarthRotation(data);
        one = new Station(rotation, earlierSite, earlier);
        two = new Station(rotation, laterSite, later);
        gap = (later.micros() - earlier.micros()) * 1e-6;
        allow(ROUGH, Math.max(0.5, Math.sqrt(gap / 3600)));
    }

    private void allow(double[] errors, double times) {
        for (int i = 0; i < 3; i++) {
            scale[i] = Math.hypot(errors[i] * times, two.curve.sigma()[i]);
        }
    }

    /** The orbits that have the numbers of both tracks, the better ones first, and some that nearly have them. */
    List<Root> roots() {
        record Start(double azimuth, double elevation, double turn, double cost) {}
        List<Start> starts = new ArrayList<>();
        int rows = (int) Math.ceil((Math.PI / 2 - LOWEST_ELEVATION) / GRID_RADIANS);
        for (int row = 0; row <= rows; row++) {
            double elevation = Math.min(Math.PI / 2, LOWEST_ELEVATION + row * GRID_RADIANS);
            int columns = Math.max(1, (int) Math.ceil(2 * Math.PI * Math.cos(elevation) / GRID_RADIANS));
            for (int column = 0; column < columns; column++) {
                double azimuth = 2 * Math.PI * column / columns;
                double earlier = Double.NaN;
                double before = Double.NaN;
                double costBefore = Double.NaN;
                for (int turn = 0; turn <= TURNS; turn++) {
                    double angle = 2 * Math.PI * turn / TURNS;
                    double range = evaluate(azimuth, elevation, angle) ? miss[0] : Double.NaN;
                    double cost = Math.hypot(miss[1] / scale[1], miss[2] / scale[2]);
                    // NaN on either side is no change of sign and no minimum.
                    if (before * range <= 0) {
                        double part = before == range ? 0 : before / (before - range);
                        starts.add(new Start(
                                azimuth,
                                elevation,
                                angle - 2 * Math.PI / TURNS * (1 - part),
                                Math.min(cost, costBefore)));
                    } else if (Math.abs(before)
                            < Math.min(Math.min(Math.abs(earlier), Math.abs(range)), GRAZING_METRES)) {
                        starts.add(new Start(
                                azimuth,
                                elevation,
                                angle - 2 * Math.PI / TURNS,
                                Math.hypot(costBefore, before / GRAZING_METRES)));
                    }
                    earlier = before;
                    before = range;
                    costBefore = cost;
                }
            }
        }
        starts.sort(Comparator.comparingDouble(Start::cost)
                .thenComparingDouble(Start::elevation)
                .thenComparingDouble(Start::azimuth)
                .thenComparingDouble(Start::turn));
        List<Root> rough = new ArrayList<>();
        for (Start start : starts.subList(0, Math.min(STARTS, starts.size()))) {
            newton(new double[] {start.azimuth(), start.elevation(), start.turn()}, ROUGHLY)
                    .filter(r -> rough.stream().noneMatch(o -> areNear(o.state(), r.state())))
                    .ifPresent(rough::add);
        }
        rough.sort(BEST_FIRST);
        allForces = true;
        allow(FINE, 1);
        List<Root> fine = new ArrayList<>();
        for (Root root : rough.subList(0, Math.min(MOST_ROOTS, rough.size()))) {
            newton(root.angles(), NEARLY)
                    .filter(r -> fine.stream().noneMatch(o -> areNear(o.state(), r.state())))
                    .ifPresent(fine::add);
        }
        fine.sort(BEST_FIRST);
        // Near a whole revolution noise parts what nearly meets, and the fit of all measurements does better from
        // nearby.
        rough.stream().limit(MOST_ROUGH).forEach(fine::add);
        return fine;
    }

    /** Whether the places of two states are nearer than orbits that differ. */
    static boolean areNear(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < 3; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return square < SAME_METRES * SAME_METRES;
    }

    /**
     * Least squares in azimuth, elevation and direction of the motion (Marquardt 1963), since noise may part two orbits that nearly meet.
     *
     * @param most squared misses, in the errors that are allowed, beyond which there is no orbit
     */
    private Optional<Root> newton(double[] start, double most) {
        try {
            return descend(start, most);
        } catch (ArithmeticException | IllegalArgumentException degenerate) {
            return Optional.empty();
        }
    }

    private Optional<Root> descend(double[] start, double most) {
        double[] at = start.clone();
        if (!evaluate(at[0], at[1], at[2])) {
            return Optional.empty();
        }
        double[] here = scaled();
        double cost = square(here);
        double damping = LEAST_DAMPING;
        double[][] partials = new double[3][];
        for (int iteration = 0; iteration < ITERATIONS && cost > CONVERGED && damping < 1; iteration++) {
            for (int i = 0; i < 3; i++) {
                at[i] += DIFFERENCE;
                if (!evaluate(at[0], at[1], at[2])) {
                    return Optional.empty();
                }
                at[i] -= DIFFERENCE;
                partials[i] = scaled();
                for (int k = 0; k < 3; k++) {
                    partials[i][k] = (partials[i][k] - here[k]) / DIFFERENCE;
                }
            }
            double before = cost;
            for (; cost == before && damping < 1; damping *= 10) {
                double[] move = step(partials, here, damping);
                double[] next = {at[0] - move[0], at[1] - move[1], at[2] - move[2]};
                if (evaluate(next[0], next[1], next[2]) && square(scaled()) < cost) {
                    at = next;
                    here = scaled();
                    cost = square(here);
                }
            }
            damping = Math.max(LEAST_DAMPING, damping / 100);
            if (before - cost < CONVERGED * before) {
                break;
            }
        }
        return evaluate(at[0], at[1], at[2]) && cost < most
                ? Optional.of(new Root(at, state.clone(), cost))
                : Optional.empty();
    }

    /** The step of the normal equations, their diagonal enlarged. */
    private static double[] step(double[][] partials, double[] miss, double damping) {
        double[][] normal = new double[3][3];
        double[] right = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                right[i] += partials[i][k] * miss[k];
                for (int j = 0; j < 3; j++) {
                    normal[i][j] += partials[i][k] * partials[j][k];
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            normal[i][i] *= 1 + damping;
        }
        return SymmetricMatrix.solve(SymmetricMatrix.flooredCholesky(normal), right);
    }

    private double[] scaled() {
        return new double[] {miss[0] / scale[0], miss[1] / scale[1], miss[2] / scale[2]};
    }

    private static double square(double[] v) {
        return v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
    }

    /**
     * The state at the first track and what the second one misses by.
     *
     * @return false where there is no such orbit, or one of the stations does not look there
     */
    private boolean evaluate(double azimuth, double elevation, double turn) {
        double east = Math.sin(azimuth) * Math.cos(elevation);
        double north = Math.cos(azimuth) * Math.cos(elevation);
        double up = Math.sin(elevation);
        return one.looksAt(east, north, up) && stateAtFirst(east, north, up, turn) && carry() && compare();
    }

    private boolean stateAtFirst(double east, double north, double up, double turn) {
        RangeCurve curve = one.curve;
        double horizontal = Math.hypot(east, north);
        for (int j = 0; j < 3; j++) {
            sight[j] = east * one.enu[j] + north * one.enu[3 + j] + up * one.enu[6 + j];
            double e = horizontal > 1e-9 ? north / horizontal : 1;
            double n = horizontal > 1e-9 ? -east / horizontal : 0;
            first[j] = e * one.enu[j] + n * one.enu[3 + j];
            state[j] = one.state[j] + curve.range() * sight[j];
        }
        second[0] = sight[1] * first[2] - sight[2] * first[1];
        second[1] = sight[2] * first[0] - sight[0] * first[2];
        second[2] = sight[0] * first[1] - sight[1] * first[0];
        double r2 = state[0] * state[0] + state[1] * state[1] + state[2] * state[2];
        double r = Math.sqrt(r2);
        if (r < LOWEST_RADIUS) {
            return false;
        }
        double pull = pull(state, one);
        double across2 = curve.range() * (curve.acceleration() - pull);
        if (!(across2 > 0)) {
            return false;
        }
        double across = Math.sqrt(across2);
        double cos = Math.cos(turn) * across;
        double sin = Math.sin(turn) * across;
        double radial = 0;
        double v2 = 0;
        for (int j = 0; j < 3; j++) {
            state[3 + j] = one.state[3 + j] + curve.rate() * sight[j] + cos * first[j] + sin * second[j];
            radial += state[3 + j] * state[j] / r;
            v2 += state[3 + j] * state[3 + j];
        }
        return Math.abs(radial) < SPEED_BOUND && Math.abs(Math.sqrt(v2) - Math.sqrt(mu / r)) < SPEED_BOUND;
    }

    /** Acceleration against a station along the line of sight: two bodies and the flattening. */
    private double pull(double[] place, Station station) {
        double r2 = place[0] * place[0] + place[1] * place[1] + place[2] * place[2];
        double central = -mu / (r2 * Math.sqrt(r2));
        double flat = 1.5 * J2 * EARTH_RADIUS * EARTH_RADIUS / r2;
        double z2 = 5 * place[2] * place[2] / r2;
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            double own = central * place[j] * (1 + flat * ((j == 2 ? 3 : 1) - z2));
            sum += sight[j] * (own - station.acceleration[j]);
        }
        return sum;
    }

    private boolean carry() {
        if (!allForces) {
            return carryRoughly();
        }
        Trajectory motion = propagator.propagate(
                new OrbitalState(one.curve.micros(), state, DEFAULT_BALLISTIC, DEFAULT_RADIATION), 0, gap);
        if (motion.decayed()) {
            return false;
        }
        motion.state(gap, there);
        return true;
    }

    /** Carries the state to the second track: two bodies (Battin 1999, equation 4.41), turned and stretched by flattening. */
    private boolean carryRoughly() {
        double r = Math.sqrt(state[0] * state[0] + state[1] * state[1] + state[2] * state[2]);
        double v2 = state[3] * state[3] + state[4] * state[4] + state[5] * state[5];
        double axis = 1 / (2 / r - v2 / mu);
        J2Rates rates;
        try {
            rates = J2Rates.of(state, mu);
        } catch (ArithmeticException open) {
            return false;
        }
        double dt = gap * rates.timeFactor();
        double root = Math.sqrt(axis);
        double sigma = (state[0] * state[3] + state[1] * state[4] + state[2] * state[5]) / Math.sqrt(mu) / root;
        double motion = Math.sqrt(mu / axis) / axis;
        double flat = 1 - r / axis;
        if (axis * (1 - Math.hypot(flat, sigma)) < LOWEST_RADIUS) {
            return false;
        }
        double mean = motion * dt;
        double angle = mean;
        double cos = 1;
        double sin = 0;
        double far = r;
        for (int i = 0; i < 15; i++) {
            cos = Math.cos(angle);
            sin = Math.sin(angle);
            far = axis * (1 - flat * cos + sigma * sin);
            double step = (angle - flat * sin + sigma * (1 - cos) - mean) * axis / far;
            angle -= step;
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        cos = Math.cos(angle);
        sin = Math.sin(angle);
        far = axis * (1 - flat * cos + sigma * sin);
        double f = 1 - axis / r * (1 - cos);
        double g = dt - (angle - sin) / motion;
        double fRate = -Math.sqrt(mu * axis) / (r * far) * sin;
        double gRate = 1 - axis / far * (1 - cos);
        double c = Math.cos(rates.nodeRate() * gap);
        double s = Math.sin(rates.nodeRate() * gap);
        for (int j = 0; j < 3; j++) {
            there[j] = f * state[j] + g * state[3 + j];
            there[3 + j] = fRate * state[j] + gRate * state[3 + j];
        }
        for (int at = 0; at < 6; at += 3) {
            double x = c * there[at] - s * there[at + 1];
            there[at + 1] = s * there[at] + c * there[at + 1];
            there[at] = x;
        }
        return true;
    }

    private boolean compare() {
        double range2 = 0;
        for (int j = 0; j < 3; j++) {
            sight[j] = there[j] - two.state[j];
            range2 += sight[j] * sight[j];
        }
        double range = Math.sqrt(range2);
        double rate = 0;
        double speed2 = 0;
        double east = 0;
        double north = 0;
        double up = 0;
        for (int j = 0; j < 3; j++) {
            sight[j] /= range;
            double v = there[3 + j] - two.state[3 + j];
            rate += sight[j] * v;
            speed2 += v * v;
            east += sight[j] * two.enu[j];
            north += sight[j] * two.enu[3 + j];
            up += sight[j] * two.enu[6 + j];
        }
        miss[0] = range - two.curve.range();
        miss[1] = rate - two.curve.rate();
        miss[2] = (speed2 - rate * rate) / range + pull(there, two) - two.curve.acceleration();
        // Where the range is far off the line of sight says nothing yet.
        return Math.abs(miss[0]) > 0.1 * two.curve.range() || two.looksAt(east, north, up);
    }
}
