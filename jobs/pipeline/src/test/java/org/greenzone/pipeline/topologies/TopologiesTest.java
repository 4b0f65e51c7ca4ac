package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.BadRecords;
import org.greenzone.pipeline.BadRecords.Bad;
import org.greenzone.pipeline.DeterminedNight;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.SmallCloud;
import org.greenzone.pipeline.SmallNight;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each job's topology in a real cluster, with lists for topics. */
@ExtendWith(TestCluster.Extension.class)
class TopologiesTest {
    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final JobOptions THREE_HOURS = new JobOptions(new TrackTimes(600, 30), 3, 24);
    private static final ReferenceData STATION = new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET)));

    // ---- correlation

    /** Tracks and heartbeats each minute, and bad records from the middle on. */
    private static List<Inbound> tracks(Collection<byte[]> bad) {
        List<Inbound> records = new ArrayList<>();
        List<byte[]> left = new ArrayList<>(bad);
        long heartbeat = SmallNight.night().startMicros();
        heartbeats(records, heartbeat);
        for (Track track : SmallNight.night().tracks()) {
            while (heartbeat + MINUTE <= track.endMicros()) {
                heartbeat += MINUTE;
                heartbeats(records, heartbeat);
                if (!left.isEmpty() && heartbeat > SmallNight.night().startMicros() + 3 * MINUTE) {
                    for (int i = 0; i < 3 && !left.isEmpty(); i++) {
                        records.add(Events.inbound(Topic.TRACKS, heartbeat / 1000, left.remove(0)));
                    }
                }
            }
            records.add(Events.inbound(track));
        }
        left.forEach(bytes ->
                records.add(Events.inbound(Topic.TRACKS, SmallNight.night().endMicros() / 1000, bytes)));
        heartbeats(records, SmallNight.lastPromiseMicros());
        return records;
    }

    private static void heartbeats(List<Inbound> records, long micros) {
        SmallNight.night().sites().forEach(site -> records.add(Events.promise(Topic.TRACKS, site.siteId(), micros)));
    }

    private static Consumer<TestCluster.Run> correlation(Collection<byte[]> bad) {
        List<String> sites =
                SmallNight.night().sites().stream().map(site -> site.siteId()).toList();
        return run -> {
            CorrelationTopology.Outputs outputs = CorrelationTopology.build(
                    run.topic(tracks(bad), sites, 0),
                    run.topic(SmallNight.catalogueTopic(), List.of("determine-orbits"), SmallNight.OPTIONS.lagMicros()),
                    run.topic(
                            List.of(
                                    Events.inbound(SmallNight.night().sites().get(0)),
                                    Events.promise(Topic.SITES, "calibrate-sites", SmallNight.lastPromiseMicros())),
                            List.of("calibrate-sites"),
                            SmallNight.OPTIONS.lagMicros()),
                    SmallNight.OPTIONS,
                    SmallNight.reference());
            run.collect(outputs.associations(), "associations");
            run.collect(outputs.rejected(), "rejected");
        };
    }

    @Test
    void correlationGivesTheAssociationsOfOneThreadAtAnyParallelism(TestCluster cluster) throws Exception {
        assertThat(Events.bytes(cluster.run(2, correlation(List.of()))))
                .isEqualTo(Events.bytes(SmallNight.associations()));
    }

    @Test
    void badRecordsAreEachRejectedOnceAndChangeNothingElse(TestCluster cluster) throws Exception {
        Map<String, Bad> bad =
                new LinkedHashMap<>(BadRecords.all(SmallNight.night().tracks().get(0)));
        List<Object> events =
                cluster.run(1, correlation(bad.values().stream().map(Bad::bytes).toList()));
        assertThat(Events.bytes(of(Association.class, events))).isEqualTo(Events.bytes(SmallNight.associations()));
        List<RejectedTrack> rejected = of(RejectedTrack.class, events);
        assertThat(rejected).hasSize(bad.size());
        bad.forEach((name, record) -> assertThat(rejected)
                .as(name)
                .filteredOn(r -> java.util.Arrays.equals(r.bytes(), record.bytes()))
                .extracting(RejectedTrack::reason)
                .containsExactly(record.reason().name()));
    }

    // ---- determination

    private static Consumer<TestCluster.Run> smallNight() {
        return Streams.determination(SmallNight.associationsTopic(), SmallNight.catalogueTopic(), SmallNight.OPTIONS);
    }

    @Test
    void determinationGivesTheOrbitsOfOneThreadAtAnyParallelism(TestCluster cluster) throws Exception {
        assertThat(Events.bytes(cluster.run(2, smallNight()))).isEqualTo(Events.bytes(SmallNight.orbits()));
    }

    @Test
    void determinationStoppedWithASavepointGoesOnAsIfNothingHadBeen(TestCluster cluster) throws Exception {
        long half = SmallNight.associations().size();
        List<Object> events = cluster.runWithStop(half, smallNight(), collected -> collected.size() >= half / 4);
        assertThat(Events.bytes(events)).isEqualTo(Events.bytes(SmallNight.orbits()));
    }

    private static Consumer<TestCluster.Run> smallCloud() {
        DeterminedNight cloud = SmallCloud.night();
        return Streams.determination(cloud.associationsTopic(), cloud.catalogueTopic(), cloud.options());
    }

    @Test
    void fragmentsBecomeObjectsAsInOneThreadAtAnyParallelismAndAStopChangesNothing(TestCluster cluster)
            throws Exception {
        List<CatalogueOrbit> orbits = SmallCloud.night().orbits();
        assertThat(orbits).anyMatch(CatalogueOrbit::isMerged);
        assertThat(orbits)
                .anyMatch(orbit -> orbit.tracksUsed() >= 3 && orbit.objectId().startsWith("UCT-"));
        assertThat(Events.bytes(of(CatalogueOrbit.class, cluster.run(2, smallCloud()))))
                .isEqualTo(Events.bytes(orbits));
        List<Object> stopped = cluster.runWithStop(
                SmallCloud.night().associations().size(),
                smallCloud(),
                collected -> of(CatalogueOrbit.class, collected).stream().anyMatch(CatalogueOrbit::isMerged));
        assertThat(Events.bytes(of(CatalogueOrbit.class, stopped))).isEqualTo(Events.bytes(orbits));
    }

    // ---- screening

    private static Consumer<TestCluster.Run> screening() {
        List<Inbound> records = List.of(
                Events.inbound(Meeting.asset(0, Samples.MIDNIGHT)),
                Events.inbound(Meeting.object(0, Samples.MIDNIGHT, 120)),
                Events.promise(Topic.ORBITS, "determine-orbits", Samples.MIDNIGHT + MINUTE),
                Events.inbound(Meeting.object(1, Samples.MIDNIGHT + 2 * MINUTE, 300)),
                Events.promise(Topic.ORBITS, "determine-orbits", Samples.MIDNIGHT + 3 * MINUTE),
                Events.inbound(Meeting.object(2, Samples.MIDNIGHT + 4 * MINUTE, 60e3)));
        return run -> run.collect(
                ScreeningTopology.build(run.topic(records, List.of("determine-orbits"), 0), THREE_HOURS, STATION),
                "conjunctions");
    }

    @Test
    void screeningAnnouncesRevisesAndWithdrawsAndAStopChangesNothing(TestCluster cluster) throws Exception {
        List<Conjunction> whole = of(Conjunction.class, cluster.run(2, screening()));
        assertThat(whole)
                .extracting(Conjunction::status)
                .containsExactly(Conjunction.Status.NEW, Conjunction.Status.REVISED, Conjunction.Status.WITHDRAWN);
        List<Object> stopped = cluster.runWithStop(3, screening(), collected -> !collected.isEmpty());
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(whole));
    }

    // ---- zones

    /** The orbit of the asset, and promises each hour. */
    private static List<Inbound> assetOrbits(int hours) {
        List<Inbound> records = new ArrayList<>();
        records.add(Events.inbound(Meeting.asset(0, Samples.MIDNIGHT)));
        for (int hour = 0; hour <= hours; hour++) {
            records.add(Events.promise(Topic.ORBITS, "determine-orbits", Samples.MIDNIGHT + hour * HOUR + 1000));
            records.add(Events.inbound(Meeting.asset(hour + 1, Samples.MIDNIGHT + hour * HOUR + 2000)));
        }
        return records;
    }

    private static Consumer<TestCluster.Run> zones(List<Inbound> orbits, List<Inbound> conjunctions) {
        return zones(orbits, conjunctions, List.of(detected(10), detected(10)), List.of(predicted(10), predicted(10)));
    }

    private static Consumer<TestCluster.Run> zones(
            List<Inbound> orbits, List<Inbound> conjunctions, List<Inbound> breakups, List<Inbound> passages) {
        return run -> run.collect(
                ZoneTopology.build(
                        new ZoneTopology.Inputs(
                                run.topic(orbits, List.of("determine-orbits"), 0),
                                run.topic(conjunctions, List.of("screen-conjunctions"), 0),
                                run.topic(breakups, List.of("detect-breakups"), 0),
                                run.topic(passages, List.of("predict-passages"), 0)),
                        JobOptions.DEFAULT,
                        STATION),
                "statuses");
    }

    private static Inbound detected(long hours) {
        return Events.promise(Topic.BREAKUPS, "detect-breakups", Samples.MIDNIGHT + hours * HOUR);
    }

    private static Inbound predicted(long hours) {
        return Events.promise(Topic.PASSAGES, "predict-passages", Samples.MIDNIGHT + hours * HOUR);
    }

    private static Inbound screened(long hours) {
        return Events.promise(Topic.CONJUNCTIONS, "screen-conjunctions", Samples.MIDNIGHT + hours * HOUR + 1000);
    }

    @Test
    void aDeadScreeningJobDoesNotKeepAnAssetGreenThoughItsOrbitsGoOn(TestCluster cluster) throws Exception {
        // Given orbits of ten hours, and a screening job that died after one; both streams stay open
        List<Inbound> orbits = assetOrbits(10);
        List<Inbound> conjunctions = List.of(screened(0), screened(1), screened(2));
        // When both are read as far as they go
        List<ZoneStatus> statuses = of(ZoneStatus.class, cluster.runUntilSilent(zones(orbits, conjunctions)));
        // Then nothing is said about later hours, and what was said has lapsed
        assertThat(statuses).isNotEmpty().allSatisfy(s -> {
            assertThat(s.fromMicros()).isLessThanOrEqualTo(Samples.MIDNIGHT + HOUR + 1000);
            assertThat(s.zoneAt(Samples.MIDNIGHT + 4 * HOUR)).isEqualTo(Zone.UNKNOWN);
        });
    }

    @Test
    void zonesFollowConjunctionsAndAStopChangesNothing(TestCluster cluster) throws Exception {
        Conjunction meeting = of(Conjunction.class, cluster.run(1, screening())).get(0);
        List<Inbound> conjunctions =
                List.of(screened(-1), Events.inbound(meeting), screened(1), screened(2), screened(10));
        List<ZoneStatus> whole = of(ZoneStatus.class, cluster.run(2, zones(assetOrbits(10), conjunctions)));
        assertThat(whole.stream().map(ZoneStatus::zone).collect(Collectors.toSet()))
                .contains(Zone.GREEN);
        List<Object> stopped =
                cluster.runWithStop(3, zones(assetOrbits(10), conjunctions), collected -> !collected.isEmpty());
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(whole));
    }

    /** The sample breaks up at 02:50 and is known at 03:00; its cloud is met from 07:06:40 to 07:08:20 with 2.4e-4. */
    @Test
    void aBreakupAndItsPassageShelterTheAssetUntilItIsOverAndAStopChangesNothing(TestCluster cluster) throws Exception {
        List<Inbound> conjunctions = List.of(screened(0), screened(5), screened(10));
        List<Inbound> breakups = List.of(detected(1), Events.inbound(Samples.breakup()), detected(10));
        List<Inbound> passages = List.of(predicted(1), Events.inbound(Samples.passage()), predicted(10));
        List<ZoneStatus> whole =
                of(ZoneStatus.class, cluster.run(2, zones(assetOrbits(10), conjunctions, breakups, passages)));
        List<ZoneStatus> changes = whole.stream()
                .sorted(Comparator.comparingInt(ZoneStatus::revision))
                .filter(s -> s.zone() != s.previousZone())
                .toList();
        assertThat(changes).extracting(ZoneStatus::zone).containsExactly(Zone.GREEN, Zone.SHELTER, Zone.GREEN);
        assertThat(changes.get(1).windows()).singleElement().satisfies(w -> {
            assertThat(w.closeMicros()).isEqualTo(Samples.MIDNIGHT + 6 * HOUR + 54 * MINUTE);
            assertThat(w.openMicros()).isEqualTo(Samples.MIDNIGHT + 7 * HOUR + 24 * MINUTE);
        });
        // Event time is milliseconds in Flink.
        assertThat(changes.get(2).fromMicros() - changes.get(1).windows().get(0).openMicros())
                .isBetween(0L, 1000L);
        assertThat(changes.get(2).reasons().get(0))
                .isEqualTo("all clear: the last window of shelter ended at 07:24 UTC");
        List<Object> stopped = cluster.runWithStop(
                3, zones(assetOrbits(10), conjunctions, breakups, passages), collected -> !collected.isEmpty());
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(whole));
    }

    private static <T> List<T> of(Class<T> type, Collection<Object> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
