package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.J2Rates;
import org.greenzone.astro.physics.Vectors;

/**
 * Whether tracks are near the plane, the height and the direction of a catalogued orbit, before any of them has an orbit: the plane of
 * the orbit turned as the flattening turns it to the time of the track, and the distances in units of what a cloud of some hours and the
 * places of a beam leave open (compare FATE, which takes chi-squared in inclination and node). A few dozen operations for each track and orbit.
 */
public final class ParentGate {
    /** A cloud of some hours: 50 m/s across turn the plane by 0.4 degrees. */
    private static final double OFF_PLANE_METRES = 150_000;

    private static final double OFF_HEIGHT_METRES = 400_000;
    /** A velocity from the places of a beam points so badly, rad. */
    private static final double OFF_DIRECTION = 0.25;

    private final CatalogueOrbit parent;
    private final EpochFit fit;
    private final double[] normal;
    private final double nodeRate;
    private final double axis;

    /** @throws ArithmeticException where the orbit is not an ellipse */
    ParentGate(CatalogueOrbit parent, double mu, EpochFit fit) {
        this.parent = parent;
        this.fit = fit;
        double[] s = parent.stateGcrf();
        nodeRate = J2Rates.of(s, mu).nodeRate();
        normal = Vectors.normal(s);
        axis = 1 / (2 / Vectors.norm(s, 0) - Math.pow(Vectors.norm(s, 3), 2) / mu);
    }

    /**
     * The tracks near an orbit.
     *
     * @param tracks in order of time
     * @param meanSquare of their distances; 0 where there are none
     */
    record Near(CatalogueOrbit parent, List<Sighting> tracks, double meanSquare) {
        /** Most tracks first, then the nearest. */
        static final Comparator<Near> NEAREST_FIRST = Comparator.comparingInt(
                        (Near n) -> -n.tracks().size())
                .thenComparingDouble(Near::meanSquare)
                .thenComparing(n -> n.parent().objectId());
    }

    public CatalogueOrbit parent() {
        return parent;
    }

    /** Whether a track is near; its line as {@link CommonOrigin#line}. */
    public boolean isNear(Sighting sighting, double[] line) {
        return line.length > 0 && square(line, fit.seconds(parent.epochMicros(), sighting)) < 1;
    }

    /** @param lines {@link Sighting#line} of each sighting */
    Near near(List<Sighting> sightings, List<double[]> lines) {
        List<Sighting> near = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < sightings.size(); i++) {
            double squared = lines.get(i).length == 0
                    ? Double.POSITIVE_INFINITY
                    : square(lines.get(i), fit.seconds(parent.epochMicros(), sightings.get(i)));
            if (squared < 1) {
                near.add(sightings.get(i));
                sum += squared;
            }
        }
        return new Near(parent, near, near.isEmpty() ? 0 : sum / near.size());
    }

    /** Square of the distance of a place and velocity so many seconds after the epoch of the orbit; infinite where it goes around the other way. */
    double square(double[] line, double seconds) {
        double[] pole = J2Rates.turned(normal, 0, nodeRate * seconds);
        double off = pole[0] * line[0] + pole[1] * line[1] + pole[2] * line[2];
        double across = pole[0] * line[3] + pole[1] * line[4] + pole[2] * line[5];
        double height = Vectors.norm(line, 0) - axis;
        double turning = pole[0] * (line[1] * line[5] - line[2] * line[4])
                + pole[1] * (line[2] * line[3] - line[0] * line[5])
                + pole[2] * (line[0] * line[4] - line[1] * line[3]);
        return turning > 0
                ? Math.pow(off / OFF_PLANE_METRES, 2)
                        + Math.pow(height / OFF_HEIGHT_METRES, 2)
                        + Math.pow(across / (OFF_DIRECTION * Vectors.norm(line, 3)), 2)
                : Double.POSITIVE_INFINITY;
    }
}
