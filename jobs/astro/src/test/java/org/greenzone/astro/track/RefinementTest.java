package org.greenzone.astro.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;
import org.orekit.bodies.GeodeticPoint;
import org.orekit.models.earth.troposphere.MendesPavlisModel;
import org.orekit.models.earth.weather.ConstantPressureTemperatureHumidityProvider;
import org.orekit.models.earth.weather.PressureTemperatureHumidity;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.TrackingCoordinates;
import org.orekit.utils.units.Unit;

class RefinementTest {
    private static final double SPEED_OF_LIGHT = 299_792_458;
    /** 2009-04-13T00:00:00 UTC. */
    private static final long BOUNCE_MICROS = 1_239_580_800_000_000L;

    private final PhysicalData data = PhysicalData.builtIn();
    private final EarthRotation rotation = new EarthRotation(data);

    private static Site site(double latitudeDegrees, double heightMetres) {
        return new Site(
                "s",
                List.of(),
                "s",
                Math.toRadians(latitudeDegrees),
                0.4,
                heightMetres,
                Site.Noise.GENERIC,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
    }

    /** Test case of DEHANTTIDEINEL.F (IERS Conventions 2010, chapter 7), which has degree 3 and step 2 besides. */
    @Test
    void earthTideIsThatOfTheConventionsToACentimetre() {
        double[] before = {4_075_578.385, 931_852.890, 4_801_570.154};
        double[] bodies = {
            137_859_926_952.015,
            54_228_127_881.4350,
            23_509_422_341.6960,
            -179_996_231.920342,
            -312_468_450.131567,
            -169_288_918.592160
        };
        double[] expected = {0.0770042036, 0.0630405632, 0.0551656815};
        double[] after = before.clone();

        SolidEarthTide.displace(bodies, Math.toRadians(49.1), after);

        for (int i = 0; i < 3; i++) {
            assertThat(after[i] - before[i]).isCloseTo(expected[i], within(0.01));
        }
    }

    @Test
    void laserAirIsThatOfOrekit() {
        for (double wavelength : new double[] {423e-9, 532e-9, 1064e-9}) {
            for (double height : new double[] {50, 3_060}) {
                for (double elevation : new double[] {10, 20, 45, 90}) {
                    Site site = site(20.7, height);
                    PressureTemperatureHumidity weather = new PressureTemperatureHumidity(
                            height, 712e2, 288.15, 0.4 * 6.11e2 * Math.pow(10, 7.5 * 15 / (237.3 + 15)), 0, 0);
                    ConstantPressureTemperatureHumidityProvider still =
                            new ConstantPressureTemperatureHumidityProvider(weather);
                    double expected = new MendesPavlisModel(still, wavelength, Unit.METRE)
                            .pathDelay(
                                    new TrackingCoordinates(0, Math.toRadians(elevation), 1e6),
                                    new GeodeticPoint(site.latitudeRadians(), 0, height),
                                    new double[0],
                                    AbsoluteDate.ARBITRARY_EPOCH)
                            .getDelay();
                    LaserTroposphere air = new LaserTroposphere(
                            wavelength, List.of(new LaserTroposphere.Weather(0, 712, 288.15, 0.4)));

                    assertThat(air.rangeMetres(site, 0, Math.toRadians(elevation)))
                            .isCloseTo(expected, within(1e-3));
                }
            }
        }
    }

    /** So the model needs no light time: half the way up and down against the distance at the bounce. */
    @Test
    void motionOfTheSiteDuringTheFlightCostsLessThanATenthOfAMillimetre() {
        SiteFrame frame = new SiteFrame(rotation, site(0, 100));
        double[] at = new double[6];
        long bounce = BOUNCE_MICROS;
        frame.stateGcrf(bounce, at);
        double[] object = new double[3];
        for (int i = 0; i < 3; i++) {
            object[i] = at[i] * 1.5 + at[3 + i] * 10_000;
        }
        double still = distance(object, at, 0);
        double sum = 0;
        for (int way = -1; way <= 1; way += 2) {
            double range = still;
            for (int i = 0; i < 5; i++) {
                range = distance(object, at, way * range / SPEED_OF_LIGHT);
            }
            sum += range / 2;
        }

        assertThat(sum).isCloseTo(still, within(1e-4));
    }

    /** The site at a moment after the bounce, on its circle to second order. */
    private static double distance(double[] object, double[] site, double seconds) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double turned = i < 2 ? -EarthRotation.RATE * EarthRotation.RATE * site[i] : 0;
            double d = object[i] - site[i] - seconds * site[3 + i] - seconds * seconds / 2 * turned;
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
