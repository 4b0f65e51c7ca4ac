package org.greenzone.cli.run;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.catalogue.Sgp4Ephemeris;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.embedded.EmbeddedFlink;
import org.greenzone.formats.gp.GpFiles;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.jobs.JobName;
import org.greenzone.pipeline.jobs.ScreenConjunctionsJob;
import org.greenzone.pipeline.topic.Topic;

/**
 * From an orbit that is published to the promise of the screening job that all its conjunctions are out: all against all, a real broker and cluster in
 * this process.
 *
 * <p>Arguments: element-set file, start (ISO), objects, horizon in hours, parallelism, updates a second, seconds. Updates of {@value #WARM_SECONDS} s go
 * before and are not counted: cold code, the
 * first checkpoint of the whole catalogue and what then waits in line are in them.
 */
public final class ScreeningJobBench {
    private static final double WARM_SECONDS = 100;

    private ScreeningJobBench() {}

    public static void main(String[] arguments) throws Exception {
        Wire.trustOwnSchemas();
        long start = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(arguments[1]));
        List<CatalogueOrbit> orbits = orbits(Path.of(arguments[0]), start, Integer.parseInt(arguments[2]));
        JobOptions options = JobOptions.DEFAULT.withScreening(Double.parseDouble(arguments[3]), true);
        int parallelism = Integer.parseInt(arguments[4]);
        double rate = Double.parseDouble(arguments[5]);
        int updates = (int) (rate * Double.parseDouble(arguments[6]));
        int warm = (int) (rate * WARM_SECONDS);
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary();
                EmbeddedFlink flink = EmbeddedFlink.start(parallelism);
                TrackPublisher publisher = publisher(broker, parallelism)) {
            long began = System.nanoTime();
            for (CatalogueOrbit orbit : orbits) {
                publisher.publish(orbit);
            }
            complete(publisher, start + 1000);
            publisher.flush();
            Configuration checkpoints = new Configuration();
            checkpoints.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            checkpoints.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    flink.folder().resolve("checkpoints").toUri().toString());
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.createLocalEnvironment(parallelism, checkpoints);
            ScreenConjunctionsJob job = new ScreenConjunctionsJob();
            job.build(environment, broker.connection(), options, List.of(), List.of());
            JobID id = flink.submit(environment, "screening");
            Follower follower = new Follower(broker);
            follower.thread.start();
            while (follower.complete.get() < start + 1000) {
                Thread.sleep(20);
                if (flink.status(id).isGloballyTerminalState()) {
                    throw new IllegalStateException("the job ended");
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d objects, %s h, parallelism %d: the catalogue against itself in %.0f s, %d events%n",
                    orbits.size(),
                    arguments[3],
                    parallelism,
                    (System.nanoTime() - began) * 1e-9,
                    follower.events.get());
            long before = follower.events.get();
            double[] all = update(publisher, follower, orbits, start, rate, warm + updates);
            double[] latencies = Arrays.copyOfRange(all, warm, warm + updates);
            Arrays.sort(latencies);
            System.out.printf(
                    Locale.ROOT,
                    "%d updates, %.0f a second: %d events (with those before); from publishing to complete %.0f ms median, %.0f p90, %.0f p99, %.0f worst%n",
                    updates,
                    rate,
                    follower.events.get() - before,
                    latencies[updates / 2],
                    latencies[updates * 9 / 10],
                    latencies[updates * 99 / 100],
                    latencies[updates - 1]);
            System.out.println("last checkpoint: " + lastCheckpoint(flink, id));
            follower.thread.interrupt();
            follower.thread.join();
            flink.cancel(id);
        }
    }

    /** Milliseconds and bytes of the newest whole checkpoint, as Flink says them. */
    private static String lastCheckpoint(EmbeddedFlink flink, JobID id) throws Exception {
        URI address = URI.create(flink.restAddress() + "/jobs/" + id + "/checkpoints");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher matcher = Pattern.compile("\"completed\":\\{.*?\"state_size\":(\\d+),\"end_to_end_duration\":(\\d+)")
                .matcher(body.substring(body.indexOf("\"latest\"")));
        return matcher.find() ? matcher.group(2) + " ms, " + matcher.group(1) + " bytes" : "none";
    }

    /** Orbits are complete, and no message counts before. */
    private static void complete(TrackPublisher publisher, long micros) {
        publisher.promise(Topic.MESSAGES, new Progress(JobName.CORRELATE_TRACKS.jobName(), 0, 1, micros));
        publisher.seedComplete(micros);
    }

    private static TrackPublisher publisher(EmbeddedBroker broker, int partitions) {
        new TopicAdmin(broker.connection()).createMissing(partitions);
        return new TrackPublisher(broker.connection());
    }

    /** Milliseconds from each update to the promise that covers it. */
    private static double[] update(
            TrackPublisher publisher,
            Follower follower,
            List<CatalogueOrbit> orbits,
            long start,
            double rate,
            int updates)
            throws InterruptedException {
        Random random = new Random(5);
        Map<Long, Long> sent = Collections.synchronizedMap(new TreeMap<>());
        double[] latencies = new double[updates];
        follower.waiting = sent;
        follower.latencies = latencies;
        long began = System.nanoTime();
        for (int k = 0; k < updates; k++) {
            long due = began + (long) (k * 1e9 / rate);
            long wait = due - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            long known = start + 1_000_000 + (long) (k * 1e6 / rate);
            CatalogueOrbit orbit = orbits.get(random.nextInt(orbits.size()));
            double[] state = orbit.stateGcrf().clone();
            state[0] += 1 + k % 7;
            sent.put(known + 1000, System.nanoTime());
            publisher.publish(again(orbit, orbit.epochMicros(), known, state, 1 + k));
            complete(publisher, known + 1000);
            publisher.flush();
        }
        while (!sent.isEmpty()) {
            Thread.sleep(5);
        }
        return latencies;
    }

    /** Reads conjunctions and promises as they come. */
    private static final class Follower {
        final AtomicLong complete = new AtomicLong(Long.MIN_VALUE);
        final AtomicLong events = new AtomicLong();
        final Thread thread = new Thread(this::follow, "follower");
        private final EmbeddedBroker broker;
        private final Map<String, Long> promises = new TreeMap<>();
        private volatile Map<Long, Long> waiting = Map.of();
        private volatile double[] latencies = {};
        private int done;

        Follower(EmbeddedBroker broker) {
            this.broker = broker;
        }

        private void follow() {
            try (EventReader reader = new EventReader(broker.connection(), List.of(Topic.CONJUNCTIONS))) {
                while (!Thread.currentThread().isInterrupted()) {
                    reader.poll(Duration.ofMillis(20)).forEach(this::take);
                }
            } catch (org.apache.kafka.common.errors.InterruptException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        private void take(EventReader.Received received) {
            if (!(received.decoded() instanceof Wire.Message message)) {
                return;
            }
            if (!(message.value() instanceof org.greenzone.schemas.Progress progress)) {
                events.incrementAndGet();
                return;
            }
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, progress.getCompleteUntil());
            promises.merge(received.partition() + "/" + progress.getIndex(), micros, Math::max);
            if (promises.size() < progress.getCount() * progress.getCount()) {
                return;
            }
            long least = Collections.min(promises.values());
            complete.set(least);
            long now = System.nanoTime();
            List<Long> covered = new ArrayList<>();
            synchronized (waiting) {
                waiting.keySet().stream().filter(until -> until <= least).forEach(covered::add);
            }
            for (Long until : covered) {
                latencies[done++] = (now - waiting.remove(until)) * 1e-6;
            }
        }
    }

    private static List<CatalogueOrbit> orbits(Path file, long start, int most) {
        PhysicalData physics = PhysicalData.builtIn();
        List<ElementSet> sets = new ArrayList<>(GpFiles.read(file).records());
        Collections.shuffle(sets, new Random(1));
        ElementSetOrbits converter = new ElementSetOrbits(
                physics, new OrbitPropagator(physics, new ForceModel(2, false, false, false, false)));
        List<CatalogueOrbit> orbits = new ArrayList<>();
        for (ElementSet set : sets.subList(0, Math.min(most, sets.size()))) {
            double[] state = new double[6];
            if (Math.abs(set.epochMicros() - start) < 10 * 86_400_000_000L
                    && new Sgp4Ephemeris(physics, set).stateGcrf(start, state)) {
                Optional<CatalogueOrbit> orbit = converter.unfitted(set);
                orbit.ifPresent(o -> orbits.add(again(o, start, start, state, 0)));
            }
        }
        return orbits;
    }

    private static CatalogueOrbit again(CatalogueOrbit of, long epoch, long known, double[] state, int revision) {
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(of.objectId(), epoch, state, List.of(Integer.toString(revision))),
                of.objectId(),
                of.objectName(),
                of.internationalDesignator(),
                revision,
                epoch,
                known,
                state,
                of.ballisticCoefficient(),
                of.radiationCoefficient(),
                of.covarianceRtn(),
                of.source(),
                0,
                0,
                0,
                Double.NaN,
                of.rmsByKind(),
                1,
                of.restsOn());
    }
}
