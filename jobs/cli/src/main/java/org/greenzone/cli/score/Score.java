package org.greenzone.cli.score;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.score.AssociationScore;
import org.greenzone.astro.score.Ospa;
import org.greenzone.astro.score.Realism;
import org.greenzone.astro.score.StateError;

/**
 * All figures.
 *
 * @param atMicros instant up to which events count, and of the final catalogue
 * @param tracks judged
 * @param association of the tracks
 * @param ospa of the final catalogue by the part of it
 * @param truthGap how far apart true states propagated from both sides are midway, metres
 * @param orbits error of each orbit at its epoch, in the order of the events
 * @param withoutTruth orbits whose true object did not exist at their epoch
 * @param predictions errors of predictions by hours
 */
record Score(
        long atMicros,
        int tracks,
        AssociationScore association,
        Map<String, Ospa> ospa,
        Realism.Quantiles truthGap,
        List<OrbitError> orbits,
        int withoutTruth,
        TreeMap<Double, List<OrbitError>> predictions) {

    /**
     * The error of one orbit.
     *
     * @param orbitId of the orbit
     * @param objectId in the catalogue
     * @param trueObjectId for which it stands
     * @param timeMicros instant of the comparison
     * @param tracksUsed tracks in it
     * @param regime with which it is counted
     * @param error there
     * @param sigmaMetres root of the trace of the covariance of the position there
     */
    record OrbitError(
            String orbitId,
            String objectId,
            String trueObjectId,
            long timeMicros,
            int tracksUsed,
            Regime regime,
            StateError error,
            double sigmaMetres) {}

    /** Figures by regime, in its order; only those that occur. */
    static Map<Regime, Realism> byRegime(List<OrbitError> errors) {
        Map<Regime, Realism> figures = new EnumMap<>(Regime.class);
        for (Regime regime : Regime.values()) {
            List<StateError> ofRegime = errors.stream()
                    .filter(error -> error.regime() == regime)
                    .map(OrbitError::error)
                    .toList();
            if (!ofRegime.isEmpty()) {
                figures.put(regime, Realism.of(ofRegime));
            }
        }
        return figures;
    }
}
