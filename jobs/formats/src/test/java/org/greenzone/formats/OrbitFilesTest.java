package org.greenzone.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.cpf.CpfReader;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.sp3.Sp3Reader;
import org.greenzone.testkit.SharedData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataContext;
import org.orekit.data.DataSource;
import org.orekit.files.ilrs.CPF;
import org.orekit.files.ilrs.CPFParser;
import org.orekit.utils.IERSConventions;
import org.orekit.utils.PVCoordinates;

/** CPF and SP3, real and made up; numbers of records counted with grep in the files themselves. */
class OrbitFilesTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final String CPF_FILE = "slr-lageos2/lageos2_cpf_160213_5441.sgf";

    private static ReadResult<OemEphemeris> real(String file) {
        return new EphemerisFiles(PHYSICS).read(SharedData.require(file));
    }

    private static Vector3D position(double[] state) {
        return new Vector3D(state[0], state[1], state[2]);
    }

    private static Vector3D velocity(double[] state) {
        return new Vector3D(state[3], state[4], state[5]);
    }

    /** Back to the Earth-fixed frame, where the numbers of the files stand. */
    private static PVCoordinates earthFixed(OemEphemeris.Segment segment, int i) {
        double[] state = segment.statesGcrf()[i];
        return PHYSICS.gcrf()
                .getTransformTo(PHYSICS.itrf(), PHYSICS.date(segment.micros()[i]))
                .transformPVCoordinates(new PVCoordinates(position(state), velocity(state)));
    }

    @Test
    void predictionOfLageosIsReadWithVelocitiesDerivedFromIt() throws Exception {
        ReadResult<OemEphemeris> result = real(CPF_FILE);
        assertThat(result.problems()).isEmpty();
        OemEphemeris ephemeris = result.records().get(0);
        assertThat(ephemeris.objectId()).isEqualTo("22195");
        assertThat(ephemeris.internationalDesignator()).isEqualTo("1992-070B");
        assertThat(ephemeris.objectName()).isEqualTo("lageos2");
        assertThat(ephemeris.segments()).hasSize(1);
        OemEphemeris.Segment segment = ephemeris.segments().get(0);
        assertThat(segment.micros()).hasSize(288);
        assertThat(segment.micros()[0]).isEqualTo(UtcText.micros("2016-02-13T00:00:00"));
        assertThat(segment.micros()[287]).isEqualTo(UtcText.micros("2016-02-13T23:55:00"));
        Vector3D first = earthFixed(segment, 0).getPosition();
        assertThat(first.distance(new Vector3D(7049498.186, 5346456.274, 8307028.039)))
                .isLessThan(1e-6);
        // The orbit that was fitted to the ranges, EME2000; a prediction is metres off.
        int at = 16 * 12;
        double[] state = segment.statesGcrf()[at];
        PVCoordinates fitted = PHYSICS.eme2000()
                .getTransformTo(PHYSICS.gcrf(), PHYSICS.date(segment.micros()[at]))
                .transformPVCoordinates(new PVCoordinates(
                        new Vector3D(7526994.072, -9646309.832, 1464110.239),
                        new Vector3D(3033.794, 1715.265, -4447.659)));
        assertThat(position(state).distance(fitted.getPosition())).isLessThan(20);
        assertThat(velocity(state).distance(fitted.getVelocity())).isLessThan(0.01);
    }

    @Test
    void orekitReadsTheSamePredictions() {
        DataContext orekit = OrekitData.context();
        Path file = SharedData.require(CPF_FILE);
        CPF cpf = new CPFParser(
                        3.986004415e14,
                        10,
                        IERSConventions.IERS_2010,
                        orekit.getTimeScales().getUTC(),
                        orekit.getFrames())
                .parse(new DataSource(CPF_FILE, () -> InputFiles.open(file)));
        List<CPF.CPFCoordinate> theirs =
                cpf.getSatellites().values().iterator().next().getCoordinates();
        OemEphemeris.Segment ours = real(CPF_FILE).records().get(0).segments().get(0);
        assertThat(theirs).hasSize(ours.micros().length);
        for (int i = 0; i < theirs.size(); i += 41) {
            assertThat(earthFixed(ours, i).getPosition().distance(theirs.get(i).getPosition()))
                    .isLessThan(1e-6);
            assertThat(PHYSICS.micros(theirs.get(i).getDate())).isEqualTo(ours.micros()[i]);
        }
    }

    @Test
    void preciseOrbitOfSpotIsReadInAtomicTimeAndWithEmptyLines() throws Exception {
        ReadResult<OemEphemeris> result = real("precise-orbits/ssasp501.b10170.e10181.D__.sp3.gz");
        assertThat(result.problems()).isEmpty();
        OemEphemeris ephemeris = result.records().get(0);
        assertThat(ephemeris.objectId()).isEqualTo("L94");
        OemEphemeris.Segment segment = ephemeris.segments().get(0);
        assertThat(segment.micros()).hasSize(14_429);
        // 23:56:00 TAI is 34 s before that in UTC.
        assertThat(segment.micros()[0]).isEqualTo(UtcText.micros("2010-06-19T23:55:26"));
        assertThat(segment.usableToMicros()).isEqualTo(UtcText.micros("2010-06-30T00:23:26"));
        PVCoordinates first = earthFixed(segment, 0);
        assertThat(first.getPosition().distance(new Vector3D(-4725967.326, 1019808.587, 5332755.907)))
                .isLessThan(1e-3);
        assertThat(first.getVelocity().distance(new Vector3D(-4826.2822364, 3123.8402038, -4862.6052415)))
                .isLessThan(1e-6);
    }

    @Test
    void velocitiesOfJasonInAnotherUnitGiveWayToDerivedOnes() throws Exception {
        ReadResult<OemEphemeris> result = real("precise-orbits/grgja203.b08243.e08247.D_S.sp3.gz");
        assertThat(result.hasErrors()).isFalse();
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).message()).contains("the velocities contradict the positions");
        OemEphemeris.Segment segment = result.records().get(0).segments().get(0);
        assertThat(segment.micros()).hasSize(5_406);
        assertThat(segment.micros()[0]).isEqualTo(UtcText.micros("2008-08-30T20:59:27"));
        // The file has 5265.229178 3131.587619 3304.883158: metres per second, where the format says decimetres.
        assertThat(earthFixed(segment, 0).getVelocity().distance(new Vector3D(5265.229178, 3131.587619, 3304.883158)))
                .isLessThan(5e-3);
        assertThat(earthFixed(segment, 100).getVelocity().getNorm()).isBetween(6_800.0, 7_300.0);
    }

    @Test
    void satellitesMissingPositionsAndBadLinesOfAnSp3AreKeptApart() throws Exception {
        StringBuilder text = new StringBuilder("""
                #cP2020  1  1  0  0  0.00000000      30 ORBIT IGS14 FIT  TST
                ## 2086 259200.00000000    60.00000000 58849 0.0000000000000
                +    2   G01L51  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
                %c M  cc GPS ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
                /*
                """);
        for (int i = 0; i < 30; i++) {
            text.append(String.format(Locale.ROOT, "*  2020  1  1  0 %2d  0.00000000%n", i));
            double a = 0.001 * 60 * i;
            String good =
                    String.format(Locale.ROOT, "%14.6f%14.6f%14.6f", 7000 * Math.cos(a), 7000 * Math.sin(a), 100.0);
            text.append("PG01").append(good).append(" 999999.999999\n");
            text.append("PL51")
                    .append(
                            i == 10
                                    ? "      0.000000      0.000000      0.000000"
                                    : i == 20 ? good.replace('7', 'x') : good)
                    .append(" 999999.999999\n");
        }
        ReadResult<OemEphemeris> result = Read.text(text + "EOF\n", new Sp3Reader(PHYSICS)::read);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).toString()).startsWith("test:68: position ");
        assertThat(result.records()).extracting(OemEphemeris::objectId).containsExactly("G01", "L51");
        assertThat(result.records().get(0).segments()).hasSize(1);
        // Not interpolated across what is missing.
        assertThat(result.records().get(1).segments())
                .extracting(s -> s.micros().length)
                .containsExactly(10, 9, 9);
        // GPS was 18 s ahead of UTC.
        assertThat(result.records().get(0).segments().get(0).micros()[0])
                .isEqualTo(UtcText.micros("2019-12-31T23:59:42"));
        PVCoordinates middle = earthFixed(result.records().get(0).segments().get(0), 15);
        assertThat(middle.getVelocity().getNorm()).isCloseTo(7000, within(0.01));
    }

    @Test
    void predictionOfVersionTwoWithVelocitiesAndBadLines() throws Exception {
        String text = """
                H1 CPF  2  AIU 2019 10 17  3   790 01 swarma
                H2 1305202 3801 39452 2019 10 17 0 0 0 2019 10 17 0 2 0 60 1 1 0 0 0 1
                H9
                10 0 58773     0.000000 0 7000000.000 0.000 100.000
                20 0 0.000 7000.000 1.000
                10 0 58773    60.000000 0 6900000.000 x 100.000
                20 0 0.000 7000.000 1.000
                10 0 58773   120.000000 0 6800000.000 800000.000 100.000
                20 0 0.000 7000.000 1.000
                10 1 58773   180.000000 0 6800000.000 800000.000 100.000
                99
                """;
        ReadResult<OemEphemeris> result = Read.text(text, new CpfReader(PHYSICS)::read);
        assertThat(result.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "test:6: y: 'x' is not a number; the record is left out",
                        "test:10: direction: positions with light time are not read; left out");
        OemEphemeris ephemeris = result.records().get(0);
        assertThat(ephemeris.objectName()).isEqualTo("swarma");
        assertThat(ephemeris.internationalDesignator()).isEqualTo("2013-052B");
        assertThat(ephemeris.segments()).hasSize(2);
        assertThat(earthFixed(ephemeris.segments().get(0), 0).getVelocity().distance(new Vector3D(0, 7000, 1)))
                .isLessThan(1e-6);
    }
}
