package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.dynamics.J2Rates;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.initiation.EpochFit.Prior;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;

/**
 * Two passes of one satellite among tracks of which nothing is known: what nobody has in a catalogue, and what no breakup left.
 *
 * <p>Each track has a rough orbit of its own ({@link FreeOrbit}). Where the planes of two agree, Lambert's problem is solved from the one to
 * the other for all numbers of revolutions that the speed allows, and both tracks are fitted together; the evidence of that is
 * held against that of two satellites, as many as unknown tracks are there in the shell of low orbits. Joined are two tracks only where
 * that is certain and no other pair with one of them comes near: among the satellites of one launch, which share their plane, nothing is
 * decided. Deterministic. Not thread-safe.
 */
final class FreePairs {
    /** Between two passes of a satellite over one site, and more than any pass takes. */
    private static final long LEAST_APART_MICROS = 20 * 60_000_000L;

    private static final long GREATEST_APART_MICROS = 24 * 3_600_000_000L;
    /** With more tracks near its plane a track is one of a swarm, whose pairs look alike. */
    private static final int SWARM = 8;
    /** Squared distance of two planes in units of their covariance: five sigmas, since the orbit of one track is not quite normal. */
    private static final double PLANES_AGREE = 25;
    /** What the regression of the nodes leaves out in a day, rad. */
    private static final double PLANE_ERROR = 0.002;
    /** Sigmas of the speed within which a transfer may leave. */
    private static final double SPEED_SIGMAS = 5;
    /** Thickness of the shell in which low satellites are, metres. */
    private static final double SHELL_METRES = 1e6;

    private static final double SHELL_RADIUS = 7e6;
    /** Of the place of a track; only how a transfer begins hangs on it. */
    private static final double ROUGH_PLACE = 5_000;

    private final EpochFit fit;
    private final OriginOrbits orbits;
    private final FreeOrbit free;
    private final double mu;

    FreePairs(PhysicalData data, EpochFit fit, OriginOrbits orbits, FreeOrbit free) {
        this.fit = fit;
        this.orbits = orbits;
        this.free = free;
        this.mu = data.gravity().mu();
    }

    /**
     * The pair that a track makes with an earlier one.
     *
     * @param others unknown tracks; those of its own pass and later ones do not count
     * @return empty where none is certain
     */
    Optional<TrackSet> with(Sighting newest, List<Sighting> others) {
        List<TrackSet> pairs = pairs(newest, others);
        if (pairs.isEmpty() || pairs.get(0).score() < CloudAssociator.CERTAIN_PAIR) {
            return Optional.empty();
        }
        TrackSet best = pairs.get(0);
        double rival = best.score() - CloudAssociator.CERTAIN;
        Sighting earlier = best.members().get(0).sighting();
        List<Sighting> besides =
                others.stream().filter(o -> !o.id().equals(newest.id())).toList();
        boolean contested = pairs.size() > 1 && pairs.get(1).score() > rival
                || pairs(earlier, besides).stream().anyMatch(p -> p.score() > rival);
        return contested ? Optional.empty() : Optional.of(best);
    }

    /** The pairs of a track with others, best first; none where it is one of a swarm. */
    private List<TrackSet> pairs(Sighting one, List<Sighting> others) {
        List<Sighting> near = new ArrayList<>();
        Optional<Plane> plane = plane(one);
        for (Sighting other : others) {
            long apart = Math.abs(other.middleMicros() - one.middleMicros());
            if (plane.isPresent() && apart >= LEAST_APART_MICROS && apart <= GREATEST_APART_MICROS) {
                plane(other).filter(p -> plane.get().agrees(p)).ifPresent(p -> near.add(other));
            }
        }
        List<TrackSet> pairs = new ArrayList<>();
        if (near.size() <= SWARM) {
            double logCrowd = logCrowd(others.size() + 1);
            for (Sighting other : near) {
                boolean isFirst = one.middleMicros() < other.middleMicros();
                pair(isFirst ? one : other, isFirst ? other : one, logCrowd).ifPresent(pairs::add);
            }
        }
        pairs.sort(TrackSet.BEST_FIRST);
        return pairs;
    }

    /** Logarithm of the number of unknown satellites within the place that {@link FreeOrbit} supposes one to be in. */
    private static double logCrowd(int unknown) {
        double place = Math.pow(2 * Math.PI, 1.5) * Math.pow(FreeOrbit.PLACE_SIGMA, 3);
        return Math.log(unknown * place / (4 * Math.PI * SHELL_RADIUS * SHELL_RADIUS * SHELL_METRES));
    }

