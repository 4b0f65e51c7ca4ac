package org.greenzone.astro.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.junit.jupiter.api.Test;
import org.orekit.frames.FramesFactory;
import org.orekit.orbits.EquinoctialOrbit;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.PVCoordinates;

class EquinoctialElementsTest {
    private static final double MU = 3.986004415e14;

    @Test
    void agreesWithOrekitAndComesBack() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            double e = 0.9 * random.nextDouble();
            double w = 6 * random.nextDouble();
            double tan = Math.tan(1.4 * random.nextDouble());
            double node = 6 * random.nextDouble();
            double[] elements = {
                7e6 + 3e7 * random.nextDouble(),
                e * Math.cos(w),
                e * Math.sin(w),
                tan * Math.cos(node),
                tan * Math.sin(node),
                6 * random.nextDouble() - 3
            };
            double[] state = EquinoctialElements.toCartesian(elements, MU);
            double[] back = EquinoctialElements.fromCartesian(state, MU);
            EquinoctialOrbit orekit = new EquinoctialOrbit(
                    new PVCoordinates(
                            new Vector3D(state[0], state[1], state[2]), new Vector3D(state[3], state[4], state[5])),
                    FramesFactory.getGCRF(),
                    AbsoluteDate.ARBITRARY_EPOCH,
                    MU);
            assertThat(back[0]).isCloseTo(elements[0], Offset.offset(1e-4));
            assertThat(orekit.getA()).isCloseTo(elements[0], Offset.offset(1e-4));
            assertThat(orekit.getHx()).isCloseTo(elements[3], Offset.offset(1e-9));
            for (int k = 1; k < 5; k++) {
                assertThat(back[k]).isCloseTo(elements[k], Offset.offset(1e-9));
            }
            assertThat(Math.IEEEremainder(back[5] - elements[5], 2 * Math.PI)).isCloseTo(0, Offset.offset(1e-9));
        }
    }
}
