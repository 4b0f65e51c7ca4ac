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
import org.greenzone.formats.UtcText;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataContext;
import org.orekit.data.DataSource;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.odm.oem.Oem;

class IssOemTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    private static ReadResult<OemEphemeris> iss() {
        return new OemReader(PHYSICS).read(SharedData.require("iss-oem/ISS.OEM_J2K_EPH_2022-02-11_2022-02-26.xml.gz"));
    }

    @Test
    void ephemerisOfTheStationIsReadFromItsGzippedXml() throws Exception {
        ReadResult<OemEphemeris> result = iss();
        assertThat(result.problems()).isEmpty();
        OemEphemeris ephemeris = result.records().get(0);
        assertThat(ephemeris.objectId()).isEqualTo("1998-067-A");
        assertThat(ephemeris.internationalDesignator()).isEqualTo("1998-067A");
        OemEphemeris.Segment segment = ephemeris.segments().get(0);
        assertThat(segment.micros()).hasSize(5524);
        assertThat(segment.micros()[0]).isEqualTo(UtcText.micros("2022-02-11T12:00:00"));
        assertThat(segment.comments()).contains("MASS=445386.00");
    }

    @Test
    void firstAscendingNodeOfTheFileIsWhereTheCommentSaysItIs() throws Exception {
        OemEphemeris.Segment segment = iss().records().get(0).segments().get(0);
        long node = UtcText.micros("2022-02-11T12:08:41.500");
        int before = 0;
        while (segment.micros()[before + 1] < node) {
            before++;
        }
        double span = segment.micros()[before + 1] - segment.micros()[before];
        double fraction = (node - segment.micros()[before]) / span;
        // Cubic Hermite over four minutes is good to a kilometre, and the node moves 7 km a second.
        double[] a = segment.statesGcrf()[before];
        double[] b = segment.statesGcrf()[before + 1];
        double seconds = span * 1e-6;
        double f2 = fraction * fraction;
        double f3 = f2 * fraction;
        double z = (2 * f3 - 3 * f2 + 1) * a[2]
                + (f3 - 2 * f2 + fraction) * seconds * a[5]
                + (3 * f2 - 2 * f3) * b[2]
                + (f3 - f2) * seconds * b[5];
        // EME2000's equator is not the true one of date: 22 years of precession tilt it by up to 9 arc minutes (18 km).
        assertThat(Math.abs(z)).isLessThan(25_000);
    }

    @Test
    void orekitReadsTheSameStatesAndCovariancesFromWhatIsWritten() {
        DataContext orekit = OrekitData.context();
        OemEphemeris written = small();
        Oem oem = new ParserBuilder(orekit)
                .buildOemParser()
                .parseMessage(new DataSource(
                        "written",
                        () -> new ByteArrayInputStream(OemWriter.kvn(written).getBytes(StandardCharsets.UTF_8))));
        var states = oem.getSegments().get(0).getCoordinates();
        assertThat(states).hasSize(3);
        double[] first = written.segments().get(0).statesGcrf()[0];
        assertThat(states.get(0).getPosition().toArray())
                .containsExactly(new double[] {first[0], first[1], first[2]}, within(1e-8));
        var matrix = oem.getSegments().get(0).getCovarianceMatrices().get(0).getCovarianceMatrix();
        assertThat(matrix.getEntry(3, 1))
                .isCloseTo(written.segments().get(0).covariances().get(0).rtn()[7], within(1e-15));
    }

    @Test
    void whatIsWrittenReadsBackToTheSameNumbers() {
        OemEphemeris written = small();
        ReadResult<OemEphemeris> again = Read.text(OemWriter.kvn(written), new OemReader(PHYSICS)::read);
        assertThat(again.problems()).isEmpty();
        OemEphemeris.Segment a = written.segments().get(0);
        OemEphemeris.Segment b = again.records().get(0).segments().get(0);
        assertThat(b.micros()).isEqualTo(a.micros());
        for (int i = 0; i < 3; i++) {
            assertThat(b.statesGcrf()[i]).containsExactly(a.statesGcrf()[i], within(1e-8));
        }
        assertThat(b.covariances().get(0).rtn())
                .containsExactly(a.covariances().get(0).rtn(), within(1e-12));
    }

    private static OemEphemeris small() {
        double[] covariance = new double[21];
        for (int k = 0; k < 21; k++) {
            covariance[k] = (k + 1) * 1e-3;
        }
        long start = 1_636_944_420_000_000L;
        return new OemEphemeris(
                "1982-092A",
                "1982-092A",
                "KOSMOS 1408",
                "GREENZONE",
                start,
                List.of(new OemEphemeris.Segment(
                        new long[] {start, start + 60_000_000, start + 120_000_001},
                        new double[][] {
                            {6_850_000.123456, -1.5, 20.25, 1.0, 7_600.000001, -3.5},
                            {6_840_000.0, 456_000.0, 30.0, -510.0, 7_590.0, -3.4},
                            {6_790_000.0, 910_000.0, 40.0, -1_020.0, 7_530.0, -3.3}
                        },
                        start,
                        start + 120_000_001,
                        List.of(new OemEphemeris.Covariance(start, covariance)),
                        List.of("made up"))));
    }
}
