package org.greenzone.astro.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.junit.jupiter.api.Test;
import org.orekit.bodies.GeodeticPoint;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.frames.TopocentricFrame;
import org.orekit.utils.Constants;
import org.orekit.utils.PVCoordinates;

class SiteFrameTest {
    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final long AT = 1_636_944_420_000_000L;

    @Test
    void standsAndMovesAsOrekitsTopocentricFrame() {
        Site site = new Site(
                "ksr",
                List.of(),
                "Kiwi Space Radar",
                Math.toRadians(-45.03854),
                Math.toRadians(170.09556),
                600,
                Site.Noise.GENERIC,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
        SiteFrame frame = new SiteFrame(new EarthRotation(DATA), site);
        TopocentricFrame orekit = new TopocentricFrame(
                new OneAxisEllipsoid(
                        Constants.WGS84_EARTH_EQUATORIAL_RADIUS, Constants.WGS84_EARTH_FLATTENING, DATA.itrf()),
                new GeodeticPoint(site.latitudeRadians(), site.longitudeRadians(), site.altitudeMetres()),
                "ksr");
        double[] state = new double[6];
        double[] axes = new double[9];

        frame.stateGcrf(AT, state);
        frame.enuAxes(AT, axes);

        PVCoordinates expected = orekit.getPVCoordinates(DATA.date(AT), DATA.gcrf());
        assertThat(new Vector3D(state[0], state[1], state[2]).distance(expected.getPosition()))
                .isLessThan(1e-3);
        assertThat(new Vector3D(state[3], state[4], state[5]).distance(expected.getVelocity()))
                .isLessThan(1e-3);
        Vector3D[] directions = {Vector3D.PLUS_I, Vector3D.PLUS_J, Vector3D.PLUS_K};
        for (int k = 0; k < 3; k++) {
            Vector3D axis =
                    orekit.getStaticTransformTo(DATA.gcrf(), DATA.date(AT)).transformVector(directions[k]);
            assertThat(axis.getX()).isCloseTo(axes[3 * k], within(1e-10));
            assertThat(axis.getY()).isCloseTo(axes[3 * k + 1], within(1e-10));
            assertThat(axis.getZ()).isCloseTo(axes[3 * k + 2], within(1e-10));
        }
    }
}
