package org.greenzone.astro.breakup;

import java.util.List;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;

/**
 * What is known of a breakup at one event time. Lists that grow over the night hold what is new in this revision.
 *
 * @param breakupId made from parent and first contributing track; the same over all revisions
 * @param revision counts from 0
 * @param createdMicros event time of this revision, UTC microseconds since 1970
 * @param certainty how sure
 * @param reason for people: on what the certainty rests, or why it was withdrawn
 * @param logLikelihoodRatio natural logarithm of the likelihood of the tracks from one place and instant over that of satellites without relation
 * @param parents the objects that broke up, two for a collision
 * @param hypotheses other objects that were tried, likeliest first
 * @param epochMicros most likely instant
 * @param epochSigmaSeconds one sigma
 * @param count how much was seen
 * @param siteSpreads what each site saw last, by site
 * @param extent about the place where the parent would be, at {@code createdMicros}
 * @param fragments rows of fragments whose orbit is new since the revision before; they replace earlier ones of the same id
 * @param lostFragments fragments of earlier revisions that turned out to be others
 * @param deltaV distribution of the velocities against the parent
 * @param energy what the speeds and the number of objects speak for
 * @param energyLogOdds natural logarithm of the odds of that against the next; negative where another is likelier, but not by so much that it takes its place
 * @param restsOn ids of the parents' orbits, and of the contributing tracks that are new in this revision
 */
public record Breakup(
        String breakupId,
        int revision,
        long createdMicros,
        Certainty certainty,
        String reason,
        double logLikelihoodRatio,
        List<Parent> parents,
        List<Hypothesis> hypotheses,
        long epochMicros,
        double epochSigmaSeconds,
        Count count,
        List<SiteSpread> siteSpreads,
        Extent extent,
        List<Fragment> fragments,
        List<String> lostFragments,
        DeltaV deltaV,
        EnergyClass energy,
        double energyLogOdds,
        List<String> restsOn) {

    public Breakup {
        if (parents.isEmpty()) {
            throw new IllegalArgumentException("breakup " + breakupId + " without a parent");
        }
        if (!(epochSigmaSeconds > 0)) {
            throw new IllegalArgumentException("breakup " + breakupId + ": the epoch has no sigma");
        }
    }

    /** How sure. */
    public enum Certainty {
        SUSPECTED,
        CONFIRMED,
        WITHDRAWN
    }

    /**
     * An object that broke up, as the catalogue knew it.
     *
     * @param objectId NORAD number or own id
     * @param objectName empty where not known
     * @param internationalDesignator empty where not known
     * @param launchYear of the designator; 0 where not known
     * @param orbitId its orbit in the catalogue
     * @param stateGcrf at the epoch, m and m/s, 6 numbers
     * @param positionSigmaMetres one sigma of each axis of the place
     * @param ballisticCoefficient Cd A / m of the whole, m2/kg
     * @param massKilograms that the expected number is of
     * @param massAssumed whether nobody gave it
     * @param expectedAboveTenCentimetres fragments by the standard breakup model
     */
    public record Parent(
            String objectId,
            String objectName,
            String internationalDesignator,
            int launchYear,
            String orbitId,
            double[] stateGcrf,
            double positionSigmaMetres,
            double ballisticCoefficient,
            double massKilograms,
            boolean massAssumed,
            double expectedAboveTenCentimetres) {
        public Parent {
            if (stateGcrf.length != 6) {
                throw new IllegalArgumentException("parent " + objectId + ": state has not 6 numbers");
            }
        }
    }

    /** Another object that was tried as parent; the logarithm as that of the breakup, over the tracks known then. */
    public record Hypothesis(String objectId, String objectName, double logLikelihoodRatio) {}

    /**
     * How much was seen up to now.
     *
     * @param tracks contributing
     * @param uniqueObjects lower bound
     * @param uniqueObjectsEstimate of those that could be seen
     * @param fragmentsWithOrbit of several tracks
     */
    public record Count(int tracks, int uniqueObjects, double uniqueObjectsEstimate, int fragmentsWithOrbit) {}

    /**
     * What one site saw in the eight minutes up to its newest track.
     *
     * @param siteId the site
     * @param fromMicros middle of the first track
     * @param toMicros middle of the last one
     * @param tracks their number
     * @param uniqueObjects lower bound
     * @param nearestMetres least slant range
     * @param farthestMetres greatest
     * @param spreadMetres between the 5 % and 95 % quantiles of the slant ranges in the one fan of the site that saw most, about a straight line in time (the
     *     middle of the cloud moves on): nine tenths of what an operator sees who looks at one fan
     * @param middleHalfMetres the same between the quartiles: the core, without the fast fragments about it; NaN in events that did not tell it
     */
    public record SiteSpread(
            String siteId,
            long fromMicros,
            long toMicros,
            int tracks,
            int uniqueObjects,
            double nearestMetres,
            double farthestMetres,
            double spreadMetres,
            double middleHalfMetres) {}

    /** Half axes that hold 90 % of the fragments with an orbit, along the curved orbit of the parent; NaN where there are too few. */
    public record Extent(double radialMetres, double transverseMetres, double normalMetres) {
        public static final Extent UNKNOWN = new Extent(Double.NaN, Double.NaN, Double.NaN);

        public boolean isKnown() {
            return !Double.isNaN(transverseMetres);
        }
    }

    /**
     * A fragment with an orbit of several tracks.
     *
     * @param objectId own id
     * @param parentId of which parent
     * @param apogeeMetres osculating at the epoch, above 6378.137 km
     * @param perigeeMetres same
     * @param periodSeconds osculating at the epoch
     * @param deltaVRtn against the parent in its RTN frame at the epoch, m/s, 3 numbers
     * @param ballisticCoefficient Cd A / m, m2/kg
     */
    public record Fragment(
            String objectId,
            String parentId,
            double apogeeMetres,
            double perigeeMetres,
            double periodSeconds,
            double[] deltaVRtn,
            double ballisticCoefficient) {}

    /**
     * Distribution of velocities against the parent at the epoch, m/s.
     *
     * @param count number of velocities; with 0 all others are NaN
     * @param ofOrbits whether they are of fragments with an orbit, else of single tracks
     * @param meanSpeed mean of the speeds
     * @param speed05 quantile
     * @param medianSpeed quantile
     * @param speed95 quantile
     * @param greatestSpeed of all
     * @param meanRtn mean vector, 3 numbers
     * @param sigmaRtn standard deviations, 3 numbers
     */
    public record DeltaV(
            int count,
            boolean ofOrbits,
            double meanSpeed,
            double speed05,
            double medianSpeed,
            double speed95,
            double greatestSpeed,
            double[] meanRtn,
            double[] sigmaRtn) {
        public static final DeltaV NONE = new DeltaV(
                0,
                false,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                new double[] {Double.NaN, Double.NaN, Double.NaN},
                new double[] {Double.NaN, Double.NaN, Double.NaN});
    }
}
