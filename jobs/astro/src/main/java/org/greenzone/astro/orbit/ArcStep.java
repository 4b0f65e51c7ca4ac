package org.greenzone.astro.orbit;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * A track of an object's arc and what came of it.
 *
 * @param site the receiver, as it was calibrated for this track
 * @param claimed whether only the site says that the track is of this object: correlation did not find it
 * @param fate what the track did
 * @param reason in one line, where the track gave no orbit; else empty
 * @param orbit the orbit that stands after this track, made by it; empty where it gave none
 * @param suspected the orbit of the object if it manoeuvred before this track; empty where that is not suspected
 */
public record ArcStep(
        Track track,
        Site site,
        boolean claimed,
        Fate fate,
        String reason,
        List<CatalogueOrbit> orbit,
        List<CatalogueOrbit> suspected) {

    /** What a track did. */
    public enum Fate {
        /** It improved the orbit that was there, or began one. */
        FUSED,
        /** The orbit that was there was wrong: this track and those before it, fitted anew, agree on another one. */
        RECOVERED,
        /** It agrees with a track before it that the object has manoeuvred. */
        MANOEUVRED,
        /** It contradicts the orbit as a manoeuvre would; a further track decides. */
        SUSPICIOUS,
        /** No orbit came of it yet; it counts once further tracks are there. */
        WAITING,
        /** It is not of this object, or wrong. */
        REFUSED
    }

    static ArcStep orbit(Track track, Site site, boolean claimed, Fate fate, CatalogueOrbit orbit) {
        return new ArcStep(track, site, claimed, fate, "", List.of(orbit), List.of());
    }

    static ArcStep none(Track track, Site site, boolean claimed, Fate fate, String reason) {
        return new ArcStep(track, site, claimed, fate, reason, List.of(), List.of());
    }
}
