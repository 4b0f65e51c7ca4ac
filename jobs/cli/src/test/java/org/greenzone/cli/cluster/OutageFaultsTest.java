package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.cli.operation.Health;
import org.greenzone.cli.run.LocalPipeline;
import org.greenzone.cli.run.TrackPlayer;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Association;
import org.greenzone.schemas.Zone;
import org.greenzone.schemas.ZoneStatus;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Rows of the fault table: what is away, full or too much. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageFaultsTest extends Faults {
    private static final String SILENT = "pfisr";

    /** Trusted for six minutes; the others go on without a site after two. */
    private static final JobOptions IMPATIENT = new JobOptions(new TrackTimes(600, 30, 24, 12, 2), 24, 0.1);

    @Test
    @Order(8)
    @Timeout(400)
    void aSiteIsSilentForTenMinutesAndComesBackWithItsBacklog() throws Exception {
        long start = recording.startMicros();
        long from = start + 5 * MINUTE;
        long back = start + 15 * MINUTE;
        // The asset is an object of which the silent site alone knows: seen near the end of its silence.
        Track sighting = recording.tracks().stream()
                .filter(track -> track.siteId().equals(SILENT) && track.endMicros() < back - MINUTE / 2)
                .filter(track -> track.endMicros() > start + 9 * MINUTE)
                .max(Comparator.comparingLong(Track::endMicros))
                .orElseThrow();
        String object = objectOf(sighting);
        Asset given = recording.assets().get(0);
        Asset asset = new Asset(
                object,
                object,
                given.hardBodyRadiusMetres(),
                given.screeningRadialMetres(),
                given.screeningInTrackMetres(),
                given.screeningCrossTrackMetres(),
                given.yellowProbability(),
                given.redProbability(),
                List.of());
        Recording three = new Recording(
                threeSites(), List.of(asset), recording.seeds(), recording.tracks(), start, recording.endMicros());
        Night.Outcome present = silent(three, start, start, sighting);
        Night.Outcome silent = silent(three, from, back, sighting);

        assertThat(present.late()).isEmpty();
        assertThat(known(present.zones(), sighting.endMicros(), back))
                .as("seen, and known")
                .isNotEmpty();
        assertThat(known(silent.zones(), start + 7 * MINUTE, back - 3 * MINUTE))
                .as("never green by silence")
                .isEmpty();
        assertThat(silent.zones())
                .anyMatch(status -> status.getZone() == Zone.UNKNOWN && micros(status) < back)
                .anyMatch(status -> status.getZone() != Zone.UNKNOWN && micros(status) >= back - 3 * MINUTE);
        assertThat(silent.lost(recording)).isZero();
        assertThat(silent.doubled()).isZero();
        assertThat(silent.rejected()).as("no record of its backlog is refused").isEmpty();
        assertThat(recording.tracks())
                .filteredOn(track -> silent.late().contains(track.trackId()))
                .as("those of the others are in time")
                .allMatch(track -> track.siteId().equals(SILENT));
        Night.Outcome patient = backlogInTime();
        assertThat(patient.late()).isEmpty();
        assertThat(patient.digest()).isEqualTo(clean);
        row(
                8,
                "a site silent for 10 min, then its backlog",
                "within --silence (15 min): no record late, digest that of a clean run; with --silence 2: the others were"
                        + " decided meanwhile and in time, the asset that it alone sees UNKNOWN, of the backlog "
                        + silent.late().size() + " used as late, 0 refused, then known again");
    }

    /** What the undisturbed run found the track to be of. */
    private static String objectOf(Track track) throws Exception {
        Set<String> found = new HashSet<>();
        inProcess((publisher, raw) -> player(Double.POSITIVE_INFINITY).play(publisher), pipeline -> {
            try (EventReader reader = new EventReader(pipeline.connection(), List.of(Topic.ASSOCIATIONS))) {
                reader.readToEnd(received -> {
                    if (received.decoded() instanceof Wire.Message message
                            && message.value() instanceof Association association
                            && association.getTrack().getTrackId().equals(track.trackId())) {
                        found.add(association.getObjectId());
                    }
                });
            }
        });
        assertThat(found).hasSize(1);
        return found.iterator().next();
    }

    private static long micros(ZoneStatus status) {
        return status.getFrom().toEpochMilli() * 1000;
    }

    private static List<ZoneStatus> known(List<ZoneStatus> zones, long fromMicros, long toMicros) {
        return zones.stream()
                .filter(status -> status.getZone() != Zone.UNKNOWN)
                .filter(status -> micros(status) >= fromMicros && micros(status) <= toMicros)
                .toList();
    }

    /** Three sites, of which one is not there for a while; before it comes back the others must have been decided. */
    private static Night.Outcome silent(Recording played, long from, long back, Track sighting) throws Exception {
        List<String> all = played.sites().stream().map(Site::siteId).toList();
        List<String> others = all.stream().filter(site -> !site.equals(SILENT)).toList();
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1)) {
            pipeline.prepare(played.sites(), played.assets(), 2);
            TrackPlayer player = new TrackPlayer(played, IMPATIENT, 1);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
                player.publishSeeds(publisher);
                pipeline.submitJobs(IMPATIENT, played.sites(), played.assets(), 1);
                play(publisher, played, all, played.startMicros(), from);
                play(publisher, played, others, from, back);
                if (back > from) {
                    awaitDecided(pipeline, others, from, back - 3 * MINUTE);
                }
                played.tracks().stream()
                        .filter(track -> track.siteId().equals(SILENT))
                        .filter(track -> track.endMicros() > from && track.endMicros() <= back)
                        .forEach(publisher::publish);
                play(publisher, played, all, back, played.endMicros());
                publisher.heartbeats(all, player.lastPromiseMicros());
                publisher.flush();
            }
            return Night.read(pipeline.connection(), 1, player.lastPromiseMicros(), PATIENCE);
        }
    }

    /** Of the two sites of the clean run one is silent, for less time than they wait for each other. */
    private static Night.Outcome backlogInTime() throws Exception {
        long from = recording.startMicros() + 5 * MINUTE;
        long back = recording.startMicros() + 15 * MINUTE;
        List<String> all = recording.sites().stream().map(Site::siteId).toList();
        return inProcess((publisher, raw) -> {
            play(publisher, recording, all, recording.startMicros(), from);
            play(
                    publisher,
                    recording,
                    all.stream().filter(site -> !site.equals(SILENT)).toList(),
                    from,
                    back);
            recording.tracks().stream()
                    .filter(track -> track.siteId().equals(SILENT))
                    .filter(track -> track.endMicros() > from && track.endMicros() <= back)
                    .forEach(publisher::publish);
            play(publisher, recording, all, back, recording.endMicros());
            publisher.heartbeats(all, player(1).lastPromiseMicros());
            publisher.flush();
        });
    }

    /** Until the tracks of these sites that ended in this time are decided. */
    private static void awaitDecided(LocalPipeline pipeline, List<String> sites, long from, long to) throws Exception {
        Set<String> wanted = new HashSet<>();
        recording.tracks().stream()
                .filter(track -> sites.contains(track.siteId()))
                .filter(track -> track.endMicros() > from && track.endMicros() <= to)
                .forEach(track -> wanted.add(track.trackId()));
        assertThat(wanted).isNotEmpty();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (EventReader reader = new EventReader(pipeline.connection(), List.of(Topic.ASSOCIATIONS))) {
            while (!wanted.isEmpty()) {
                assertThat(System.nanoTime()).as("undecided %s", wanted).isLessThan(giveUp);
                for (EventReader.Received received : reader.poll(Duration.ofMillis(200))) {
                    if (received.decoded() instanceof Wire.Message message
                            && message.value() instanceof Association association) {
                        wanted.remove(association.getTrack().getTrackId());
                    }
                }
            }
        }
    }

    @Test
    @Order(9)
    @Timeout(500)
    void theDiskOfTheCheckpointsIsFullForAWhile() throws Exception {
        FullDisk told =
                throughFullDisk("full", ClusterFolder.of(folder.resolve("full")).checkpoints(), 32);
        row(
                9,
                "disk full for the checkpoints (a file system of 32 MB), 15 s",
                "DEGRADED seen after " + told.degradedSeconds() + " s, RUNNING " + told.runningSeconds()
                        + " s after it was freed; lost 0, doubled 0, digest that of a clean run");
    }

    /** Kafka ends the process when it cannot write its log; whoever starts it again finds the disk as full, until it is freed. */
    @Test
    @Order(14)
    @Timeout(600)
    void theDiskOfTheBrokerIsFullForAWhile() throws Exception {
        FullDisk told = throughFullDisk(
                "full-broker", ClusterFolder.of(folder.resolve("full-broker")).kafka(), 96);
        row(
                14,
                "disk full for the broker (a file system of 96 MB), 15 s",
                "DEGRADED seen after " + told.degradedSeconds() + " s, the broker started again " + told.brokerStarts()
                        + " times, RUNNING " + told.runningSeconds()
                        + " s after it was freed; lost 0, doubled 0, digest that of a clean run");
    }

    /**
     * What a full disk did.
     *
     * @param degradedSeconds until it was told
     * @param runningSeconds until all was well again, from when it was freed
     * @param brokerStarts how often the broker was started again
     */
    private record FullDisk(double degradedSeconds, double runningSeconds, int brokerStarts) {}

    /** Plays the tracks through a cluster one folder of which has a file system of its own, full to the last byte for a while. */
    private FullDisk throughFullDisk(String name, Path mount, int megabytes) throws Exception {
        Files.createDirectories(mount);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", mount.toString()),
                "a file system of a size of its own needs the right to mount one");
        AtomicReference<FullDisk> told = new AtomicReference<>();
        try {
            Night.Outcome outcome = throughCluster(name, 10, cluster -> {
                Thread.sleep(8000);
                Path ballast = mount.resolve("ballast");
                fill(ballast);
                long full = System.nanoTime();
                while (cluster.health().state() != Health.State.DEGRADED) {
                    assertThat(System.nanoTime() - full).as("degraded is seen").isLessThan(30_000_000_000L);
                    Thread.sleep(50);
                }
                double degraded = (System.nanoTime() - full) / 1_000_000 / 1e3;
                assertThat(cluster.health().reasons()).isNotEmpty();
                // What is freed meanwhile, as by a broker that starts again, is taken too: it stays full.
                for (int k = 0; k < 150; k++) {
                    fill(ballast);
                    Thread.sleep(100);
                }
                assertThat(cluster.health().state()).isEqualTo(Health.State.DEGRADED);
                Files.delete(ballast);
                long free = System.nanoTime();
                await(cluster, ClusterState.Phase.RUNNING);
                double running = (System.nanoTime() - free) / 1_000_000 / 1e3;
                told.set(new FullDisk(
                        degraded, running, cluster.process("broker").restarts()));
            });
            hold(outcome);
        } finally {
            run("umount", "-l", mount.toString());
        }
        return Objects.requireNonNull(told.get());
    }

    /** To the last byte. */
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... words) throws Exception {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ten times the tracks of ten times the sites, at a pace at which twenty minutes take one. */
    @Test
    @Order(10)
    @Timeout(600)
    void tenTimesTheLoadForAMinute() throws Exception {
        Recording ten = tenfold();
        ClusterSettings settings = new ClusterSettings(
                ClusterSettings.Ports.choose(0, 0, 0), 2, 1, 1, 1000, Delivery.EXACTLY_ONCE, List.of());
        TrackPlayer player = new TrackPlayer(ten, OPTIONS, 20);
        try (Supervisor cluster = Supervisor.start(ClusterFolder.of(folder.resolve("load")), settings)) {
            await(cluster, ClusterState.Phase.EMPTY);
            long[] before;
            try (TrackPublisher publisher = new TrackPublisher(settings.connection())) {
                ten.sites().forEach(publisher::publish);
                ten.assets().forEach(publisher::publish);
                player.publishSeeds(publisher);
                await(cluster, ClusterState.Phase.RUNNING);
                before = checkpoints(cluster.rest());
                long began = System.nanoTime();
                player.play(publisher);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(70));
            }
            long[] after = checkpoints(cluster.rest());
            assertThat(after[1]).as("checkpoints that failed").isEqualTo(before[1]);
            // One in ten seconds at least, on a machine that others keep busy too.
            assertThat(after[0] - before[0])
                    .as("checkpoints of the slowest job")
                    .isGreaterThanOrEqualTo(6);
            long drained = System.nanoTime();
            Night.Outcome outcome = Night.read(settings.connection(), 1, player.lastPromiseMicros(), PATIENCE);
            double seconds = (System.nanoTime() - drained) / 1e9;
            assertThat(outcome.lost(ten)).isZero();
            assertThat(outcome.doubled()).isZero();
            assertThat(seconds).as("the lag drains").isLessThan(60);
            List<Long> peaks = new ArrayList<>();
            for (String name : List.of("taskmanager-1", "taskmanager-2")) {
                peaks.add(peakMegabytes(
                        cluster.process(name).handle().orElseThrow().pid()));
                assertThat(cluster.process(name).restarts()).isZero();
            }
            // Heap, network, metaspace, code, threads, as they are configured.
            assertThat(peaks).allSatisfy(peak -> assertThat(peak).isLessThan(1400));
            row(
                    10,
                    "load x10 (" + ten.tracks().size() + " tracks of "
                            + ten.sites().size() + " sites) for 60 s",
                    "at least " + (after[0] - before[0]) + " checkpoints of each job, none failed; all was said "
                            + Math.round(seconds * 10) / 10.0
                            + " s after the last track; lost 0, doubled 0; TaskManagers at most "
                            + peaks + " MB of RAM");
        }
    }

    /** Completed of the job that has fewest, and all that failed. */
    private static long[] checkpoints(FlinkRest rest) throws Exception {
        long least = Long.MAX_VALUE;
        long failed = 0;
        for (FlinkRest.Job job : rest.jobs().values()) {
            FlinkRest.Checkpoints of = rest.checkpoints(job.id());
            least = Math.min(least, of.completed());
            failed += of.failed();
        }
        return new long[] {least, failed};
    }

    /** The most that a process has held, MB. */
    private static long peakMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** The same as nine more sites beside each would have seen, each by some metres otherwise. */
    private static Recording tenfold() {
        List<Site> sites = new ArrayList<>(recording.sites());
        List<Track> tracks = new ArrayList<>(recording.tracks());
        for (Site site : recording.sites()) {
            for (int i = 1; i < 10; i++) {
                String id = site.siteId() + "-" + i;
                double metres = 3.0 * i;
                sites.add(beside(site, id));
                recording.tracks().stream()
                        .filter(track -> track.siteId().equals(site.siteId()))
                        .map(track -> Track.of(
                                id,
                                id,
                                "",
                                "",
                                track.correctionsApplied(),
                                track.measurements().stream()
                                        .map(m -> m.withRange(m.rangeMetres() + metres, m.rangeSigmaMetres()))
                                        .toList()))
                        .forEach(tracks::add);
            }
        }
        tracks.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        return new Recording(
                sites, recording.assets(), recording.seeds(), tracks, recording.startMicros(), recording.endMicros());
    }
}
