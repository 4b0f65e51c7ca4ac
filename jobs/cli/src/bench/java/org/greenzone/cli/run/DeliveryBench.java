package org.greenzone.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.input.Recording;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.jobs.JobName;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.scenario.ScenarioReader;

/**
 * How long after it was said that event time has come so far the events up to there can be read from each topic, with all jobs in this process, as fast as
 * time goes: at least once, and exactly once with a checkpoint each second.
 *
 * <p>Each 0.87 s the tracks that ended since and a heartbeat of each site are published. A sample is a promise of a job that all up to an instant is there,
 * against the heartbeat from which that instant had passed: the way through broker, jobs and transactions, without the window for which
 * correlation waits (30 s of event time), which is in the age of a track when its association can be read.
 *
 * <p>Arguments: scenario file, seconds of each, and the first of them that are left out.
 */
public final class DeliveryBench {
    private static final long SECOND = 1_000_000L;

    /** Between two heartbeats: not in step with the checkpoints, so that all phases of them come. */
    private static final long BEAT_MICROS = 870_000;

    private static final List<Topic> FOLLOWED =
            List.of(Topic.ASSOCIATIONS, Topic.ORBITS, Topic.CONJUNCTIONS, Topic.ZONE_STATUS);

    private DeliveryBench() {}

    public static void main(String[] arguments) throws Exception {
        Wire.trustOwnSchemas();
        Recording recording = Recording.of(Simulator.simulate(
                new ScenarioReader(SiteCatalogue.builtIn()).file(Path.of(arguments[0])),
                PhysicalData.builtIn(),
                (done, all) -> {}));
        int seconds = Integer.parseInt(arguments[1]);
        int warm = Integer.parseInt(arguments[2]);
        for (Delivery delivery : Delivery.values()) {
            measure(recording, delivery, seconds, warm);
        }
    }

    private static void measure(Recording recording, Delivery delivery, int seconds, int warm) throws Exception {
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1)) {
            pipeline.prepare(recording.sites(), recording.assets(), 1);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
                new TrackPlayer(recording, JobOptions.DEFAULT, 1).publishSeeds(publisher);
                pipeline.submitJobs(JobOptions.DEFAULT, recording.sites(), recording.assets(), 1, delivery);
                Follower follower = new Follower(pipeline, recording.startMicros() + warm * SECOND);
                follower.thread.start();
                play(publisher, recording, follower, seconds);
                Thread.sleep(5_000);
                follower.thread.interrupt();
                follower.thread.join();
                follower.print(delivery);
            }
        }
    }

    private static void play(TrackPublisher publisher, Recording recording, Follower follower, int seconds)
            throws InterruptedException {
        List<String> sites = recording.sites().stream().map(Site::siteId).toList();
        List<Track> tracks = new ArrayList<>(recording.tracks());
        tracks.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        long began = System.nanoTime();
        int next = 0;
        for (long passed = BEAT_MICROS; passed <= seconds * SECOND; passed += BEAT_MICROS) {
            long wait = began + passed * 1_000L - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000);
            }
            long now = recording.startMicros() + passed;
            while (next < tracks.size() && tracks.get(next).endMicros() <= now) {
                follower.published.put(tracks.get(next).trackId(), System.nanoTime());
                publisher.publish(tracks.get(next++));
            }
            follower.passed.put(now, System.nanoTime());
            publisher.heartbeats(sites, now);
            publisher.flush();
        }
    }

    /** Reads what the jobs write as soon as it can be read. */
    private static final class Follower {
        final Map<String, Long> published = new ConcurrentHashMap<>();
        final java.util.concurrent.ConcurrentSkipListMap<Long, Long> passed =
                new java.util.concurrent.ConcurrentSkipListMap<>();
        final Thread thread = new Thread(this::follow, "follower");
        private final LocalPipeline pipeline;
        private final long from;
        private final int partitions;
        private final Map<Topic, Map<String, Long>> promises = new EnumMap<>(Topic.class);
        private final Map<Topic, Long> reached = new EnumMap<>(Topic.class);
        private final Map<Topic, List<Double>> samples = new EnumMap<>(Topic.class);
        private final List<Double> ages = new ArrayList<>();
        private final Map<Topic, Integer> events = new TreeMap<>();

        Follower(LocalPipeline pipeline, long from) {
            this.pipeline = pipeline;
            this.from = from;
            this.partitions = new TopicAdmin(pipeline.connection()).partitions().get(Topic.ZONE_STATUS);
        }

        private void follow() {
            try (EventReader reader = new EventReader(pipeline.connection(), FOLLOWED)) {
                while (!Thread.currentThread().isInterrupted()) {
                    reader.poll(Duration.ofMillis(5)).forEach(this::take);
                }
            } catch (org.apache.kafka.common.errors.InterruptException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        private void take(EventReader.Received received) {
            long now = System.nanoTime();
            if (!(received.decoded() instanceof Wire.Message message)) {
                return;
            }
            if (message.value() instanceof org.greenzone.schemas.Progress wire) {
                promised(received.topic(), received.partition(), ProgressCodec.fromWire(wire), now);
                return;
            }
            events.merge(received.topic(), 1, Integer::sum);
            if (message.value() instanceof org.greenzone.schemas.Association association) {
                Long since = published.remove(association.getTrack().getTrackId());
                if (since != null && TrackCodec.fromWire(association.getTrack()).endMicros() > from) {
                    ages.add((now - since) * 1e-9);
                }
            }
        }

        private void promised(Topic topic, int partition, Progress progress, long now) {
            if (Arrays.stream(JobName.values()).noneMatch(job -> job.jobName().equals(progress.source()))) {
                return;
            }
            Map<String, Long> ofTopic = promises.computeIfAbsent(topic, t -> new HashMap<>());
            ofTopic.merge(partition + "/" + progress.source(), progress.completeUntilMicros(), Math::max);
            if (ofTopic.size() < partitions) {
                return;
            }
            long least =
                    ofTopic.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            Long before = reached.put(topic, least);
            Map.Entry<Long, Long> heartbeat = passed.ceilingEntry(least);
            if (before != null && least > before && least > from && heartbeat != null) {
                samples.computeIfAbsent(topic, t -> new ArrayList<>()).add((now - heartbeat.getValue()) * 1e-6);
            }
        }

        void print(Delivery delivery) {
            for (Topic topic : FOLLOWED) {
                double[] sorted = sorted(samples.getOrDefault(topic, List.of()));
                System.out.printf(
                        Locale.ROOT,
                        "%s, %s: %d events, %d promises; readable after %.0f ms median, %.0f p90, %.0f p99, %.0f worst%n",
                        delivery.word(),
                        topic.topicName(),
                        events.getOrDefault(topic, 0),
                        sorted.length,
                        at(sorted, 0.5),
                        at(sorted, 0.9),
                        at(sorted, 0.99),
                        at(sorted, 1));
            }
            double[] old = sorted(ages);
            System.out.printf(
                    Locale.ROOT,
                    "%s: a track is decided, readable, %.1f s after it was published (median of %d; p90 %.1f)%n",
                    delivery.word(),
                    at(old, 0.5),
                    old.length,
                    at(old, 0.9));
        }

        private static double[] sorted(List<Double> values) {
            double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted;
        }

        private static double at(double[] sorted, double part) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
        }
    }
}
