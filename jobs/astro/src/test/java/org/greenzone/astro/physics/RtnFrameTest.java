package org.greenzone.astro.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RtnFrameTest {
    private static final double[] EQUATORIAL = {7e6, 0, 0, 0, 7500, 0};

    @Test
    void axesOfAnEquatorialOrbitAreTheInertialAxes() {
        double[] axes = new double[9];
        RtnFrame.axes(EQUATORIAL, axes);
        assertThat(axes).containsExactly(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, within(1e-15));
    }

    @Test
    void radialAxisLeadsAndNormalFollowsTheAngularMomentum() {
        double[] state = {0, 0, 7e6, 0, 7500, 0};
        assertThat(RtnFrame.vectorToRtn(new double[] {0, 0, 1}, state)).containsExactly(1, 0, 0);
        assertThat(RtnFrame.vectorToRtn(new double[] {0, 1, 0}, state)).containsExactly(0, 1, 0);
        assertThat(RtnFrame.vectorToRtn(new double[] {-1, 0, 0}, state)).containsExactly(0, 0, 1);
    }

    @Test
    void covariancesOfThreeSixAndSevenParametersReturnUnchanged() {
        Random random = new Random(7);
        for (int length : new int[] {6, 21, 28}) {
            double[] rtn = random.doubles(length, -5, 5).toArray();
            double[] state = random.doubles(6, 1, 9).toArray();
            assertThat(RtnFrame.toRtn(RtnFrame.toInertial(rtn, state), state)).containsExactly(rtn, within(1e-13));
        }
    }

    @Test
    void blocksTurnLikeVectors() {
        Random random = new Random(8);
        double[] state = random.doubles(6, 1, 9).toArray();
        double[] rtn = random.doubles(7, -1, 1).toArray();
        double[] triangle = new double[28];
        for (int i = 0, k = 0; i < 7; i++) {
            for (int j = 0; j <= i; j++) {
                triangle[k++] = rtn[i] * rtn[j];
            }
        }
        double[] position = RtnFrame.vectorToInertial(new double[] {rtn[0], rtn[1], rtn[2]}, state);
        double[] velocity = RtnFrame.vectorToInertial(new double[] {rtn[3], rtn[4], rtn[5]}, state);
        double[][] inertial = RtnFrame.toInertial(triangle, state);
        assertThat(inertial[1][5]).isCloseTo(position[1] * velocity[2], within(1e-14));
        assertThat(inertial[6][4]).isCloseTo(rtn[6] * velocity[1], within(1e-14));
        assertThat(inertial[6][6]).isCloseTo(rtn[6] * rtn[6], within(1e-14));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatThrownBy(() -> RtnFrame.toInertial(new double[20], EQUATORIAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20");
    }
}
