package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TabulatedMotionTest {
    private static final double RATE = 2 * Math.PI / 5580;

    @Test
    void circleIsInterpolatedToMillimetresAtFourMinutes() {
        TabulatedMotion motion = table(240, 40, 7);
        double[] s = new double[6];
        for (double at = 0; at <= 240 * 39; at += 17.3) {
            assertThat(motion.state(at, s)).isTrue();
            assertThat(s[0]).isCloseTo(6.8e6 * Math.cos(RATE * at), within(2e-2));
            assertThat(s[4]).isCloseTo(6.8e6 * RATE * Math.cos(RATE * at), within(1e-3));
        }
    }

    @Test
    void nothingIsSaidOutsideTheTable() {
        double[] s = new double[6];
        TabulatedMotion motion = table(60, 10, 5);
        assertThat(motion.state(-0.001, s)).isFalse();
        assertThat(s[0]).isNaN();
        assertThat(motion.state(540.001, s)).isFalse();
        assertThat(motion.state(540, s)).isTrue();
    }

    @Test
    void manoeuvreAtARepeatedTimeIsNotSmoothedOver() {
        double[] times = {0, 10, 20, 20, 30, 40};
        double[] states = new double[36];
        for (int i = 0; i < 6; i++) {
            double speed = i < 3 ? 1 : 5;
            states[6 * i] = i < 3 ? times[i] : 20 + 5 * (times[i] - 20);
            states[6 * i + 3] = speed;
        }
        TabulatedMotion motion = new TabulatedMotion(times, states, 7);
        double[] s = new double[6];
        motion.state(19, s);
        assertThat(s[0]).isCloseTo(19, within(1e-12));
        assertThat(s[3]).isCloseTo(1, within(1e-12));
        motion.state(21, s);
        assertThat(s[0]).isCloseTo(25, within(1e-12));
        assertThat(s[3]).isCloseTo(5, within(1e-12));
    }

    private static TabulatedMotion table(double step, int n, int degree) {
        double[] times = new double[n];
        double[] states = new double[6 * n];
        for (int i = 0; i < n; i++) {
            times[i] = step * i;
            double angle = RATE * times[i];
            states[6 * i] = 6.8e6 * Math.cos(angle);
            states[6 * i + 1] = 6.8e6 * Math.sin(angle);
            states[6 * i + 3] = -6.8e6 * RATE * Math.sin(angle);
            states[6 * i + 4] = 6.8e6 * RATE * Math.cos(angle);
        }
        return new TabulatedMotion(times, states, degree);
    }
}
