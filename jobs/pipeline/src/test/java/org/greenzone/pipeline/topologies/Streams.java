package org.greenzone.pipeline.topologies;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;

/** Records as their writers would publish them: with promises in between. */
public final class Streams {
    private static final long MINUTE = 60_000_000L;

    private Streams() {}

    /** Tracks in the order given, and heartbeats of each site each minute up to the end of each and to the last promise. */
    static List<Inbound> tracks(List<Track> tracks, List<Site> sites, long startMicros, long lastPromiseMicros) {
        List<Inbound> records = new ArrayList<>();
        long heartbeat = startMicros;
        heartbeats(records, sites, heartbeat);
        for (Track track : tracks) {
            heartbeat = heartbeats(records, sites, heartbeat, track.endMicros());
            records.add(Events.inbound(track));
        }
        heartbeats(records, sites, lastPromiseMicros);
        return records;
    }

    /** Heartbeats each minute, from one that was, up to a time; gives the last. */
    static long heartbeats(List<Inbound> records, List<Site> sites, long last, long untilMicros) {
        long heartbeat = last;
        while (heartbeat + MINUTE <= untilMicros) {
            heartbeat += MINUTE;
            heartbeats(records, sites, heartbeat);
        }
        return heartbeat;
    }

    private static void heartbeats(List<Inbound> records, List<Site> sites, long micros) {
        sites.forEach(site -> records.add(Events.promise(Topic.TRACKS, site.siteId(), micros)));
    }

    /** The catalogue at the start, and orbits as they become known. */
    public static List<Inbound> catalogue(
            List<CatalogueOrbit> seeds, List<CatalogueOrbit> orbits, long startMicros, long lastPromiseMicros) {
        List<Inbound> records = new ArrayList<>();
        seeds.forEach(orbit -> records.add(Events.inbound(orbit)));
        records.add(Events.promise(Topic.ORBITS, "seed", startMicros));
        for (CatalogueOrbit orbit : orbits) {
            records.add(Events.promise(Topic.ORBITS, "determine-orbits", orbit.availableMicros()));
            records.add(Events.inbound(orbit));
        }
        records.add(Events.promise(Topic.ORBITS, "determine-orbits", lastPromiseMicros));
        return records;
    }

    static Consumer<TestCluster.Run> correlation(
            List<Inbound> tracks,
            List<Inbound> catalogue,
            List<Inbound> calibrations,
            JobOptions options,
            ReferenceData reference) {
        List<String> sites = List.copyOf(reference.sites().keySet());
        return run -> {
            CorrelationTopology.Outputs outputs = CorrelationTopology.build(
                    run.topic(tracks, sites, 0),
                    run.topic(catalogue, List.of("determine-orbits"), options.lagMicros()),
                    run.topic(calibrations, List.of("calibrate-sites"), options.lagMicros()),
                    options,
                    reference);
            run.collect(outputs.associations(), "associations");
            run.collect(outputs.rejected(), "rejected");
        };
    }

    /** @param associations in the order of their decisions */
    public static List<Inbound> associations(List<Association> associations, long lastPromiseMicros) {
        List<Inbound> records = new ArrayList<>();
        for (Association association : associations) {
            records.add(Events.promise(Topic.ASSOCIATIONS, "correlate-tracks", association.decidedMicros()));
            records.add(Events.inbound(association));
        }
        records.add(Events.promise(Topic.ASSOCIATIONS, "correlate-tracks", lastPromiseMicros));
        return records;
    }

    /**
     * @param associations records of the topic
     * @param catalogue records of the topic orbits; read to its end also where the run stops in the other
     */
    static Consumer<TestCluster.Run> determination(
            List<Inbound> associations, List<Inbound> catalogue, JobOptions options) {
        return run -> {
            DeterminationTopology.Outputs outputs = DeterminationTopology.build(
                    run.topic(associations, List.of("correlate-tracks"), 0),
                    run.wholeTopic(catalogue, List.of("determine-orbits"), options.lagMicros()),
                    options);
            run.collect(outputs.orbits(), "orbits");
            run.collect(outputs.manoeuvres(), "manoeuvres");
            run.collect(outputs.undetermined(), "undetermined");
        };
    }
}
