package org.greenzone.astro.track;

import java.util.Optional;

/**
 * What a range of centimetres needs on top of {@link TrackObservations}, each with its size.
 *
 * <p>Not needed at any accuracy: the site's motion during the flight of the signal. Over the way up and down its first order
 * cancels and the rest is below 2e-5 m (6000 km).
 *
 * @param solidEarthTide displacement of the sites, up to 0.35 m
 * @param laserTroposphere in place of the radar's troposphere, where the track is not corrected: 2.4 m at the zenith; the radar's
 *     model differs from it by decimetres
 * @param relativisticDelay whether the gravity of the Earth delays the signal: 7 mm at 5800 km, 2 mm at 800 km
 */
public record Refinement(
        Optional<SolidEarthTide> solidEarthTide,
        Optional<LaserTroposphere> laserTroposphere,
        boolean relativisticDelay) {
    /** For radars. */
    public static final Refinement NONE = new Refinement(Optional.empty(), Optional.empty(), false);
}
