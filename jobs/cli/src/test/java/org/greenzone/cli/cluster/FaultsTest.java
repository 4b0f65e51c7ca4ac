package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.Run;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.run.LocalPipeline;
import org.greenzone.cli.run.TrackPlayer;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.RejectionReason;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The fault table: each row does to twenty minutes of two radars what happens to machines, and holds the events against those of
 * a run to which nothing happened. Prints the table at the end.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest extends Faults {
    @Test
    @Order(1)
    @Timeout(300)
    void poisonedRecordsAreRejectedOnceEachAndTheOtherEventsAreThoseOfACleanRun() throws Exception {
        Map<String, RejectionReason> poison = Poison.records(recording, 1000);
        List<String> left = new ArrayList<>(poison.keySet());
        Collections.shuffle(left, new Random(1408));
        int each = left.size() / 18;
        Night.Outcome outcome =
                inProcess((publisher, raw) -> player(Double.POSITIVE_INFINITY).play(publisher, reached -> {
                    publisher.flush();
                    for (int i = 0; i < each && !left.isEmpty(); i++) {
                        send(raw, HexFormat.of().parseHex(left.remove(left.size() - 1)));
                    }
                    if (reached >= recording.endMicros()) {
                        left.forEach(hex -> send(raw, HexFormat.of().parseHex(hex)));
                        left.clear();
                    }
                }));
        assertThat(left).isEmpty();
        Map<String, List<RejectionReason>> found = new HashMap<>();
        for (RejectedTrack one : outcome.rejected()) {
            found.computeIfAbsent(HexFormat.of().formatHex(one.getBytes().array()), hex -> new ArrayList<>())
                    .add(one.getReason());
        }
        assertThat(found).hasSameSizeAs(poison);
        poison.forEach((hex, reason) -> assertThat(found.get(hex)).as(hex).containsExactly(reason));
        assertThat(outcome.digest()).isEqualTo(clean);
        row(
                1,
                poison.size() + " poisoned messages of 12 kinds among good ones",
                "each in rejected-tracks once with its bytes and reason; the other events byte-identical to a clean run");
    }

    @Test
    @Order(2)
    @Timeout(300)
    void duplicatesAndAnyOrderWithinTheBoundChangeNothing() throws Exception {
        Random random = new Random(5);
        List<Track> copies = new ArrayList<>();
        Night.Outcome outcome = inProcess((publisher, raw) -> {
            List<Track> waiting = new ArrayList<>(recording.tracks());
            List<String> sites = recording.siteIdsAt(recording.startMicros());
            long end = recording.endMicros();
            // A minute is what a heartbeat promises: within it tracks come in any order, and again in later minutes.
            for (long minute = recording.startMicros() + 60_000_000L;
                    minute < end + 60_000_000L;
                    minute += 60_000_000L) {
                long until = Math.min(minute, end + 1);
                List<Track> due = new ArrayList<>(waiting.stream()
                        .filter(track -> track.endMicros() < until)
                        .toList());
                waiting.removeAll(due);
                List<Track> sent = new ArrayList<>(due);
                for (int i = 0; i < due.size(); i++) {
                    if (random.nextInt(3) == 0) {
                        copies.add(due.get(i));
                        sent.add(due.get(i));
                    }
                }
                Collections.shuffle(sent, random);
                sent.forEach(publisher::publish);
                publisher.heartbeats(sites, Math.min(minute, end));
            }
            assertThat(waiting).isEmpty();
            publisher.heartbeats(sites, player(1).lastPromiseMicros());
            publisher.flush();
        });
        assertThat(outcome.digest()).isEqualTo(clean);
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.lost(recording)).isZero();
        assertThat(outcome.rejected()).hasSameSizeAs(copies);
        assertThat(outcome.rejected()).allMatch(one -> one.getReason() == RejectionReason.DUPLICATE);
        row(
                2,
                "duplicates, any order within the bound",
                copies.size() + " duplicates rejected, tracks of each minute shuffled: digest unchanged");
    }

    @Test
    @Order(3)
    @Timeout(400)
    void theDigestDoesNotDependOnParallelismAndPace() throws Exception {
        List<String> digests = new ArrayList<>();
        for (String[] words : new String[][] {{"1", "max"}, {"2", "max"}, {"4", "max"}, {"1", "200"}}) {
            Run run = Run.of(
                    "run", "--scenario", scenario, "--until-done", "--parallelism", words[0], "--speed", words[1]);
            assertThat(run.exitCode()).as(run.err()).isZero();
            digests.add(digest(run.err()));
        }
        assertThat(digests).containsOnly(digests.get(0));
        row(
                3,
                "replay at parallelism 1, 2, 4 and at 200x",
                "one digest, " + digests.get(0).substring(0, 16) + "...");
    }

    @Test
    @Order(4)
    @Timeout(400)
    void aKilledProcessGoesOnWithoutLossOrRepeat() throws Exception {
        Path data = folder.resolve("embedded");
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--data",
                data.toString(),
                "--scenario",
                scenario.toString(),
                "--until-done",
                "--delivery",
                "exactly-once",
                "--speed",
                "20"));
        String undisturbed =
                digest(Run.of("run", "--scenario", scenario, "--until-done").err());
        List<Integer> printed = new ArrayList<>();
        for (int kill = 0; kill < 2; kill++) {
            Path out = folder.resolve("embedded-" + kill + ".out");
            Process process = process(words, out);
            awaitLines(process, out, 500 + 25 * kill);
            process.destroyForcibly().waitFor();
            printed.add((int) Files.lines(out).count());
            if (kill == 0) {
                words.add("--resume");
            }
        }
        Path out = folder.resolve("embedded-end.out");
        assertThat(process(words, out).waitFor()).isZero();
        String end = Files.readString(out);
        assertThat(digest(end)).isEqualTo(undisturbed);
        assertThat(end).doesNotContain("came twice");
        row(
                4,
                "kill -9 of the whole embedded process twice",
                "killed after " + printed.get(0) + " and " + printed.get(1)
                        + " lines: digest that of an undisturbed run, no record twice");
    }

    @Test
    @Order(7)
    @Timeout(500)
    void aClockThatIsWrongMovesNoWatermarkAndIsFlagged() throws Exception {
        List<String> said = new ArrayList<>();
        for (long offset : new long[] {5_000_000L, YEAR_2099 - recording.startMicros()}) {
            Night.Outcome outcome = besideAClock(offset);
            assertThat(outcome.digest()).as("others, %d us fast", offset).isEqualTo(clean);
            assertThat(outcome.late()).isEmpty();
            assertThat(outcome.rejected()).hasSize(copies("other").size());
            assertThat(outcome.rejected()).allMatch(one -> one.getReason() == RejectionReason.TIME_IN_FUTURE);
            said.add(offset == 5_000_000L ? "+5 s: all its tracks rejected" : "2099: the same");
        }
        Night.Outcome slow = besideAClock(-7_200_000_000L);
        assertThat(slow.lost(recording)).isZero();
        assertThat(slow.rejected()).isEmpty();
        // Only its own are late, and all of them.
        assertThat(slow.late()).hasSize(copies("other").size());
        assertThat(recording.tracks()).noneMatch(track -> slow.late().contains(track.trackId()));
        row(
                7,
                "clock skew +5 s, 2099, -2 h of a third site",
                String.join(", ", said) + ", digest of the others unchanged; -2 h: its tracks are late and say so, the"
                        + " others in time");
    }

    /** Plays with a third site beside the two, whose clock is wrong by so much from the second minute on. */
    private static Night.Outcome besideAClock(long offsetMicros) throws Exception {
        Recording before = recording;
        List<Site> three = threeSites();
        List<Track> copies = new ArrayList<>(copies("other"));
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1)) {
            pipeline.prepare(three, before.assets(), 2);
            TrackPlayer player = player(Double.POSITIVE_INFINITY);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection());
                    KafkaProducer<byte[], byte[]> raw = new KafkaProducer<>(
                            pipeline.connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
                player.publishSeeds(publisher);
                pipeline.submitJobs(OPTIONS, three, before.assets(), 1);
                player.play(publisher, reached -> {
                    publisher.flush();
                    at(
                            raw,
                            "other",
                            reached,
                            Wire.encode(ProgressCodec.toWire(new Progress("other", 0, 1, reached + offsetMicros))));
                    while (!copies.isEmpty() && copies.get(0).endMicros() <= reached) {
                        Track right = copies.remove(0);
                        Track shifted = right.withMeasurements(right.measurements().stream()
                                .map(m -> m.withTime(m.timeMicros() + offsetMicros))
                                .toList());
                        at(raw, "other", reached, Wire.encode(TrackCodec.toWire(shifted)));
                    }
                });
                assertThat(copies).isEmpty();
                publisher.heartbeat("other", player.lastPromiseMicros());
                publisher.flush();
            }
            return Night.read(pipeline.connection(), 1, player.lastPromiseMicros(), PATIENCE);
        }
    }

    private static Process process(List<String> words, Path out) throws IOException {
        return new ProcessBuilder(ChildProcess.java(1024, Supervisor.OPENS, "org.greenzone.cli.Greenzone", words))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static void awaitLines(Process process, Path out, int lines) throws Exception {
        long giveUp = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (Files.lines(out).count() < lines) {
            assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
            assertThat(System.nanoTime()).as("lines are printed").isLessThan(giveUp);
            Thread.sleep(100);
        }
    }

    @Test
    @Order(5)
    @Timeout(600)
    void aTaskManagerThenTheBrokerThenTheJobManagerAreKilled() throws Exception {
        Night.Outcome outcome = throughCluster("killed", 10, cluster -> {
            for (String name : List.of("taskmanager-1", "broker", "jobmanager")) {
                Thread.sleep(8000);
                cluster.process(name).kill();
                Thread.sleep(3000);
                await(cluster, ClusterState.Phase.RUNNING);
            }
        });
        hold(outcome);
        row(
                5,
                "kill -9 of a TaskManager, then the broker, then the JobManager",
                "lost 0, doubled 0, digest that of a clean run, no hand needed");
    }

    @Test
    @Order(6)
    @Timeout(900)
    void theBrokerIsAwayFor20AndFor90SecondsWhileTracksArePublished() throws Exception {
        Night.Outcome outcome = throughCluster("away", 8, cluster -> {
            for (int seconds : new int[] {20, 90}) {
                Thread.sleep(8000);
                cluster.process("broker").holdBack(Duration.ofSeconds(seconds));
                cluster.process("broker").kill();
                Thread.sleep(seconds * 1000L);
                await(cluster, ClusterState.Phase.RUNNING);
            }
        });
        hold(outcome);
        row(6, "broker away 20 s, then 90 s", "lost 0, doubled 0, digest that of a clean run; the publisher waited");
    }
}
