package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeetingStepsTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long FROM = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-07-05T12:00:00Z"));
    private static final double HALF = OrbitPhases.SEGMENT_SECONDS / 2;
    private static List<ElementSet> catalogue = List.of();

    @BeforeAll
    static void readCatalogue() throws IOException {
        catalogue = TleFile.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"), PHYSICS);
    }

    @Test
    void theStationHasTheApproachesOfAllStepsToTheBitAndAsksForFewStates() {
        Asked asked = assertSame(motion(own("25544")), 2.3, 60e3, 7);
        assertThat(asked.approaches).isGreaterThan(15);
        assertThat(asked.states).isLessThan(asked.statesOfAll / 4);
    }

    @Test
    void primariesOfOtherRegimesHaveTheApproachesOfAllSteps() {
        // Envisat (sun-synchronous), 1958-002B (650 x 3800 km), a transfer orbit, a Molniya and a geostationary
        // satellite.
        int found = 0;
        for (String id : List.of("27386", "5")) {
            found += assertSame(motion(own(id)), 1.2, 60e3, 11).approaches;
        }
        ElementSet transfer = first(2.0, 2.5, 0.7);
        ElementSet molniya = first(1.98, 2.02, 0.68);
        ElementSet geostationary = first(1.0026, 1.0028, 0);
        for (ElementSet set : List.of(transfer, molniya, geostationary)) {
            found += assertSame(motion(set), 1.2, 200e3, 23).approaches;
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void anEphemerisThatBeginsLateManoeuvresAndEndsEarlyHasTheApproachesOfAllSteps() {
        Sgp4Motion station = motion(own("25544"));
        double begin = 5_000;
        int n = 700;
        double[] times = new double[n];
        double[] states = new double[6 * n];
        double[] state = new double[6];
        for (int i = 0; i < n; i++) {
            // The manoeuvre: from one time on, told twice, it is where it else were 20 s later.
            times[i] = begin + 240 * (i <= 400 ? i : i - 1);
            assertThat(station.state(i <= 400 ? times[i] : times[i] + 20, state))
                    .isTrue();
            System.arraycopy(state, 0, states, 6 * i, 6);
        }
        TabulatedMotion motion = new TabulatedMotion(times, states, 7);
        Asked asked = assertSame(motion, 2.8, 60e3, 9);
        assertThat(asked.approaches).isGreaterThan(10);
        assertThat(asked.states).isLessThan(2 * asked.statesOfAll / 3);
    }

    @Test
    void stepsAreNamedOnceAndInOrder() {
        PrimaryTable table = new PrimaryTable(motion(own("25544")), 0, 86_400);
        MeetingSteps steps = new MeetingSteps(table, new OrbitPhases(table), 300e3);
        int runs = 0;
        for (ElementSet set : every(50)) {
            steps.find(motion(set));
            for (int k = 0; k < steps.count(); k++) {
                assertThat(steps.last(k)).isBetween(steps.first(k), table.size() - 1);
                assertThat(steps.first(k)).isGreaterThan(k == 0 ? -1 : steps.last(k - 1));
            }
            runs += steps.count();
        }
        assertThat(runs).isGreaterThan(500);
    }

    @Test
    void nothingComesDownFasterThanTheFallAllows() {
        Random random = new Random(3);
        double[] s = new double[6];
        double[] later = new double[3];
        int falls = 0;
        double nearest = Double.POSITIVE_INFINITY;
        for (ElementSet set : every(5)) {
            if (set.eccentricity() < 0.1) {
                continue;
            }
            Sgp4Motion motion = motion(set);
            double perigee = EarthOrbitBounds.semiMajorAxis(set) * (1 - set.eccentricity());
            for (int n = 0; n < 100; n++) {
                double at = 7 * 86_400 * random.nextDouble();
                double radius = perigee + (n % 2 == 0 ? 100e3 : 3e6 * random.nextDouble());
                if (!motion.state(at, s) || Math.hypot(Math.hypot(s[0], s[1]), s[2]) < radius) {
                    continue;
                }
                double fall = RadialFall.seconds(s, radius);
                for (double part = 0.05; part <= 1; part += 0.05) {
                    if (motion.position(at + part * fall, later, 0)) {
                        double height = Math.hypot(Math.hypot(later[0], later[1]), later[2]) - radius;
                        assertThat(height).as("%s at %f", set.objectId(), at).isPositive();
                        nearest = Math.min(nearest, height);
                        falls++;
                    }
                }
            }
        }
        assertThat(falls).isGreaterThan(100_000);
        assertThat(nearest).isLessThan(50e3);
    }

    @Test
    void eccentricObjectsAreOnTheArcOfTheirPerigeeWheneverTheyAreLow() {
        float[] arc = new float[OrbitPhases.WIDTH];
        double[] s = new double[6];
        int low = 0;
        int narrow = 0;
        for (ElementSet set : every(3)) {
            if (set.eccentricity() < 0.2 || !EarthOrbitBounds.deepSpace(set)) {
                continue;
            }
            Sgp4Motion motion = motion(set);
            double perigee = EarthOrbitBounds.semiMajorAxis(set) * (1 - set.eccentricity());
            for (int n = 0; n < 8; n++) {
                double middle = (n + 0.5) * OrbitPhases.SEGMENT_SECONDS;
                double radius = Math.max(6.8e6, perigee) + 80e3 * n;
                if (!motion.state(middle, s) || !PerigeeArc.write(s, motion.dragChange(middle, HALF), radius, arc)) {
                    continue;
                }
                for (double t = middle - HALF; t <= middle + HALF; t += 60) {
                    if (!motion.state(t, s)) {
                        continue;
                    }
                    double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
                    assertThat(r).as("%s at %f", set.objectId(), t).isGreaterThan(arc[OrbitPhases.LOWEST]);
                    if (r < radius) {
                        double off = (arc[0] * s[0] + arc[1] * s[1] + arc[2] * s[2]) / r;
                        double angle = MeetingTimes.angle(arc, 0, s[0], s[1], s[2]);
                        assertThat(off).as("%s at %f", set.objectId(), t).isCloseTo(0, within((double)
                                arc[OrbitPhases.OFF_PLANE]));
                        assertThat(angle).as("%s at %f", set.objectId(), t).isCloseTo(0, within((double)
                                arc[OrbitPhases.SPREAD]));
                        low++;
                        narrow += arc[OrbitPhases.SPREAD] < 1 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(low).isGreaterThan(5_000);
        assertThat(narrow).isGreaterThan(low / 2);
    }

    private record Asked(int approaches, long states, long statesOfAll) {}

    /** Holds the approaches from some steps against those from all, of a part of the catalogue. */
    private static Asked assertSame(Ephemeris primary, double days, double reach, int every) {
        PrimaryTable table = new PrimaryTable(primary, 0, 86_400 * days);
        OrbitPhases phases = new OrbitPhases(table);
        CloseApproachFinder finder = new CloseApproachFinder(table, new ScreeningVolume.Sphere(reach));
        MeetingSteps steps = new MeetingSteps(table, phases, reach);
        int count = 0;
        long few = 0;
        long all = 0;
        for (ElementSet set : every(every)) {
            Sgp4Motion motion = motion(set);
            if (RadialBand.of(motion, 0, 86_400 * days).misses(table.lowestRadius(), table.highestRadius(), reach)) {
                continue;
            }
            Counted whole = new Counted(motion);
            Counted part = new Counted(motion);
            List<CloseApproach> expected = finder.find(whole);
            List<CloseApproach> actual = new ArrayList<>();
            if (!steps.misses(motion)) {
                steps.find(motion);
                actual = finder.find(part, steps);
            }
            assertThat(text(actual)).as(set.objectId()).isEqualTo(text(expected));
            count += actual.size();
            few += part.states;
            all += whole.states;
        }
        return new Asked(count, few, all);
    }

    private static List<String> text(List<CloseApproach> approaches) {
        return approaches.stream()
                .map(a -> a.seconds() + " " + a.missDistanceMetres() + " " + Arrays.toString(a.secondary()))
                .toList();
    }

    private static final class Counted implements Ephemeris {
        private final Ephemeris motion;
        private long states;

        Counted(Ephemeris motion) {
            this.motion = motion;
        }

        @Override
        public double firstSeconds() {
            return motion.firstSeconds();
        }

        @Override
        public double lastSeconds() {
            return motion.lastSeconds();
        }

        @Override
        public boolean state(double seconds, double[] out6) {
            states++;
            return motion.state(seconds, out6);
        }

        @Override
        public double speedBound() {
            return motion.speedBound();
        }

        @Override
        public double goneSeconds() {
            return motion.goneSeconds();
        }
    }

    private static Sgp4Motion motion(ElementSet set) {
        return new Sgp4Motion(PHYSICS, set, FROM);
    }

    private static ElementSet own(String id) {
        return catalogue.stream()
                .filter(set -> set.objectId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The first element set between two numbers of revolutions a day, of an eccentricity or above. */
    private static ElementSet first(double least, double most, double eccentricity) {
        return catalogue.stream()
                .filter(set -> {
                    double perDay = set.meanMotionRadiansPerSecond() * 86_400 / (2 * Math.PI);
                    return perDay > least && perDay < most && set.eccentricity() >= eccentricity;
                })
                .findFirst()
                .orElseThrow();
    }

    private static List<ElementSet> every(int n) {
        return IntStream.range(0, catalogue.size())
                .filter(i -> i % n == 0)
                .mapToObj(catalogue::get)
                .toList();
    }
}
