package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.event.EventDigest;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.run.CompletionTracker;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Association;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.Progress;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.ZoneStatus;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.scenario.ScenarioReader;

/** Twenty minutes of two radars, 138 tracks, and what became of them in the topics of a broker. */
final class Night {
    private Night() {}

    /** The scenario as a file. */
    static Path scenario(Path folder) throws Exception {
        return scenario(folder, 480);
    }

    /** The same with so many objects near the radars. */
    static Path scenario(Path folder, int objects) throws Exception {
        Path file = folder.resolve("twenty-minutes-" + objects + ".yaml");
        try (InputStream content = Night.class.getResourceAsStream("twenty-minutes.yaml")) {
            String all = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(file, all.replace("count: 480", "count: " + objects));
        }
        return file;
    }

    static Recording recording(Path scenario) throws Exception {
        return Recording.of(Simulator.simulate(
                new ScenarioReader(SiteCatalogue.builtIn()).file(scenario), PhysicalData.builtIn(), (done, all) -> {}));
    }

    /**
     * What came out.
     *
     * @param digest of all but the rejected records
     * @param decided how often each track was decided for the first time
     * @param late ids of tracks whose association says that they came late
     * @param rejected all rejected records
     * @param zones all statuses, in the order in which they came
     * @param repeats records that came twice
     * @param disorder orbits that came before an older one of their object
     */
    record Outcome(
            String digest,
            Map<String, Integer> decided,
            Set<String> late,
            List<RejectedTrack> rejected,
            List<ZoneStatus> zones,
            long repeats,
            long disorder) {
        long lost(Recording recording) {
            return recording.tracks().stream()
                    .filter(track -> !decided.containsKey(track.trackId()))
                    .count();
        }

        long doubled() {
            return decided.values().stream().filter(times -> times > 1).count() + repeats;
        }
    }

    /** Reads until all jobs have promised the time; fails after so long. */
    static Outcome read(Properties connection, int parallelism, long untilMicros, Duration patience) throws Exception {
        EventDigest digest = new EventDigest();
        Map<String, Integer> decided = new HashMap<>();
        Set<String> late = new HashSet<>();
        List<RejectedTrack> rejected = new ArrayList<>();
        List<ZoneStatus> zones = new ArrayList<>();
        Map<String, Integer> revisions = new HashMap<>();
        long disorder = 0;
        CompletionTracker completion =
                new CompletionTracker(Topic.outputs(), new TopicAdmin(connection).partitions(), parallelism);
        long giveUp = System.nanoTime() + patience.toNanos();
        try (EventReader reader = new EventReader(connection, Topic.outputs())) {
            while (completion.completeUntilMicros() < untilMicros) {
                assertThat(System.nanoTime())
                        .as("the jobs have come to %d of %d", completion.completeUntilMicros(), untilMicros)
                        .isLessThan(giveUp);
                for (EventReader.Received received : reader.poll(Duration.ofMillis(200))) {
                    var event = ((Wire.Message) received.decoded()).value();
                    if (event instanceof Progress promise) {
                        completion.promised(received.topic(), received.partition(), ProgressCodec.fromWire(promise));
                    } else if (event instanceof RejectedTrack one) {
                        rejected.add(one);
                    } else {
                        digest.add(received.topic(), event);
                        if (event instanceof ZoneStatus status) {
                            zones.add(status);
                        }
                        if (event instanceof Orbit orbit) {
                            Integer before = revisions.put(orbit.getObjectId(), orbit.getRevision());
                            disorder += before != null && before > orbit.getRevision() ? 1 : 0;
                        }
                        if (event instanceof Association association && association.getRevision() == 0) {
                            decided.merge(association.getTrack().getTrackId(), 1, Integer::sum);
                            if (association.getLate()) {
                                late.add(association.getTrack().getTrackId());
                            }
                        }
                    }
                }
            }
        }
        return new Outcome(digest.hex(), decided, late, rejected, zones, digest.repeats(), disorder);
    }
}
