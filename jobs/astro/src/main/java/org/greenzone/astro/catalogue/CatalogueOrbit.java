package org.greenzone.astro.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.ContentId;

/**
 * An orbit of one object with its covariance, as it stands in the catalogue from {@code availableMicros} on.
 *
 * <p>The covariance is that of the seven parameters (R, T, N, Rdot, Tdot, Ndot, ballistic coefficient) in the RTN frame
 * of the object at the epoch (inertial axes rotated, no Coriolis terms): lower triangle by rows, element (i, j), j &lt;= i,
 * at {@code i (i + 1) / 2 + j}; SI units. The first 21 numbers are the covariance of the CDM in its order, the last 7
 * its drag row.
 *
 * @param orbitId made from the content
 * @param objectId NORAD number without leading zeros where there is one ({@code 13552}), else {@code UCT-} and digits
 * @param objectName empty where not known
 * @param internationalDesignator for example {@code 1982-092A}; empty where not known
 * @param revision counts the orbits of this object from 0
 * @param epochMicros UTC instant of the state, microseconds since 1970
 * @param availableMicros event time from which the orbit is known: end of the newest track in it, or the start of the
 *     catalogue for a seed
 * @param stateGcrf x, y, z in metres, vx, vy, vz in m/s, GCRF, 6 numbers
 * @param ballisticCoefficient Cd A / m, m2/kg
 * @param radiationCoefficient Cr A / m, m2/kg
 * @param covarianceRtn 28 numbers as above
 * @param source from what it was made
 * @param tracksUsed number of tracks in it, over its whole history
 * @param measurementsUsed scalar measurements in the newest fit
 * @param measurementsRejected scalar measurements that the newest fit rejected as outliers
 * @param weightedRms root mean square of residual over sigma in the newest fit; NaN where there was no fit
 * @param rmsByKind root mean square of the used residuals of the newest fit: {@code range} (m), {@code rangeRate} (m/s),
 *     {@code azimuth}, {@code elevation}, {@code rightAscension}, {@code declination} (rad); only the kinds that occur
 * @param hardBodyRadiusMetres radius of the sphere that encloses the object
 * @param restsOn ids of the track and of the orbit that this one was made from
 * @param radiationCovarianceRtn the eighth row of the triangle: covariance of the radiation coefficient with the seven parameters, and
 *     its variance; zeros where it is held as known
 * @param realism whether the covariance has told the truth so far
 * @param mergedInto the object that this one turned out to be, and is not counted beside any more; empty where it stands for itself
 */
