package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.DecisionOptions;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From orbits and conjunctions to zones and from these to advice, in a real cluster, as the job that assesses zones has them. */
@ExtendWith(TestCluster.Extension.class)
class AdviceTopologyTest {
    private static final long MINUTE = 60_000_000L;
    private static final ReferenceData STATION = new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET)));

    /** A burn can be made within half an hour: two hours before the meeting there is time for one. */
    private static final JobOptions QUICK = new JobOptions(new TrackTimes(600, 30), 3, 24)
            .withDecisions(new DecisionOptions(Map.of(), Double.NaN, Double.NaN, Double.NaN, 3, 0.5, 30));

    private static List<Inbound> orbits() {
        List<Inbound> records = new ArrayList<>();
        records.add(Events.inbound(Meeting.asset(0, Samples.MIDNIGHT)));
        records.add(Events.inbound(Meeting.object(0, Samples.MIDNIGHT, 10)));
        for (int i = 0; i <= 6; i++) {
            records.add(promise(Topic.ORBITS, "determine-orbits", 10 * i));
            records.add(Events.inbound(Meeting.asset(i + 1, Samples.MIDNIGHT + 10 * i * MINUTE + 2000)));
        }
        return records;
    }

    private static Inbound promise(Topic topic, String writer, int minutes) {
        return Events.promise(topic, writer, Samples.MIDNIGHT + minutes * MINUTE + 1000);
    }

    /** Two: a run that is stopped never reads the last record of a topic. */
    private static List<Inbound> promises(Topic topic, String writer) {
        return List.of(promise(topic, writer, 30), promise(topic, writer, 60));
    }

    private static Consumer<TestCluster.Run> screening() {
        return run -> run.collect(
                ScreeningTopology.build(run.topic(orbits(), List.of("determine-orbits"), 0), QUICK, STATION),
                "conjunctions");
    }

    private static Consumer<TestCluster.Run> advice(List<Conjunction> conjunctions) {
        List<Inbound> screened = new ArrayList<>();
        conjunctions.forEach(c -> screened.add(Events.inbound(c)));
        screened.addAll(promises(Topic.CONJUNCTIONS, "screen-conjunctions"));
        return run -> {
            DataStream<Inbound> orbits = run.topic(orbits(), List.of("determine-orbits"), 0);
            DataStream<ZoneStatus> statuses = ZoneTopology.build(
                    new ZoneTopology.Inputs(
                            orbits,
                            run.topic(screened, List.of("screen-conjunctions"), 0),
                            run.topic(promises(Topic.BREAKUPS, "detect-breakups"), List.of("detect-breakups"), 0),
                            run.topic(promises(Topic.PASSAGES, "predict-passages"), List.of("predict-passages"), 0)),
                    QUICK,
                    STATION);
            run.collect(AdviceTopology.build(statuses, orbits, QUICK, STATION), "advice");
        };
    }

    @Test
    void aRedZoneIsAnsweredWithBurnsTheSameAtAnyParallelismAndAStopChangesNothing(TestCluster cluster)
            throws Exception {
        List<Conjunction> conjunctions = of(Conjunction.class, cluster.run(1, screening()));
        assertThat(conjunctions).isNotEmpty();
        List<AdviceGiven> whole = of(AdviceGiven.class, cluster.run(1, advice(conjunctions)));
        assertThat(whole).isNotEmpty();
        assertThat(whole.get(0).advice().dangers())
                .extracting(c -> c.secondary().objectId())
                .contains(Meeting.OBJECT);
        assertThat(whole.get(0).advice().proposals()).isNotEmpty().allSatisfy(p -> {
            assertThat(p.totalProbability())
                    .isLessThanOrEqualTo(whole.get(0).advice().goal());
            assertThat(p.burn().timeMicros()).isGreaterThanOrEqualTo(Samples.MIDNIGHT + 30 * MINUTE);
        });
        assertThat(Events.bytes(cluster.run(2, advice(conjunctions)))).isEqualTo(Events.bytes(whole));
        List<Object> stopped = cluster.runWithStop(10, advice(conjunctions), collected -> !collected.isEmpty());
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(whole));
    }

    private static <T> List<T> of(Class<T> type, Collection<Object> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
