package org.greenzone.cli.screen;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;

/**
 * The default covariance of an element set, carried to the time of closest approach: element sets state none of their
 * own. In the RTN frame of the object, so that it can be laid about the SGP4 position.
 */
final class ElementSetErrors {
    /** What a Pc from such covariances is worth. */
    static final String WARNING =
            "element sets state no covariance: a default for catalogued objects is used, the Pc is an indication only";

    /** Beyond this, SGP4 and the growth of its error mean nothing in low orbits, and no covariance is given. */
    static final int LONGEST_DAYS = 30;

    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double ANY_RADIUS_METRES = 1;
    private static final int CHAINS = 64;
    private static final int STATE = 6;

    private final ElementSetOrbits converter;
    private final OrbitPrediction prediction;
    private final Map<String, Optional<CatalogueOrbit>> orbits = new TreeMap<>();

    ElementSetErrors(PhysicalData physics) {
        // Off by metres where the default is kilometres.
        OrbitPropagator propagator = OrbitPropagator.screening(physics);
        converter = new ElementSetOrbits(physics, propagator);
        prediction = new OrbitPrediction(propagator, physics.leapSeconds(), CHAINS);
    }

    /** Whether an instant is too far from the epoch of a set. */
    static boolean isTooFar(ElementSet set, long micros) {
        return Math.abs(micros - set.epochMicros()) > LONGEST_DAYS * MICROS_PER_DAY;
    }

    /** 21 numbers in CDM order; empty where the set is too far, makes no numerical orbit or has decayed before. */
    Optional<double[]> covarianceRtn(ElementSet set, long micros) {
        if (isTooFar(set, micros)) {
            return Optional.empty();
        }
        return orbits.computeIfAbsent(set.objectId(), id -> convert(set))
                .flatMap(orbit -> prediction.predict(orbit, micros))
                .map(predicted -> {
                    double[][] block = new double[STATE][STATE];
                    for (int i = 0; i < STATE; i++) {
                        System.arraycopy(predicted.covariance()[i], 0, block[i], 0, STATE);
                    }
                    return RtnFrame.toRtn(block, predicted.state().stateGcrf());
                });
    }

    private Optional<CatalogueOrbit> convert(ElementSet set) {
        return converter.convert(set, set.epochMicros(), set.epochMicros(), ANY_RADIUS_METRES)
                        instanceof ElementSetOrbits.Result.Converted converted
                ? Optional.of(converted.orbit())
                : Optional.empty();
    }
}