    private Optional<TrackSet> pair(Sighting first, Sighting second, double logCrowd) {
        Optional<Prior> prior = free.prior(first);
        Optional<Fitted> alone = free.orbit(first);
        Optional<Fitted> other = free.orbit(second);
        double[] line = second.line(mu);
        if (prior.isEmpty() || alone.isEmpty() || other.isEmpty() || line.length == 0) {
            return Optional.empty();
        }
        double[] state = Arrays.copyOf(alone.get().vector(), 6);
        Origin from = new Origin("", first.middleMicros(), 0, state, ROUGH_PLACE, 0, 0);
        List<double[]> starts = orbits.starts(from, second, line, fit.seconds(first.middleMicros(), second)).stream()
                .filter(s -> isOfSpeed(s, alone.get()))
                .toList();
        double apart = alone.get().logEvidence() + other.get().logEvidence();
        return orbits.fits(prior.get(), List.of(first, second), starts, true).stream()
                .findFirst()
                .map(f -> new TrackSet(
                        List.of(new CloudTrack(first, alone.get()), new CloudTrack(second, other.get())),
                        f,
                        f.logEvidence() - apart - logCrowd));
    }

    private static boolean isOfSpeed(double[] start, Fitted alone) {
        double[] velocity = Arrays.copyOfRange(alone.vector(), 3, 6);
        double speed = Vectors.norm(velocity);
        double variance =
                Vectors.dot(velocity, SymmetricMatrix.product(alone.velocityCovariance(), velocity)) / (speed * speed);
        return Math.abs(Vectors.norm(start, 3) - speed) < SPEED_SIGMAS * Math.sqrt(variance);
    }

    private Optional<Plane> plane(Sighting sighting) {
        Optional<Prior> prior = free.prior(sighting);
        Optional<Fitted> orbit = free.orbit(sighting);
        return prior.isEmpty() || orbit.isEmpty()
                ? Optional.empty()
                : Optional.of(Plane.of(
                        orbit.get().vector(), orbit.get().covariance(prior.get()), sighting.middleMicros(), mu));
    }

    /**
     * Plane of an orbit.
     *
     * @param pole unit normal, GCRF
     * @param axes two directions across it: of the place, and along the motion
     * @param covariance of the tilt in these, 2 x 2 as xx, xy, yy, rad2
     * @param nodeRate rad/s
     */
    private record Plane(long micros, double[] pole, double[][] axes, double[] covariance, double nodeRate) {
        static Plane of(double[] vector, double[][] covariance, long micros, double mu) {
            double[] r = Arrays.copyOf(vector, 3);
            double[] v = Arrays.copyOfRange(vector, 3, 6);
            double[] radial = Vectors.unit(r);
            double[] pole = Vectors.unit(Vectors.cross(r, v));
            double[] along = Vectors.cross(pole, radial);
            double distance = Vectors.norm(r, 0);
            double outward = Vectors.dot(v, radial);
            double onward = Vectors.dot(v, along);
            // d pole = -(dr_N / r) radial - (dv_N - v_R dr_N / r) / v_T along
            double[] byRadial = new double[6];
            double[] byAlong = new double[6];
            for (int i = 0; i < 3; i++) {
                byRadial[i] = -pole[i] / distance;
                byAlong[i] = outward * pole[i] / (distance * onward);
                byAlong[3 + i] = -pole[i] / onward;
            }
            double[] c = {
                product(byRadial, covariance, byRadial),
                product(byRadial, covariance, byAlong),
                product(byAlong, covariance, byAlong)
            };
            double rate = J2Rates.of(Arrays.copyOf(vector, 6), mu).nodeRate();
            return new Plane(micros, pole, new double[][] {radial, along}, c, rate);
        }

        private static double product(double[] a, double[][] m, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    sum += a[i] * m[i][j] * b[j];
                }
            }
            return sum;
        }

        /** Whether another plane, turned to this instant, is the same within the covariances of both. */
        boolean agrees(Plane other) {
            double seconds = (micros - other.micros()) * 1e-6;
            double angle = other.nodeRate() * seconds;
            double[] pole2 = J2Rates.turned(other.pole(), 0, angle);
            double[] radial2 = J2Rates.turned(other.axes()[0], 0, angle);
            double[] along2 = J2Rates.turned(other.axes()[1], 0, angle);
            double[] off = new double[2];
            double[] sum = covariance.clone();
            double[][] turned = new double[2][2];
            for (int k = 0; k < 2; k++) {
                off[k] = Vectors.dot(pole2, axes[k]);
                turned[k][0] = Vectors.dot(radial2, axes[k]);
                turned[k][1] = Vectors.dot(along2, axes[k]);
            }
            double[] c = other.covariance();
            for (int k = 0; k < 3; k++) {
                double[] p = turned[k / 2];
                double[] q = turned[(k + 1) / 2];
                sum[k] += p[0] * (c[0] * q[0] + c[1] * q[1]) + p[1] * (c[1] * q[0] + c[2] * q[1]);
            }
            sum[0] += PLANE_ERROR * PLANE_ERROR;
            sum[2] += PLANE_ERROR * PLANE_ERROR;
            double determinant = sum[0] * sum[2] - sum[1] * sum[1];
            double squared =
                    (sum[2] * off[0] * off[0] - 2 * sum[1] * off[0] * off[1] + sum[0] * off[1] * off[1]) / determinant;
            return Vectors.dot(pole2, pole) > 0 && squared < PLANES_AGREE;
        }
    }
}
