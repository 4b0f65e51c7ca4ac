package org.greenzone.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.Listeners;
import org.greenzone.cli.Run;
import org.greenzone.cli.input.Recording;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.AlertSignature;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.RejectionReason;
import org.greenzone.simulator.SimulationResult;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.scenario.ScenarioReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Good and bad records through a real broker and all jobs. */
class BadRecordsThroughAllJobsTest {
    private static final JobOptions OPTIONS = new JobOptions(new TrackTimes(60, 30), 3, 24);
    private static final List<Topic> WATCHED =
            List.of(Topic.REJECTED_TRACKS, Topic.ASSOCIATIONS, Topic.ORBITS, Topic.CONJUNCTIONS, Topic.ZONE_STATUS);
    private static final int PARTITIONS = 2;
    private static final long MINUTE = 60_000_000L;
    /** 2099-06-01T00:00:00Z. */
    private static final long YEAR_2099 = 4_083_955_200_000_000L;

    private static final String SCENARIO = """
            name: few minutes
            seed: 5
            start: 2021-11-15T00:00:00Z
            end: 2021-11-15T00:08:00Z
            radars:
              - id: pfisr
                noise: {rangeMetres: 15, rangeRateMetresPerSecond: 0.5, azimuthDegrees: 0.1, elevationDegrees: 0.1}
                fields:
                  - {boresightAzimuthDegrees: 0, halfWidthDegrees: 5, minimumElevationDegrees: 10}
                  - {boresightAzimuthDegrees: 60, halfWidthDegrees: 5, minimumElevationDegrees: 10}
                  - {boresightAzimuthDegrees: 120, halfWidthDegrees: 5, minimumElevationDegrees: 10}
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
              - id: ksr
                transmitFrequencyHertz: 2.9e+9
                noise: {rangeMetres: 15, rangeRateMetresPerSecond: 0.5, azimuthDegrees: 0.1, elevationDegrees: 0.1}
                fields:
                  - {boresightAzimuthDegrees: 0, halfWidthDegrees: 5, minimumElevationDegrees: 5}
                  - {boresightAzimuthDegrees: 60, halfWidthDegrees: 5, minimumElevationDegrees: 5}
                  - {boresightAzimuthDegrees: 120, halfWidthDegrees: 5, minimumElevationDegrees: 5}
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
            objects:
              - id: "90001"
                state:
                  epoch: 2021-11-14T23:50:00Z
                  positionGcrfMetres: [6900000, 0, 0]
                  velocityGcrfMetresPerSecond: [0, 1000, 7530]
            background:
              - count: 160
                firstObjectNumber: 80001
                lowestAltitudeMetres: 500e+3
                highestAltitudeMetres: 600e+3
                smallestSizeMetres: 1
                largestSizeMetres: 2
                inclinations: [{degrees: 82, weight: 1}, {degrees: 97.5, weight: 2}]
            assets:
              - {object: "90001", hardBodyRadiusMetres: 5, screeningRadialInTrackCrossTrackMetres: [750, 25000, 25000]}
            gravityDegree: 8
            observation: {cadenceSeconds: 1, maximumTrackSeconds: 12}
            """;

    @TempDir
    static Path folder;

    private static Recording recording;

    /** A record as it is published, and why it is to be rejected. */
    private record Bad(String key, byte[] bytes, RejectionReason reason) {}

    /** The events of each topic. */
    private record Emitted(Map<Topic, List<byte[]>> events) {
        List<byte[]> of(Topic topic) {
            return events.computeIfAbsent(topic, t -> new ArrayList<>());
        }
    }

    @BeforeAll
    static void simulate() throws Exception {
        Path file = Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
        SimulationResult result = Simulator.simulate(
                new ScenarioReader(SiteCatalogue.builtIn()).file(file), PhysicalData.builtIn(), (done, all) -> {});
        // A part of the catalogue is not known yet; the asset is.
        List<CatalogueOrbit> seeds = result.catalogue().stream()
                .filter(orbit -> Integer.parseInt(orbit.objectId()) % 5 != 0)
                .toList();
        recording = new Recording(
                result.sites(), result.assets(), seeds, result.tracks(), result.startMicros(), result.endMicros());
    }

