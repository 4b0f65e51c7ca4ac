package org.greenzone.astro.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.greenzone.testkit.SharedData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.junit.jupiter.api.Test;
import org.orekit.bodies.CelestialBody;
import org.orekit.data.DirectoryCrawler;
import org.orekit.data.LazyLoadedDataContext;
import org.orekit.utils.IERSConventions;

class PhysicalDataTest {
    private static final PhysicalData DATA = PhysicalData.builtIn();

    private static long micros(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * 1_000_000L + at.getNano() / 1_000;
    }

    @Test
    void countsLeapSeconds() {
        LeapSeconds leapSeconds = DATA.leapSeconds();
        long before = micros("2016-12-31T23:59:59Z");
        long after = micros("2017-01-01T00:00:00Z");

        assertThat(leapSeconds.elapsedSeconds(before, after)).isEqualTo(2);
        assertThat(leapSeconds.elapsedSeconds(after, before)).isEqualTo(-2);
        assertThat(leapSeconds.taiMinusUtcSeconds(before)).isEqualTo(36);
        assertThat(leapSeconds.taiMinusUtcSeconds(after)).isEqualTo(37);
        assertThat(leapSeconds.plusSeconds(before, 2)).isEqualTo(after);
        assertThat(leapSeconds.plusSeconds(before, 1.5))
                .as("within the leap second")
                .isEqualTo(after);
        assertThat(leapSeconds.plusSeconds(after, -2)).isEqualTo(before);
        assertThat(leapSeconds.plusSeconds(before, 0.25)).isEqualTo(before + 250_000);
    }

    @Test
    void datesGoToOrekitAndBackToTheMicrosecond() {
        Random random = new Random(1408);
        for (int i = 0; i < 1_000; i++) {
            long at = 1_230_000_000_000_000L + (long) (random.nextDouble() * 4.9e14);
            assertThat(DATA.micros(DATA.date(at))).isEqualTo(at);
        }
        assertThat(DATA.date(micros("2021-11-15T02:47:00.5Z"))
                        .getComponents(DATA.utc())
                        .toString())
                .startsWith("2021-11-15T02:47:00.5");
    }

    /** finals2000A of the IERS: -0.1080024 s at 0 h, -0.1083 s a day later. */
    @Test
    void knowsUniversalTimeOnTheDayOfTheBreakup() {
        double ut1MinusTai = DATA.dataContext()
                .getTimeScales()
                .getUT1(IERSConventions.IERS_2010, true)
                .offsetFromTAI(DATA.date(micros("2021-11-15T02:47:00Z")))
                .toDouble();

        assertThat(ut1MinusTai + 37).isCloseTo(-0.10804, within(2e-5));
    }

    @Test
    void rotatesTheEarthAsOrekitDoesToAMillimetre() {
        EarthRotation rotation = new EarthRotation(DATA);
        Random random = new Random(7);
        double[] ours = new double[9];
        for (int i = 0; i < 40; i++) {
            long at = 1_200_000_000_000_000L + (long) (random.nextDouble() * 5.1e14);
            double plus = random.nextDouble() * 1_000 - 500;
            rotation.gcrfToItrf(at, plus, ours);
            double[][] orekit = DATA.gcrf()
                    .getStaticTransformTo(DATA.itrf(), DATA.date(at).shiftedBy(plus))
                    .getRotation()
                    .getMatrix();
            double sum = 0;
            for (int k = 0; k < 9; k++) {
                sum += Math.pow(ours[k] - orekit[k / 3][k % 3], 2);
            }
            assertThat(7e6 * Math.sqrt(sum)).isLessThan(1e-3);
        }
    }

