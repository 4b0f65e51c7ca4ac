package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Crossing;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.Hypothesis;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.direct.DirectDetermination.Outcome;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two objects cross, and a track in the middle may be of the one or the other. */
@ExtendWith(TestCluster.Extension.class)
class AmbiguousTracksTest {
    private static final long LAST_PROMISE = Crossing.START + Crossing.OPTIONS.undecidedMicros() + 600_000_000L;

    private static final long HALF_AN_HOUR = 1_800_000_000L;

    private static List<Association> associations(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::association).toList();
    }

    private static List<CatalogueOrbit> orbits(List<Outcome> outcomes) {
        return outcomes.stream().flatMap(o -> o.fusion().orbits().stream()).toList();
    }

    @Test
    void aLaterTrackOfOneOfThemTellsAndTheTrackGoesToTheOther() {
        List<Association> told = associations(Crossing.determine(List.of(Crossing.middle(), Crossing.later())));
        assertThat(told).hasSize(3);

        Association open = told.get(0);
        assertThat(open.isAmbiguous()).isTrue();
        assertThat(open.hypotheses())
                .extracting(Hypothesis::objectId)
                .containsExactlyInAnyOrder(Crossing.FIRST, Crossing.SECOND);
        assertThat(open.hypotheses())
                .allSatisfy(h -> assertThat(h.probability()).isBetween(0.05, 0.95));

        Association deciding = told.get(1);
        assertThat(deciding.objectId()).isEqualTo(Crossing.SECOND);
        assertThat(deciding.revision()).isZero();

        Association decided = told.get(2);
        assertThat(decided.associationId()).isEqualTo(open.associationId());
        assertThat(decided.revision()).isEqualTo(1);
        assertThat(decided.objectId()).isEqualTo(Crossing.FIRST);
        assertThat(decided.track()).isEqualTo(open.track());
        // As soon as the catalogue has the orbit.
        assertThat(decided.decidedMicros())
                .isEqualTo(Crossing.OPTIONS.windowEnd(deciding.decidedMicros() + Crossing.OPTIONS.lagMicros()));
    }

    @Test
    void theTrackMakesAnOrbitOnlyWhenItIsDecided() {
        List<Outcome> outcomes = Crossing.determine(List.of(Crossing.middle(), Crossing.later()));
        assertThat(outcomes.get(0).fusion().orbits()).isEmpty();
        assertThat(orbits(outcomes))
                .filteredOn(o -> o.restsOn().contains(Crossing.middle().trackId()))
                .singleElement()
                .satisfies(o -> assertThat(o.objectId()).isEqualTo(Crossing.FIRST));
    }

    @Test
    void whereNothingTellsInTimeNoObjectGetsIt() {
        List<Outcome> outcomes = Crossing.determine(List.of(Crossing.middle()));
        assertThat(orbits(outcomes)).isEmpty();
        List<Association> told = associations(outcomes);
        assertThat(told).hasSize(2);
        assertThat(told.get(1).isDecided()).isFalse();
        assertThat(told.get(1).isAmbiguous()).isFalse();
        assertThat(told.get(1).hypotheses()).hasSize(2);
        assertThat(told.get(1).associationId()).isEqualTo(told.get(0).associationId());
        assertThat(told.get(1).decidedMicros())
                .isEqualTo(told.get(0).decidedMicros() + Crossing.OPTIONS.undecidedMicros());
    }

    private static Consumer<TestCluster.Run> correlation(List<Track> tracks, List<Outcome> direct) {
        return Streams.correlation(
                Streams.tracks(tracks, Crossing.sites(), Crossing.START, LAST_PROMISE),
                Streams.catalogue(Crossing.seeds(), orbits(direct), Crossing.START, LAST_PROMISE),
                List.of(
                        Events.promise(Topic.SITES, "calibrate-sites", Crossing.START + HALF_AN_HOUR),
                        Events.promise(Topic.SITES, "calibrate-sites", LAST_PROMISE)),
                Crossing.OPTIONS,
                Crossing.reference());
    }

    @Test
    void theJobsSayWhatOneThreadSaysAtAnyParallelism(TestCluster cluster) throws Exception {
        for (List<Track> tracks : List.of(List.of(Crossing.middle(), Crossing.later()), List.of(Crossing.middle()))) {
            List<Outcome> direct = Crossing.determine(tracks);
            List<String> expected = Events.bytes(associations(direct));
            assertThat(Events.bytes(cluster.run(1, correlation(tracks, direct))))
                    .isEqualTo(expected);
            assertThat(Events.bytes(cluster.run(2, correlation(tracks, direct))))
                    .isEqualTo(expected);
            List<Association> inOrder = associations(direct).stream()
                    .sorted(Comparator.comparingLong(Association::decidedMicros))
                    .toList();
            assertThat(Events.bytes(cluster.run(
                            2,
                            Streams.determination(
                                    Streams.associations(inOrder, LAST_PROMISE),
                                    Streams.catalogue(Crossing.seeds(), orbits(direct), Crossing.START, LAST_PROMISE),
                                    Crossing.OPTIONS))))
                    .isEqualTo(Events.bytes(orbits(direct)));
        }
    }

    @Test
    void aTrackThatWaitsOutlivesASavepoint(TestCluster cluster) throws Exception {
        List<Track> tracks = List.of(Crossing.middle(), Crossing.later());
        List<Outcome> direct = Crossing.determine(tracks);
        // Ten minutes of heartbeats: the track in the middle waits, the later one has not come.
        List<Object> events = cluster.runWithStop(20, correlation(tracks, direct), collected -> !collected.isEmpty());
        assertThat(Events.bytes(events)).isEqualTo(Events.bytes(associations(direct)));
    }
}