public record CatalogueOrbit(
        String orbitId,
        String objectId,
        String objectName,
        String internationalDesignator,
        int revision,
        long epochMicros,
        long availableMicros,
        double[] stateGcrf,
        double ballisticCoefficient,
        double radiationCoefficient,
        double[] covarianceRtn,
        OrbitSource source,
        int tracksUsed,
        int measurementsUsed,
        int measurementsRejected,
        double weightedRms,
        Map<String, Double> rmsByKind,
        double hardBodyRadiusMetres,
        List<String> restsOn,
        double[] radiationCovarianceRtn,
        CovarianceRealism realism,
        String mergedInto) {

    public static final int PARAMETERS = 7;

    /** With the radiation coefficient. */
    public static final int ALL_PARAMETERS = 8;

    public static final int COVARIANCE_LENGTH = PARAMETERS * (PARAMETERS + 1) / 2;

    public CatalogueOrbit {
        if (stateGcrf.length != 6) {
            throw new IllegalArgumentException("orbit of " + objectId + ": state has not 6 numbers");
        }
        if (covarianceRtn.length != COVARIANCE_LENGTH) {
            throw new IllegalArgumentException("orbit of " + objectId + ": covariance has not 28 numbers");
        }
        if (radiationCovarianceRtn.length != ALL_PARAMETERS) {
            throw new IllegalArgumentException("orbit of " + objectId + ": radiation covariance has not 8 numbers");
        }
    }

    /** An orbit with its radiation coefficient held as known, and nothing said of its covariance yet. */
    public CatalogueOrbit(
            String orbitId,
            String objectId,
            String objectName,
            String internationalDesignator,
            int revision,
            long epochMicros,
            long availableMicros,
            double[] stateGcrf,
            double ballisticCoefficient,
            double radiationCoefficient,
            double[] covarianceRtn,
            OrbitSource source,
            int tracksUsed,
            int measurementsUsed,
            int measurementsRejected,
            double weightedRms,
            Map<String, Double> rmsByKind,
            double hardBodyRadiusMetres,
            List<String> restsOn) {
        this(
                orbitId,
                objectId,
                objectName,
                internationalDesignator,
                revision,
                epochMicros,
                availableMicros,
                stateGcrf,
                ballisticCoefficient,
                radiationCoefficient,
                covarianceRtn,
                source,
                tracksUsed,
                measurementsUsed,
                measurementsRejected,
                weightedRms,
                rmsByKind,
                hardBodyRadiusMetres,
                restsOn,
                new double[ALL_PARAMETERS],
                CovarianceRealism.UNTRIED,
                "");
    }

    /**
     * A motion from which a fit of an object's tracks may start: nothing is known of its errors, its covariance is the unit matrix.
     *
     * @param state6 GCRF, m and m/s
     * @param trackIds of the tracks that are to be fitted
     */
    public static CatalogueOrbit start(
            String objectId,
            long epochMicros,
            double[] state6,
            double ballisticCoefficient,
            double radiationCoefficient,
            double hardBodyRadiusMetres,
            List<String> trackIds) {
        double[][] identity = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            identity[i][i] = 1;
        }
        return new CatalogueOrbit(
                contentId(objectId, epochMicros, state6, trackIds),
                objectId,
                "",
                "",
                0,
                epochMicros,
                epochMicros,
                state6,
                ballisticCoefficient,
                radiationCoefficient,
                RtnFrame.toRtn(identity, state6),
                OrbitSource.INITIAL,
                1,
                0,
                0,
                Double.NaN,
                Map.of(),
                hardBodyRadiusMetres,
                trackIds);
    }

    /** The same orbit with a radiation coefficient that is known to one sigma only, whatever the rest is. */
    public CatalogueOrbit withRadiationSigma(double sigma) {
        double[] row = new double[ALL_PARAMETERS];
        row[ALL_PARAMETERS - 1] = sigma * sigma;
        return with(revision, availableMicros, covarianceRtn, row, realism);
    }

    /** The same orbit, its covariance judged anew. */
    public CatalogueOrbit withRealism(CovarianceRealism judged) {
        return with(revision, availableMicros, covarianceRtn, radiationCovarianceRtn, judged);
    }

    /** Covariance of all eight parameters in GCRF axes. */
    public double[][] covarianceGcrf() {
        double[] triangle = Arrays.copyOf(covarianceRtn, COVARIANCE_LENGTH + ALL_PARAMETERS);
        System.arraycopy(radiationCovarianceRtn, 0, triangle, COVARIANCE_LENGTH, ALL_PARAMETERS);
        return RtnFrame.toInertial(triangle, stateGcrf);
    }

    /** The same orbit, known from another event time on. */
    public CatalogueOrbit withAvailable(long micros) {
        return with(revision, micros, covarianceRtn, radiationCovarianceRtn, realism);
    }

    /** The same orbit as another one in the row of those of its object. */
    public CatalogueOrbit withRevision(int count) {
        return with(count, availableMicros, covarianceRtn, radiationCovarianceRtn, realism);
    }

    /** The same orbit with another covariance, 28 numbers. */
    public CatalogueOrbit withCovariance(double[] rtn) {
        return with(revision, availableMicros, rtn, radiationCovarianceRtn, realism);
    }

    private CatalogueOrbit with(int count, long micros, double[] rtn, double[] radiationRow, CovarianceRealism judged) {
        return with(orbitId, count, micros, rtn, restsOn, radiationRow, judged, mergedInto);
    }

    private CatalogueOrbit with(
            String id,
            int count,
            long micros,
            double[] rtn,
            List<String> rests,
            double[] radiationRow,
            CovarianceRealism judged,
            String into) {
        return new CatalogueOrbit(
                id,
                objectId,
                objectName,
                internationalDesignator,
                count,
                epochMicros,
                micros,
                stateGcrf,
                ballisticCoefficient,
                radiationCoefficient,
                rtn,
                source,
                tracksUsed,
                measurementsUsed,
                measurementsRejected,
                weightedRms,
                rmsByKind,
                hardBodyRadiusMetres,
                rests,
                radiationRow,
                judged,
                into);
    }

    /** Where and how it moves, for a propagator. */
    public OrbitalState orbitalState() {
        return new OrbitalState(epochMicros, stateGcrf, ballisticCoefficient, radiationCoefficient);
    }

    /** Whether it only says that its object is another one. */
    public boolean isMerged() {
        return !mergedInto.isEmpty();
    }

    /** The last word on its object: it turned out to be another one. */
    public CatalogueOrbit withMergedInto(String otherObjectId) {
        return with(
                contentId(objectId, epochMicros, stateGcrf, List.of(orbitId, otherObjectId)),
                revision + 1,
                availableMicros,
                covarianceRtn,
                List.of(orbitId),
                radiationCovarianceRtn,
                realism,
                otherObjectId);
    }

    /** Id of an orbit with this content. */
    public static String contentId(String objectId, long epochMicros, double[] stateGcrf, List<String> restsOn) {
        ContentId id = ContentId.of("orbit").add(objectId).add(epochMicros);
        for (double x : stateGcrf) {
            id.add(x);
        }
        for (String rest : restsOn) {
            id.add(rest);
        }
        return id.digits();
    }
}
