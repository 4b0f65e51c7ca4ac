package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.initiation.EpochFit.Prior;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * The origin of a cloud from objects of several passes: where their orbits, each known without the origin, come closest to the parent and
 * to each other.
 *
 * <p>Near the epoch a fragment moves straight against its parent. Unknown are the epoch, and how far the parent's orbit is off there; linear least
 * squares over the objects with Huber's weights, anew about the epoch that comes out, its covariance widened where the objects scatter more than their
 * orbits say. One track hardly says when it began; an orbit of three passes says it to seconds. Compare
 * FRED (Montaruli et al. 2022). Not thread-safe.
 */
final class PinchPoint {
    /** Objects that are enough. */
    static final int LEAST_OBJECTS = 5;

    private static final int MOST_OBJECTS = 100;
    private static final int ROUNDS = 3;
    private static final int ROBUST_ROUNDS = 8;
    /** A place that says nothing, so that an orbit may say where it comes from. */
    private static final double ANYWHERE_METRES = 50_000;

    /** A place from which the curved valley of a precise range along an unknown direction is still straight. */
    private static final double NEAR_METRES = 10_000;

    /** Of an axis of the place, against that: below it, nothing was seen along it. */
    private static final double LEAST_INFORMATION = 1e-6;

    /** Cost per scalar above which a track does not come from near the origin. */
    private static final double WORST_COST = 5;

    private static final double HUBER = 2.8;
    private static final double SETTLED_SECONDS = 0.05;
    private static final double LEAST_SIGMA_SECONDS = 0.05;
    private static final double LEAST_POSITION_SIGMA = 50;
    /** Of a scatter that nothing explains, so that no object counts alone. */
    private static final double SCATTER_METRES = 20;

    private static final int UNKNOWNS = 4;
    private static final double MICROS = 1e6;

    private final EpochFit fit;

    PinchPoint(EpochFit fit) {
        this.fit = fit;
    }

    /**
     * An object against the parent at an epoch.
     *
     * @param place m
     * @param velocity m/s
     * @param whitening lower triangle by which residuals of the place become independent with sigma 1: of the covariance L L^T the inverse of L
     */
    record Relative(double[] place, double[] velocity, double[][] whitening) {}

    /** The epoch after the one it was asked about, the place of the pinch against the parent, and the covariance of these four. */
    private record Solution(double seconds, double[] offset, double[][] covariance) {}

    /**
     * @param known what the objects' orbits were fitted with
     * @param parent where the parent is at an instant, and how well that is known
     * @param objects in a fixed order
     * @return empty where too few of them have orbits of their own
     */
    Optional<Origin> refine(Origin known, LongFunction<Optional<Origin>> parent, List<TrackSet> objects) {
        List<TrackSet> some = newest(objects);
        return refineBy(known, parent, centre -> relative(known, centre, some));
    }

    /** Those that count, of objects in the order in which they became known. */
    static <T> List<T> newest(List<T> objects) {
        return objects.subList(Math.max(0, objects.size() - MOST_OBJECTS), objects.size());
    }

