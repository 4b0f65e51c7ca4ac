package org.greenzone.pipeline;

import org.greenzone.astro.catalogue.CatalogueOrbit;

/** Two objects that meet two hours after midnight, a little more than a hundred metres apart. */
public final class Meeting {
    public static final String ASSET = "25544";
    public static final String OBJECT = "13552";
    public static final long TCA = Samples.MIDNIGHT + 2 * 3_600_000_000L;

    private static final double RADIUS = 6_798_000;
    private static final double SPEED = 7_657;

    private Meeting() {}

    public static CatalogueOrbit asset(int revision, long availableMicros) {
        return orbit(ASSET, revision, availableMicros, 0, SPEED, 0.9);
    }

    /** The object, so far above the asset at the meeting; another period, so that they meet once. */
    public static CatalogueOrbit object(int revision, long availableMicros, double aboveMetres) {
        return orbit(OBJECT, revision, availableMicros, aboveMetres, SPEED + 60, 2.2);
    }

    /** The object docked to the asset, so far above its centre. */
    public static CatalogueOrbit docked(int revision, long availableMicros, double aboveMetres) {
        return orbit(OBJECT, revision, availableMicros, aboveMetres, SPEED, 0.9);
    }

    private static CatalogueOrbit orbit(
            String id,
            int revision,
            long availableMicros,
            double aboveMetres,
            double speed,
            double inclinationRadians) {
        double[] state = {
            RADIUS + aboveMetres, 0, 0, 0, speed * Math.cos(inclinationRadians), speed * Math.sin(inclinationRadians)
        };
        return Samples.certainOrbit(id, revision, TCA, availableMicros, state);
    }
}
