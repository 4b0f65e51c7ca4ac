package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.SmallNight;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.direct.DirectDetermination.Outcome;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A track that its site publishes 20 minutes after it should have, through correlation and determination. */
@ExtendWith(TestCluster.Extension.class)
class LateTracksTest {
    private static final long MINUTE = 60_000_000L;
    private static final long START = SmallNight.night().startMicros();

    /** The first track of an object that was seen again. */
    private final Association timely = SmallNight.associations().stream()
            .filter(a -> a.prior().stream().anyMatch(p -> p.source() == OrbitSource.ELEMENT_SET))
            .filter(a -> SmallNight.associations().stream()
                            .filter(b -> b.objectId().equals(a.objectId()))
                            .count()
                    > 1)
            .findFirst()
            .orElseThrow();

    private final Track late = timely.track();
    private final long arrival = late.endMicros() + 20 * MINUTE;
    private final long lastPromise = SmallNight.OPTIONS.windowEnd(arrival) + 2 * MINUTE;

    /** The night as it was until the late track came. */
    private final List<Outcome> without = without(late);

    private static List<Outcome> without(Track left) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Track> others = SmallNight.night().tracks().stream()
                .filter(track -> !track.equals(left))
                .toList();
        SmallNight.determination().run(others, outcomes::add);
        return outcomes;
    }

    private List<Object> correlate(TestCluster cluster, int parallelism) throws Exception {
        List<Track> others = without.stream().map(o -> o.association().track()).toList();
        List<Inbound> tracks =
                Streams.tracks(others, SmallNight.night().sites(), START, SmallNight.lastPromiseMicros());
        long last = Streams.heartbeats(tracks, SmallNight.night().sites(), SmallNight.lastPromiseMicros(), arrival);
        tracks.add(Events.inbound(late));
        Streams.heartbeats(tracks, SmallNight.night().sites(), last, lastPromise);
        List<CatalogueOrbit> orbits =
                without.stream().flatMap(o -> o.fusion().orbits().stream()).toList();
        return cluster.run(
                parallelism,
                Streams.correlation(
                        tracks,
                        Streams.catalogue(SmallNight.seeds(), orbits, START, lastPromise),
                        List.of(Events.promise(Topic.SITES, "calibrate-sites", lastPromise)),
                        SmallNight.OPTIONS,
                        SmallNight.reference()));
    }

    @Test
    void itEndsInTheOrbitsOfOneInTimeAndChangesNothingElse(TestCluster cluster) throws Exception {
        List<Object> events = correlate(cluster, 2);
        assertThat(Events.bytes(correlate(cluster, 1))).isEqualTo(Events.bytes(events));

        List<Association> associations = events.stream()
                .map(Association.class::cast)
                .sorted(Comparator.comparingLong(Association::decidedMicros).thenComparing(Association::associationId))
                .toList();
        // What the others are, and when, is as if it had never come: it moved no watermark.
        assertThat(Events.bytes(associations.stream().filter(a -> !a.late()).toList()))
                .isEqualTo(
                        Events.bytes(without.stream().map(Outcome::association).toList()));
        assertThat(associations).filteredOn(Association::late).singleElement().satisfies(a -> {
            assertThat(a.track().trackId()).isEqualTo(late.trackId());
            assertThat(a.objectId()).isEqualTo(timely.objectId());
            assertThat(a.decidedMicros()).isBetween(arrival - MINUTE, SmallNight.OPTIONS.windowEnd(arrival));
        });

        List<Object> orbits = cluster.run(
                2,
                Streams.determination(
                        Streams.associations(associations, lastPromise),
                        Streams.catalogue(SmallNight.seeds(), SmallNight.orbits(), START, lastPromise),
                        SmallNight.OPTIONS));
        assertThat(last(orbits)).isEqualTo(last(SmallNight.orbits()));
    }

    /** The last orbit of each object to the last bit; but not when it became known. */
    private static Map<String, List<String>> last(Collection<?> events) {
        Map<String, CatalogueOrbit> newest = new TreeMap<>();
        events.stream()
                .filter(CatalogueOrbit.class::isInstance)
                .map(CatalogueOrbit.class::cast)
                .sorted(Comparator.comparingLong(CatalogueOrbit::availableMicros)
                        .thenComparingInt(CatalogueOrbit::revision))
                .forEach(orbit -> newest.put(orbit.objectId(), orbit));
        Map<String, List<String>> bytes = new TreeMap<>();
        newest.forEach((id, orbit) -> bytes.put(id, Events.bytes(List.of(orbit.withAvailable(0)))));
        return bytes;
    }
}
