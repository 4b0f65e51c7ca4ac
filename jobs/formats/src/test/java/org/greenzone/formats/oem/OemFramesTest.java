package org.greenzone.formats.oem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.OrekitData;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataContext;
import org.orekit.data.DataSource;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.odm.oem.Oem;
import org.orekit.files.ccsds.ndm.odm.oem.OemSegment;
import org.orekit.utils.TimeStampedPVCoordinates;

/** Frames, time systems and covariances, with Orekit's parser as referee. */
class OemFramesTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final DataContext OREKIT = OrekitData.context();

    private static final String DIAGONAL = """
            1
            0 4
            0 0 9
            0 0 0 1e-6
            0 0 0 0 4e-6
            0 0 0 0 0 9e-6
            """;

    private static String oem(String frame, String timeSystem, String more) {
        return "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2021-11-14T00:00:00\nORIGINATOR = TEST\nMETA_START\n"
                + "OBJECT_NAME = EXAMPLE\nOBJECT_ID = 2019-031B\nCENTER_NAME = EARTH\nREF_FRAME = " + frame
                + "\nTIME_SYSTEM = " + timeSystem
                + "\nSTART_TIME = 2021-11-15T00:00:00\nSTOP_TIME = 2021-11-15T00:02:00\nMETA_STOP\n"
                + "2021-11-15T00:00:00 5000.5 4000.25 -3000.125 -4.5 5.5 2.25\n"
                + "2021-11-15T00:02:00 4400.5 4600.25 -2700.125 -5.0 4.9 2.75\n" + more;
    }

    private static OemEphemeris.Segment read(String text) {
        ReadResult<OemEphemeris> result = Read.text(text, new OemReader(PHYSICS)::read);
        assertThat(result.problems()).isEmpty();
        return result.records().get(0).segments().get(0);
    }

    private static OemSegment orekit(String text) {
        Oem oem = new ParserBuilder(OREKIT)
                .buildOemParser()
                .parseMessage(
                        new DataSource("oem", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        return oem.getSegments().get(0);
    }

    @Test
    void statesOfEveryFrameAndTimeSystemAreThoseThatOrekitReads() {
        for (String frame : List.of("EME2000", "GCRF", "ICRF", "ITRF2014", "TEME", "TOD", "TDR")) {
            for (String time : List.of("UTC", "TAI", "GPS", "TT", "TDB", "UT1")) {
                String text = oem(frame, time, "");
                OemEphemeris.Segment ours = read(text);
                OemSegment theirs = orekit(text);
                TimeStampedPVCoordinates there = theirs.getCoordinates().get(0);
                TimeStampedPVCoordinates gcrf = theirs.getFrame()
                        .getTransformTo(OREKIT.getFrames().getGCRF(), there.getDate())
                        .transformPVCoordinates(there);
                assertThat(Math.abs(PHYSICS.date(ours.micros()[0]).durationFrom(there.getDate())))
                        .as(frame + " " + time)
                        .isLessThan(2e-5);
                double[] state = ours.statesGcrf()[0];
                // Ours has the tides of the Earth's rotation and a table of its orientation: decimetres.
                assertThat(new double[] {state[0], state[1], state[2]})
                        .as(frame + " " + time)
                        .containsExactly(gcrf.getPosition().toArray(), within(0.5));
                assertThat(new double[] {state[3], state[4], state[5]})
                        .as(frame + " " + time)
                        .containsExactly(gcrf.getVelocity().toArray(), within(1e-3));
            }
        }
    }

    @Test
    void frameHeldFastAtAnEpochIsRefused() {
        String text = oem("TEME", "UTC", "")
                .replace("REF_FRAME = TEME", "REF_FRAME = TEME\nREF_FRAME_EPOCH = 2000-001T00:00:00");
        ReadResult<OemEphemeris> result = Read.text(text, new OemReader(PHYSICS)::read);
        assertThat(result.records()).isEmpty();
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).toString()).startsWith("test:9: REF_FRAME_EPOCH: a frame held fast");
    }

    @Test
    void covarianceWithoutFrameIsInThatOfTheStatesAlsoBehindOneThatHasItsOwn() {
        String text = oem(
                "GCRF",
                "UTC",
                "COVARIANCE_START\nEPOCH = 2021-11-15T00:00:00\nCOV_REF_FRAME = RTN\n" + DIAGONAL
                        + "EPOCH = 2021-11-15T00:02:00\n" + DIAGONAL + "COVARIANCE_STOP\n");
        assertThat(orekit(text).getCovarianceMatrices().get(1).getFrame().getName())
                .isEqualTo("GCRF");
        List<OemEphemeris.Covariance> covariances = read(text).covariances();
        assertThat(covariances.get(0).rtn()[0]).isEqualTo(1e6);
        assertThat(covariances.get(1).rtn()[0]).isNotCloseTo(1e6, within(1e3));
        assertThat(covariances.get(1).rtn()[0]
                        + covariances.get(1).rtn()[2]
                        + covariances.get(1).rtn()[5])
                .isCloseTo(14e6, within(1.0));
    }

    @Test
    void covarianceBetweenTheStatesIsTurnedToo() {
        String text = oem(
                "GCRF",
                "UTC",
                "COVARIANCE_START\nEPOCH = 2021-11-15T00:01:00\nCOV_REF_FRAME = EME2000\n" + DIAGONAL
                        + "COVARIANCE_STOP\n");
        double[] rtn = read(text).covariances().get(0).rtn();
        assertThat(rtn[0] + rtn[2] + rtn[5]).isCloseTo(14e6, within(1.0));
    }

    @Test
    void covarianceAlongTheVelocityIsTurnedToRtn() {
        String text = oem("GCRF", "UTC", "").replace("5000.5 4000.25 -3000.125 -4.5 5.5 2.25", "7000 0 0 0 7.5 0");
        double[] rtn = read(text
                        + "COVARIANCE_START\nEPOCH = 2021-11-15T00:00:00\nCOV_REF_FRAME = TNW\n" + DIAGONAL
                        + "COVARIANCE_STOP\n")
                .covariances()
                .get(0)
                .rtn();
        assertThat(rtn[0]).isCloseTo(4e6, within(1e-3));
        assertThat(rtn[2]).isCloseTo(1e6, within(1e-3));
        assertThat(rtn[5]).isCloseTo(9e6, within(1e-3));
        assertThat(rtn[9]).isCloseTo(4, within(1e-9));
    }

    @Test
    void covarianceInTheTurningFrameIsThatOfTheInertialState() {
        double[] inertial = read(oem(
                        "ITRF2014",
                        "UTC",
                        "COVARIANCE_START\nEPOCH = 2021-11-15T00:00:00\n" + DIAGONAL + "COVARIANCE_STOP\n"))
                .covariances()
                .get(0)
                .rtn();
        assertThat(inertial[0] + inertial[2] + inertial[5]).isCloseTo(14e6, within(1.0));
        // 1 km of position turns to 7.3 cm/s of velocity: (w x r) adds w2 (var x + var y) to 14 m2/s2.
        double w = 7.292115e-5;
        assertThat(inertial[9] + inertial[14] + inertial[20]).isCloseTo(14 + w * w * 5e6, within(1e-4));
    }

    @Test
    void usableSpanNeverLeavesTheStates() {
        String text = oem("GCRF", "UTC", "")
                .replace(
                        "STOP_TIME",
                        "USEABLE_START_TIME = 2021-11-14T00:00:00\nUSEABLE_STOP_TIME = 2021-11-16T00:00:00\nSTOP_TIME");
        OemEphemeris.Segment segment = read(text);
        assertThat(segment.usableFromMicros()).isEqualTo(segment.micros()[0]);
        assertThat(segment.usableToMicros()).isEqualTo(segment.micros()[1]);
    }

    @Test
    void covarianceInRtnNeedsNoState() {
        String text = oem(
                "GCRF",
                "UTC",
                "COVARIANCE_START\nEPOCH = 2021-11-15T00:05:00\nCOV_REF_FRAME = RTN\n" + DIAGONAL
                        + "COVARIANCE_STOP\n");
        assertThat(read(text).covariances().get(0).rtn()[2]).isEqualTo(4e6);
    }
}
