package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.greenzone.astro.dynamics.J2Rates;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.initiation.EpochFit.Prior;
import org.greenzone.astro.initiation.Lambert.Transfer;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;

/**
 * The orbits on which a fragment can have come from an origin to where one track saw it: Lambert's problem from the origin to the
 * track's mean place for all numbers of revolutions, each refined by all measurements of the track ({@link EpochFit}).
 *
 * <p>The transfer is solved in the parent's orbit plane, turned as flattening turns it, and the time stretched by the ratio of the
 * parent's mean motion under J2 to that of its osculating orbit; the fit mends the rest. Not thread-safe.
 */
final class OriginOrbits {
    /** Speed against the parent that a fragment may have; faster ones are few and not looked for. */
    private static final double GREATEST_SPEED = 1_500;

    private static final double LOWEST_AXIS = 6_450_000;
    /** Error of the mean place and of the two-body transfer: what a cheap look at the velocity must allow. */
    private static final double ROUGH_METRES = 30_000;

    private static final double ROUGH_COST = 6;
    private static final double HOPELESS_COST = 5;
    /** Cost per scalar above which no fit was seen to be saved by integrated partials. */
    private static final double CREEPING_COST = 50;

    private static final double WORST_COST = 3;
    private static final double SAME_SPEED = 0.5;
    /** Part of the least time by which the place of a beam can make a flight too short. */
    private static final double TOO_SHORT = 0.05;

    /** Light, so that a start that grazes the atmosphere stays aloft. */
    private static final double START_BALLISTIC = 0.03;

    private static final double LEAST_ANGLE = 1e-3;
    /** Where {@link #START_BALLISTIC} stays aloft for some revolutions. */
    private static final double LEAST_PERIGEE = 6_478_000;

    private static final int LIFTS = 3;

    private final EpochFit fit;
    private final double mu;
    private final Sighting.Normal normal = new Sighting.Normal();

    OriginOrbits(PhysicalData data, EpochFit fit) {
        this.fit = fit;
        this.mu = data.gravity().mu();
    }

    /**
     * The orbits on which a track can have come.
     *
     * @param thorough whether to go on with integrated partials where no fit converges: one track in twenty has none before
     * @return by falling evidence; empty where the track cannot come from there
     */
    List<Fitted> of(Origin origin, Sighting sighting, boolean thorough) {
        double dt = fit.seconds(origin.epochMicros(), sighting);
        double[] line = sighting.hasPlaces() ? sighting.line(mu) : new double[0];
        if (dt < 60 || line.length == 0 || !(Vectors.norm(line, 0) > 6_400_000)) {
            return List.of();
        }
        List<double[]> starts = starts(origin, sighting, line, dt);
        starts.forEach(start -> lift(origin, start));
        return fits(origin.prior(), List.of(sighting), starts, thorough);
    }

    /**
     * The orbits of some tracks, from all starts.
     *
     * @param thorough as in {@link #of}
     * @return by falling evidence, each once
     */
    List<Fitted> fits(Prior prior, List<Sighting> sightings, List<double[]> starts, boolean thorough) {
        List<double[]> creeping = new ArrayList<>();
        List<Fitted> found = fits(prior, sightings, starts, false, creeping);
        if (found.isEmpty() && thorough) {
            found = fits(prior, sightings, creeping, true, new ArrayList<>());
        }
        found.sort(Comparator.comparingDouble(f -> -f.logEvidence()));
        return found;
    }

    private List<Fitted> fits(
            Prior prior, List<Sighting> sightings, List<double[]> starts, boolean integrated, List<double[]> creeping) {
        int scalars = sightings.stream().mapToInt(Sighting::used).sum();
        List<Fitted> found = new ArrayList<>();
        for (double[] start : starts) {
            EpochFit.Ended ended = fit.fitFromFar(prior, start, sightings, HOPELESS_COST, integrated);
            ended.fitted()
                    .filter(f ->
                            f.cost() < WORST_COST * scalars && found.stream().noneMatch(o -> same(o, f)))
                    .ifPresent(found::add);
            if (ended.fitted().isEmpty() && ended.costPerScalar() < CREEPING_COST) {
                creeping.add(ended.vector());
            }
        }
        return found;
    }

    /** Near half and whole revolutions a transfer may be far off: one into the ground goes towards the parent's orbit until it is not. */
    private void lift(Origin origin, double[] start) {
        double[] parent = origin.stateGcrf();
        for (int i = 0; i < LIFTS && perigee(start) < LEAST_PERIGEE; i++) {
            for (int j = 3; j < 6; j++) {
                start[j] = 0.5 * (start[j] + parent[j]);
            }
        }
    }

