package org.greenzone.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.calibration.ReferenceSigma;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.Run;
import org.greenzone.cli.input.EventFile;
import org.greenzone.formats.EphemerisFiles;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.site.SiteFiles;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPOT5 = "precise-orbits/ssasp501.b10170.e10181.D__.sp3.gz";
    private static final double RANGE_BIAS = 25;
    private static final double RATE_BIAS = 0.3;
    private static final long LATE_MICROS = 5_000;
    /** The true noise is three times that. */
    private static final double STATED_RANGE = 5;

    private static final double STATED_RATE = 0.1;

    /** Tracks of a radar in New Zealand of the passes above 25 degrees in a week, from the precise orbit itself. */
    private static List<Track> tracks(ReferenceEphemeris motion, long firstMicros, PhysicalData physics) {
        Site site = SiteCatalogue.builtIn().find("ksr").orElseThrow();
        SiteFrame frame = new SiteFrame(new EarthRotation(physics), site);
        Random random = new Random(5);
        List<Track> tracks = new ArrayList<>();
        List<Measurement> pass = new ArrayList<>();
        double[] state = new double[6];
        double[] at = new double[6];
        double[] axes = new double[9];
        for (int i = 0; i < 7 * 8640; i++) {
            long micros = firstMicros + 10_000_000L * i;
            boolean seen = motion.state(micros, state);
            frame.stateGcrf(micros, at);
            frame.enuAxes(micros, axes);
            double[] d = new double[6];
            for (int j = 0; j < 6; j++) {
                d[j] = state[j] - at[j];
            }
            double range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            double rate = (d[0] * d[3] + d[1] * d[4] + d[2] * d[5]) / range;
            if (seen && axes[6] * d[0] + axes[7] * d[1] + axes[8] * d[2] > 0.42 * range) {
                pass.add(Measurement.at(micros + LATE_MICROS)
                        .withRange(range + RANGE_BIAS + 3 * STATED_RANGE * random.nextGaussian(), STATED_RANGE)
                        .withRangeRate(rate + RATE_BIAS + 3 * STATED_RATE * random.nextGaussian(), STATED_RATE));
            } else if (!pass.isEmpty()) {
                tracks.add(Track.of(
                        "ksr",
                        "ksr",
                        "test",
                        "27421",
                        List.of(Track.IONOSPHERE, Track.TROPOSPHERE),
                        List.copyOf(pass)));
                pass.clear();
            }
        }
        return tracks;
    }

    @Test
    void biasesOfARadarAreFoundFromTheOrbitOfSpot5AndWrittenForTheOtherCommands(@TempDir Path folder) throws Exception {
        Path sp3 = SharedData.require(SPOT5);
        PhysicalData physics = PhysicalData.builtIn();
        OemEphemeris ephemeris = new EphemerisFiles(physics).read(sp3).records().get(0);
        ReferenceEphemeris motion = new ReferenceEphemeris(ephemeris, ReferenceSigma.of(0.1), physics.leapSeconds());
        List<Track> tracks = tracks(motion, ephemeris.segments().get(0).micros()[20], physics);
        assertThat(tracks).hasSizeGreaterThan(15);
        Path file = folder.resolve("tracks.avro");
        EventFile.write(
                file,
                org.greenzone.schemas.Track.getClassSchema(),
                tracks.stream().map(TrackCodec::toWire).toList());
        Path out = folder.resolve("sites.json");
        Run run = Run.of("calibrate", file, "--ephemeris", "27421=" + sp3, "--out", out, "--format", "jsonl");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = JSON.readTree(run.out());
        within(json, "range", RANGE_BIAS, 3);
        within(json, "rangeRate", RATE_BIAS, 0.1);
        within(json, "time", 1e-6 * LATE_MICROS, 1e-3);
        assertThat(json.get("azimuthBiasObservable").asBoolean()).isFalse();
        assertThat(json.get("rangeNoiseScale").asDouble()).isBetween(2.7, 3.3);
        assertThat(json.get("rangeRateNoiseScale").asDouble()).isBetween(2.7, 3.3);

        Site written = SiteFiles.read(out).records().get(0);
        assertThat(written.bias().rangeMetres()).isEqualTo(json.get("rangeBias").asDouble());
        assertThat(written.bias().timeSeconds()).isEqualTo(json.get("timeBias").asDouble());
        assertThat(written.bias().azimuthRadians()).isZero();
        assertThat(written.calibration().noiseScale().range())
                .isEqualTo(json.get("rangeNoiseScale").asDouble());
        assertThat(written.calibration().revision()).isEqualTo(1);
    }

    private static void within(JsonNode json, String kind, double truth, double worstSigma) {
        double sigma = json.get(kind + "BiasSigma").asDouble();
        assertThat(sigma).as(kind).isLessThan(worstSigma);
        assertThat(json.get(kind + "Bias").asDouble()).as(kind).isBetween(truth - 3 * sigma, truth + 3 * sigma);
    }

    @Test
    void laserStationsAreWithoutBiasAgainstThePredictionOfLageos2() throws Exception {
        Path tracks = SharedData.require("slr-lageos2/lageos2_20160214.npt");
        Path ephemeris = SharedData.require("slr-lageos2/lageos2_cpf_160213_5441.sgf");
        Path coordinates = SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz");
        Path eccentricities = SharedData.require("slr-lageos2/ecc_une.snx.gz");
        Run run = Run.of(
                "calibrate",
                tracks,
                "--ephemeris",
                ephemeris,
                "--sites",
                coordinates,
                "--sites",
                eccentricities,
                "--format",
                "jsonl");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines()).isNotEmpty();
        for (String line : run.outLines()) {
            JsonNode json = JSON.readTree(line);
            assertThat(json.get("rangeBiasObservable").asBoolean()).isTrue();
            double sigma = json.get("rangeBiasSigma").asDouble();
            assertThat(sigma).isLessThan(1.5);
            assertThat(Math.abs(json.get("rangeBias").asDouble())).isLessThan(3 * sigma);
            assertThat(json.get("rangeRateBiasObservable").asBoolean()).isFalse();
        }
    }

    @Test
    void tracksOfOtherObjectsThanTheEphemerisAreSaidToBe() {
        Path tracks = SharedData.require("slr-lageos2/lageos2_20160214.npt");
        Path ephemeris = SharedData.require(SPOT5);
        Path coordinates = SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz");
        Run run = Run.of("calibrate", tracks, "--ephemeris", ephemeris, "--sites", coordinates);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("they claim other objects").contains("--ephemeris ID=FILE");
        assertThat(Run.of("calibrate", tracks).exitCode()).isEqualTo(2);
    }
}
