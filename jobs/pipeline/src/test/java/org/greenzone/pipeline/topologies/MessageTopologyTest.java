package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.conjunction.EncounterTrend;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.formats.cdm.CdmReader;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Messages;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conjunction data messages of others become events of the topic conjunctions. */
@ExtendWith(TestCluster.Extension.class)
class MessageTopologyTest {
    private static final long MINUTE = 60_000_000L;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long START = Samples.MIDNIGHT;
    private static final String SERVICE = "CSpOC";
    private static final ReferenceData STATION = new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET)));

    private static Consumer<TestCluster.Run> messages(List<Inbound> records) {
        return run -> {
            MessageTopology.Outputs outputs = MessageTopology.build(
                    run.topic(records, List.of("correlate-tracks"), 0),
                    "correlate-tracks",
                    JobOptions.DEFAULT,
                    STATION);
            run.collect(outputs.conjunctions(), "conjunctions");
            run.collect(outputs.rejected(), "rejected");
        };
    }

    private static List<Inbound> promised(long untilMicros, ReceivedMessages... messages) {
        List<Inbound> records = new ArrayList<>();
        records.add(Messages.promise(START));
        for (ReceivedMessages message : messages) {
            records.add(Events.inbound(message));
        }
        records.add(Messages.promise(untilMicros));
        return records;
    }

    /** Without those of which the probability takes seconds. */
    private static final String REAL = ".*\\.(txt|xml)|.*(Alfano.*|Omitron.*0[567].*|Case1-[789])\\.cdm";

    private static <T> List<T> of(Class<T> type, Collection<Object> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static ReceivedMessages one(int number, double above, double sigma) {
        long created = START + number * 20 * MINUTE;
        return Messages.received(created, Messages.kvn(SERVICE, created, Meeting.TCA + number * MINUTE, above, sigma));
    }

    @Test
    void threeMessagesOfOneEncounterAreOneEventWithItsHistoryAndAStopChangesNothing(TestCluster cluster)
            throws Exception {
        // Given three messages, written later and later, of which the second comes twice and the first once more at the
        // end
        List<Inbound> records = List.of(
                Messages.promise(START),
                Events.inbound(one(0, 900, 200)),
                Messages.promise(START + 10 * MINUTE),
                Events.inbound(one(2, 120, 50)),
                Events.inbound(one(1, 500, 100)),
                Events.inbound(one(1, 500, 100)),
                Events.inbound(one(0, 900, 200)),
                Messages.promise(START + 150 * MINUTE));
        // When they are followed
        List<Conjunction> events = of(Conjunction.class, cluster.run(2, messages(records)));
        // Then each is a revision of one encounter, at the time at which it was written, and none is withdrawn
        assertThat(events).extracting(Conjunction::status).containsExactly(Status.NEW, Status.REVISED, Status.REVISED);
        assertThat(events).extracting(Conjunction::revision).containsExactly(0, 1, 2);
        assertThat(events)
                .extracting(Conjunction::conjunctionId)
                .containsOnly(events.get(0).conjunctionId());
        Conjunction newest = events.get(2);
        assertThat(newest.createdMicros()).isEqualTo(START + 40 * MINUTE);
        assertThat(newest.history()).hasSize(3);
        assertThat(newest.history())
                .extracting(u -> Math.round(u.missRtnMetres()[0]))
                .containsExactly(900L, 500L, 120L);
        assertThat(newest.trend().direction()).isEqualTo(EncounterTrend.Direction.GROWING);
        assertThat(newest.statement().originator()).isEqualTo(SERVICE);
        assertThat(newest.statement().probability()).isEqualTo(2e-4);
        assertThat(newest.probability()).isBetween(0.01, 0.5);
        assertThat(newest.probabilityMethod()).isEqualTo("FOSTER-1992");
        List<Object> stopped = cluster.runWithStop(4, messages(records), collected -> !collected.isEmpty());
        assertThat(Events.bytes(of(Conjunction.class, stopped))).isEqualTo(Events.bytes(events));
    }

    @Test
    void othersAboutTheSameEncounterAreAnEventOfTheirOwn(TestCluster cluster) throws Exception {
        String service = Messages.kvn(SERVICE, START + MINUTE, Meeting.TCA, 300, 100);
        String owner = Messages.kvn("OWNER", START + 2 * MINUTE, Meeting.TCA, 280, 10);
        List<Conjunction> events = of(
                Conjunction.class,
                cluster.run(
                        1, messages(promised(START + 60 * MINUTE, Messages.received(START + MINUTE, service, owner)))));
        assertThat(events).extracting(c -> c.statement().originator()).containsExactly(SERVICE, "OWNER");
        assertThat(events).extracting(Conjunction::revision).containsOnly(0);
        assertThat(events).extracting(Conjunction::conjunctionId).doesNotHaveDuplicates();
    }

    @Test
    void aMessageThatComesLateCountsFromWhatWasPromisedBeforeIt(TestCluster cluster) throws Exception {
        List<Inbound> records = List.of(
                Messages.promise(START + 50 * MINUTE),
                Events.inbound(one(1, 500, 100)),
                Messages.promise(START + 60 * MINUTE));
        assertThat(of(Conjunction.class, cluster.run(1, messages(records))))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.createdMicros()).isEqualTo(START + 50 * MINUTE);
                    assertThat(c.statement().createdMicros()).isEqualTo(START + 20 * MINUTE);
                });
    }

    @Test
    void theAssetIsThePrimaryWhicheverObjectComesFirst(TestCluster cluster) throws Exception {
        String text = Messages.kvn(SERVICE, START + MINUTE, Meeting.TCA, 300, 100)
                .replace("= OBJECT1", "= X")
                .replace("= OBJECT2", "= OBJECT1")
                .replace("= X", "= OBJECT2");
        List<Conjunction> events = of(
                Conjunction.class,
                cluster.run(1, messages(promised(START + 60 * MINUTE, Messages.received(START, text)))));
        assertThat(events).singleElement().satisfies(c -> {
            assertThat(c.primary().objectId()).isEqualTo(Meeting.ASSET);
            assertThat(c.missRtnMetres()[0]).isCloseTo(300, within(1.0));
        });
    }

    @Test
    void whatCannotBeUsedIsRejectedWithItsBytesAndOneReasonAndTheRestIsUsed(TestCluster cluster) throws Exception {
        String good = Messages.kvn(SERVICE, START + MINUTE, Meeting.TCA, 300, 100);
        String noState = good.replaceFirst("(?m)^Y_DOT .*$", "Y_DOT = many [km/s]");
        String metres = good.replaceFirst("(?m)^X  .*$", "X = 6798.0e3 [km]");
        String over = Messages.kvn(SERVICE, START + MINUTE, START - MINUTE, 300, 100);
        List<ReceivedMessages> bad = List.of(
                Messages.received(START, "no message"),
                Messages.received(START, noState, good),
                Messages.received(START, metres),
                Messages.received(START, over));
        List<Inbound> records = new ArrayList<>(promised(START + 10 * MINUTE, bad.toArray(ReceivedMessages[]::new)));
        byte[] plain = good.getBytes(StandardCharsets.UTF_8);
        records.add(Events.inbound(Topic.MESSAGES, START / 1000, plain));
        records.add(Events.inbound(Topic.MESSAGES, START / 1000, null));
        records.add(Messages.promise(START + 20 * MINUTE));
        List<Object> events = cluster.run(1, messages(records));
        assertThat(of(Conjunction.class, events)).hasSize(1);
        List<RejectedTrack> rejected = of(RejectedTrack.class, events);
        assertThat(rejected)
                .extracting(RejectedTrack::reason)
                .containsExactly("UNREADABLE", "UNREADABLE", "IMPLAUSIBLE", "LATE", "NOT_AVRO", "NOT_AVRO");
        assertThat(rejected.get(1).detail()).contains("Y_DOT", "the message is left out");
        assertThat(rejected.get(2).detail()).contains("are the units km and km/s?");
        assertThat(rejected.get(3).detail()).contains("its closest approach at 2021-11-14T23:59:00Z is not after");
        assertThat(rejected.get(4).bytes()).isEqualTo(plain);
    }

    @Test
    void aMessageWithoutCovarianceCountsWithTheProbabilityThatItStates(TestCluster cluster) throws Exception {
        String text = Messages.withoutCovariance(SERVICE, START + MINUTE, 300);
        List<Conjunction> events = of(
                Conjunction.class,
                cluster.run(1, messages(promised(START + 60 * MINUTE, Messages.received(START, text)))));
        assertThat(events).singleElement().satisfies(c -> {
            assertThat(c.probability()).isEqualTo(2e-4);
            assertThat(c.probabilityMethod()).isEqualTo("STATED-FOSTER-1992");
            assertThat(c.warnings()).contains("the probability is that of the message", "no covariance of 25544");
        });
    }

    /** The asset has no orbit until 01:00, and no screening finds anything. */
    @Test
    void aMessageMakesAnAssetRedAndNeverGreen(TestCluster cluster) throws Exception {
        Conjunction harmless = message(cluster, one(0, 5_000, 10));
        Conjunction red = message(cluster, one(3, 120, 50));
        List<Inbound> orbits = List.of(
                Events.promise(Topic.ORBITS, "determine-orbits", START + 30 * MINUTE),
                Events.inbound(Meeting.asset(0, START + 30 * MINUTE)),
                Events.promise(Topic.ORBITS, "determine-orbits", START + 90 * MINUTE));
        List<Inbound> conjunctions = List.of(
                Events.inbound(harmless),
                Events.promise(Topic.CONJUNCTIONS, "screen-conjunctions", START + 50 * MINUTE),
                Events.inbound(red),
                Events.promise(Topic.CONJUNCTIONS, "screen-conjunctions", START + 90 * MINUTE));
        List<ZoneStatus> statuses = of(
                ZoneStatus.class,
                cluster.run(
                        1,
                        run -> run.collect(
                                ZoneTopology.build(
                                        new ZoneTopology.Inputs(
                                                run.topic(orbits, List.of("determine-orbits"), 0),
                                                run.topic(conjunctions, List.of("screen-conjunctions"), 0),
                                                run.topic(
                                                        List.of(Events.promise(
                                                                Topic.BREAKUPS,
                                                                "detect-breakups",
                                                                START + 90 * MINUTE)),
                                                        List.of("detect-breakups"),
                                                        0),
                                                run.topic(
                                                        List.of(Events.promise(
                                                                Topic.PASSAGES,
                                                                "predict-passages",
                                                                START + 90 * MINUTE)),
                                                        List.of("predict-passages"),
                                                        0)),
                                        JobOptions.DEFAULT,
                                        STATION),
                                "statuses")));
        List<ZoneStatus> changes = statuses.stream()
                .filter(s -> s.zone() != s.previousZone() || s.revision() == 0)
                .toList();
        assertThat(changes.get(0).zone()).isEqualTo(Zone.UNKNOWN);
        assertThat(changes.get(0).reasons()).contains("no orbit of ISS is known");
        assertThat(changes.get(1).zone()).isEqualTo(Zone.GREEN);
        assertThat(changes.get(2).zone()).isEqualTo(Zone.SHELTER);
        assertThat(changes.get(2).reasons()).anyMatch(reason -> reason.contains("by a message of " + SERVICE));
        assertThat(changes.get(2).restsOn()).contains(red.conjunctionId());
    }

    private static Conjunction message(TestCluster cluster, ReceivedMessages message) throws Exception {
        return of(Conjunction.class, cluster.run(1, messages(promised(START + 100 * MINUTE, message))))
                .get(0);
    }

    @Test
    void realMessagesInAnyFrameAndWithEmptyValuesBecomeEventsOrAreRejected(TestCluster cluster) throws Exception {
        List<Inbound> records = new ArrayList<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (Stream<Path> files = Files.list(SharedData.require("cdm"))) {
            for (Path file :
                    files.filter(p -> p.toString().matches(REAL)).sorted().toList()) {
                var read = new CdmReader(PhysicalData.builtIn()).read(file).records();
                long created = read.get(0).conjunction().createdMicros();
                records.add(Events.inbound(
                        new ReceivedMessages(file.getFileName().toString(), created, Files.readAllBytes(file))));
                first = Math.min(first, created);
                last = Math.max(last, created);
            }
        }
        records.add(0, Messages.promise(first));
        records.add(Messages.promise(last + DAY));
        List<Object> events = cluster.run(1, messages(records));
        List<Conjunction> conjunctions = of(Conjunction.class, events);
        // Closest approaches that were over when the message was written: the eleven of Alfano, and one of Omitron's.
        // And an example of which the states are an Earth's diameter and more apart.
        List<RejectedTrack> rejected = of(RejectedTrack.class, events);
        assertThat(rejected).filteredOn(r -> r.reason().equals("LATE")).hasSize(12);
        assertThat(rejected)
                .filteredOn(r -> r.reason().equals("IMPLAUSIBLE"))
                .singleElement()
                .satisfies(r -> assertThat(r.detail()).contains("55191 km apart"));
        assertThat(rejected).hasSize(13);
        // Examples that repeat each other say the same once; three are of one encounter of the station.
        assertThat(conjunctions).hasSize(7);
        Conjunction ion = conjunctions.stream()
                .filter(c -> c.secondary().objectId().equals("45214")
                        || c.primary().objectId().equals("45214"))
                .findFirst()
                .orElseThrow();
        assertThat(ion.statement().probability()).isEqualTo(0.004450713);
        assertThat(conjunctions)
                .filteredOn(c -> c.secondary().objectId().equals("41195"))
                .singleElement()
                .satisfies(c -> assertThat(c.warnings()).anyMatch(w -> w.contains("not positive definite")));
        assertThat(conjunctions)
                .filteredOn(c -> c.secondary().objectId().equals("23245"))
                .extracting(Conjunction::revision)
                .containsExactly(0, 1, 2);
    }
}
