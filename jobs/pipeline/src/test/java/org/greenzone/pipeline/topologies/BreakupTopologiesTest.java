package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.Breakup.Certainty;
import org.greenzone.astro.breakup.ParentMasses;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.pipeline.DeterminedNight;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.SmallCloud;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A small breakup through the jobs that notice it and follow it, in a real cluster. */
@ExtendWith(TestCluster.Extension.class)
class BreakupTopologiesTest {
    private static final DeterminedNight CLOUD = SmallCloud.night();
    private static final ReferenceData STATION = new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET)));

    private static Consumer<TestCluster.Run> detection() {
        return run -> run.collect(
                BreakupTopology.build(
                        run.topic(CLOUD.associationsTopic(), List.of("correlate-tracks"), 0),
                        run.wholeTopic(
                                CLOUD.catalogueTopic(),
                                List.of("determine-orbits"),
                                CLOUD.options().lagMicros()),
                        CLOUD.options(),
                        new ParentMasses(Map.of("13552", 6.0))),
                "breakups");
    }

    /** Breakups as their topic holds them, and an asset in an orbit like that of the station. */
    private static Consumer<TestCluster.Run> passages(List<Breakup> breakups) {
        List<Inbound> records = new ArrayList<>();
        for (Breakup breakup : breakups) {
            records.add(Events.promise(Topic.BREAKUPS, "detect-breakups", breakup.createdMicros()));
            records.add(Events.inbound(breakup));
        }
        records.add(Events.promise(Topic.BREAKUPS, "detect-breakups", CLOUD.lastPromiseMicros()));
        double[] station = {4_250_000, 3_310_000, 4_080_000, -5_943, 3_589, 3_285};
        List<Inbound> orbits = new ArrayList<>();
        orbits.add(Events.inbound(Samples.certainOrbit(
                Meeting.ASSET, 0, CLOUD.night().startMicros(), CLOUD.night().startMicros(), station)));
        // As many promises as the other topic has records, so that a stop finds both at about one time.
        for (Breakup breakup : breakups) {
            orbits.add(Events.promise(Topic.ORBITS, "determine-orbits", breakup.createdMicros()));
            orbits.add(Events.promise(Topic.ORBITS, "determine-orbits", breakup.createdMicros()));
        }
        orbits.add(Events.promise(Topic.ORBITS, "determine-orbits", CLOUD.lastPromiseMicros()));
        return run -> run.collect(
                PassageTopology.build(
                        run.topic(records, List.of("detect-breakups"), 0),
                        run.topic(orbits, List.of("determine-orbits"), 0),
                        JobOptions.DEFAULT,
                        STATION),
                "passages");
    }

    @Test
    void theBreakupIsTheSameAtAnyParallelismAndAStopChangesNothing(TestCluster cluster) throws Exception {
        List<Breakup> whole = of(Breakup.class, cluster.run(1, detection()));

        assertThat(whole)
                .extracting(Breakup::breakupId)
                .hasSizeGreaterThan(10)
                .containsOnly(whole.get(0).breakupId());
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i).revision()).isEqualTo(i);
            assertThat(whole.get(i).parents().get(0).objectName()).isEqualTo("COSMOS 1408");
            assertThat(whole.get(i).parents().get(0).launchYear()).isEqualTo(1982);
        }
        Breakup last = whole.get(whole.size() - 1);
        long truth = Samples.MIDNIGHT + 10_200_000_000L;
        assertThat(last.certainty()).isEqualTo(Certainty.CONFIRMED);
        assertThat(Math.abs(last.epochMicros() - truth) / 1e6).isLessThan(Math.min(10, 3 * last.epochSigmaSeconds()));
        assertThat(last.count().fragmentsWithOrbit()).isPositive();
        assertThat(Events.bytes(cluster.run(2, detection()))).isEqualTo(Events.bytes(whole));
        List<Object> stopped = cluster.runWithStop(
                CLOUD.associations().size(), detection(), collected -> collected.size() > whole.size() / 4);
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(whole));
    }

    @Test
    void passagesFollowTheBreakupAndAStopChangesNothing(TestCluster cluster) throws Exception {
        List<Breakup> breakups = of(Breakup.class, cluster.run(1, detection()));
        List<PredictedPassage> whole = of(PredictedPassage.class, cluster.run(1, passages(breakups)));

        long suspected = breakups.get(0).createdMicros();
        assertThat(whole)
                .filteredOn(p -> p.createdMicros() < suspected + 1_000_000L)
                .hasSizeGreaterThan(55)
                .allMatch(p -> p.status() == PredictedPassage.Status.NEW && !p.breakupConfirmed());
        assertThat(whole).anyMatch(p -> p.status() == PredictedPassage.Status.REVISED && p.breakupConfirmed());
        assertThat(whole).allMatch(p -> p.cloud().leaveMicros() > p.createdMicros());
        assertThat(Events.bytes(cluster.run(2, passages(breakups)))).isEqualTo(Events.bytes(whole));
        List<Object> stopped =
                cluster.runWithStop(breakups.size(), passages(breakups), collected -> collected.size() >= 55);
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(whole));
    }

    private static <T> List<T> of(Class<T> type, Collection<Object> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
