package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.run.LocalPipeline;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.RejectionReason;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Rows of the fault table: other versions of records and of state, and another parallelism. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeFaultsTest extends Faults {

    /** A field more, as the next version of the schema may have it. */
    private static Schema next() {
        return changed(
                "{\"name\":\"publishedBy\"",
                "{\"name\":\"beams\",\"type\":{\"type\":\"array\",\"items\":\"double\"},\"default\":[]},{\"name\":\"publishedBy\"");
    }

    /** A version that took away what cannot be made up. */
    private static Schema incompatible() {
        return changed("\"name\":\"siteId\"", "\"name\":\"siteNumber\"");
    }

    private static Schema changed(String from, String to) {
        String now = org.greenzone.schemas.Track.getClassSchema().toString();
        assertThat(now).contains(from);
        return new Schema.Parser().parse(now.replace(from, to));
    }

    private static Schema past(String name) throws Exception {
        try (InputStream content = Wire.class.getResourceAsStream("past/" + name + ".avsc")) {
            return new Schema.Parser().parse(content);
        }
    }

    /** The record as a program with that schema would have written it. */
    private static byte[] writtenWith(Schema schema, SpecificRecordBase value) throws Exception {
        byte[] whole = Wire.encode(value);
        GenericRecord other = new GenericDatumReader<GenericRecord>(value.getSchema(), schema)
                .read(null, DecoderFactory.get().binaryDecoder(whole, 10, whole.length - 10, null));
        return encoded(other);
    }

    private static byte[] encoded(GenericRecord value) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xC3, 1});
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(value.getSchema()))
                .array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** All fields that both have. */
    private static byte[] incompatibleBytes(Track track) throws Exception {
        org.greenzone.schemas.Track wire = TrackCodec.toWire(track);
        GenericRecord record = new GenericData.Record(incompatible());
        for (Schema.Field field : incompatible().getFields()) {
            record.put(
                    field.name(),
                    field.name().equals("siteNumber")
                            ? "42"
                            : field.name().equals("measurements") ? List.of() : wire.get(field.name()));
        }
        return encoded(record);
    }

    @Test
    @Order(11)
    @Timeout(400)
    void recordsOfTheNextAndOfThePastVersionAreReadAndIncompatibleOnesRejected() throws Exception {
        Path schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("Track-next.avsc"), next().toString(true));
        Files.writeString(schemas.resolve("Track-other.avsc"), incompatible().toString(true));
        Map<String, Boolean> refused = new HashMap<>();
        int[] written = new int[3];
        System.setProperty(Wire.SCHEMAS_PROPERTY, schemas.toString());
        Night.Outcome outcome;
        ClusterSettings settings = new ClusterSettings(
                ClusterSettings.Ports.choose(0, 0, 0), 1, 1, 1, 1000, Delivery.AT_LEAST_ONCE, List.of());
        try (Supervisor cluster = Supervisor.start(ClusterFolder.of(folder.resolve("schema")), settings)) {
            await(cluster, ClusterState.Phase.EMPTY);
            try (TrackPublisher publisher = new TrackPublisher(settings.connection())) {
                // Sites and catalogue as older programs wrote them.
                Schema site1 = past("Site-1");
                Schema orbit2 = past("Orbit-2");
                for (Site site : recording.sites()) {
                    publisher.publish(Topic.SITES, utf8(site.siteId()), writtenWith(site1, SiteCodec.toWire(site)));
                }
                recording.assets().forEach(publisher::publish);
                for (CatalogueOrbit seed : recording.seedsKnownInTime(OPTIONS)) {
                    publisher.publish(
                            Topic.ORBITS, utf8(seed.objectId()), writtenWith(orbit2, OrbitCodec.toWire(seed)));
                    written[0]++;
                }
                publisher.seedComplete(recording.startMicros());
                publisher.flush();
                await(cluster, ClusterState.Phase.RUNNING);
                // Tracks as a newer program writes them, every second; and some of programs that do not fit.
                List<String> sites =
                        recording.sites().stream().map(Site::siteId).toList();
                long minute = recording.startMicros();
                publisher.heartbeats(sites, minute);
                for (Track track : recording.tracks()) {
                    while (minute + MINUTE <= track.endMicros()) {
                        minute += MINUTE;
                        publisher.heartbeats(sites, minute);
                    }
                    if (written[1]++ % 2 == 0) {
                        publisher.publish(
                                Topic.TRACKS, utf8(track.siteId()), writtenWith(next(), TrackCodec.toWire(track)));
                    } else {
                        publisher.publish(track);
                    }
                    if (written[1] % 7 == 0) {
                        byte[] bytes = incompatibleBytes(track);
                        boolean known = written[2]++ % 2 == 0;
                        if (!known) {
                            // Of a schema that nobody has ever told.
                            bytes[9] ^= 1;
                        }
                        refused.put(HexFormat.of().formatHex(bytes), known);
                        publisher.publish(Topic.TRACKS, utf8(track.siteId()), bytes);
                    }
                }
                publisher.heartbeats(sites, player(1).lastPromiseMicros());
                publisher.flush();
            }
            outcome = Night.read(settings.connection(), 1, player(1).lastPromiseMicros(), PATIENCE);
        } finally {
            System.clearProperty(Wire.SCHEMAS_PROPERTY);
        }
        assertThat(outcome.lost(recording)).isZero();
        assertThat(outcome.digest()).isEqualTo(clean);
        assertThat(outcome.rejected()).hasSameSizeAs(refused.keySet()).hasSizeGreaterThan(10);
        for (RejectedTrack one : outcome.rejected()) {
            String bytes = HexFormat.of().formatHex(one.getBytes().array());
            assertThat(refused).containsKey(bytes);
            assertThat(one.getReason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
            assertThat(one.getDetail())
                    .contains(
                            refused.getOrDefault(bytes, false)
                                    ? "not compatible with ours: READER_FIELD_MISSING_DEFAULT_VALUE"
                                    : "fingerprint");
        }
        row(
                11,
                "schema N+1 read by N, N by N+1, incompatible ones",
                (written[1] + 1) / 2 + " tracks of the next version and " + written[0]
                        + " orbits of the one before: digest that of a clean run; " + refused.size()
                        + " incompatible records rejected, each with its bytes and what does not fit");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Order(12)
    @Timeout(500)
    void jobsThatAreRescaledFrom1To2To4To1SayTheSameInOrder() throws Exception {
        LocalPipeline.Broker data = new LocalPipeline.Broker(Optional.empty(), Optional.of(folder.resolve("rescaled")));
        List<String> sites = recording.sites().stream().map(Site::siteId).toList();
        long start = recording.startMicros();
        int[] copies = {1, 2, 4, 1};
        List<Night.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < copies.length; i++) {
            try (LocalPipeline pipeline = LocalPipeline.start(data, copies[i])) {
                if (i == 0) {
                    pipeline.prepare(recording.sites(), recording.assets(), 4);
                }
                try (TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
                    if (i == 0) {
                        player(1).publishSeeds(publisher);
                        publisher.heartbeats(sites, start);
                    }
                    pipeline.submitJobs(
                            OPTIONS, recording.sites(), recording.assets(), copies[i], Delivery.EXACTLY_ONCE);
                    play(publisher, recording, sites, start + i * 5 * MINUTE, start + (i + 1) * 5 * MINUTE);
                    if (i == copies.length - 1) {
                        publisher.heartbeats(sites, player(1).lastPromiseMicros());
                        publisher.flush();
                        outcomes.add(
                                Night.read(pipeline.connection(), 1, player(1).lastPromiseMicros(), PATIENCE));
                    } else {
                        // In the midst of the work.
                        Thread.sleep(4000);
                        pipeline.stopWithSavepoints();
                    }
                }
            }
        }
        Night.Outcome outcome = outcomes.get(0);
        assertThat(outcome.lost(recording)).isZero();
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.disorder())
                .as("orbits of an object in the order of their revisions")
                .isZero();
        assertThat(outcome.digest()).isEqualTo(clean);
        row(
                12,
                "stop with savepoints, rescale 1-2-4-1 (exactly once)",
                "lost 0, doubled 0, digest that of a clean run, revisions of each object in order");
    }

    @Test
    @Order(13)
    @Timeout(300)
    void theSavepointsOfAnEarlierVersionAreRestoredAndGoOn() throws Exception {
        SavepointFixture fixture = SavepointFixture.committed(folder.resolve("fixture"));
        Night.Outcome outcome = fixture.restoreAndGoOn(PATIENCE);
        assertThat(outcome.lost(fixture.recording())).isZero();
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.disorder()).isZero();
        assertThat(outcome.zones()).isNotEmpty();
        String now = fixture.undisturbed(PATIENCE).digest();
        boolean same = now.equals(fixture.digestThen());
        if (same) {
            // The mathematics is that of then: so must be what was said before and after the restore.
            assertThat(outcome.digest()).isEqualTo(now);
        }
        row(
                13,
                "savepoints of " + fixture.madeBy() + " restored",
                "lost 0, doubled 0, revisions of each object in order, "
                        + (same
                                ? "digest that of a run to which nothing happened"
                                : "the mathematics has changed since: no digest to compare"));
    }
}
