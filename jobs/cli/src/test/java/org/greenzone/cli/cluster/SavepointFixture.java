package org.greenzone.cli.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.input.EventFile;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.run.LocalPipeline;
import org.greenzone.cli.run.TrackPlayer;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.AssetCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;

/**
 * A few minutes of two radars, the savepoints of all jobs in their midst, and the records of all topics until then, as a version of this program made them: so that every later version
 * can show that it goes on from there. Made anew by {@code main}, only where state is given up on purpose.
 */
final class SavepointFixture {
    private static final String RESOURCE = "savepoints-1.zip";
    private static final int OBJECTS = 60;
    private static final long MINUTE = 60_000_000L;
    private static final JobOptions OPTIONS = JobOptions.DEFAULT;

    private final Path place;
    private final Properties properties;
    private final Recording recording;

    private SavepointFixture(Path place) throws IOException {
        this.place = place;
        this.properties = new Properties();
        try (InputStream in = Files.newInputStream(place.resolve("fixture.properties"))) {
            properties.load(in);
        }
        this.recording = new Recording(
                read("sites").stream()
                        .map(wire -> SiteCodec.fromWire((org.greenzone.schemas.Site) wire))
                        .toList(),
                read("assets").stream()
                        .map(wire -> AssetCodec.fromWire((org.greenzone.schemas.Asset) wire))
                        .toList(),
                read("orbits").stream()
                        .map(wire -> OrbitCodec.fromWire((org.greenzone.schemas.Orbit) wire))
                        .toList(),
                read("tracks").stream()
                        .map(wire -> TrackCodec.fromWire((org.greenzone.schemas.Track) wire))
                        .toList(),
                Long.parseLong(properties.getProperty("start")),
                Long.parseLong(properties.getProperty("end")));
    }

    private List<SpecificRecordBase> read(String name) {
        return EventFile.read(place.resolve(name + ".avro")).records();
    }

    /** The committed one, unpacked below a folder. */
    static SavepointFixture committed(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream content = SavepointFixture.class.getResourceAsStream(RESOURCE);
                ZipInputStream zip = new ZipInputStream(content)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return new SavepointFixture(folder);
    }

    Recording recording() {
        return recording;
    }

    /** What was said by the version that made it, where nothing happened. */
    String digestThen() {
        return properties.getProperty("digest");
    }

    String madeBy() {
        return properties.getProperty("made-by");
    }

    private static List<String> sites(Recording recording) {
        return recording.sites().stream().map(Site::siteId).toList();
    }

    /** Everything in one go, by this version. */
    Night.Outcome undisturbed(Duration patience) throws Exception {
        return undisturbed(recording, patience);
    }

