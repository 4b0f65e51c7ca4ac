package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.catalogue.Sgp4Ephemeris;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.Correlation;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

/**
 * A real pass: two independent fits of the ranges (SGP4 position as prior, 300 m and 0.3 m/s) left 12.4 and 15.3 m and
 * moved the orbit 249 and 277 m forward along track from the position of SGP4.
 */
class EiscatEnvisatTest {
    private static final String BEFORE_THE_PASS = "16250.12384028";
    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);

    private CatalogueOrbit prior() {
        ElementSet set = EiscatPass.elementSet(BEFORE_THE_PASS);
        return new ElementSetOrbits(data, propagator).toOrbit(set, set.epochMicros(), set.epochMicros(), 5);
    }

    @Test
    void rangesMoveTheOrbitForwardAndLeaveTheirNoise() {
        Track track = EiscatPass.track(false);

        Determination result = new OrbitDeterminer(data, propagator).update(prior(), track, EiscatPass.site());

        CatalogueOrbit orbit = ((Determination.Determined) result).orbit();
        assertThat(orbit.rmsByKind().get("range")).isBetween(11.0, 16.0);
        assertThat(orbit.measurementsRejected()).isLessThan(30);
        double[] moved = movedFromSgp4(orbit);
        assertThat(moved[1]).isBetween(200.0, 345.0);
        assertThat(Math.abs(moved[0])).isLessThan(0.5 * moved[1]);
    }

    @Test
    void dopplersWithTheirSignTurnedAgreeWithTheRanges() {
        Track track = EiscatPass.track(true);

        Determination result = new OrbitDeterminer(data, propagator).update(prior(), track, EiscatPass.site());

        CatalogueOrbit orbit = ((Determination.Determined) result).orbit();
        assertThat(orbit.rmsByKind().get("rangeRate")).isBetween(18.0, 26.0);
        assertThat(movedFromSgp4(orbit)[1]).isBetween(200.0, 345.0);
    }

    @Test
    void withoutCatalogueNoOrbitIsMadeUp() {
        Determination result =
                new OrbitDeterminer(data, propagator).initiate(EiscatPass.track(true), EiscatPass.site(), "UCT-1");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Determination.Refused.class,
                        refused -> assertThat(refused.reason()).contains("unobservable"));
    }

    @Test
    void correlatesToEnvisatByItself() {
        CatalogueSnapshot catalogue = new CatalogueSnapshot(data, propagator);
        catalogue.put(prior());

        List<Correlation> found = new TrackCorrelator(data, propagator)
                .correlate(List.of(EiscatPass.track(false)), EiscatPass.site(), catalogue);

        assertThat(found.get(0)).isInstanceOfSatisfying(Correlation.Correlated.class, correlated -> {
            assertThat(correlated.prior().objectId()).isEqualTo("27386");
            assertThat(correlated.mahalanobis()).isLessThan(2.5);
        });
    }

    private double[] movedFromSgp4(CatalogueOrbit orbit) {
        double[] sgp4 = new double[6];
        new Sgp4Ephemeris(data, EiscatPass.elementSet(BEFORE_THE_PASS)).stateGcrf(orbit.epochMicros(), sgp4);
        double[] difference = new double[3];
        for (int i = 0; i < 3; i++) {
            difference[i] = orbit.stateGcrf()[i] - sgp4[i];
        }
        return RtnFrame.vectorToRtn(difference, sgp4);
    }
}
