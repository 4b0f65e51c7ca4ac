package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class MeetingSieveTest {
    /** 2021-11-15T02:47:00Z. */
    private static final long EPOCH = 1_636_944_420_000_000L;

    private static final long HOUR = 3_600_000_000L;
    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final double MU = DATA.gravity().mu();

    /** Perigees from 250 to 750 km, apogees to 2000 km (one in eight to 30,000 km), all inclinations. */
    private static double[] state(Random random, int number, double lowest, double spread) {
        double perigee = 6_378_137 + lowest + spread * random.nextDouble();
        double apogee = perigee
                + (number % 8 == 7
                        ? 30_000e3 * random.nextDouble()
                        : 1_200e3 * random.nextDouble() * random.nextDouble());
        double e = (apogee - perigee) / (apogee + perigee);
        double turn = 2 * Math.PI * random.nextDouble();
        double tan = Math.tan(Math.acos(1.9 * random.nextDouble() - 0.95) / 2);
        double node = 2 * Math.PI * random.nextDouble();
        return EquinoctialElements.toCartesian(
                new double[] {
                    (perigee + apogee) / 2,
                    e * Math.cos(turn),
                    e * Math.sin(turn),
                    tan * Math.cos(node),
                    tan * Math.sin(node),
                    2 * Math.PI * random.nextDouble()
                },
                MU);
    }

    private static CatalogueOrbit orbit(String id, double[] state, double ballistic) {
        return new CatalogueOrbit(
                "o" + id,
                id,
                "",
                "",
                0,
                EPOCH,
                EPOCH,
                state,
                ballistic,
                0.02,
                new double[CatalogueOrbit.COVARIANCE_LENGTH],
                OrbitSource.TRACKS,
                1,
                4,
                0,
                1,
                Map.of(),
                1,
                List.of());
    }

    @Test
    void fewDegreesOfTheFieldStayWithinTheBound() {
        OrbitPropagator full = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitPropagator quick = OrbitPropagator.quick(DATA, MeetingSieve.FORCES);
        Random random = new Random(17);
        double[] a = new double[6];
        double[] b = new double[6];
        double worst = 0;
        for (int i = 0; i < 80; i++) {
            OrbitalState start =
                    new OrbitalState(EPOCH, state(random, i, 250e3, 500e3), 0.05 * random.nextDouble(), 0.02);
            Trajectory one = full.propagate(start, -43_200, 2 * 86_400);
            Trajectory two = quick.propagate(start, -43_200, 2 * 86_400);
            double end = Math.min(one.lastSeconds(), two.lastSeconds());
            for (double t = -43_200; t <= end; t += 617) {
                one.state(t, a);
                two.state(t, b);
                double apart =
                        Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
                worst = Math.max(worst, apart / MeetingSieve.bound(start.stateGcrf(), t));
            }
        }
        assertThat(worst).isBetween(0.2, 0.67);
    }

    @Test
    void whatIsSievedOutMeetsNobodyAndMostIsSievedOut() {
        OrbitPropagator full = new OrbitPropagator(DATA, ForceModel.STANDARD);
        MeetingSieve sieve = new MeetingSieve(DATA, 1000);
        Random random = new Random(5);
        CatalogueOrbit own = orbit("own", state(random, 0, 400e3, 20e3), 0.005);
        Asset asset = new Asset("own", "", 10, 150e3, 150e3, 150e3, 1e-5, 1e-4, List.of());
        long to = EPOCH + 24 * HOUR;
        PrimaryTable primary = new PrimaryTable(motion(full, own), 0, 86_400);
        CloseApproachFinder finder =
                new CloseApproachFinder(primary, new ScreeningVolume.Ellipsoid(150e3, 150e3, 150e3));
        List<String> met = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            CatalogueOrbit other = orbit("x" + i, state(random, i % 7, 380e3, 60e3), 0.02 * random.nextDouble());
            if (!finder.find(motion(full, other)).isEmpty()) {
                met.add(other.objectId());
            }
            if (sieve.mayMeet(own, other, EPOCH, to, ConjunctionScreener.reach(asset))) {
                passed.add(other.objectId());
            }
        }
        assertThat(passed).containsAll(met);
        assertThat(met.size()).isGreaterThan(4);
        assertThat(passed.size()).isLessThan(met.size() + 20);
    }

    @Test
    void nothingIsSievedOutNearReentry() {
        Random random = new Random(5);
        CatalogueOrbit low = orbit("low", state(random, 0, 180e3, 1e3), 0.005);
        CatalogueOrbit other = orbit("other", state(random, 0, 700e3, 1e3), 0.005);
        MeetingSieve sieve = new MeetingSieve(DATA, 10);
        assertThat(sieve.mayMeet(low, other, EPOCH, EPOCH + HOUR, 1_000)).isTrue();
    }

    private static Ephemeris motion(OrbitPropagator propagator, CatalogueOrbit orbit) {
        Trajectory trajectory = propagator.propagate(
                new OrbitalState(EPOCH, orbit.stateGcrf(), orbit.ballisticCoefficient(), orbit.radiationCoefficient()),
                0,
                86_400);
        return new TrajectoryMotion(DATA.leapSeconds(), trajectory, EPOCH);
    }
}