    private static List<Bad> bad() {
        Track good = recording.tracks().get(0);
        String site = good.siteId();
        byte[] whole = Wire.encode(TrackCodec.toWire(good));
        // As long as the producer lets through: with its reason the rejected record is longer than that.
        byte[] garbage = new byte[1_048_400];
        new SplittableRandom(1408).nextBytes(garbage);
        org.greenzone.schemas.Track notANumber = TrackCodec.toWire(good);
        notANumber.getMeasurements().get(1).setRangeMetres(Double.NaN);
        byte[] manyWriters =
                Wire.encode(ProgressCodec.toWire(new Progress(site, 0, Integer.MAX_VALUE, good.endMicros())));
        // Five empty fields, then an array of 2^60 entries.
        byte[] huge = Arrays.copyOf(whole, 24);
        Arrays.fill(huge, 10, 15, (byte) 0);
        Arrays.fill(huge, 15, 23, (byte) 0x80);
        huge[23] = 0x20;
        return List.of(
                new Bad("x", Arrays.copyOf(whole, whole.length - 3), RejectionReason.TRUNCATED),
                new Bad("y", Arrays.copyOf(garbage, 333), RejectionReason.NOT_AVRO),
                new Bad("y", garbage, RejectionReason.NOT_AVRO),
                new Bad("z", new byte[0], RejectionReason.NOT_AVRO),
                new Bad("x", huge, RejectionReason.NOT_AVRO),
                new Bad(site, manyWriters, RejectionReason.UNKNOWN_SCHEMA),
                new Bad(site, Wire.encode(OrbitCodec.toWire(recording.seeds().get(0))), RejectionReason.UNKNOWN_SCHEMA),
                new Bad(site, Wire.encode(notANumber), RejectionReason.NOT_FINITE),
                new Bad("nowhere", elsewhere(good, "nowhere", good.endMicros()), RejectionReason.UNKNOWN_SITE),
                new Bad(site, elsewhere(good, site, YEAR_2099), RejectionReason.TIME_IN_FUTURE),
                new Bad(site, elsewhere(good, site, Long.MAX_VALUE / 2), RejectionReason.IMPLAUSIBLE),
                new Bad(site, whole, RejectionReason.DUPLICATE));
    }

    private static byte[] elsewhere(Track good, String siteId, long micros) {
        return Wire.encode(TrackCodec.toWire(Track.of(
                siteId,
                siteId,
                good.publishedBy(),
                good.claimedObjectId(),
                good.correctionsApplied(),
                List.of(Measurement.at(micros).withRange(801_234.5, 15)))));
    }

