package org.greenzone.astro.conjunction;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.PhysicalData;

/** Orbits for tests of screening, known to a metre. */
final class ShellOfOrbits {
    static final PhysicalData PHYSICS = PhysicalData.builtIn();

    /** 2021-11-15T04:00:00Z. */
    static final long EPOCH = 1_636_948_800_000_000L;

    private ShellOfOrbits() {}

    /** Elements in metres and radians. */
    record Kepler(
            double axis, double eccentricity, double inclination, double node, double perigee, double meanAnomaly) {

        /** In a shell that is crowded enough for encounters, some of it eccentric. */
        static Kepler random(Random random) {
            double eccentricity = random.nextInt(4) == 0 ? 0.06 * random.nextDouble() : 0.003 * random.nextDouble();
            return new Kepler(
                    7.05e6 + 30e3 * random.nextDouble(),
                    eccentricity,
                    Math.acos(2 * random.nextDouble() - 1),
                    2 * Math.PI * random.nextDouble(),
                    2 * Math.PI * random.nextDouble(),
                    2 * Math.PI * random.nextDouble());
        }

        double[] state() {
            double turn = perigee + node;
            double tan = Math.tan(inclination / 2);
            double[] out = new double[6];
            EquinoctialElements.toCartesian(
                    new double[] {
                        axis,
                        eccentricity * Math.cos(turn),
                        eccentricity * Math.sin(turn),
                        tan * Math.cos(node),
                        tan * Math.sin(node),
                        meanAnomaly + turn
                    },
                    PHYSICS.gravity().mu(),
                    1e-12,
                    new double[10],
                    out);
            return out;
        }
    }

    /** Positions from the epoch on. */
    static OrbitTable table(OrbitPropagator propagator, Kepler kepler, double seconds) {
        double epoch = PHYSICS.leapSeconds().elapsedSeconds(OrbitTable.ORIGIN_MICROS, EPOCH);
        double[] state = kepler.state();
        double[] needed = OrbitTable.needed(epoch, epoch + seconds);
        return new OrbitTable(
                PHYSICS.leapSeconds(),
                state,
                propagator.propagate(new OrbitalState(EPOCH, state, 0.01, 0.01), needed[0] - epoch, needed[1] - epoch),
                epoch,
                epoch + seconds);
    }

    static CatalogueOrbit orbit(String id, int revision, long epoch, double[] state) {
        return orbit(id, revision, epoch, state, 1);
    }

    /** @param scale sigmas of a metre and a millimetre a second, so many times */
    static CatalogueOrbit orbit(String id, int revision, long epoch, double[] state, double scale) {
        double[] covariance = new double[28];
        double[] sigmas = {1, 1, 1, 1e-3, 1e-3, 1e-3, 1e-4};
        for (int i = 0; i < 7; i++) {
            covariance[i * (i + 1) / 2 + i] = scale * scale * sigmas[i] * sigmas[i];
        }
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(id, epoch, state, List.of(Integer.toString(revision))),
                id,
                "",
                "",
                revision,
                epoch,
                epoch,
                state,
                0.01,
                0.01,
                covariance,
                OrbitSource.TRACKS,
                1,
                1,
                0,
                1,
                Map.of(),
                1,
                List.of());
    }
}
