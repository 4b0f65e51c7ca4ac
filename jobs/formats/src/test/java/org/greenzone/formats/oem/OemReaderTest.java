package org.greenzone.formats.oem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.junit.jupiter.api.Test;

class OemReaderTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    private static ReadResult<OemEphemeris> read(String text) {
        return Read.text(text, new OemReader(PHYSICS)::read);
    }

    private static String segment(String frame, String id, String data) {
        return "META_START\nOBJECT_NAME = EXAMPLE\nOBJECT_ID = " + id + "\nCENTER_NAME = EARTH\nREF_FRAME = " + frame
                + "\nTIME_SYSTEM = UTC\nSTART_TIME = 2021-11-15T00:00:00\nSTOP_TIME = 2021-11-15T00:02:00\nMETA_STOP\n"
                + data;
    }

    private static final String HEAD = "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2021-11-14T00:00:00\nORIGINATOR = TEST\n";

    @Test
    void badStatesAreNamedAndTheGoodRestIsKept() {
        ReadResult<OemEphemeris> result = read(HEAD + segment("GCRF", "2019-031B", """
                        2021-11-15T00:00:00 7000 0 0 0 7.5 0
                        2021-11-15T00:01:00 7000 zero 0 0 7.5 0
                        2021-11-15T00:00:00 7000 0 0 0 7.5 0
                        2021-11-15T00:02:00 7000 0 0 0 7.5
                        2021-319T00:02:00.5 7000 0 0 0 7.5 0 0 0 0
                        """));
        assertThat(result.records().get(0).segments().get(0).micros()).hasSize(2);
        assertThat(result.problems().stream().map(Object::toString))
                .containsExactly(
                        "test:14: Y: 'zero' is not a number; the state is left out",
                        "test:15: EPOCH: '2021-11-15T00:00:00' is not after the state before; the state is left out",
                        "test:16: '2021-11-15T00:02:00 7000 0 0 0 7.5' is not an epoch and 6 numbers; the state is left out");
    }

    @Test
    void segmentsOfOneObjectStayTogetherAndAnotherObjectBeginsAnotherEphemeris() {
        String state = "2021-11-15T00:00:00 7000 0 0 0 7.5 0\n";
        ReadResult<OemEphemeris> result = read(HEAD
                + segment("GCRF", "2019-031B", state)
                + segment("EME2000", "2019-031B", state)
                + segment("GCRF", "2019-031C", state)
                + segment("MOON_ME", "2019-031C", state));
        assertThat(result.records()).hasSize(2);
        assertThat(result.records().get(0).segments()).hasSize(2);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).field()).isEqualTo("REF_FRAME");
    }

    @Test
    void standingOnTheTurningEarthIsMovingInSpace() {
        ReadResult<OemEphemeris> result =
                read(HEAD + segment("ITRF2014", "2019-031B", "2021-11-15T00:00:00 7000 0 0 0 0 0\n"));
        double[] state = result.records().get(0).segments().get(0).statesGcrf()[0];
        double speed = Math.sqrt(state[3] * state[3] + state[4] * state[4] + state[5] * state[5]);
        assertThat(speed).isCloseTo(7_000_000 * 7.292115e-5, within(0.01));
    }

    @Test
    void covarianceInInertialAxesIsTurnedToRtn() {
        // Radial is x, along track y: variances of 1, 4, 9 km2 in x, y, z are those of R, T, N.
        ReadResult<OemEphemeris> result = read(HEAD + segment("GCRF", "2019-031B", """
                        2021-11-15T00:00:00 0 7000 0 -7.5 0 0
                        COVARIANCE_START
                        EPOCH = 2021-11-15T00:00:00
                        1
                        0 4
                        0 0 9
                        0 0 0 1e-6
                        0 0 0 0 2e-6
                        0 0 0 0 0 3e-6
                        COVARIANCE_STOP
                        """));
        assertThat(result.problems()).isEmpty();
        double[] rtn =
                result.records().get(0).segments().get(0).covariances().get(0).rtn();
        assertThat(rtn[0]).isCloseTo(4e6, within(1e-6));
        assertThat(rtn[2]).isCloseTo(1e6, within(1e-6));
        assertThat(rtn[5]).isCloseTo(9e6, within(1e-6));
        assertThat(rtn[9]).isCloseTo(2, within(1e-9));
    }
}
