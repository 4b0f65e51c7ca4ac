package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.PreciseOrbit.SeenTrack;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.score.StateError;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

/** Real motion of Jason-2 (1336 km) and SPOT-5 (832 km): two days of tracks of six radars through the filter. */
class PreciseOrbitTest {
    private static final long HOUR = 3_600_000_000L;
    private static final int SEEDS = 12;

    private final PhysicalData data = PhysicalData.fromOrekitData(SharedData.require("orekit-data"));
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);

    /** Errors of the updates after a day, the bound of the same, and predictions of the last orbit. */
    private static final class Outcome {
        private final List<CatalogueOrbit> last = new ArrayList<>();
        private double actual;
        private double bound;
        private int predictions;
        private int within4;

        double ratio() {
            return Math.sqrt(actual / bound);
        }

        double shareWithin4() {
            return (double) within4 / predictions;
        }
    }

    private Outcome outcome(String file, int hoursToUse) {
        PreciseOrbit truth = PreciseOrbit.read(data, SharedData.require(file));
        long until = Math.min(truth.firstMicros() + hoursToUse * HOUR, truth.lastMicros() - HOUR);
        Outcome outcome = new Outcome();
        for (int seed = 1; seed <= SEEDS; seed++) {
            long from = truth.firstMicros() + (3 * seed - 2) * HOUR;
            List<SeenTrack> seen = truth.tracks(from, from + 48 * HOUR, seed);
            OrbitDeterminer determiner = new OrbitDeterminer(data, propagator);
            CramerRao cramerRao = new CramerRao(data, propagator, truth::state, seen);
            CatalogueOrbit orbit = truth.seed(from, 0.02, seed);
            for (SeenTrack track : seen) {
                orbit = ((Determined) determiner.update(orbit, track.track(), track.site())).orbit();
                if (orbit.epochMicros() > from + 24 * HOUR) {
                    double error = StateError.of(
                                    orbit.stateGcrf(), orbit.covarianceRtn(), truth.state(orbit.epochMicros()))
                            .positionMetres();
                    outcome.actual += error * error;
                    for (double sigma : cramerRao.sigmasRtn(orbit.epochMicros())) {
                        outcome.bound += sigma * sigma;
                    }
                }
            }
            outcome.last.add(orbit);
            OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), 2);
            boolean predicted = seed % 4 == 1;
            for (long t = orbit.epochMicros();
                    predicted && t < Math.min(until, orbit.epochMicros() + 168 * HOUR);
                    t += 3 * HOUR) {
                PredictedOrbit there = prediction.predict(orbit, t).orElseThrow();
                double[] state = there.state().stateGcrf();
                StateError error = StateError.of(state, RtnFrame.toRtn(there.covariance(), state), truth.state(t));
                outcome.predictions++;
                outcome.within4 += error.squaredPositionDistance() <= 16 ? 1 : 0;
            }
        }
        return outcome;
    }

    @Test
    void jason2IsAsGoodAsItsTracksAllow() {
        Outcome outcome = outcome(PreciseOrbit.JASON_2, 96);

        assertThat(outcome.ratio()).isLessThan(1.25);
        assertThat(outcome.shareWithin4()).isGreaterThanOrEqualTo(0.98);
        assertThat(outcome.last)
                .allSatisfy(o -> assertThat(o.realism().noiseScale()).isEqualTo(1));
        // A fit to the positions themselves gives 0.0300.
        assertThat(outcome.last)
                .allSatisfy(o -> assertThat(o.radiationCoefficient()).isBetween(0.022, 0.038));
    }

    @Test
    void spot5IsAsGoodAsItsTracksAllowAndItsPredictionsHoldForAWeek() {
        // 205 h: SPOT-5 manoeuvres on 2010-06-28, some hours later.
        Outcome outcome = outcome(PreciseOrbit.SPOT_5, 205);

        assertThat(outcome.ratio()).isLessThan(1.25);
        assertThat(outcome.shareWithin4()).isGreaterThanOrEqualTo(0.98);
        // A fit to the positions themselves gives 0.0134.
        assertThat(outcome.last)
                .allSatisfy(o -> assertThat(o.radiationCoefficient()).isBetween(0.006, 0.021));
    }
}
