package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.conjunction.ShellOfOrbits.Kepler;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.LeapSeconds;
import org.junit.jupiter.api.Test;

class MeetingTimesTest {
    private static final LeapSeconds LEAP_SECONDS = ShellOfOrbits.PHYSICS.leapSeconds();
    private static final double EPOCH = LEAP_SECONDS.elapsedSeconds(OrbitTable.ORIGIN_MICROS, ShellOfOrbits.EPOCH);
    private static final double LENGTH = 1.5 * 86_400;
    private static final double STEP = 20;
    private static final double REACH = 150e3;

    /** A crowded shell, orbits that cross it from far and near, and some that nearly share a plane. */
    private static List<Kepler> orbits() {
        Random random = new Random(11);
        List<Kepler> orbits = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            orbits.add(Kepler.random(random));
        }
        for (int i = 0; i < 6; i++) {
            double perigee = 6.9e6 + 200e3 * random.nextDouble();
            double eccentricity = 0.1 + 0.65 * random.nextDouble();
            orbits.add(new Kepler(
                    perigee / (1 - eccentricity),
                    eccentricity,
                    Math.PI * random.nextDouble(),
                    6 * random.nextDouble(),
                    6 * random.nextDouble(),
                    6 * random.nextDouble()));
        }
        for (int i = 0; i < 6; i++) {
            orbits.add(new Kepler(
                    7.06e6 + 10e3 * i, 0.001 * i, 1.7 + 0.02 * i * i, 1 + 0.03 * i, 2, 6 * random.nextDouble()));
            orbits.add(new Kepler(7.06e6, 0.002, Math.PI - 1.7 - 0.01 * i, 1 + Math.PI, 2, 6 * random.nextDouble()));
        }
        return orbits;
    }

    @Test
    void noInstantAtWhichTwoAreWithinReachLiesOutsideTheWindowsAndTheyAreFew() {
        OrbitPropagator propagator =
                new OrbitPropagator(ShellOfOrbits.PHYSICS, new ForceModel(12, true, false, true, true));
        List<OrbitTable> tables = orbits().stream()
                .map(kepler -> ShellOfOrbits.table(propagator, kepler, LENGTH))
                .toList();
        int steps = (int) (LENGTH / STEP);
        double[][] places = new double[tables.size()][3 * steps];
        double[] state = new double[6];
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k < steps; k++) {
                tables.get(i).state(EPOCH + k * STEP, state);
                System.arraycopy(state, 0, places[i], 3 * k, 3);
            }
        }
        MeetingTimes meetings = new MeetingTimes();
        boolean[] named = new boolean[steps];
        int near = 0;
        long namedSteps = 0;
        long all = 0;
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < i; j++) {
                name(meetings, tables.get(i), tables.get(j), named);
                for (int k = 0; k < steps; k++) {
                    double square = 0;
                    for (int d = 3 * k; d < 3 * k + 3; d++) {
                        square += (places[i][d] - places[j][d]) * (places[i][d] - places[j][d]);
                    }
                    if (square <= REACH * REACH) {
                        near++;
                        assertThat(named[k])
                                .as("%d, %d at %f s", i, j, k * STEP)
                                .isTrue();
                    }
                    namedSteps += named[k] && i < 30 ? 1 : 0;
                }
                all += i < 30 ? steps : 0;
            }
        }
        assertThat(near).isGreaterThan(500);
        assertThat((double) namedSteps / all).isLessThan(0.05);
    }

    private static void name(MeetingTimes meetings, OrbitTable one, OrbitTable two, boolean[] named) {
        Arrays.fill(named, false);
        for (long segment = (long) Math.floor(EPOCH / OrbitPhases.SEGMENT_SECONDS);
                segment * OrbitPhases.SEGMENT_SECONDS < EPOCH + LENGTH;
                segment++) {
            OrbitPhases a = one.phases();
            OrbitPhases b = two.phases();
            assertThat(a.has(segment) && b.has(segment)).isTrue();
            meetings.find(a.numbers(), a.offset(segment), b.numbers(), b.offset(segment), REACH);
            double middle = (segment + 0.5) * OrbitPhases.SEGMENT_SECONDS - EPOCH;
            for (int n = 0; n < meetings.count; n++) {
                double from = Math.max(meetings.windows[2 * n], -OrbitPhases.SEGMENT_SECONDS / 2);
                double to = Math.min(meetings.windows[2 * n + 1], OrbitPhases.SEGMENT_SECONDS / 2);
                int first = (int) Math.max(0, Math.ceil((middle + from) / STEP));
                for (int k = first; k < named.length && k * STEP <= middle + to; k++) {
                    named[k] = true;
                }
            }
        }
    }

    @Test
    void theAngleInThePlaneIsGoodToItsBound() {
        float[] frame = {0, 0, 1, 1, 0, 0};
        for (double angle = -3.14; angle < 3.15; angle += 0.0013) {
            assertThat(MeetingTimes.angle(frame, 0, 2 * Math.cos(angle), 2 * Math.sin(angle), 0.5))
                    .isCloseTo(Math.atan2(Math.sin(angle), Math.cos(angle)), within(2e-5));
        }
    }
}
