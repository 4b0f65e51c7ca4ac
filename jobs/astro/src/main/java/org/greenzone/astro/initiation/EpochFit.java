package org.greenzone.astro.initiation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.SecularTransition;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Quick least squares of hypotheses: state and ballistic coefficient at an epoch from a Gaussian prior and some tracks, with the evidence
 * (marginal likelihood) by which hypotheses are compared.
 *
 * <p>Gauss-Newton in the Cholesky factor of the prior, steps damped where they do not lead down (Marquardt 1963); the motion is
 * propagated anew only when the measurements, curved as they are, are satisfied by the motion as straight. Forces: gravity of degree {@value #DEGREE} and drag; what that leaves out,
 * {@value #ERROR_METRES_PER_DAY} m a day from the epoch, is an unknown of each track with that sigma. So many tracks of an hour are compared in
 * milliseconds; for an orbit to keep, {@code orbit.ArcFit} with the full forces follows.
 *
 * <p>The evidence is Laplace's: minus half the cost at the optimum and half the logarithm of the determinant of the normal equations in
 * units of the prior (MacKay 2003, chapter 28), without the constants of the tracks, which are the same in each hypothesis that has them.
 * Deterministic. Not thread-safe.
 */
final class EpochFit {
    static final int DEGREE = 8;
    static final double ERROR_METRES_PER_DAY = 600;
    static final double LEAST_ERROR_METRES = 20;
    private static final int PARAMETERS = Sighting.PARAMETERS;
    private static final int ITERATIONS = 20;
    /** Tried one after the other, in units of the information of the prior. */
    private static final double[] DAMPINGS = {0, 10, 100, 1e3, 1e4, 1e6, 1e8};

    /**
     * Errors of the place that are granted at first: the valley of a precise range along an unknown direction is curved, and
     * steps along it are straight.
     */
    private static final double[] SLACKS_METRES = {10_000, 1_000, 0};

    /** From a start that the fits of its parts gave. */
    private static final double[] NO_SLACK = {0};

    /** Steps in which a fit from near must have come to a cost that is not hopeless. */
    private static final int FIRST_STEPS = 3;

    /** Distance from a propagated place within which the motion is taken as straight: off by 2 m then; and by 700 m with errors granted. */
    private static final double REACH_METRES = 5_000;

    private static final double ROUGH_REACH_METRES = 100_000;
    /** Steps between two propagations. */
    private static final int WALK = 8;

    private static final double ROUGHLY_SETTLED = 1;
    private static final double SETTLED = 0.1;
    private static final double SECONDS_PER_DAY = 86_400;

    /**
     * What is known before.
     *
     * @param epochMicros UTC microseconds since 1970
     * @param mean state, GCRF, and ballistic coefficient
     * @param root lower Cholesky factor of the covariance, 7 x 7
     */
    record Prior(long epochMicros, double[] mean, double[][] root) {}

    /**
     * A fit.
     *
     * @param epochMicros of the prior
     * @param vector state at the epoch, GCRF, and ballistic coefficient
     * @param deviates the same in units of the prior
     * @param normal normal equations in units of the prior, the unit matrix of the prior included
     * @param velocityCovariance 3 x 3, m2/s2, at the epoch
     * @param cost squared weighted residuals and squared deviates
     * @param logEvidence natural logarithm of the marginal likelihood, without the constants of the tracks
     */
    record Fitted(
            long epochMicros,
            double[] vector,
            double[] deviates,
            double[][] normal,
            double[][] velocityCovariance,
            double cost,
            double logEvidence) {
        /** Covariance of state and ballistic coefficient, 7 x 7. */
        double[][] covariance(Prior prior) {
            return SymmetricMatrix.congruence(prior.root(), SymmetricMatrix.inverse(SymmetricMatrix.cholesky(normal)));
        }
    }

    /**
     * How a fit ended.
     *
     * @param fitted empty where it did not converge, does not stay aloft or is hopeless
     * @param vector state and ballistic coefficient where it stopped
     * @param costPerScalar of there; infinite where there is none
     */
    record Ended(Optional<Fitted> fitted, double[] vector, double costPerScalar) {}

    private final OrbitPropagator propagator;
    private final LeapSeconds leapSeconds;
    private final Sighting.Normal part = new Sighting.Normal();
    private final double[] transition = new double[42];
    private final double[] state = new double[6];

    EpochFit(PhysicalData data) {
        propagator = OrbitPropagator.quick(data, new ForceModel(DEGREE, false, false, true, false));
        leapSeconds = data.leapSeconds();
    }

    OrbitPropagator propagator() {
        return propagator;
    }

    double seconds(long epochMicros, Sighting sighting) {
        return leapSeconds.elapsedSeconds(epochMicros, sighting.middleMicros());
    }

    /** What the forces leave out after so many seconds, metres. */
    static double errorMetres(double seconds) {
        return LEAST_ERROR_METRES + ERROR_METRES_PER_DAY * Math.abs(seconds) / SECONDS_PER_DAY;
    }

    /**
     * Fits.
     *
     * @param start state and ballistic coefficient to begin with
     * @param hopeless cost per scalar above which it is given up, with errors of the place granted
     * @return empty where it does not converge or does not stay aloft
     */
    Optional<Fitted> fit(Prior prior, double[] start, List<Sighting> sightings, double hopeless) {
        return fitFromFar(prior, start, sightings, hopeless, false).fitted();
    }

    /**
     * As {@link #fit}, telling where it ended.
     *
     * @param integrated whether the partials are, for four times the time: from far the valley is narrow and long, and partials that are
     *     wrong by a few per cent may creep along it
     */
    Ended fitFromFar(Prior prior, double[] start, List<Sighting> sightings, double hopeless, boolean integrated) {
        return fit(prior, start, sightings, hopeless, SLACKS_METRES, integrated);
    }

    /** As {@link #fit}, from a start that is near: no error of the place is granted, and what is hopeless after some steps is given up. */
    Optional<Fitted> fitFromNear(Prior prior, double[] start, List<Sighting> sightings, double hopeless) {
        return fit(prior, start, sightings, hopeless, NO_SLACK, false).fitted();
    }

    /**
     * What each track alone would add to the logarithm of the evidence of an orbit, the motion and the measurements taken as straight
     * about that orbit: one propagation for all.
     *
     * @return one number for each track; negative infinity where the orbit does not stay aloft
     */
    double[] gains(Prior prior, Fitted orbit, List<Sighting> sightings) {
        double[] gains = new double[sightings.size()];
        Arrays.fill(gains, Double.NEGATIVE_INFINITY);
        Arc arc = arc(prior, orbit.deviates(), sightings, false);
        double before = SymmetricMatrix.logDeterminant(SymmetricMatrix.cholesky(orbit.normal()));
        for (int n = 0; arc != null && n < gains.length; n++) {
            Step at = step(arc.of(n), orbit.deviates(), List.of(sightings.get(n)), 0);
            if (at == null) {
                continue;
            }
            double[][] both = new double[PARAMETERS][PARAMETERS];
            double[] pull = new double[PARAMETERS];
            for (int i = 0; i < PARAMETERS; i++) {
                pull[i] = at.gradient()[i] + orbit.deviates()[i];
                for (int j = 0; j < PARAMETERS; j++) {
                    both[i][j] = orbit.normal()[i][j] + at.normal()[i][j] - (i == j ? 1 : 0);
                }
            }
            double cost = at.cost() - SymmetricMatrix.dot(orbit.deviates(), orbit.deviates());
            double[][] lower = SymmetricMatrix.cholesky(both);
            cost -= SymmetricMatrix.dot(pull, SymmetricMatrix.solve(lower, pull));
            gains[n] = -0.5 * (cost + SymmetricMatrix.logDeterminant(lower) - before);
        }
        return gains;
    }

    private Ended fit(
            Prior prior,
            double[] start,
            List<Sighting> sightings,
            double hopeless,
            double[] slacks,
            boolean integrated) {
        double[] difference = new double[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            difference[i] = start[i] - prior.mean()[i];
        }
        Search search = new Search(prior, sightings, SymmetricMatrix.forward(prior.root(), difference));
        Optional<Fitted> fitted;
        try {
            fitted = converge(search, hopeless, slacks, integrated);
        } catch (ArithmeticException | IllegalArgumentException degenerate) {
            fitted = Optional.empty();
        }
        return new Ended(fitted, vector(prior, search.u), search.cost / search.scalars);
    }

    /** Where a fit stands. */
    private static final class Search {
        private final Prior prior;
        private final List<Sighting> sightings;
        private final int scalars;
        private double[] u;
        private double cost = Double.POSITIVE_INFINITY;

        Search(Prior prior, List<Sighting> sightings, double[] u) {
            this.prior = prior;
            this.sightings = sightings;
            this.u = u;
            this.scalars = sightings.stream().mapToInt(Sighting::used).sum();
        }
    }

    /** Linearised problem about one point, in units of the prior. */
    private record Step(double cost, double[][] normal, double[] gradient) {}

    private Optional<Fitted> converge(Search search, double hopeless, double[] slacks, boolean integrated) {
        Prior prior = search.prior;
        List<Sighting> sightings = search.sightings;
        Arc arc = arc(prior, search.u, sightings, integrated);
        if (arc == null) {
            return Optional.empty();
        }
        for (double slack : slacks) {
            Step here = step(arc, search.u, sightings, slack);
            boolean settled = false;
            int damping = 0;
            for (int iteration = 0; here != null && !settled && iteration < ITERATIONS; iteration++) {
                search.cost = here.cost();
                if (slacks.length == 1 && iteration == FIRST_STEPS && here.cost() > hopeless * search.scalars) {
                    return Optional.empty();
                }
                double[][] lower = SymmetricMatrix.cholesky(here.normal());
                double[] move = SymmetricMatrix.solve(lower, here.gradient());
                double promised = SymmetricMatrix.dot(move, here.gradient());
                boolean last = iteration == ITERATIONS - 1;
                settled = promised < (slack > 0 || last ? ROUGHLY_SETTLED : SETTLED);
                if (settled && slack == 0) {
                    return Optional.of(new Fitted(
                            prior.epochMicros(),
                            vector(prior, search.u),
                            search.u,
                            here.normal(),
                            velocityCovariance(prior, lower),
                            here.cost(),
                            -0.5 * (here.cost() + SymmetricMatrix.logDeterminant(lower))));
                }
                Step next = null;
                int first = Math.max(0, damping - 1);
                for (int k = first; !settled && next == null && k < DAMPINGS.length; k++) {
                    damping = k;
                    double[] tried = moved(search.u, k == 0 ? move : damped(here, DAMPINGS[k]));
                    if (k == first) {
                        tried = walked(arc, tried, here.cost(), sightings, slack);
                    }
                    Arc there = arc(prior, tried, sightings, integrated);
                    Step exact = there == null ? null : step(there, tried, sightings, slack);
                    if (there != null && exact != null && exact.cost() < here.cost()) {
                        next = exact;
                        arc = there;
                        search.u = tried;
                    }
                }
                if (!settled) {
                    here = next;
                }
            }
            if (here == null || slack > 0 && here.cost() > hopeless * search.scalars) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Goes on from a step as far as the motion about the arc is straight: the measurements are taken as curved as they are, the motion is
     * not propagated.
     */
    private double[] walked(Arc arc, double[] stepped, double costBefore, List<Sighting> sightings, double slack) {
        double reach = slack > 0 ? ROUGH_REACH_METRES : REACH_METRES;
        double[] u = stepped;
        Step here = arc.farthest(u) > reach ? null : step(arc, u, sightings, slack);
        for (int i = 0; here != null && here.cost() < costBefore && i < WALK; i++) {
            double[] move = SymmetricMatrix.solve(SymmetricMatrix.cholesky(here.normal()), here.gradient());
            if (SymmetricMatrix.dot(move, here.gradient()) < SETTLED) {
                return u;
            }
            double[] tried = moved(u, move);
            Step next = arc.farthest(tried) > reach ? null : step(arc, tried, sightings, slack);
            if (next == null || !(next.cost() < here.cost())) {
                return u;
            }
            u = tried;
            here = next;
        }
        return u;
    }

    private static double[] moved(double[] u, double[] step) {
        double[] moved = u.clone();
        for (int i = 0; i < PARAMETERS; i++) {
            moved[i] += step[i];
        }
        return moved;
    }

    /** Marquardt's step: as if the prior were so much narrower about this point. */
    private static double[] damped(Step here, double damping) {
        double[][] normal = new double[PARAMETERS][];
        for (int i = 0; i < PARAMETERS; i++) {
            normal[i] = here.normal()[i].clone();
            normal[i][i] += damping;
        }
        return SymmetricMatrix.solve(SymmetricMatrix.cholesky(normal), here.gradient());
    }

    private static double[][] velocityCovariance(Prior prior, double[][] lower) {
        double[][] columns = new double[3][];
        for (int i = 0; i < 3; i++) {
            columns[i] = SymmetricMatrix.forward(lower, prior.root()[3 + i]);
        }
        return SymmetricMatrix.productTransposed(columns, columns);
    }

    private static double[] vector(Prior prior, double[] u) {
        double[] vector = SymmetricMatrix.product(prior.root(), u);
        for (int i = 0; i < PARAMETERS; i++) {
            vector[i] += prior.mean()[i];
        }
        return vector;
    }

    /**
     * The motion from one point of the unknowns to each track.
     *
     * @param u the point, in units of the prior
     * @param state GCRF at the middle of each track
     * @param byDeviates partials of state and ballistic coefficient there by the unknowns, 7 x 7 each
     * @param errorMetres what the forces leave out until there
     * @param ballistic coefficient at the point, m2/kg
     */
    private record Arc(double[] u, double[][] state, double[][][] byDeviates, double[] errorMetres, double ballistic) {
        /** The greatest distance of a place at another point of the unknowns from that at this one, metres. */
        double farthest(double[] other) {
            double farthest = 0;
            for (double[][] partials : byDeviates) {
                double squared = 0;
                for (int i = 0; i < 3; i++) {
                    double d = change(partials[i], other);
                    squared += d * d;
                }
                farthest = Math.max(farthest, squared);
            }
            return Math.sqrt(farthest);
        }

        /** The part of one track. */
        Arc of(int track) {
            return new Arc(
                    u,
                    new double[][] {state[track]},
                    new double[][][] {byDeviates[track]},
                    new double[] {errorMetres[track]},
                    ballistic);
        }

        double change(double[] line, double[] other) {
            double sum = 0;
            for (int j = 0; j < PARAMETERS; j++) {
                sum += line[j] * (other[j] - u[j]);
            }
            return sum;
        }
    }

    /**
     * Propagates; null where the object does not stay aloft.
     *
     * @param integrated whether the partials are, for four times the time, instead of those of the secular motion
     */
    private @Nullable Arc arc(Prior prior, double[] u, List<Sighting> sightings, boolean integrated) {
        double[] vector = vector(prior, u);
        OrbitalState epoch = new OrbitalState(prior.epochMicros(), Arrays.copyOf(vector, 6), vector[6], 0);
        double from = 0;
        double to = 0;
        for (Sighting sighting : sightings) {
            double t = seconds(prior.epochMicros(), sighting);
            from = Math.min(from, t);
            to = Math.max(to, t);
        }
        Trajectory trajectory = integrated
                ? propagator.propagateWithTransition(epoch, from, to)
                : propagator.propagate(epoch, from, to);
        if (trajectory.decayed()) {
            return null;
        }
        SecularTransition behind = integrated ? null : propagator.secularTransition(trajectory, epoch, from);
        SecularTransition ahead = integrated ? null : propagator.secularTransition(trajectory, epoch, to);
        int tracks = sightings.size();
        double[][] states = new double[tracks][6];
        double[][][] byDeviates = new double[tracks][PARAMETERS][PARAMETERS];
        double[] errors = new double[tracks];
        for (int n = 0; n < tracks; n++) {
            double t = seconds(prior.epochMicros(), sightings.get(n));
            trajectory.state(t, states[n]);
            SecularTransition secular = t < 0 ? behind : ahead;
            if (secular == null) {
                trajectory.transition(t, transition);
            } else {
                secular.at(t, transition);
            }
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < PARAMETERS; j++) {
                    double sum = 0;
                    for (int k = 0; k < PARAMETERS; k++) {
                        sum += transition[PARAMETERS * i + k] * prior.root()[k][j];
                    }
                    byDeviates[n][i][j] = sum;
                }
            }
            byDeviates[n][6] = prior.root()[6];
            errors[n] = errorMetres(t);
        }
        return new Arc(u, states, byDeviates, errors, vector[6]);
    }

    /** The problem about a point of the unknowns, by the motion of an arc, straight about it; null where an object is not aloft. */
    private @Nullable Step step(Arc arc, double[] u, List<Sighting> sightings, double slack) {
        double[][] normal = new double[PARAMETERS][PARAMETERS];
        double[] gradient = new double[PARAMETERS];
        double cost = SymmetricMatrix.dot(u, u);
        for (int i = 0; i < PARAMETERS; i++) {
            normal[i][i] = 1;
            gradient[i] = -u[i];
        }
        for (int n = 0; n < sightings.size(); n++) {
            Sighting sighting = sightings.get(n);
            double[][] partials = arc.byDeviates()[n];
            for (int i = 0; i < 6; i++) {
                state[i] = arc.state()[n][i] + arc.change(partials[i], u);
            }
            double ballistic = arc.ballistic() + arc.change(partials[6], u);
            OrbitalState middle = new OrbitalState(sighting.middleMicros(), state, ballistic, 0);
            if (!sighting.normal(propagator, middle, slack + arc.errorMetres()[n], part)) {
                return null;
            }
            cost += part.cost;
            for (int j = 0; j < PARAMETERS; j++) {
                for (int k = 0; k < PARAMETERS; k++) {
                    gradient[j] += partials[k][j] * part.gradient[k];
                }
            }
            addCongruence(normal, partials, part.matrix);
        }
        return new Step(cost, normal, gradient);
    }

    /** normal += a^T m a. */
    private static void addCongruence(double[][] normal, double[][] a, double[][] m) {
        double[][] product = SymmetricMatrix.product(m, a);
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < PARAMETERS; k++) {
                    sum += a[k][i] * product[k][j];
                }
                normal[i][j] += sum;
                if (j < i) {
                    normal[j][i] = normal[i][j];
                }
            }
        }
    }
}
