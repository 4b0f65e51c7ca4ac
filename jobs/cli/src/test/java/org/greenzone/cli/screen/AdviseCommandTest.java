package org.greenzone.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.cli.Run;
import org.greenzone.cli.input.EventFile;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.oem.OemWriter;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.Wire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two objects that meet in ten hours, a hundred metres apart, and what is advised; the owner answers with an OEM. */
class AdviseCommandTest {
    private static final String NOW = "2021-11-15T00:00:00Z";
    private static final long MIDNIGHT = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(NOW));
    private static final long HOUR = 3_600_000_000L;
    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final double[] STATION = {6_798_000, 0, 0, 0, 7_657 * Math.cos(0.9), 7_657 * Math.sin(0.9)};
    private static final double[] OTHER = {6_798_100, 0, 0, 0, 7_717 * Math.cos(2.2), 7_717 * Math.sin(2.2)};

    @TempDir
    private static Path folder;

    private static Path catalogue;

    @BeforeAll
    static void writeCatalogue() throws IOException {
        Wire.trustOwnSchemas();
        catalogue = folder.resolve("orbits.avro");
        EventFile.write(
                catalogue,
                org.greenzone.schemas.Orbit.getClassSchema(),
                List.of(OrbitCodec.toWire(orbit("25544", STATION)), OrbitCodec.toWire(orbit("13552", OTHER))));
    }

    /** At the meeting, known to 100 m and 5 cm/s. */
    private static CatalogueOrbit orbit(String id, double[] state) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i * (i + 3) / 2 < covariance.length; i++) {
            covariance[i * (i + 3) / 2] = i < 3 ? 1e4 : i < 6 ? 2.5e-3 : 1e-8;
        }
        return new CatalogueOrbit(
                "o" + id,
                id,
                "",
                "",
                0,
                MIDNIGHT + 10 * HOUR,
                MIDNIGHT,
                state,
                0.005,
                0,
                covariance,
                OrbitSource.TRACKS,
                6,
                60,
                0,
                1,
                Map.of(),
                5,
                List.of());
    }

    private static List<JsonNode> advise(Object... more) throws IOException {
        List<Object> words = new ArrayList<>(
                List.of("advise", "--catalogue", catalogue, "--asset", "25544", "--at", NOW, "--format", "jsonl"));
        words.addAll(List.of(more));
        Run run = Run.of(words.toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.outLines()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    /** The station's motion over a day, with a burn at an instant: as the owner would write it. */
    private static Path plan(String name, long burnMicros, double[] deltaVRtn, long fromMicros) throws IOException {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        Trajectory before =
                propagator.propagate(new OrbitalState(MIDNIGHT + 10 * HOUR, STATION, 0.005, 0), -36_000, 60_000);
        double[] there = new double[6];
        before.state((burnMicros - MIDNIGHT) * 1e-6 - 36_000, there);
        double[] deltaV = RtnFrame.vectorToInertial(deltaVRtn, there);
        for (int i = 0; i < 3; i++) {
            there[3 + i] += deltaV[i];
        }
        Trajectory after = propagator.propagate(new OrbitalState(burnMicros, there, 0.005, 0), 0, 25 * 3600);
        List<Long> times = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        for (long t = fromMicros; t <= MIDNIGHT + 24 * HOUR; t += 60_000_000L) {
            double[] state = new double[6];
            if (t < burnMicros) {
                before.state((t - MIDNIGHT) * 1e-6 - 36_000, state);
            } else {
                after.state((t - burnMicros) * 1e-6, state);
            }
            times.add(t);
            states.add(state);
        }
        long[] micros = times.stream().mapToLong(Long::longValue).toArray();
        Path file = folder.resolve(name);
        Files.writeString(
                file,
                OemWriter.kvn(new OemEphemeris(
                        "1998-067-A",
                        "1998-067A",
                        "ISS",
                        "OWNER",
                        MIDNIGHT,
                        List.of(new OemEphemeris.Segment(
                                micros,
                                states.toArray(new double[0][]),
                                micros[0],
                                micros[micros.length - 1],
                                List.of(),
                                List.of())))));
        return file;
    }

    @Test
    void aProposedBurnPutIntoAPlanIsFoundAsGoodAsItWasProposed() throws IOException {
        JsonNode best = advise().get(0);
        assertThat(best.path("totalWithout").asDouble()).isGreaterThan(1e-5);
        assertThat(best.path("totalWith").asDouble()).isLessThanOrEqualTo(1e-6);
        double[] deltaV = new double[3];
        for (int i = 0; i < 3; i++) {
            deltaV[i] = best.path("deltaVRtnMetresPerSecond").get(i).asDouble();
        }
        long burn = ChronoUnit.MICROS.between(
                Instant.EPOCH, Instant.parse(best.path("burn").asText()));
        JsonNode planned =
                advise("--plan", plan("burn.oem", burn, deltaV, MIDNIGHT)).get(0);
        assertThat(planned.path("totalWithout").asDouble())
                .isEqualTo(best.path("totalWithout").asDouble());
        assertThat(planned.path("totalWithPlan").asDouble()).isLessThan(1e-5);
        assertThat(planned.path("acceptable").asBoolean()).isTrue();
    }

    @Test
    void aPlanThatChangesNothingIsAboveTheThresholdAndNamesWhatItMeets() throws IOException {
        List<JsonNode> lines = advise("--plan", plan("still.oem", MIDNIGHT + HOUR, new double[3], MIDNIGHT));
        assertThat(lines.get(0).path("acceptable").asBoolean()).isFalse();
        assertThat(lines.get(1).path("secondaryId").asText()).isEqualTo("13552");
    }

    @Test
    void aPlanThatDoesNotHoldTheWholeTimeIsSaidToBeSo() throws IOException {
        Path late = plan("late.oem", MIDNIGHT + 13 * HOUR, new double[3], MIDNIGHT + 12 * HOUR);
        Run run = Run.of("advise", "--catalogue", catalogue, "--asset", "25544", "--at", NOW, "--plan", late);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("only: nothing is said of the rest");
        Run never = Run.of(
                "advise", "--catalogue", catalogue, "--asset", "25544", "--at", "2021-11-17T00:00:00Z", "--plan", late);
        assertThat(never.exitCode()).isEqualTo(1);
        assertThat(never.err()).contains("no ephemeris in it reaches");
    }
}
