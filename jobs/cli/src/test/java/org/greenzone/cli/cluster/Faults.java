package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.Listeners;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.run.LocalPipeline;
import org.greenzone.cli.run.TrackPlayer;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the fault table is made of: twenty minutes of two radars, what is said of them where nothing happens, and pipelines and clusters to which something
 * happens. Each class prints its rows of the table at the end.
 */
abstract class Faults {
    static final JobOptions OPTIONS = JobOptions.DEFAULT;
    private static final Pattern DIGEST = Pattern.compile("digest ([0-9a-f]{64}) of (\\d+) events(.*)");
    static final Duration PATIENCE = Duration.ofMinutes(4);

    static final long MINUTE = 60_000_000L;
    static final long YEAR_2099 = 4_083_955_200_000_000L;
    private static final Map<Integer, String> TABLE = new TreeMap<>();

    @TempDir
    static Path folder;

    static Path scenario;
    static Recording recording;
    static String clean;
    /** One for all classes of rows: it would say the same. */
    private static Optional<Undisturbed> undisturbed = Optional.empty();

    private record Undisturbed(Recording recording, String digest) {}

    /** What happens to a cluster while tracks are played to it. */
    interface Fault {
        void happen(Supervisor cluster) throws Exception;
    }

    @BeforeAll
    static void playUndisturbed() throws Exception {
        TABLE.clear();
        Wire.trustOwnSchemas();
        scenario = Night.scenario(folder);
        boolean first = undisturbed.isEmpty();
        recording =
                first ? Night.recording(scenario) : undisturbed.orElseThrow().recording();
        clean = first ? saidUndisturbed() : undisturbed.orElseThrow().digest();
        undisturbed = Optional.of(new Undisturbed(recording, clean));
    }

