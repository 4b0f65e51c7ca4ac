package org.greenzone.astro.conjunction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.OrbitDeterminer;
import org.greenzone.astro.orbit.PassForecast;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;

/**
 * What the next radar pass of the secondary would do to an encounter: its covariance is carried to the pass, the information of the pass is added
 * ({@link OrbitDeterminer#expected}), and the result carried on to the closest approach. The primary stays as it is: its owner knows it better than radars do.
 *
 * <p>The covariance does not depend on what will be measured, the miss does: the Pc for a miss that stays is no forecast of the next Pc, but says
 * whether the pass can clear the encounter. A result depends on the arguments alone. Not thread-safe.
 */
public final class PassOutlook {
    /** What is to be said where there is none. */
    public static final String NONE = "no known radar sees the secondary before the closest approach";

    private static final int PREDICTIONS = 16;

    /** Cd A / m of an object of which a message tells none, m2/kg: a payload or a large piece. */
    private static final double BALLISTIC = 0.01;

    /** What drag does is in the covariance of the message already. */
    private static final double BALLISTIC_SIGMA = 1e-3 * BALLISTIC;

    private static final double RADIATION = 0.01;

    private final OrbitPrediction prediction;
    private final PassForecast forecast;
    private final OrbitDeterminer determiner;

    /**
     * @param propagator used by this object
     * @param sites that are known
     */
    public PassOutlook(PhysicalData data, OrbitPropagator propagator, List<Site> sites) {
        this.prediction = new OrbitPrediction(propagator, data.leapSeconds(), PREDICTIONS);
        this.forecast = new PassForecast(data, prediction, sites);
        this.determiner = new OrbitDeterminer(data, propagator, prediction);
    }

    /**
     * The next pass over any site and what it would do.
     *
     * @param secondary orbit of the secondary
     * @param nowMicros the pass begins then at the earliest
     * @return empty where no site sees the object before the closest approach
     */
    public Optional<ExpectedPass> of(Conjunction c, CatalogueOrbit secondary, long nowMicros) {
        return of(c, secondary, nowMicros, c.hardBodyRadiusMetres());
    }

    private Optional<ExpectedPass> of(Conjunction c, CatalogueOrbit secondary, long nowMicros, double radiusMetres) {
        return forecast.next(secondary, nowMicros, c.tcaMicros()).map(pass -> after(c, secondary, pass, radiusMetres));
    }

    /**
     * As {@link #of(Conjunction, CatalogueOrbit, long)} of a message, which tells state and covariance of the secondary at the closest approach.
     *
     * @param radiusMetres combined hard-body radius; NaN where it is not known
     */
    public Optional<ExpectedPass> of(Conjunction message, double radiusMetres) {
        Conjunction.Participant secondary = message.secondary();
        double[] covariance = Arrays.copyOf(secondary.covarianceRtn(), CatalogueOrbit.COVARIANCE_LENGTH);
        covariance[CatalogueOrbit.COVARIANCE_LENGTH - 1] = BALLISTIC_SIGMA * BALLISTIC_SIGMA;
        return Arrays.stream(covariance).anyMatch(Double::isNaN)
                ? Optional.empty()
                : of(
                        message,
                        new CatalogueOrbit(
                                CatalogueOrbit.contentId(
                                        secondary.objectId(),
                                        message.tcaMicros(),
                                        secondary.stateGcrf(),
                                        List.of(message.conjunctionId())),
                                secondary.objectId(),
                                secondary.objectName(),
                                secondary.internationalDesignator(),
                                0,
                                message.tcaMicros(),
                                message.createdMicros(),
                                secondary.stateGcrf(),
                                BALLISTIC,
                                RADIATION,
                                covariance,
                                OrbitSource.TRACKS,
                                0,
                                0,
                                0,
                                Double.NaN,
                                Map.of(),
                                0,
                                List.of()),
                        message.createdMicros(),
                        radiusMetres);
    }

    /** What a pass would do; NaN where that cannot be told. */
    private ExpectedPass after(Conjunction c, CatalogueOrbit secondary, PassForecast.Pass pass, double radiusMetres) {
        double[] state = c.secondary().stateGcrf();
        double[] covariance = covarianceAfter(c, secondary, pass);
        double[] sigma = EncounterHistory.relativeSigmaRtn(
                c.primary().stateGcrf(), c.primary().covarianceRtn(), state, covariance);
        boolean computable = !Double.isNaN(sigma[0] + sigma[1] + sigma[2]) && radiusMetres > 0;
        double probability = computable
                ? EncounterProbability.of(
                                c.primary().stateGcrf(),
                                c.primary().covarianceRtn(),
                                state,
                                covariance,
                                radiusMetres,
                                EncounterProbability.Effort.SEARCH)
                        .probability()
                : Double.NaN;
        return new ExpectedPass(
                pass.site().siteId(), pass.track().startMicros(), pass.track().endMicros(), sigma, probability);
    }

    /** Covariance of the secondary at the closest approach, 21 numbers in its RTN; NaN where it cannot be told. */
    private double[] covarianceAfter(Conjunction c, CatalogueOrbit secondary, PassForecast.Pass pass) {
        try {
            return determiner.expected(secondary, pass.track(), pass.site()) instanceof Determined known
                    ? prediction
                            .predict(known.orbit(), c.tcaMicros())
                            .map(there -> ConjunctionScreener.covarianceRtn(
                                    there.covariance(), c.secondary().stateGcrf()))
                            .orElseGet(ConjunctionScreener::unknown)
                    : ConjunctionScreener.unknown();
        } catch (ArithmeticException notPositiveDefinite) {
            return ConjunctionScreener.unknown();
        }
    }
}