    /** Distance of the perigee from the centre of the Earth, metres. */
    private double perigee(double[] start) {
        double[] state = Arrays.copyOf(start, 6);
        double r = Vectors.norm(state, 0);
        double v = Vectors.norm(state, 3);
        double radial = (state[0] * state[3] + state[1] * state[4] + state[2] * state[5]) / r;
        double axis = 1 / (2 / r - v * v / mu);
        double parameter = r * r * (v * v - radial * radial) / mu;
        return axis * (1 - Math.sqrt(Math.max(0, 1 - parameter / axis)));
    }

    private static boolean same(Fitted a, Fitted b) {
        double sum = 0;
        for (int i = 3; i < 6; i++) {
            sum += Math.pow(a.vector()[i] - b.vector()[i], 2);
        }
        return sum < SAME_SPEED * SAME_SPEED;
    }

    List<double[]> starts(Origin origin, Sighting sighting, double[] line, double dt) {
        double[] s = origin.stateGcrf();
        double[] p0 = {s[0], s[1], s[2]};
        double[] v0 = {s[3], s[4], s[5]};
        double[] radial = Vectors.unit(p0);
        double[] across = Vectors.unit(Vectors.cross(p0, v0));
        double[] along = Vectors.cross(across, radial);
        J2Rates rates = J2Rates.of(s, mu);
        double[] there = J2Rates.turned(line, 0, -rates.nodeRate() * dt);
        double x = Vectors.dot(there, radial);
        double y = Vectors.dot(there, along);
        double off = Vectors.dot(there, across);
        double r1 = Vectors.norm(s, 0);
        double r2 = Math.hypot(x, y);
        double angle = Math.atan2(y, x);
        angle = Math.max(LEAST_ANGLE, Math.min(2 * Math.PI - LEAST_ANGLE, angle < 0 ? angle + 2 * Math.PI : angle));
        double stretched = dt * rates.timeFactor();
        double fastest = Math.sqrt(mu / (LOWEST_AXIS * LOWEST_AXIS * LOWEST_AXIS));
        int most = (int) Math.ceil(stretched * fastest / (2 * Math.PI));
        double sine = Math.sin(angle);
        // Out of the plane the fragment swings with the sine of the angle; near the parent's plane points it is left to
        // the fit.
        double speed = Vectors.norm(s, 3);
        double acrossSpeed = Math.abs(sine) > 0.2 ? off * speed / (r1 * sine) : 0;
        List<double[]> starts = new ArrayList<>();
        List<Transfer> transfers = Lambert.transfers(mu, r1, r2, angle, stretched, 0, most, TOO_SHORT);
        for (Transfer transfer : transfers) {
            double[] start = new double[Sighting.PARAMETERS];
            double squared = 0;
            for (int j = 0; j < 3; j++) {
                start[j] = s[j];
                start[3 + j] = transfer.departureRadial() * radial[j]
                        + transfer.departureTransverse() * along[j]
                        + acrossSpeed * across[j];
                squared += Math.pow(start[3 + j] - v0[j], 2);
            }
            start[6] = START_BALLISTIC;
            if (squared < GREATEST_SPEED * GREATEST_SPEED
                    && plausible(transfer, sighting, line, radial, along, across, angle, acrossSpeed, rates, dt)) {
                starts.add(start);
            }
        }
        return starts;
    }

    /** Whether the velocity of arrival agrees with the track, place and transfer taken roughly. */
    private boolean plausible(
            Transfer transfer,
            Sighting sighting,
            double[] line,
            double[] radial,
            double[] along,
            double[] across,
            double angle,
            double acrossSpeed,
            J2Rates rates,
            double dt) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double vx = transfer.arrivalRadial() * cos - transfer.arrivalTransverse() * sin;
        double vy = transfer.arrivalRadial() * sin + transfer.arrivalTransverse() * cos;
        double[] velocity = new double[3];
        for (int j = 0; j < 3; j++) {
            velocity[j] = vx * radial[j] + vy * along[j] + acrossSpeed * cos * across[j];
        }
        velocity = J2Rates.turned(velocity, 0, rates.nodeRate() * dt);
        double[] state = {line[0], line[1], line[2], velocity[0], velocity[1], velocity[2]};
        try {
            return sighting.normal(
                            fit.propagator(),
                            new OrbitalState(sighting.middleMicros(), state, Origin.FRAGMENT_BALLISTIC, 0),
                            ROUGH_METRES,
                            normal)
                    && normal.cost < ROUGH_COST * sighting.used();
        } catch (ArithmeticException degenerate) {
            return false;
        }
    }
}
