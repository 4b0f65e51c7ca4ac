package org.greenzone.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.EventFile;
import org.greenzone.cli.input.Span;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.ConjunctionMessage;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.OrbitSource;
import org.greenzone.schemas.Site;

/**
 * What went into a pipeline, out of the topics of its broker into files. The promises in the topics say which time the
 * recording covers, so that a replay begins and ends where the live run did.
 */
final class TopicRecording {
    private static final List<Topic> INPUTS =
            List.of(Topic.TRACKS, Topic.ORBITS, Topic.SITES, Topic.ASSETS, Topic.MESSAGES);

    private final CommonOptions common;
    private final Properties connection;
    private final JobOptions options;
    private long startMicros = Long.MAX_VALUE;
    private long lastPromiseMicros = Long.MIN_VALUE;
    private final Map<Integer, Map<Integer, Long>> promisedInMessages = new TreeMap<>();

    TopicRecording(CommonOptions common, Properties connection, JobOptions options) {
        this.common = common;
        this.connection = connection;
        this.options = options;
    }

    /** Writes one file of each kind; records that cannot be decoded are named and left out. */
    List<Path> write(Path folder) throws IOException {
        if (!new TopicAdmin(connection).partitions().keySet().containsAll(INPUTS)) {
            throw new CommandFailed("the topics of Greenzone are not all on this broker; see greenzone topics");
        }
        Map<Topic, List<SpecificRecordBase>> events = new LinkedHashMap<>();
        INPUTS.forEach(topic -> events.put(topic, new ArrayList<>()));
        try (EventReader reader = new EventReader(connection, INPUTS)) {
            for (EventReader.Received received : reader.readToEnd()) {
                if (received.decoded() instanceof Wire.Broken broken) {
                    common.complain(received.topic().topicName() + "/" + received.partition() + " offset "
                            + received.offset() + ": left out: " + broken.detail());
                } else if (received.decoded() instanceof Wire.Message message) {
                    take(received.topic(), received.partition(), message.value(), events);
                }
            }
        }
        if (events.getOrDefault(Topic.TRACKS, List.of()).isEmpty()) {
            throw common.nothing("the topic tracks holds no track; see greenzone topics");
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<Topic, List<SpecificRecordBase>> entry : events.entrySet()) {
            Path file = folder.resolve(entry.getKey().topicName() + ".avro");
            EventFile.write(
                    file,
                    entry.getKey().schema(),
                    entry.getValue(),
                    entry.getKey() == Topic.TRACKS ? span() : Optional.empty());
            files.add(file);
        }
        return files;
    }

    private void take(
            Topic topic, int partition, SpecificRecordBase event, Map<Topic, List<SpecificRecordBase>> events) {
        if (event instanceof org.greenzone.schemas.Progress wire) {
            Progress promise = ProgressCodec.fromWire(wire);
            if (topic == Topic.TRACKS) {
                lastPromiseMicros = Math.max(lastPromiseMicros, promise.completeUntilMicros());
            } else if (topic == Topic.MESSAGES) {
                promisedInMessages
                        .computeIfAbsent(partition, none -> new TreeMap<>())
                        .merge(promise.index(), promise.completeUntilMicros(), Math::max);
            } else if (promise.source().equals(ProgressWatermarks.SEED)) {
                startMicros = Math.min(startMicros, promise.completeUntilMicros());
            }
        } else if (event instanceof ConjunctionMessage wire) {
            ReceivedMessages messages = ReceivedMessages.fromWire(wire);
            events.getOrDefault(topic, new ArrayList<>())
                    .add(messages.from(Math.max(messages.receivedMicros(), promisedBefore(partition)))
                            .toWire());
        } else if (isInput(event)) {
            events.getOrDefault(topic, new ArrayList<>()).add(event);
        }
    }

    /** Messages that come late count from what was promised before them on: from then on they count in the replay too. */
    private long promisedBefore(int partition) {
        return promisedInMessages.getOrDefault(partition, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MIN_VALUE);
    }

    /** The player's last promise stands two windows after the end of what it plays. */
    private Optional<Span> span() {
        if (startMicros == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long end = Math.max(startMicros, lastPromiseMicros);
        return Optional.of(new Span(startMicros, Math.max(startMicros, end - 2 * options.windowMicros())));
    }

    /** Not what the jobs made themselves. */
    private static boolean isInput(SpecificRecordBase event) {
        if (event instanceof Site site) {
            return !SiteCodec.isRunning(site);
        }
        return !(event instanceof Orbit orbit)
                || orbit.getSource() == OrbitSource.ELEMENT_SET
                || orbit.getSource() == OrbitSource.OWNER_EPHEMERIS;
    }
}