    @Test
    void earthRotationDoesNotDependOnEarlierQuestions() {
        long at = micros("2021-11-15T02:47:00Z");
        EarthRotation used = new EarthRotation(DATA);
        double[] a = new double[9];
        double[] b = new double[9];
        used.gcrfToItrf(at - 5_000_000_000L, 3, a);
        used.gcrfToItrf(at + 90_000_000_000L, 0, a);
        used.gcrfToItrf(at, 0.125, a);
        new EarthRotation(PhysicalData.builtIn()).gcrfToItrf(at, 0.125, b);

        assertThat(a).containsExactly(b);
    }

    @Test
    void warnsInMetresWhereTheTablesEnd() {
        long known = micros("2021-11-15T00:00:00Z");
        assertThat(DATA.warnings(known, known)).isEmpty();
        assertThat(DATA.warnings(known, micros("2024-07-05T00:00:00Z")))
                .hasSize(2)
                .allMatch(line -> line.contains("prediction") && line.contains(" m "));
        assertThat(DATA.warnings(micros("1999-01-01T00:00:00Z"), known))
                .hasSize(2)
                .allMatch(line -> line.contains(" m "));
        double[] out = new double[9];
        new EarthRotation(DATA).gcrfToItrf(micros("2030-01-01T00:00:00Z"), 0, out);
        assertThat(out).doesNotContain(Double.NaN);
    }

    @Test
    void saysWhatIsWrongWithAFolder() {
        assertThatThrownBy(() -> PhysicalData.fromOrekitData(Path.of("/no/such/folder")))
                .isInstanceOf(PhysicalDataException.class)
                .hasMessageContaining("/no/such/folder")
                .hasMessageContaining("orekit-data");
    }

    @Test
    void builtInTablesAgreeWithAFullFolder() {
        PhysicalData full = PhysicalData.fromOrekitData(SharedData.require("orekit-data"));
        long at = micros("2021-11-15T02:47:00Z");
        double[] a = new double[9];
        double[] b = new double[9];
        new EarthRotation(DATA).gcrfToItrf(at, 0, a);
        new EarthRotation(full).gcrfToItrf(at, 0, b);
        for (int k = 0; k < 9; k++) {
            assertThat(7e6 * a[k]).isCloseTo(7e6 * b[k], within(0.01));
        }
        assertThat(full.solarActivity().flux(59533))
                .isEqualTo(DATA.solarActivity().flux(59533));
        assertThat(full.gravity().cosine(2, 0)).isCloseTo(DATA.gravity().cosine(2, 0), within(2e-10));
        assertThat(full.gravity().sine(36, 20)).isCloseTo(DATA.gravity().sine(36, 20), within(1e-12));
    }

    /** Montenbruck and Gill 2000 promise minutes of arc; their effect on a low orbit is centimetres a day. */
    @Test
    void sunAndMoonStandWhereTheEphemerisOfJplHasThem() {
        LazyLoadedDataContext context = new LazyLoadedDataContext();
        context.getDataProvidersManager().clearProviders();
        context.getDataProvidersManager()
                .addProvider(
                        new DirectoryCrawler(SharedData.require("orekit-data").toFile()));
        CelestialBody[] bodies = {
            context.getCelestialBodies().getSun(), context.getCelestialBodies().getMoon()
        };
        SunAndMoon series = new SunAndMoon(DATA);
        double[] out = new double[6];
        for (int day = 0; day < 4_000; day += 137) {
            long at = micros("2010-01-01T00:00:00Z") + day * 86_400_000_000L;
            series.positions(at, 0, out);
            for (int k = 0; k < 2; k++) {
                Vector3D ours = new Vector3D(out[3 * k], out[3 * k + 1], out[3 * k + 2]);
                Vector3D jpl = bodies[k].getPosition(DATA.date(at), DATA.gcrf());
                assertThat(Vector3D.angle(ours, jpl)).isLessThan(Math.toRadians(k == 0 ? 0.01 : 0.1));
                assertThat(ours.getNorm() / jpl.getNorm()).isCloseTo(1, within(k == 0 ? 3e-4 : 3e-3));
            }
        }
    }
}