    @Test
    @Timeout(240)
    void eachBadRecordIsRejectedOnceWithItsBytesAndAllOtherEventsAreTheSame() throws Exception {
        Emitted clean = run(List.of());
        List<Bad> bad = bad();
        // Signatures are beside the records: these stay the same.
        Path keys = folder.resolve("keys");
        assertThat(Run.of("verify", "--new-keys", keys).exitCode()).isZero();
        System.setProperty(
                AlertSignature.KEY_PROPERTY, keys.resolve("private.pem").toString());
        Emitted poisoned;
        try {
            poisoned = run(bad);
        } finally {
            System.clearProperty(AlertSignature.KEY_PROPERTY);
        }

        assertThat(clean.of(Topic.ORBITS).size())
                .isGreaterThan(recording.seeds().size() + 5);
        assertThat(clean.of(Topic.ZONE_STATUS)).isNotEmpty();
        for (Topic topic : WATCHED) {
            if (topic != Topic.REJECTED_TRACKS) {
                assertThat(hex(poisoned.of(topic)).equals(hex(clean.of(topic))))
                        .as(topic.topicName())
                        .isTrue();
            }
        }
        List<RejectedTrack> rejected = new ArrayList<>();
        for (byte[] bytes : poisoned.of(Topic.REJECTED_TRACKS)) {
            rejected.add((RejectedTrack) ((Wire.Message) Wire.decode(bytes)).value());
        }
        // Besides the bad ones a tombstone, which comes out as an empty record.
        assertThat(rejected.size()).isEqualTo(clean.of(Topic.REJECTED_TRACKS).size() + bad.size() + 1);
        for (Bad record : bad) {
            assertThat(rejected.stream()
                            .filter(r -> Arrays.equals(r.getBytes().array(), record.bytes()))
                            .map(RejectedTrack::getReason))
                    .as(record.reason() + " of " + record.bytes().length + " bytes")
                    .hasSize(record.bytes().length == 0 ? 2 : 1)
                    .containsOnly(record.reason());
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sooner or later a checkpoint of each job is whole. */
    private static void awaitReady(String address) throws Exception {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (get(address + "/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as(get(address + "/ready").body()).isLessThan(giveUp);
            Thread.sleep(200);
        }
        assertThat(get(address + "/health").body()).contains("\"status\":\"UP\"", "\"reasons\":[]");
    }

    private static void assertSigned(LocalPipeline pipeline, boolean signed) throws Exception {
        Path keys = folder.resolve("keys");
        if (!signed) {
            assertThat(Run.of("verify", "--new-keys", folder.resolve("others")).exitCode())
                    .isZero();
            keys = folder.resolve("others");
        }
        Run verified = Run.of(
                "verify",
                "--public-key",
                keys.resolve("public.pem"),
                "--bootstrap-servers",
                pipeline.bootstrapServers());
        assertThat(verified.exitCode()).as(verified.err()).isEqualTo(signed ? 0 : 1);
        assertThat(verified.out())
                .containsPattern(signed ? "[1-9][0-9]* records signed by this key, 0 not" : "^0 records");
        assertThat(verified.err().contains("not signed")).isEqualTo(!signed);
    }

    /** What happened to the records of this run is there to be scraped. */
    private static void assertMetrics(String text) {
        assertThat(text)
                .containsPattern("operator_site_lastTrackSeconds\\{[^}]*site=\"pfisr\"[^}]*} 1\\.6369")
                .containsPattern("operator_site_reason_rejectedTracks\\{[^}]*reason=\"TRUNCATED\"[^}]*} 1\\.0")
                .containsPattern("operator_asset_zone\\{[^}]*asset=\"90001\"[^}]*} 0\\.0")
                .containsPattern("operator_asset_zoneSaid\\{[^}]*asset=\"90001\"[^}]*} 1\\.0")
                .containsPattern("operator_eventToAlertMillis_count\\{[^}]*} [1-9]")
                .containsPattern("flink_jobmanager_job_numberOfCompletedCheckpoints\\{");
        List<String> types =
                text.lines().filter(line -> line.startsWith("# TYPE")).toList();
        assertThat(types).doesNotHaveDuplicates();
    }

    /** Plays the few minutes with two bad records after each heartbeat; gives the events of each topic. */
    private static Emitted run(List<Bad> bad) throws Exception {
        Deque<Bad> left = new ArrayDeque<>(bad);
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1)) {
            String told = pipeline.tellHealth(0);
            assertThat(get(told + "/ready").statusCode()).isEqualTo(503);
            assertThat(get(told + "/health").statusCode()).isEqualTo(200);
            pipeline.prepare(recording.sites(), recording.assets(), PARTITIONS);
            TrackPlayer player = new TrackPlayer(recording, OPTIONS, Double.POSITIVE_INFINITY);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection());
                    KafkaProducer<byte[], byte[]> raw = raw(pipeline.connection())) {
                player.publishSeeds(publisher);
                pipeline.submitJobs(OPTIONS, recording.sites(), recording.assets(), 1);
                if (!bad.isEmpty()) {
                    send(raw, new ProducerRecord<>(Topic.TRACKS.topicName(), utf8("t"), null));
                }
                player.play(publisher, reached -> {
                    publisher.flush();
                    for (int i = 0; i < 2 && left.size() > 1; i++) {
                        send(raw, record(left.remove()));
                    }
                    // The first track is there before its duplicate, which is the last.
                    if (reached >= recording.startMicros() + 6 * MINUTE && !left.isEmpty()) {
                        send(raw, record(left.remove()));
                    }
                });
                assertThat(left).isEmpty();
            }
            Emitted emitted = events(pipeline, player.lastPromiseMicros());
            Listeners.assertLoopbackAlone(ProcessHandle.current().pid());
            if (!bad.isEmpty()) {
                awaitReady(told);
                assertMetrics(get(told + "/metrics").body());
            }
            assertSigned(pipeline, !bad.isEmpty());
            return emitted;
        }
    }

    private static KafkaProducer<byte[], byte[]> raw(Properties connection) {
        return new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> record(Bad bad) {
        return new ProducerRecord<>(Topic.TRACKS.topicName(), utf8(bad.key()), bad.bytes());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(KafkaProducer<byte[], byte[]> raw, ProducerRecord<byte[], byte[]> record) {
        try {
            raw.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker did not take the record", e);
        }
    }

    private static Emitted events(LocalPipeline pipeline, long untilMicros) throws Exception {
        Emitted emitted = new Emitted(new EnumMap<>(Topic.class));
        CompletionTracker completion =
                new CompletionTracker(WATCHED, new TopicAdmin(pipeline.connection()).partitions(), 1);
        try (EventReader reader = new EventReader(pipeline.connection(), WATCHED)) {
            while (completion.completeUntilMicros() < untilMicros) {
                for (EventReader.Received received : reader.poll(Duration.ofMillis(100))) {
                    if (received.decoded() instanceof Wire.Message message
                            && message.value() instanceof org.greenzone.schemas.Progress promise) {
                        completion.promised(received.topic(), received.partition(), ProgressCodec.fromWire(promise));
                    } else {
                        emitted.of(received.topic()).add(received.bytes());
                    }
                }
                pipeline.failIfLost();
            }
        }
        return emitted;
    }

    private static List<String> hex(Collection<byte[]> records) {
        return records.stream().map(HexFormat.of()::formatHex).sorted().toList();
    }
}