    /** @param against the objects about the parent at an instant */
    static Optional<Origin> refineBy(
            Origin known, LongFunction<Optional<Origin>> parent, Function<Origin, List<Relative>> against) {
        Optional<Origin> result = Optional.empty();
        Origin about = known;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Origin> centre = parent.apply(about.epochMicros());
            if (centre.isEmpty()) {
                break;
            }
            List<Relative> relative = against.apply(centre.get());
            if (relative.size() < LEAST_OBJECTS) {
                break;
            }
            Solution solution = solve(relative, centre.get().positionSigmaMetres());
            long epoch = about.epochMicros() + Math.round(solution.seconds() * MICROS);
            Optional<Origin> there = parent.apply(epoch);
            if (there.isEmpty()) {
                break;
            }
            about = origin(known, there.get(), solution, relative.size());
            result = Optional.of(about);
            if (Math.abs(solution.seconds()) < SETTLED_SECONDS) {
                break;
            }
        }
        return result;
    }

    private static Origin origin(Origin known, Origin there, Solution solution, int objects) {
        double[] state = there.stateGcrf();
        double variance = 0;
        for (int i = 0; i < 3; i++) {
            state[i] += solution.offset()[i];
            variance = Math.max(variance, solution.covariance()[1 + i][1 + i]);
        }
        return new Origin(
                there.parentId(),
                there.epochMicros(),
                Math.max(LEAST_SIGMA_SECONDS, Math.sqrt(solution.covariance()[0][0])),
                state,
                Math.max(LEAST_POSITION_SIGMA, Math.sqrt(variance)),
                objects,
                known.logLikelihoodRatio());
    }

    private List<Relative> relative(Origin known, Origin centre, List<TrackSet> objects) {
        Prior prior = centre.prior(ANYWHERE_METRES);
        List<Relative> relative = new ArrayList<>();
        for (TrackSet object : objects) {
            double[] start = start(object.orbit().vector(), known, centre);
            fit.fit(prior, start, object.sightings(), Double.POSITIVE_INFINITY)
                    .map(f -> relative(f, prior, centre.stateGcrf()))
                    .ifPresent(relative::add);
        }
        return relative;
    }

    /**
     * The same from single tracks of as many fragments: each says little of its place, but all of them together where they were one.
     * What the fit was told of the place is taken off again, so that it does not count as seen.
     *
     * @param starts state and ballistic coefficient of each at the epoch of {@code known}
     */
    Optional<Origin> refineByTracks(
            Origin known, LongFunction<Optional<Origin>> parent, List<Sighting> sightings, List<double[]> starts) {
        return refineBy(known, parent, centre -> {
            Prior prior = centre.prior(NEAR_METRES);
            List<Relative> relative = new ArrayList<>();
            for (int i = 0; i < sightings.size(); i++) {
                fit.fit(prior, start(starts.get(i), known, centre), List.of(sightings.get(i)), WORST_COST)
                        .ifPresent(f -> relative.add(withoutPrior(f, prior, centre.stateGcrf())));
            }
            return relative;
        });
    }

    /** What the measurements alone say of the place: the information of the prior subtracted. */
    private static Relative withoutPrior(Fitted fitted, Prior prior, double[] centre) {
        double[] place = new double[3];
        double[] velocity = new double[3];
        double[][] all = fitted.covariance(prior);
        double[][] covariance = new double[3][];
        for (int i = 0; i < 3; i++) {
            place[i] = fitted.vector()[i] - centre[i];
            velocity[i] = fitted.vector()[3 + i] - centre[3 + i];
            covariance[i] = Arrays.copyOf(all[i], 3);
        }
        double[][] information = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(covariance));
        double[] pull = SymmetricMatrix.product(information, place);
        for (int i = 0; i < 3; i++) {
            information[i][i] -= 1 / (NEAR_METRES * NEAR_METRES);
        }
        double[][] axes = new double[3][3];
        double[] values = SymmetricMatrix.eigen(information, axes);
        double[] seen = new double[3];
        double[][] whitening = new double[3][3];
        for (int k = 0; k < 3; k++) {
            if (values[k] * NEAR_METRES * NEAR_METRES < LEAST_INFORMATION) {
                continue;
            }
            double along = 0;
            for (int i = 0; i < 3; i++) {
                along += axes[i][k] * pull[i] / values[k];
            }
            double root = 1 / Math.sqrt(1 / values[k] + SCATTER_METRES * SCATTER_METRES);
            for (int i = 0; i < 3; i++) {
                seen[i] += along * axes[i][k];
                whitening[k][i] = root * axes[i][k];
            }
        }
        return new Relative(seen, velocity, whitening);
    }

    private static Relative relative(Fitted fitted, Prior prior, double[] centre) {
        return relative(fitted.vector(), fitted.covariance(prior), centre);
    }

    /** An object at the instant of a centre. */
    static Relative relative(double[] vector, double[][] all, double[] centre) {
        double[] place = new double[3];
        double[] velocity = new double[3];
        double[][] covariance = new double[3][];
        for (int i = 0; i < 3; i++) {
            place[i] = vector[i] - centre[i];
            velocity[i] = vector[3 + i] - centre[3 + i];
            covariance[i] = Arrays.copyOf(all[i], 3);
            covariance[i][i] += SCATTER_METRES * SCATTER_METRES;
        }
        return new Relative(place, velocity, inverseFactor(SymmetricMatrix.cholesky(covariance)));
    }

    /** A state at the epoch of one origin as it would be at that of another. */
    private static double[] start(double[] vector, Origin known, Origin centre) {
        double[] start = vector.clone();
        double[] before = known.stateGcrf();
        double[] now = centre.stateGcrf();
        double later = (centre.epochMicros() - known.epochMicros()) / MICROS;
        for (int i = 0; i < 3; i++) {
            double speed = start[3 + i] - before[3 + i];
            start[i] += now[i] - before[i] + speed * later;
            start[3 + i] = now[3 + i] + speed;
        }
        return start;
    }

    private static double[][] inverseFactor(double[][] lower) {
        double[][] columns = new double[3][];
        for (int i = 0; i < 3; i++) {
            double[] axis = new double[3];
            axis[i] = 1;
            columns[i] = SymmetricMatrix.forward(lower, axis);
        }
        double[][] inverse = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inverse[i][j] = columns[j][i];
            }
        }
        return inverse;
    }

    /** place + velocity * t = offset, for all objects. */
    private static Solution solve(List<Relative> objects, double offsetSigma) {
        double[] unknowns = new double[UNKNOWNS];
        double[][] inverse = new double[UNKNOWNS][UNKNOWNS];
        double scatter = 1;
        for (int round = 0; round < ROBUST_ROUNDS; round++) {
            double[][] normal = new double[UNKNOWNS][UNKNOWNS];
            double[] right = new double[UNKNOWNS];
            for (int i = 1; i < UNKNOWNS; i++) {
                normal[i][i] = 1 / (offsetSigma * offsetSigma);
            }
            double sum = 0;
            double count = 0;
            for (Relative object : objects) {
                double[][] columns = new double[UNKNOWNS][];
                columns[0] = SymmetricMatrix.product(object.whitening(), object.velocity());
                for (int i = 0; i < 3; i++) {
                    double[] axis = new double[3];
                    axis[i] = -1;
                    columns[1 + i] = SymmetricMatrix.product(object.whitening(), axis);
                }
                double[] place = SymmetricMatrix.product(object.whitening(), object.place());
                double squared = 0;
                for (int k = 0; k < 3; k++) {
                    double residual = place[k];
                    for (int i = 0; i < UNKNOWNS; i++) {
                        residual += columns[i][k] * unknowns[i];
                    }
                    squared += residual * residual;
                }
                // At first nothing is known, and all count alike.
                double weight = round == 0 ? 1 / (1 + squared) : Math.min(1, HUBER * Math.sqrt(scatter / squared));
                sum += weight * squared;
                count += 3 * weight;
                for (int i = 0; i < UNKNOWNS; i++) {
                    right[i] -= weight * SymmetricMatrix.dot(columns[i], place);
                    for (int j = 0; j < UNKNOWNS; j++) {
                        normal[i][j] += weight * SymmetricMatrix.dot(columns[i], columns[j]);
                    }
                }
            }
            if (round > 0) {
                scatter = Math.max(1, sum / Math.max(1, count - UNKNOWNS));
            }
            double[][] lower = SymmetricMatrix.cholesky(normal);
            unknowns = SymmetricMatrix.solve(lower, right);
            inverse = SymmetricMatrix.inverse(lower);
        }
        for (double[] row : inverse) {
            for (int i = 0; i < UNKNOWNS; i++) {
                row[i] *= scatter;
            }
        }
        return new Solution(unknowns[0], Arrays.copyOfRange(unknowns, 1, UNKNOWNS), inverse);
    }
}
