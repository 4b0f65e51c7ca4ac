package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.Vectors;

/**
 * The time about a closest approach that belongs to this encounter and to no other: from the last maximum of the distance
 * before to the first one after, seconds from the time of the states.
 *
 * @param fromSeconds not above 0
 * @param toSeconds not below 0
 */
public record EncounterSegment(double fromSeconds, double toSeconds) {
    private static final int STEPS = 240;

    public EncounterSegment {
        if (!(fromSeconds < toSeconds)) {
            throw new IllegalArgumentException("a segment ends after it begins");
        }
    }

    /** By the two Keplerian orbits; half a revolution to either side where the distance has no maximum within one. */
    static EncounterSegment of(KeplerianGaussian first, KeplerianGaussian second) {
        double shorter = Math.min(first.periodSeconds(), second.periodSeconds());
        double longer = Math.max(first.periodSeconds(), second.periodSeconds());
        double step = Math.min(1.1 * longer, 2.2 * shorter) / STEPS;
        return new EncounterSegment(
                maximum(first, second, -step, -0.5 * shorter), maximum(first, second, step, 0.5 * shorter));
    }

    private static double maximum(KeplerianGaussian first, KeplerianGaussian second, double step, double otherwise) {
        double before = distance(first, second, 0);
        double now = distance(first, second, step);
        for (int i = 2; i <= STEPS; i++) {
            double next = distance(first, second, i * step);
            if (now > before && now >= next) {
                // Vertex of the parabola through the three.
                double curvature = before - 2 * now + next;
                double shift = curvature < 0 ? 0.5 * (before - next) / curvature : 0;
                return (i - 1 + shift) * step;
            }
            before = now;
            now = next;
        }
        return otherwise;
    }

    private static double distance(KeplerianGaussian first, KeplerianGaussian second, double seconds) {
        double[] a = KeplerianGaussian.state(first.mean(), seconds);
        double[] b = KeplerianGaussian.state(second.mean(), seconds);
        return Vectors.distance(a, b);
    }
}
