package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.physics.Vectors;

/**
 * Probability of collision of a short encounter in two dimensions (Foster and Estes 1992), the greatest probability
 * over the scale of the covariance with the dilution flag (Alfano, "Relating position uncertainty to maximum
 * conjunction probability", J. Astronautical Sciences 53, 2005), and what speaks against believing the numbers.
 *
 * <p>Assumptions: straight relative motion at constant, certain velocity while the objects are within a few sigma of
 * each other; Gaussian, independent position errors; spheres. Where the encounter is slow or long against the revolution
 * they do not hold: the number is given, with a warning. Symmetric in the two objects to the last bit.
 */
public final class CollisionProbability {
    /**
     * Half length of the encounter in sigmas of the position along the relative velocity: all but 1e-6 of the
     * probability.
     */
    private static final double ENCOUNTER_SIGMAS = 5;

    /**
     * Fraction of a revolution above which an encounter is called long: over 1/100 of a revolution a straight line
     * departs from an orbit by 2e-3 of the length travelled relative to the other object.
     */
    private static final double LONG_FRACTION = 0.01;

    /** Relative speed below which objects fly together rather than meet (m/s). */
    private static final double SLOW_METRES_PER_SECOND = 10;

    /** Gravitational parameter of the Earth, m3/s2 (WGS84). */
    private static final double MU = 3.986004418e14;

    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);
    private static final double LOG_SCALE_TOLERANCE = 1e-5;

    private CollisionProbability() {}

    /** Outcome of an assessment. */
    public sealed interface Assessment permits Assessed, NotComputable {}

    /**
     * The probability and what stands around it.
     *
     * @param probability Pc by FOSTER-1992
     * @param maximumProbability greatest Pc over a common scale of the combined covariance; 1 where the miss distance is
     *     below the combined radius
     * @param maximumScale factor on all sigmas at which it is reached; 0 where it is a limit
     * @param dilution DILUTED where smaller sigmas would raise the Pc
     * @param missDistanceMetres distance at the closest approach of straight motion
     * @param relativeSpeedMetresPerSecond relative speed
     * @param mahalanobisDistance of the miss in the encounter plane
     * @param encounterSeconds how long the encounter takes: 2 (combined radius + 5 sigma along the relative velocity) over
     *     the relative speed
     * @param warnings what the numbers do not tell, sentences without full stop
     */
    public record Assessed(
            double probability,
            double maximumProbability,
            double maximumScale,
            Conjunction.Dilution dilution,
            double missDistanceMetres,
            double relativeSpeedMetresPerSecond,
            double mahalanobisDistance,
            double encounterSeconds,
            List<String> warnings)
            implements Assessment {}

    /** No probability exists for this input. */
    public record NotComputable(String reason) implements Assessment {}

    /** Reference probability, greatest probability and warnings. */
    public static Assessment assess(Encounter encounter) {
        String obstacle = obstacle(encounter);
        if (!obstacle.isEmpty()) {
            return new NotComputable(obstacle);
        }
        EncounterPlane plane = EncounterPlane.of(encounter);
        double radius = encounter.hardBodyRadiusMetres();
        double probability = ProbabilityMethod.reference(plane, radius);
        Maximum maximum = maximum(plane, radius, probability);
        double seconds = 2
                * (radius + ENCOUNTER_SIGMAS * Math.sqrt(plane.alongVelocityVariance()))
                / plane.relativeSpeedMetresPerSecond();
        return new Assessed(
                probability,
                maximum.probability,
                maximum.scale,
                maximum.scale < 1 ? Conjunction.Dilution.DILUTED : Conjunction.Dilution.ROBUST,
                plane.missMetres(),
                plane.relativeSpeedMetresPerSecond(),
                plane.mahalanobis(),
                seconds,
                warnings(encounter, plane, seconds));
    }

    /** Probability by one named method. */
    public static ProbabilityMethod.Outcome compute(Encounter encounter, ProbabilityMethod method) {
        String obstacle = obstacle(encounter);
        if (!obstacle.isEmpty()) {
            return new ProbabilityMethod.NotValid(method, obstacle);
        }
        return method.compute(EncounterPlane.of(encounter), encounter.hardBodyRadiusMetres());
    }

    /** Why there is no probability; empty where there is one. */
    private static String obstacle(Encounter e) {
        for (int i = 0; i < 6; i++) {
            if (!Double.isFinite(e.primaryState()[i]) || !Double.isFinite(e.secondaryState()[i])) {
                return "a state is not finite";
            }
        }
        boolean anyVariance = false;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (!Double.isFinite(e.primaryCovariance()[i][j])) {
                    return "the primary has no covariance";
                }
                if (!Double.isFinite(e.secondaryCovariance()[i][j])) {
                    return "the secondary has no covariance";
                }
                anyVariance |= e.primaryCovariance()[i][j] != 0 || e.secondaryCovariance()[i][j] != 0;
            }
        }
        if (!anyVariance) {
            return "both covariances are zero";
        }
        if (!(e.hardBodyRadiusMetres() > 0) || Double.isInfinite(e.hardBodyRadiusMetres())) {
            return "the combined hard-body radius is not positive";
        }
        double dx = e.secondaryState()[3] - e.primaryState()[3];
        double dy = e.secondaryState()[4] - e.primaryState()[4];
        double dz = e.secondaryState()[5] - e.primaryState()[5];
        if (dx == 0 && dy == 0 && dz == 0) {
            return "the relative speed is zero: there is no encounter plane";
        }
        return "";
    }

    private record Maximum(double probability, double scale) {}

    /** Golden section in the logarithm of the scale, around sigma = miss / sqrt 2 (in Mahalanobis units) of a point. */
    private static Maximum maximum(EncounterPlane plane, double radius, double atOne) {
        if (plane.missMetres() <= radius) {
            return new Maximum(1, 0);
        }
        double guess = Math.log(plane.mahalanobis() / Math.sqrt(2));
        double step = 0.5;
        double centre = guess;
        double best = at(plane, radius, centre);
        double up = at(plane, radius, centre + step);
        double down = at(plane, radius, centre - step);
        while (up > best || down > best) {
            if (up > best) {
                down = best;
                best = up;
                centre += step;
                up = at(plane, radius, centre + step);
            } else {
                up = best;
                best = down;
                centre -= step;
                down = at(plane, radius, centre - step);
            }
        }
        double low = centre - step;
        double high = centre + step;
        double c = high - GOLDEN * (high - low);
        double d = low + GOLDEN * (high - low);
        double fc = at(plane, radius, c);
        double fd = at(plane, radius, d);
        while (high - low > LOG_SCALE_TOLERANCE) {
            if (fc > fd) {
                high = d;
                d = c;
                fd = fc;
                c = high - GOLDEN * (high - low);
                fc = at(plane, radius, c);
            } else {
                low = c;
                c = d;
                fc = fd;
                d = low + GOLDEN * (high - low);
                fd = at(plane, radius, d);
            }
        }
        double probability = Math.max(best, Math.max(fc, fd));
        return probability > atOne ? new Maximum(probability, Math.exp(0.5 * (low + high))) : new Maximum(atOne, 1);
    }

    private static double at(EncounterPlane plane, double radius, double logScale) {
        return ProbabilityMethod.fast(plane.scaledBy(Math.exp(logScale)), radius);
    }

    private static List<String> warnings(Encounter encounter, EncounterPlane plane, double seconds) {
        List<String> warnings = new ArrayList<>();
        if (plane.remediated()) {
            warnings.add(
                    "the combined covariance is not positive definite in the encounter plane: eigenvalues clipped");
        }
        if (!positiveDefinite(encounter.primaryCovariance())) {
            warnings.add("the position covariance of the primary is not positive definite");
        }
        if (!positiveDefinite(encounter.secondaryCovariance())) {
            warnings.add("the position covariance of the secondary is not positive definite");
        }
        double speed = plane.relativeSpeedMetresPerSecond();
        if (speed < SLOW_METRES_PER_SECOND) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "relative speed %.3g m/s: the objects fly together, two dimensions do not hold",
                    speed));
        }
        double revolution = Math.min(revolution(encounter.primaryState()), revolution(encounter.secondaryState()));
        if (seconds > LONG_FRACTION * revolution) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the encounter takes %.3g s of a revolution of %.0f s: relative motion is not straight,"
                            + " two dimensions may not hold",
                    seconds,
                    revolution));
        }
        return List.copyOf(warnings);
    }

    /** Period in seconds; infinite for an open orbit. */
    static double revolution(double[] state) {
        double r = Vectors.norm(state);
        double v2 = state[3] * state[3] + state[4] * state[4] + state[5] * state[5];
        double inverseAxis = 2 / r - v2 / MU;
        if (!(inverseAxis > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return 2 * Math.PI / Math.sqrt(MU * inverseAxis * inverseAxis * inverseAxis);
    }

    /** Sylvester's criterion, on correlations so that units and sizes do not matter. */
    private static boolean positiveDefinite(double[][] c) {
        if (!(c[0][0] > 0 && c[1][1] > 0 && c[2][2] > 0)) {
            return false;
        }
        double a = c[0][1] / Math.sqrt(c[0][0] * c[1][1]);
        double b = c[0][2] / Math.sqrt(c[0][0] * c[2][2]);
        double d = c[1][2] / Math.sqrt(c[1][1] * c[2][2]);
        return a * a < 1 && 1 + 2 * a * b * d - a * a - b * b - d * d > 0;
    }
}
