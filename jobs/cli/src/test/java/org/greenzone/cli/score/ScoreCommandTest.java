package org.greenzone.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.Run;
import org.greenzone.cli.event.EventJson;
import org.greenzone.cli.input.EventFile;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.direct.DirectDetermination;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hours with a breakup: the events are those of the jobs' code, called directly. */
class ScoreCommandTest {
    private static final String SCENARIO = """
            name: small
            seed: 11
            start: 2021-11-15T00:00:00Z
            end: 2021-11-15T02:30:00Z
            radars:
              - id: ksr
                transmitFrequencyHertz: 2.9e+9
                fields: [{boresightAzimuthDegrees: 0, halfWidthDegrees: 90, minimumElevationDegrees: 5}]
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
              - id: crsr
                transmitFrequencyHertz: 2.9e+9
                fields: [{boresightAzimuthDegrees: 0, halfWidthDegrees: 90, minimumElevationDegrees: 5}]
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
            objects:
              - tle:
                  - "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995"
                  - "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807"
                name: COSMOS 1408
                sizeMetres: 4
            background:
              - count: 12
                firstObjectNumber: 80001
                lowestAltitudeMetres: 500e+3
                highestAltitudeMetres: 600e+3
                smallestSizeMetres: 1
                largestSizeMetres: 2
                inclinations: [{degrees: 82, weight: 1}, {degrees: 97.5, weight: 2}]
            breakups:
              - {parent: "13552", time: 2021-11-15T01:00:00Z, kind: explosion, massKilograms: 1000, explosionScale: 0.1}
            gravityDegree: 8
            observation: {cadenceSeconds: 2, maximumTrackSeconds: 60}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path events = Path.of("");

    @BeforeAll
    static void simulateAndDetermine() throws Exception {
        Path scenario = folder.resolve("small.yaml");
        Files.writeString(scenario, SCENARIO);
        Run simulated = Run.of("simulate", "--scenario", scenario, "--out", folder);
        assertThat(simulated.exitCode()).as(simulated.err()).isZero();
        events = folder.resolve("events.jsonl");
        Files.write(events, eventLines());
    }

    private static List<String> eventLines() {
        List<String> lines = new ArrayList<>();
        JobOptions options = JobOptions.DEFAULT;
        Map<String, Site> sites = new TreeMap<>();
        for (SpecificRecordBase wire : records("sites.avro")) {
            Site site = SiteCodec.fromWire((org.greenzone.schemas.Site) wire);
            sites.put(site.siteId(), site);
        }
        List<CatalogueOrbit> seeds = new ArrayList<>();
        for (SpecificRecordBase wire : records("catalogue.avro")) {
            CatalogueOrbit orbit = OrbitCodec.fromWire((org.greenzone.schemas.Orbit) wire);
            seeds.add(orbit.withAvailable(orbit.availableMicros() - options.lagMicros() - options.windowMicros()));
        }
        List<Track> tracks = records("tracks.avro").stream()
                .map(wire -> TrackCodec.fromWire((org.greenzone.schemas.Track) wire))
                .toList();
        seeds.forEach(orbit -> lines.add(EventJson.line("orbits", OrbitCodec.toWire(orbit))));
        new DirectDetermination(options, PhysicalData.builtIn(), sites, seeds).run(tracks, outcome -> {
            outcome.orbits().forEach(orbit -> lines.add(EventJson.line("orbits", OrbitCodec.toWire(orbit))));
            outcome.fusion().refusal().ifPresent(reason -> {
                byte[] bytes =
                        Wire.encode(TrackCodec.toWire(outcome.association().track()));
                lines.add(EventJson.line(
                        "rejected-tracks",
                        RejectedTrack.of("UNDETERMINED", reason, "associations", 0, 0, 0, bytes)
                                .toWire()));
            });
        });
        return lines;
    }

    private static List<SpecificRecordBase> records(String name) {
        return EventFile.read(folder.resolve(name)).records();
    }

    @Test
    void allFiguresComeAsLinesOfJson() throws Exception {
        Run run = score(events, "--format", "jsonl", "--predict", "0.5,1", "--truth-gravity", 8);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode truth = row(run, "truth", "at", "2021-11-15T02:30:00.000000Z");
        assertThat(truth.path("truthGapMetresMedian").doubleValue()).isLessThan(0.1);
        assertThat(truth.path("orbits").intValue()).isGreaterThan(13);

        JsonNode catalogued = row(run, "association", "part", "catalogued");
        int tracks = catalogued.path("tracks").intValue();
        assertThat(tracks).isGreaterThan(5);
        assertThat(catalogued.path("right").intValue()).isGreaterThan(tracks / 2);
        assertThat(catalogued.path("unused").intValue()).isZero();
        JsonNode others = row(run, "association", "part", "uncatalogued");
        assertThat(others.path("tracks").intValue() + catalogued.path("tracks").intValue())
                .isEqualTo(truth.path("tracks").intValue());

        JsonNode seeds = row(run, "orbits", "regime", "catalogued, no track yet");
        assertThat(seeds.path("count").intValue()).isEqualTo(13);
        assertThat(seeds.path("shareWithin5").doubleValue()).isEqualTo(1);
        assertThat(row(run, "ospa", "part", "catalogued").path("truths").intValue())
                .isEqualTo(12);
        assertThat(run.out()).contains("\"score\":\"prediction\",\"hours\":0.5,", "\"hours\":1.0,");
    }

    @Test
    void eachTrackIsInExactlyOneColumn() throws Exception {
        Run run = score(events, "--format", "jsonl", "--truth-gravity", 8);
        for (String part : List.of("catalogued", "uncatalogued")) {
            JsonNode row = row(run, "association", "part", part);
            int sum = 0;
            for (String column : List.of("right", "wrong", "started", "duplicate", "rejected", "unused")) {
                sum += row.path(column).intValue();
            }
            assertThat(sum).isEqualTo(row.path("tracks").intValue());
        }
    }

    @Test
    void gzippedEventsGiveTheSame() throws Exception {
        Path packed = folder.resolve("events.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(events, out);
        }
        assertThat(score(packed, "--truth-gravity", 8)).isEqualTo(score(events, "--truth-gravity", 8));
    }

    @Test
    void whatCameLaterThanAskedForDoesNotCount() throws Exception {
        Run run = score(events, "--format", "jsonl", "--truth-gravity", 8, "--at", "2021-11-15T00:30:00Z");
        assertThat(row(run, "association", "part", "uncatalogued")
                        .path("tracks")
                        .intValue())
                .isZero();
        assertThat(row(run, "ospa", "part", "catalogued").path("truths").intValue())
                .isEqualTo(13);
    }

    @Test
    void textTellsTheSameForPeople() {
        Run run = score(events, "--truth-gravity", 8);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("catalogued objects", "final catalogue", "NEES 6", "catalogued, no track yet");
    }

    @Test
    void aBadLineIsNamedAndTheRestIsScored() throws Exception {
        Path broken = folder.resolve("broken.jsonl");
        Files.writeString(
                broken, "{\"topic\":\"orbits\"}\nno json\n" + Files.readString(events), StandardCharsets.UTF_8);
        Run run = score(broken, "--truth-gravity", 8);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains("broken.jsonl:1:", "broken.jsonl:2:");
        assertThat(run.out()).contains("final catalogue");
    }

    @Test
    void anotherGravityFieldThanThatOfTheTruthIsSaid() {
        Run run = score(events, "--truth-gravity", 44);
        assertThat(run.err()).contains("--truth-gravity");
    }

    @Test
    void aFolderWithoutTruthFailsInOneLine() {
        Run run = Run.of("score", "--truth", folder.resolve("nowhere"), events);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("truth-objects.csv", "simulate --out");
    }

    @Test
    void breakupsAreHeldAgainstTheEpochAndAgainstWhatHadBeenSeen() throws Exception {
        Path said = folder.resolve("breakups.jsonl");
        Files.writeString(
                said,
                breakup("one", "13552", "2021-11-15T00:59:50.000000Z", "\"middleHalfMetres\":42000.0")
                        + breakup("two", "80001", "2021-11-15T00:59:50.000000Z", "\"middleHalfMetres\":null"));
        Run run = score(said, "--breakups");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines())
                .anyMatch(line -> line.contains("SUSPECTED 13552 ")
                        && line.contains("-10.00")
                        && line.contains("ksr 4 objects over 213 km, half of them 42"))
                .anyMatch(line -> line.contains("80001 WRONG") && line.endsWith("ksr 4 objects over 213 km"));
        assertThat(run.out()).doesNotContain("never noticed");
        Files.writeString(said, breakup("two", "80001", "2021-11-15T00:59:50.000000Z", "\"middleHalfMetres\":null"));
        assertThat(score(said, "--breakups").out()).contains("never noticed: 13552");
    }

    private static String breakup(String id, String parentId, String epoch, String middleHalf) {
        return "{\"topic\":\"breakups\",\"breakupId\":\"" + id + "\",\"revision\":0,"
                + "\"created\":\"2021-11-15T02:00:00.000000Z\",\"certainty\":\"SUSPECTED\",\"parentIds\":[\"" + parentId
                + "\"],\"epoch\":\"" + epoch + "\",\"epochSigmaSeconds\":30.0,\"tracks\":5,\"uniqueObjects\":4,"
                + "\"uniqueObjectsEstimate\":4.0,\"fragmentsWithOrbit\":0,\"siteSpreads\":[{\"siteId\":\"ksr\","
                + "\"to\":\"2021-11-15T01:59:50.000000Z\",\"uniqueObjects\":4,\"spreadMetres\":213000.0," + middleHalf
                + "}],\"extent\":null}\n";
    }

    private static Run score(Path file, Object... more) {
        List<Object> words = new ArrayList<>(List.of("score", "--truth", folder, file));
        words.addAll(List.of(more));
        return Run.of(words.toArray());
    }

    private static JsonNode row(Run run, String kind, String field, String value) throws Exception {
        for (String line : run.outLines()) {
            JsonNode row = JSON.readTree(line);
            if (row.path("score").asText().equals(kind)
                    && row.path(field).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no line " + kind + " with " + field + " " + value + " in " + run.out());
    }
}