    private static String saidUndisturbed() throws Exception {
        Night.Outcome outcome =
                inProcess((publisher, raw) -> player(Double.POSITIVE_INFINITY).play(publisher));
        assertThat(outcome.lost(recording)).isZero();
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.rejected()).isEmpty();
        return outcome.digest();
    }

    @AfterAll
    static void printTable() {
        System.out.println("| test | outcome |\n|---|---|");
        TABLE.values().forEach(row -> System.out.println("| " + row + " |"));
    }

    static void row(int number, String test, String outcome) {
        TABLE.put(number, test + " | " + outcome);
        System.out.println(test + ": " + outcome);
    }

    static TrackPlayer player(double speed) {
        return new TrackPlayer(recording, OPTIONS, speed);
    }

    /** The tracks of the first site, as another one might have seen them. */
    static List<Track> copies(String siteId) {
        return recording.tracks().stream()
                .filter(track -> track.siteId().equals(recording.sites().get(0).siteId()))
                .map(track -> Track.of(siteId, siteId, "", "", track.correctionsApplied(), track.measurements()))
                .toList();
    }

    /** The sites, and a third one beside the first. */
    static List<Site> threeSites() {
        List<Site> three = new ArrayList<>(recording.sites());
        three.add(beside(recording.sites().get(0), "other"));
        return three;
    }

    /** A site of another name at the same place. */
    static Site beside(Site site, String id) {
        return new Site(
                id,
                List.of(),
                "beside " + site.siteId(),
                site.latitudeRadians(),
                site.longitudeRadians(),
                site.altitudeMetres(),
                site.noise(),
                site.bias(),
                site.transmitFrequencyHertz(),
                site.dopplerSign(),
                site.fields(),
                site.maximumRangeMetres(),
                site.calibration());
    }

    /** To both partitions if it is a promise, else by key; published at that time. */
    static void at(KafkaProducer<byte[], byte[]> raw, String key, long micros, byte[] bytes) {
        boolean promise = ((Wire.Message) Wire.decode(bytes)).value() instanceof org.greenzone.schemas.Progress;
        for (Integer partition : promise ? List.of(0, 1) : Collections.singletonList((Integer) null)) {
            send(
                    raw,
                    new ProducerRecord<>(
                            Topic.TRACKS.topicName(),
                            partition,
                            micros / 1000,
                            key.getBytes(StandardCharsets.UTF_8),
                            bytes));
        }
    }

    static void send(KafkaProducer<byte[], byte[]> raw, ProducerRecord<byte[], byte[]> record) {
        try {
            raw.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not take the record", e);
        }
    }

    static void hold(Night.Outcome outcome) {
        assertThat(outcome.lost(recording)).as("lost").isZero();
        assertThat(outcome.doubled()).as("doubled").isZero();
        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.digest()).isEqualTo(clean);
    }

    /** Publishes the tracks of some of the minutes, and each minute the heartbeats of the sites. */
    static void play(TrackPublisher publisher, Recording played, List<String> sites, long fromMicros, long toMicros) {
        for (long minute = fromMicros + MINUTE; minute <= toMicros; minute += MINUTE) {
            for (Track track : played.tracks()) {
                if (track.endMicros() > minute - MINUTE
                        && track.endMicros() <= minute
                        && sites.contains(track.siteId())) {
                    publisher.publish(track);
                }
            }
            publisher.heartbeats(sites, minute);
        }
        publisher.flush();
    }

    /** Plays to a cluster of processes, exactly once, while something happens to it. */
    static Night.Outcome throughCluster(String name, double speed, Fault fault) throws Exception {
        ClusterFolder place = ClusterFolder.of(folder.resolve(name));
        ClusterSettings settings = new ClusterSettings(
                ClusterSettings.Ports.choose(0, 0, 0), 2, 1, 1, 1000, Delivery.EXACTLY_ONCE, List.of());
        TrackPlayer player = player(speed);
        try (Supervisor cluster = Supervisor.start(place, settings)) {
            await(cluster, ClusterState.Phase.EMPTY);
            try (TrackPublisher publisher = new TrackPublisher(settings.connection())) {
                recording.sites().forEach(publisher::publish);
                recording.assets().forEach(publisher::publish);
                player.publishSeeds(publisher);
                await(cluster, ClusterState.Phase.RUNNING);
                for (String process : List.of("zookeeper", "broker", "jobmanager", "taskmanager-1", "taskmanager-2")) {
                    Listeners.assertLoopbackAlone(
                            cluster.process(process).handle().orElseThrow().pid());
                }
                assertTold(settings.healthAddress());
                AtomicReference<Exception> failure = new AtomicReference<>();
                Thread playing = new Thread(() -> {
                    try {
                        player.play(publisher);
                    } catch (InterruptedException | RuntimeException e) {
                        failure.set(e);
                    }
                });
                playing.start();
                fault.happen(cluster);
                playing.join(PATIENCE.toMillis());
                assertThat(playing.isAlive()).as("still publishing").isFalse();
                assertThat(failure.get()).isNull();
            }
            return Night.read(settings.connection(), 1, player.lastPromiseMicros(), PATIENCE);
        }
    }

    /** Ready in a while, and the metrics of all processes on one page. */
    private static void assertTold(String address) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (get(address + "/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as(get(address + "/ready").body()).isLessThan(giveUp);
            Thread.sleep(100);
        }
        assertThat(get(address + "/health").statusCode()).isEqualTo(200);
        // A process that is busy with its first records may answer too late for one page.
        String metrics = get(address + "/metrics").body();
        for (int i = 0; i < 10 && heaps(metrics) < 2; i++) {
            metrics = get(address + "/metrics").body();
        }
        assertThat(metrics).containsPattern("flink_jobmanager_numRegisteredTaskManagers\\{[^}]*} 2\\.0");
        assertThat(heaps(metrics)).as("one line of each TaskManager").isEqualTo(2);
        assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE"))).doesNotHaveDuplicates();
    }

    private static long heaps(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("flink_taskmanager_Status_JVM_Memory_Heap_Used{"))
                .count();
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    static void await(Supervisor cluster, ClusterState.Phase phase) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (cluster.phase() != phase) {
            assertThat(System.nanoTime())
                    .as("%s: %s", cluster.phase(), cluster.detail())
                    .isLessThan(giveUp);
            Thread.sleep(200);
        }
    }

    /** Who publishes tracks, and anything else. */
    interface Publishing {
        void publish(TrackPublisher publisher, KafkaProducer<byte[], byte[]> raw) throws Exception;
    }

    /** Who looks at a pipeline before it ends. */
    interface Looking {
        void look(LocalPipeline pipeline) throws Exception;
    }

    /** Through broker and jobs in this process. */
    static Night.Outcome inProcess(Publishing publishing) throws Exception {
        return inProcess(publishing, pipeline -> {});
    }

    /** As {@link #inProcess(Publishing)}; somebody looks when all was said. */
    static Night.Outcome inProcess(Publishing publishing, Looking looking) throws Exception {
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1)) {
            pipeline.prepare(recording.sites(), recording.assets(), 2);
            TrackPlayer player = player(1);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection());
                    KafkaProducer<byte[], byte[]> raw = new KafkaProducer<>(
                            pipeline.connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
                player.publishSeeds(publisher);
                pipeline.submitJobs(OPTIONS, recording.sites(), recording.assets(), 1);
                publishing.publish(publisher, raw);
            }
            Night.Outcome outcome = Night.read(pipeline.connection(), 1, player.lastPromiseMicros(), PATIENCE);
            looking.look(pipeline);
            return outcome;
        }
    }

    static void send(KafkaProducer<byte[], byte[]> raw, byte[] bytes) {
        byte[] key = Integer.toString(Arrays.hashCode(bytes)).getBytes(StandardCharsets.UTF_8);
        send(raw, new ProducerRecord<>(Topic.TRACKS.topicName(), key, bytes));
    }

    static String digest(String words) {
        Matcher matcher = DIGEST.matcher(words);
        assertThat(matcher.find()).as(words).isTrue();
        return matcher.group(1);
    }
}
