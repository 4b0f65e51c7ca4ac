package org.greenzone.astro.correlation;

import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.PlaceUncertainty;
import org.greenzone.astro.correlation.CatalogueSnapshot.Entry;
import org.greenzone.astro.physics.LeapSeconds;

/**
 * The first gate of a track: the coarse orbit of an object, with the bound of its model and six sigmas. Not thread-safe.
 */
final class CoarseGate {
    /**
     * An orbit whose shape and plane leave more room than this about a place, one sigma in metres, is not looked for: six of it
     * fill the view of a radar, so any object in view fits. Of the first orbits of a cloud, which have it for a minute or
     * two, 31 of 32 later tracks that were given to them were of other fragments.
     */
    private static final double VAGUE_SHAPE_METRES = 50_000;

    private final LeapSeconds leapSeconds;
    private final double mu;
    private final double[] state = new double[6];

    CoarseGate(LeapSeconds leapSeconds, double mu) {
        this.leapSeconds = leapSeconds;
        this.mu = mu;
    }

    boolean admits(Entry entry, TrackGate gate) {
        return isRecognisable(entry.coarse().place(), seconds(entry, gate)) && reaches(entry, gate);
    }

    /** As {@link #admits}, of an object that is not recognisable too. */
    boolean reaches(Entry entry, TrackGate gate) {
        CoarseOrbit coarse = entry.coarse();
        double seconds = seconds(entry, gate);
        double bound = coarse.modelBound(seconds) + coarse.covarianceBound(seconds);
        coarse.state(seconds, state, mu);
        return gate.admits(state, bound, coarse.meanMotion(), mu);
    }

    private double seconds(Entry entry, TrackGate gate) {
        return leapSeconds.elapsedSeconds(entry.orbit().epochMicros(), gate.middleMicros());
    }

    /** Whether an object can be told from others by its place so many seconds from its epoch; once lost, lost for good. */
    static boolean isRecognisable(PlaceUncertainty place, double seconds) {
        return place.shapeSigmaMetres(seconds) <= VAGUE_SHAPE_METRES
                && place.sigmaMetres(seconds) <= PlaceUncertainty.LOST_METRES;
    }
}
