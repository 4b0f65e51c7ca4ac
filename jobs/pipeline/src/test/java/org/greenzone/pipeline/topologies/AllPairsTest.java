package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All objects against all in a real cluster: some objects that meet at one place and time. */
@ExtendWith(TestCluster.Extension.class)
class AllPairsTest {
    private static final long MINUTE = 60_000_000L;
    private static final long TCA = Samples.MIDNIGHT + 120 * MINUTE;
    private static final int OBJECTS = 6;
    private static final JobOptions ALL = new JobOptions(new TrackTimes(600, 30), 3, 24).withScreening(3, true);
    private static final ReferenceData NO_ASSET = new ReferenceData(List.of(), List.of());

    /** Objects of other planes and periods, so far above each other at the meeting. */
    private static CatalogueOrbit object(int number, int revision, long availableMicros, double aboveMetres) {
        double speed = 7_500 + 15 * number;
        double inclination = 0.5 + 0.3 * number;
        double[] state = {
            7_078_000 + 20 * number + aboveMetres, 0, 0, 0, speed * Math.cos(inclination), speed * Math.sin(inclination)
        };
        return Samples.certainOrbit(Integer.toString(100 + number), revision, TCA, availableMicros, state);
    }

    private static Inbound promise(long micros) {
        return Events.promise(Topic.ORBITS, "determine-orbits", micros);
    }

    /** All of them at midnight in an order of their own, then one that is revised, goes elsewhere and comes back. */
    private static List<Inbound> records(long seed) {
        List<Inbound> first = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            first.add(Events.inbound(object(i, 0, Samples.MIDNIGHT, 0)));
        }
        Collections.shuffle(first, new Random(seed));
        List<Inbound> records = new ArrayList<>(first);
        records.add(promise(Samples.MIDNIGHT + MINUTE));
        records.add(Events.inbound(object(3, 1, Samples.MIDNIGHT + 2 * MINUTE, 30)));
        records.add(promise(Samples.MIDNIGHT + 3 * MINUTE));
        records.add(Events.inbound(object(3, 2, Samples.MIDNIGHT + 4 * MINUTE, 60e3)));
        records.add(promise(Samples.MIDNIGHT + 5 * MINUTE));
        records.add(Events.inbound(object(3, 1, Samples.MIDNIGHT + 2 * MINUTE, 30)));
        records.add(Events.inbound(object(3, 3, Samples.MIDNIGHT + 6 * MINUTE, 0)));
        records.add(promise(Samples.MIDNIGHT + 200 * MINUTE));
        return records;
    }

    private static Consumer<TestCluster.Run> all(int shards, long seed) {
        return run -> run.collect(
                ScreeningTopology.ofAll(
                        run.topic(records(seed), List.of("determine-orbits"), 0)
                                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                                .returns(TypeInformation.of(CatalogueOrbit.class))
                                .uid("decode"),
                        ALL,
                        NO_ASSET,
                        shards),
                "conjunctions");
    }

    private static List<Conjunction> conjunctions(Collection<Object> events) {
        return events.stream().map(Conjunction.class::cast).toList();
    }

    @Test
    void eachPairIsAnnouncedOnceRevisedWithdrawnAndTakenUpAgainWhateverTheShardsTheOrderAndAStop(TestCluster cluster)
            throws Exception {
        List<Object> events = cluster.run(1, all(16, 1));
        Map<Status, Long> counts = conjunctions(events).stream()
                .collect(Collectors.groupingBy(Conjunction::status, Collectors.counting()));
        long pairs = OBJECTS * (OBJECTS - 1) / 2;
        assertThat(counts)
                .containsEntry(Status.NEW, pairs)
                // The five pairs of the object that changed: revised, and after they were withdrawn taken up again.
                .containsEntry(Status.REVISED, 2L * (OBJECTS - 1))
                .containsEntry(Status.WITHDRAWN, (long) (OBJECTS - 1));
        assertThat(conjunctions(events)).allSatisfy(c -> {
            assertThat(c.primary().objectId()).isLessThan(c.secondary().objectId());
            assertThat(Math.abs(c.tcaMicros() - TCA)).isLessThan(2_000_000);
            assertThat(c.probability()).isBetween(0.0, 1.0);
        });
        assertThat(Events.bytes(cluster.run(2, all(3, 2)))).isEqualTo(Events.bytes(events));
        List<Object> stopped = cluster.runWithStop(OBJECTS + 2, all(16, 1), collected -> collected.size() >= pairs);
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(events));
    }

    @Test
    void pairsOfAProtectedAssetAreScreenedOnceWithTheAssetAsPrimary(TestCluster cluster) throws Exception {
        ReferenceData station = new ReferenceData(List.of(), List.of(Samples.asset("104")));
        List<Conjunction> events = conjunctions(cluster.run(
                2,
                run -> run.collect(
                        ScreeningTopology.build(run.topic(records(1), List.of("determine-orbits"), 0), ALL, station),
                        "conjunctions")));
        List<Conjunction> announced =
                events.stream().filter(c -> c.status() == Status.NEW).toList();
        assertThat(announced).hasSize(OBJECTS * (OBJECTS - 1) / 2);
        assertThat(announced).extracting(Conjunction::conjunctionId).doesNotHaveDuplicates();
        assertThat(announced)
                .filteredOn(c -> c.primary().objectId().equals("104"))
                .hasSize(OBJECTS - 1);
        assertThat(announced).noneMatch(c -> c.secondary().objectId().equals("104"));
    }
}
