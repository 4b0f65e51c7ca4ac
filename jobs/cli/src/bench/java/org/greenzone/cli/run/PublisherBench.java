package org.greenzone.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.input.Recording;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.scenario.ScenarioReader;

/**
 * Tracks that a publisher gets rid of in a second, with one request in flight (what it does, so that a new topic is not refused for ever) and with five (Kafka's default), in turn.
 *
 * <p>Arguments: scenario file, tracks of each round, rounds.
 */
public final class PublisherBench {
    private PublisherBench() {}

    public static void main(String[] arguments) throws Exception {
        Wire.trustOwnSchemas();
        List<Track> tracks = Recording.of(Simulator.simulate(
                        new ScenarioReader(SiteCatalogue.builtIn()).file(Path.of(arguments[0])),
                        PhysicalData.builtIn(),
                        (done, all) -> {}))
                .tracks();
        int count = Integer.parseInt(arguments[1]);
        for (int partitions : new int[] {1, 4}) {
            try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
                new TopicAdmin(broker.connection()).createMissing(partitions);
                for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                    for (int inFlight : new int[] {1, 5}) {
                        System.out.printf(
                                Locale.ROOT,
                                "%d partitions, %d in flight: %.0f tracks a second; one alone %.1f ms%n",
                                partitions,
                                inFlight,
                                rate(broker, tracks, count, inFlight),
                                alone(broker, tracks, inFlight));
                    }
                }
            }
        }
    }

    private static TrackPublisher publisher(EmbeddedBroker broker, int inFlight) {
        Properties connection = broker.connection();
        connection.setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, Integer.toString(inFlight));
        return new TrackPublisher(connection);
    }

    private static double rate(EmbeddedBroker broker, List<Track> tracks, int count, int inFlight) {
        try (TrackPublisher publisher = publisher(broker, inFlight)) {
            publisher.publish(tracks.get(0));
            publisher.flush();
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                publisher.publish(tracks.get(i % tracks.size()));
            }
            publisher.flush();
            return count / ((System.nanoTime() - began) * 1e-9);
        }
    }

    /** Milliseconds from one track to the word of the broker that it has it: mean of 200. */
    private static double alone(EmbeddedBroker broker, List<Track> tracks, int inFlight) {
        try (TrackPublisher publisher = publisher(broker, inFlight)) {
            publisher.publish(tracks.get(0));
            publisher.flush();
            long began = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                publisher.publish(tracks.get(i % tracks.size()));
                publisher.flush();
            }
            return (System.nanoTime() - began) * 1e-6 / 200;
        }
    }
}