    private static Night.Outcome undisturbed(Recording recording, Duration patience) throws Exception {
        TrackPlayer player = new TrackPlayer(recording, OPTIONS, Double.POSITIVE_INFINITY);
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1);
                TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
            pipeline.prepare(recording.sites(), recording.assets(), 1);
            player.publishSeeds(publisher);
            pipeline.submitJobs(OPTIONS, recording.sites(), recording.assets(), 1);
            player.play(publisher);
            return Night.read(pipeline.connection(), 1, player.lastPromiseMicros(), patience);
        }
    }

    /** The topics as they were, the jobs from their savepoints, and the tracks that came after. */
    Night.Outcome restoreAndGoOn(Duration patience) throws Exception {
        Path data = place.resolve("data");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            new TopicAdmin(broker.connection()).createMissing(1);
            publishAsTheyWere(broker.connection());
        }
        try (LocalPipeline pipeline =
                        LocalPipeline.start(new LocalPipeline.Broker(Optional.empty(), Optional.of(data)), 1);
                TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
            pipeline.submitJobs(OPTIONS, recording.sites(), recording.assets(), 1);
            long stopped = Long.parseLong(properties.getProperty("stopped"));
            Faults.play(publisher, recording, sites(recording), stopped, recording.endMicros());
            long last = new TrackPlayer(recording, OPTIONS, 1).lastPromiseMicros();
            publisher.heartbeats(sites(recording), last);
            publisher.flush();
            return Night.read(pipeline.connection(), 1, last, patience);
        }
    }

    private void publishAsTheyWere(Properties connection) throws Exception {
        Properties one = new Properties();
        one.putAll(connection);
        one.setProperty("max.in.flight.requests.per.connection", "1");
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(one, new ByteArraySerializer(), new ByteArraySerializer());
                DataInputStream in = new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(place.resolve("topics.bin"))))) {
            for (int left = in.readInt(); left > 0; left--) {
                String topic = in.readUTF();
                long timestamp = in.readLong();
                byte[] key = in.readNBytes(in.readInt());
                byte[] value = in.readNBytes(in.readInt());
                var unused =
                        producer.send(new ProducerRecord<>(topic, 0, timestamp < 0 ? null : timestamp, key, value));
            }
            producer.flush();
        }
    }

    /** Words: the file to write; who made it. */
    public static void main(String[] words) throws Exception {
        Wire.trustOwnSchemas();
        Path work = Files.createTempDirectory("savepoint-fixture-");
        Recording recording = Night.recording(Night.scenario(work, OBJECTS));
        Path place = Files.createDirectories(work.resolve("place"));
        Path data = work.resolve("data");
        long stopped = recording.startMicros() + 12 * MINUTE;
        try (LocalPipeline pipeline =
                        LocalPipeline.start(new LocalPipeline.Broker(Optional.empty(), Optional.of(data)), 1);
                TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
            pipeline.prepare(recording.sites(), recording.assets(), 1);
            new TrackPlayer(recording, OPTIONS, 1).publishSeeds(publisher);
            pipeline.submitJobs(OPTIONS, recording.sites(), recording.assets(), 1);
            publisher.heartbeats(sites(recording), recording.startMicros());
            Faults.play(publisher, recording, sites(recording), recording.startMicros(), stopped);
            Thread.sleep(15_000);
            pipeline.stopWithSavepoints();
            dump(pipeline.connection(), place.resolve("topics.bin"));
        }
        copySavepoints(data.resolve("checkpoints"), place.resolve("data").resolve("checkpoints"));
        write(
                place,
                "sites",
                org.greenzone.schemas.Site.getClassSchema(),
                recording.sites().stream().map(SiteCodec::toWire).toList());
        write(
                place,
                "assets",
                org.greenzone.schemas.Asset.getClassSchema(),
                recording.assets().stream()
                        .map((Asset asset) -> AssetCodec.toWire(asset))
                        .toList());
        write(
                place,
                "orbits",
                org.greenzone.schemas.Orbit.getClassSchema(),
                recording.seeds().stream().map(OrbitCodec::toWire).toList());
        write(
                place,
                "tracks",
                org.greenzone.schemas.Track.getClassSchema(),
                recording.tracks().stream().map(TrackCodec::toWire).toList());
        Properties p = new Properties();
        p.setProperty("made-by", words[1]);
        p.setProperty("start", Long.toString(recording.startMicros()));
        p.setProperty("stopped", Long.toString(stopped));
        p.setProperty("end", Long.toString(recording.endMicros()));
        p.setProperty("digest", undisturbed(recording, Duration.ofMinutes(4)).digest());
        try (OutputStream out = Files.newOutputStream(place.resolve("fixture.properties"))) {
            p.store(out, null);
        }
        zip(place, Path.of(words[0]));
        System.exit(0);
    }

    private static <T extends SpecificRecordBase> void write(Path place, String name, Schema schema, List<T> records)
            throws IOException {
        EventFile.write(place.resolve(name + ".avro"), schema, records);
    }

    /** Delivered at least once: no marks of transactions stand between the records, so that their offsets come again. */
    private static void dump(Properties connection, Path file) throws IOException {
        int count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                partitions.add(new TopicPartition(topic.topicName(), 0));
            }
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            out.writeInt((int) ends.values().stream().mapToLong(Long::longValue).sum());
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = ends.getOrDefault(partition, 0L);
                while (consumer.position(partition) < end) {
                    for (var record : consumer.poll(Duration.ofMillis(200))) {
                        if (record.offset() >= end) {
                            continue;
                        }
                        out.writeUTF(record.topic());
                        out.writeLong(record.timestamp());
                        out.writeInt(record.key().length);
                        out.write(record.key());
                        out.writeInt(record.value().length);
                        out.write(record.value());
                        count++;
                    }
                }
            }
        }
        System.out.println(count + " records");
    }

    private static void copySavepoints(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("savepoint-"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void zip(Path place, Path file) throws IOException {
        try (Stream<Path> files = Files.walk(place);
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            zip.setLevel(9);
            for (Path one : files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                ZipEntry entry = new ZipEntry(place.relativize(one).toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(one, zip);
                zip.closeEntry();
            }
        }
    }
}
