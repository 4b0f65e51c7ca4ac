package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.ArcFit.Fitted;
import org.greenzone.astro.orbit.LaserRanges.Model;
import org.greenzone.astro.orbit.LaserRanges.Reading;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.junit.jupiter.api.Test;
import org.orekit.utils.PVCoordinates;

/** LAGEOS-2, 95 normal points of four stations over 14 hours, 2016-02-13 and 14. */
class Lageos2ArcTest {
    /** 2016-02-13T16:00:00 UTC. */
    private static final long EPOCH = 1_455_379_200_000_000L;

    private static final Vector3D REFERENCE_POSITION_EME2000 = new Vector3D(7526994.072, -9646309.832, 1464110.239);
    private static final Vector3D REFERENCE_VELOCITY_EME2000 = new Vector3D(3033.794, 1715.265, -4447.659);
    /** From the reflecting surface to the centre (ILRS). */
    private static final double TO_CENTRE = 0.251;

    private static final double AREA_TO_MASS = 7.0e-4;
    private static final double RADIATION = 1.13 * AREA_TO_MASS;

    private final PhysicalData data = PhysicalData.fromOrekitData(SharedData.require("orekit-data"));
    private final Path ranges = SharedData.require("slr-lageos2/lageos2_20160214.npt");

    private OrbitalState prediction() {
        Map<Long, double[]> rows =
                LaserRanges.prediction(SharedData.require("slr-lageos2/lageos2_cpf_160213_5441.sgf"));
        EarthRotation rotation = new EarthRotation(data);
        double[] matrix = new double[9];
        TreeMap<Double, double[]> near = new TreeMap<>();
        rows.forEach((micros, itrf) -> {
            double seconds = (micros - EPOCH) * 1e-6;
            if (Math.abs(seconds) <= 1200) {
                rotation.gcrfToItrf(micros, 0, matrix);
                double[] gcrf = new double[3];
                for (int i = 0; i < 3; i++) {
                    gcrf[i] = matrix[i] * itrf[0] + matrix[3 + i] * itrf[1] + matrix[6 + i] * itrf[2];
                }
                near.put(seconds, gcrf);
            }
        });
        double[] state = new double[6];
        System.arraycopy(near.getOrDefault(0.0, new double[0]), 0, state, 0, 3);
        // Derivative of the Lagrange polynomial at its middle node.
        for (Map.Entry<Double, double[]> node : near.entrySet()) {
            double at = node.getKey();
            double slope = 0;
            if (at == 0) {
                for (double other : near.keySet()) {
                    slope += other == 0 ? 0 : 1 / (0 - other);
                }
            } else {
                slope = 1 / at;
                for (double other : near.keySet()) {
                    slope *= other == 0 || other == at ? 1 : (0 - other) / (at - other);
                }
            }
            for (int i = 0; i < 3; i++) {
                state[3 + i] += slope * node.getValue()[i];
            }
        }
        return new OrbitalState(EPOCH, state, 0, RADIATION);
    }

    private double[] difference(OrbitalState orbit) {
        double[] s = orbit.stateGcrf();
        PVCoordinates gcrf = new PVCoordinates(new Vector3D(s[0], s[1], s[2]), new Vector3D(s[3], s[4], s[5]));
        PVCoordinates eme2000 =
                data.gcrf().getTransformTo(data.eme2000(), data.date(EPOCH)).transformPVCoordinates(gcrf);
        return new double[] {
            Vector3D.distance(eme2000.getPosition(), REFERENCE_POSITION_EME2000),
            Vector3D.distance(eme2000.getVelocity(), REFERENCE_VELOCITY_EME2000)
        };
    }

    private List<ArcTrack> tracks(Model model) {
        return LaserRanges.tracks(data, ranges, new Reading(TO_CENTRE, 0.1, 100, false, model));
    }

    private ArcFit fit(int degree) {
        OrbitPropagator propagator = new OrbitPropagator(data, new ForceModel(degree, true, true, false, true), 8);
        return new ArcFit(
                data, propagator, ArcFit.Options.STANDARD.withBallistic(1e-4).withoutProcessNoise());
    }

    private static OrbitalState movedBy(OrbitalState start, double metres, double metresPerSecond) {
        double[] state = start.stateGcrf().clone();
        for (int i = 0; i < 6; i++) {
            state[i] += i < 3 ? metres : -metresPerSecond;
        }
        return new OrbitalState(start.epochMicros(), state, start.ballisticCoefficient(), start.radiationCoefficient());
    }

    @Test
    void rangesOfFourStationsGiveTheOrbitToAMetreFromACoarseStart() {
        OrbitalState coarse = movedBy(prediction(), 20_000, 10);

        Fitted fitted = (Fitted) fit(20).fit(coarse, tracks(Model.FULL));

        double[] difference = difference(fitted.state());
        assertThat(difference[0]).isLessThan(0.65);
        assertThat(difference[1]).isLessThan(6e-4);
        assertThat(fitted.rmsByKind().getOrDefault("range", Double.NaN)).isLessThan(0.05);
        assertThat(fitted.used()).isEqualTo(95);
    }

    @Test
    void withoutTidesAndLaserAirTheResidualsAreLarger() {
        OrbitalState start = prediction();

        Fitted still = (Fitted) fit(20).fit(start, tracks(new Model(false, true, true)));
        Fitted radarAir = (Fitted) fit(20).fit(start, tracks(new Model(true, false, true)));

        assertThat(still.rmsByKind().getOrDefault("range", 0.0)).isGreaterThan(0.055);
        assertThat(radarAir.rmsByKind().getOrDefault("range", 0.0)).isGreaterThan(0.1);
    }
}
