package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * Whether a probability in two dimensions may be believed (Hall, Baars and Casali, "A multistep probability of collision
 * computational algorithm", AAS 23-398; the limits are those that NASA CARA recommends).
 *
 * <p>The rate of collisions of small spheres is a bell in time. Straight motion gives its middle, width and height in closed form;
 * the same three are found for the curved paths ({@link PeakOverlap}). Two dimensions hold where the bell is short against a
 * revolution, near the time of the states, and the same by both. It costs some ten evaluations, no integral.
 *
 * @param extended length of the encounter (1e-16 of the probability outside) over the shorter revolution
 * @param offset distance of its farther end from the time of the states over the shorter revolution
 * @param correction expected collisions along curved paths over those of straight motion, for a small sphere; NaN where the curved
 *     bell was not found
 * @param clipped whether an eigenvalue of the relative position covariance was clipped
 */
public record PlaneUsage(double extended, double offset, double correction, boolean clipped) {
    /** Longest encounter, part of a revolution. */
    public static final double EXTENDED = 0.02;

    /** Farthest end of the encounter, part of a revolution. */
    public static final double OFFSET = 0.01;

    /** Largest relative difference of straight and curved motion. */
    public static final double INACCURATE = 0.02;

    /** erfcinv(1e-16) times the root of two: half length in sigmas. */
    private static final double HALF_SIGMAS = 8.2221;

    private static final int ITERATIONS = 30;
    private static final double STILL = 1e-3;

    /** Checks of an encounter with finite states and covariances and a relative speed above zero. */
    public static PlaneUsage of(CurvedEncounter encounter) {
        double radius = encounter.hardBodyRadiusMetres();
        Bell straight = straight(encounter, radius);
        KeplerianGaussian[] pair;
        try {
            pair = KeplerianGaussian.pair(encounter);
        } catch (ArithmeticException e) {
            return new PlaneUsage(1, 1, Double.NaN, straight.clipped);
        }
        double revolution = Math.min(pair[0].periodSeconds(), pair[1].periodSeconds());
        Bell curved = curved(pair, straight, radius, revolution);
        Bell bell = Double.isNaN(curved.logHeight) ? straight : curved;
        double half = HALF_SIGMAS * bell.sigma;
        return new PlaneUsage(
                Math.min(1, 2 * half / revolution),
                Math.min(1, (Math.abs(bell.middle) + half) / revolution),
                Math.exp(curved.logHeight + Math.log(curved.sigma) - straight.logHeight - Math.log(straight.sigma)),
                straight.clipped);
    }

    /** Whether nothing speaks against two dimensions. */
    public boolean holds() {
        return doubts().isEmpty();
    }

    /** What speaks against two dimensions, sentences without full stop; empty where nothing does. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (extended > EXTENDED) {
            doubts.add(String.format(
                    Locale.ROOT, "two dimensions may not hold: the encounter takes %.2g of a revolution", extended));
        }
        if (offset > OFFSET) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "two dimensions may not hold: the encounter reaches to %.2g of a revolution from closest approach",
                    offset));
        }
        if (Double.isNaN(correction)) {
            doubts.add("two dimensions may not hold: along curved paths no single peak of the rate was found");
        } else if (Math.abs(correction - 1) > INACCURATE) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "two dimensions may not hold: curved paths change the probability by about a factor of %.3g",
                    correction));
        }
        return List.copyOf(doubts);
    }

    /** A rate of exp(logHeight - (t - middle)^2 / (2 sigma^2)) a second. */
    private record Bell(double middle, double sigma, double logHeight, boolean clipped) {}

    private static Bell straight(CurvedEncounter e, double radius) {
        double[][] sum = new double[3][3];
        double[] r = new double[3];
        double[] v = new double[3];
        double speed = 0;
        for (int i = 0; i < 3; i++) {
            r[i] = e.secondaryState()[i] - e.primaryState()[i];
            v[i] = e.secondaryState()[3 + i] - e.primaryState()[3 + i];
            speed = Math.hypot(speed, v[i]);
            for (int j = 0; j < 3; j++) {
                sum[i][j] = e.primaryCovariance()[i][j] + e.secondaryCovariance()[i][j];
            }
        }
        double[][] axes = new double[3][3];
        double[] variances = SymmetricMatrix.eigen(sum, axes);
        double least = EncounterPlane.CLIP_FRACTION * EncounterPlane.CLIP_FRACTION * radius * radius;
        double rr = 0;
        double rv = 0;
        double vv = 0;
        double logDeterminant = 0;
        boolean clipped = false;
        for (int k = 0; k < 3; k++) {
            clipped |= variances[k] < least;
            double variance = Math.max(variances[k], least);
            double rk = r[0] * axes[0][k] + r[1] * axes[1][k] + r[2] * axes[2][k];
            double vk = v[0] * axes[0][k] + v[1] * axes[1][k] + v[2] * axes[2][k];
            rr += rk * rk / variance;
            rv += rk * vk / variance;
            vv += vk * vk / variance;
            logDeterminant += Math.log(variance);
        }
        double logHeight = Math.log(Math.PI * radius * radius * speed)
                - 1.5 * Math.log(2 * Math.PI)
                - 0.5 * (logDeterminant + rr - rv * rv / vv);
        return new Bell(-rv / vv, 1 / Math.sqrt(vv), logHeight, clipped);
    }

    /** Vertex of the parabola through three points of the logarithm, until it stands still. */
    private static Bell curved(KeplerianGaussian[] pair, Bell start, double radius, double revolution) {
        double middle = start.middle;
        double sigma = start.sigma;
        for (int i = 0; i < ITERATIONS && Math.abs(middle) < revolution && sigma < revolution; i++) {
            double before = logRate(pair, middle - sigma, radius);
            double now = logRate(pair, middle, radius);
            double after = logRate(pair, middle + sigma, radius);
            double curvature = before - 2 * now + after;
            if (!(curvature < 0)) {
                break;
            }
            double shift = 0.5 * (before - after) / curvature;
            if (Math.abs(shift) < STILL) {
                return new Bell(
                        middle + shift * sigma,
                        sigma / Math.sqrt(-curvature),
                        now - 0.125 * (before - after) * (before - after) / curvature,
                        start.clipped);
            }
            middle += Math.max(-5, Math.min(5, shift)) * sigma;
            sigma = Math.max(0.2, Math.min(5, 1 / Math.sqrt(-curvature))) * sigma;
        }
        return new Bell(Double.NaN, Double.NaN, Double.NaN, start.clipped);
    }

    private static double logRate(KeplerianGaussian[] pair, double seconds, double radius) {
        PeakOverlap overlap = PeakOverlap.at(pair[0], pair[1], seconds, radius);
        return overlap == null ? Double.NaN : overlap.logSmallRate(radius);
    }
}
