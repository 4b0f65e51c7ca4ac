package org.greenzone.astro.zone;

import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.PlaceUncertainty;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.Vectors;

/**
 * An object that is in orbit but whose place on it is lost ({@link PlaceUncertainty}), so that no screening finds it: what a
 * single track leaves after the hour, and most of a fresh cloud. What is known is the shell that it crosses.
 *
 * <p>The chance that it hits an asset is that of a gas (Kessler 1981, simplified): the object is anywhere in the shell between
 * its perigee and apogee with equal likelihood. That is right to a factor of some for objects that have spread
 * over their shell, and far too small for a cloud of minutes that the asset meets.
 *
 * @param objectId id in the catalogue
 * @param lostFromMicros from when on its place is lost, UTC microseconds since 1970
 * @param lowestRadiusMetres perigee, less one sigma of the semi-major axis
 * @param highestRadiusMetres apogee, plus one sigma of the semi-major axis
 * @param hardBodyRadiusMetres radius of the enclosing sphere
 * @param trackIds tracks from which its orbit was made
 */
public record LostObject(
        String objectId,
        long lostFromMicros,
        double lowestRadiusMetres,
        double highestRadiusMetres,
        double hardBodyRadiusMetres,
        List<String> trackIds) {
    /** No object stays in orbit lower, metres. */
    private static final double LOWEST_ORBIT = 6_378_137 + 120e3;

    /** Root of two circular speeds at a right angle, over one of them: the mean over all directions of crossing. */
    private static final double CROSSING = Math.sqrt(2);

    private static final double MICROS_PER_SECOND = 1e6;

    /** The object as from when it will be lost; empty where its place stays known over an interval from the instant on. */
    public static Optional<LostObject> of(
            CatalogueOrbit orbit, long micros, long overMicros, LeapSeconds leapSeconds, double mu) {
        PlaceUncertainty place;
        try {
            place = new PlaceUncertainty(orbit, mu);
        } catch (ArithmeticException open) {
            return Optional.empty();
        }
        double seconds = place.knownForSeconds();
        if (seconds >= leapSeconds.elapsedSeconds(orbit.epochMicros(), micros + overMicros)) {
            return Optional.empty();
        }
        double[] radii = radii(orbit.stateGcrf(), mu);
        return Optional.of(new LostObject(
                orbit.objectId(),
                leapSeconds.plusSeconds(orbit.epochMicros(), seconds),
                Math.max(LOWEST_ORBIT, radii[0] - place.axisSigmaMetres()),
                Math.max(LOWEST_ORBIT, radii[1] + place.axisSigmaMetres()),
                orbit.hardBodyRadiusMetres(),
                orbit.restsOn()));
    }

    /** Osculating perigee and apogee. */
    private static double[] radii(double[] s, double mu) {
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double rv = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
        double a = 1 / (2 / r - v2 / mu);
        double e = Math.hypot(1 - r / a, rv / Math.sqrt(mu * a));
        return new double[] {a * (1 - e), a * (1 + e)};
    }

    /**
     * Chance that it hits an asset in an interval, from when it is lost.
     *
     * @param orbit of the asset
     * @param radiusMetres of the asset's enclosing sphere
     */
    double hits(CatalogueOrbit orbit, double radiusMetres, long fromMicros, long toMicros, double mu) {
        double[] own = radii(orbit.stateGcrf(), mu);
        double low = Math.max(own[0], lowestRadiusMetres);
        double high = Math.min(own[1], highestRadiusMetres);
        double seconds = (toMicros - Math.max(fromMicros, lostFromMicros)) / MICROS_PER_SECOND;
        if (!(high >= low && seconds > 0)) {
            return 0;
        }
        double share = own[1] > own[0] ? (high - low) / (own[1] - own[0]) : 1;
        double middle = 0.5 * (own[0] + own[1]);
        double shell = 4 * Math.PI / 3 * (cube(highestRadiusMetres) - cube(lowestRadiusMetres));
        double section = Math.PI * (radiusMetres + hardBodyRadiusMetres) * (radiusMetres + hardBodyRadiusMetres);
        return shell > 0 ? share * section * CROSSING * Math.sqrt(mu / middle) * seconds / shell : 0;
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
