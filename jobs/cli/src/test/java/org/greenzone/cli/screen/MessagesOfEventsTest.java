package org.greenzone.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.conjunction.ScreeningVolumes;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.Run;
import org.greenzone.cli.Times;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.orekit.data.DataSource;
import org.orekit.data.DirectoryCrawler;
import org.orekit.data.LazyLoadedDataContext;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.cdm.Cdm;
import org.orekit.files.ccsds.ndm.cdm.CdmData;
import org.orekit.files.ccsds.ndm.cdm.CdmRelativeMetadata;
import org.orekit.files.ccsds.ndm.cdm.ODParameters;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.TimeScale;

/** Events of the topic conjunctions as messages for the programs of flight controllers. */
class MessagesOfEventsTest {
    private static final long START = OrbitsThatMeet.START;

    @TempDir
    private Path folder;

    private static CatalogueOrbit orbit(String id, double above, double speed, double inclination) {
        return OrbitsThatMeet.orbit(id, 0, new double[] {50, 90, 40}, above, speed, inclination);
    }

    /** What a screening of one object with two others finds: one that two dimensions hold for, and one that they do not. */
    private static List<Conjunction> screened() {
        TreeMap<String, CatalogueOrbit> known = new TreeMap<>();
        for (CatalogueOrbit orbit :
                List.of(orbit("1", 0, 7_600, 0.9), orbit("2", 150, 7_630, 2.2), orbit("3", 60, 7_601, 0.903))) {
            known.put(orbit.objectId(), orbit);
        }
        return new OrbitScreening(
                        PhysicalData.builtIn(),
                        new HardBodyRadii(List.of(), 5),
                        ScreeningVolumes.same(new ScreeningVolume.Sphere(2_000)))
                .screen(known, Set.of("1"), START, START + 3 * 3_600_000_000L).conjunctions().stream()
                        .filter(c -> !c.formation())
                        .toList();
    }

    private static List<Conjunction> events() {
        List<Conjunction> events = new ArrayList<>();
        for (Conjunction found : screened()) {
            Conjunction first =
                    found.as(found.conjunctionId(), 0, Status.NEW, START).after(List.of());
            Conjunction second = found.as(found.conjunctionId(), 1, Status.REVISED, START + 60_000_000L)
                    .after(first.history());
            events.add(first);
            events.add(second);
            events.add(second.as(found.conjunctionId(), 2, Status.WITHDRAWN, START + 120_000_000L));
        }
        return events;
    }

    private List<Path> written(String servers, String notation, String leastProbability) throws Exception {
        Path out = folder.resolve(notation + leastProbability);
        Run watch = Run.of(
                "watch",
                "--bootstrap-servers",
                servers,
                "--topic",
                "conjunctions",
                "--from",
                "beginning",
                "--until-end",
                "--cdm-out",
                out,
                "--cdm-format",
                notation,
                "--cdm-pc",
                leastProbability);
        assertThat(watch.exitCode()).as(watch.err()).isZero();
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.sorted().toList();
        }
    }

    @Test
    void eachRevisionIsAMessageThatOrekitReadsBackAndOfWhichPcComputesTheSameProbability() throws Exception {
        List<Conjunction> events = events();
        assertThat(events).hasSizeGreaterThanOrEqualTo(6);
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            String servers = broker.bootstrapServers();
            new TopicAdmin(broker.connection()).createMissing(1);
            try (TrackPublisher publisher = new TrackPublisher(broker.connection())) {
                events.forEach(publisher::publish);
                // Delivered at least once: the same again.
                publisher.publish(events.get(0));
                publisher.flush();
            }
            for (String notation : List.of("kvn", "xml")) {
                List<Path> files = written(servers, notation, "0");
                assertThat(files).hasSize(events.size());
                for (Path file : files) {
                    Cdm cdm = orekits(file);
                    Conjunction event = events.stream()
                            .filter(e -> cdm.getHeader().getMessageId().equals(e.conjunctionId() + "_" + e.revision()))
                            .findFirst()
                            .orElseThrow();
                    assertSame(cdm, event);
                    if (event.revision() == 0) {
                        assertRecomputed(file, event);
                    }
                }
            }
            double greatest =
                    events.stream().mapToDouble(Conjunction::probability).max().orElseThrow();
            // From a threshold on an encounter is followed to its withdrawal; the others are not written.
            List<Path> some = written(servers, "kvn", Double.toString(greatest));
            assertThat(some).hasSize(3);
            assertThat(Files.readString(some.get(2))).contains("COMMENT WITHDRAWN");
            assertThat(written(servers, "kvn", "1")).isEmpty();
        }
    }

    private static Cdm orekits(Path file) {
        return new ParserBuilder(CONTEXT).buildCdmParser().parseMessage(new DataSource(file.toFile()));
    }

    /** Orekit's parser of messages wants planets. */
    private static final LazyLoadedDataContext CONTEXT = context();

    private static LazyLoadedDataContext context() {
        LazyLoadedDataContext context = new LazyLoadedDataContext();
        context.getDataProvidersManager()
                .addProvider(
                        new DirectoryCrawler(SharedData.require("orekit-data").toFile()));
        return context;
    }

    private static void assertSame(Cdm cdm, Conjunction event) {
        TimeScale utc = CONTEXT.getTimeScales().getUTC();
        assertThat(Times.parse(cdm.getRelativeMetadata().getTca().toStringWithoutUtcOffset(utc, 6) + "Z"))
                .isEqualTo(event.tcaMicros());
        assertThat(Times.parse(cdm.getHeader().getCreationDate().toStringWithoutUtcOffset(utc, 6) + "Z"))
                .isEqualTo(event.createdMicros());
        assertThat(cdm.getRelativeMetadata().getMissDistance()).isEqualTo(event.missDistanceMetres());
        assertThat(cdm.getRelativeMetadata().getRelativeSpeed()).isEqualTo(event.relativeSpeedMetresPerSecond());
        assertThat(cdm.getRelativeMetadata().getRelativePosition().toArray()).containsExactly(event.missRtnMetres());
        assertThat(cdm.getRelativeMetadata().getCollisionProbability()).isEqualTo(event.probability());
        assertThat(cdm.getRelativeMetadata().getCollisionProbaMethod().getName())
                .isEqualTo(event.probabilityMethod());
        CdmRelativeMetadata relative = cdm.getRelativeMetadata();
        assertThat(relative.getScreenVolumeShape().name()).isEqualTo("ELLIPSOID");
        assertThat(relative.getScreenVolumeFrame().name()).isEqualTo("RTN");
        assertThat(List.of(relative.getScreenVolumeX(), relative.getScreenVolumeY(), relative.getScreenVolumeZ()))
                .containsExactly(2_000.0, 2_000.0, 2_000.0);
        assertThat(micros(relative.getStartScreenPeriod())).isEqualTo(START);
        assertThat(micros(relative.getStopScreenPeriod())).isEqualTo(START + 3 * 3_600_000_000L);
        if (event.relativeSpeedMetresPerSecond() > 1_000) {
            // Through the middle of the sphere, as long as 4 km take.
            assertThat(relative.getScreenExitTime().durationFrom(relative.getScreenEntryTime()))
                    .isCloseTo(4_000 / event.relativeSpeedMetresPerSecond(), withinPercentage(1));
        }
        assertSame(cdm.getDataObject1(), event.primary());
        assertSame(cdm.getDataObject2(), event.secondary());
        assertThat(cdm.getMetadataObject1().getObjectDesignator())
                .isEqualTo(event.primary().objectId());
        assertThat(cdm.getMetadataObject2().getObjectName())
                .isEqualTo(event.secondary().objectName());
    }

    private static long micros(AbsoluteDate date) {
        return Times.parse(date.toStringWithoutUtcOffset(CONTEXT.getTimeScales().getUTC(), 6) + "Z");
    }

    private static void assertSame(CdmData data, Conjunction.Participant participant) {
        ODParameters determination = data.getODParametersBlock();
        assertThat(micros(determination.getTimeLastObsEnd())).isEqualTo(START);
        assertThat(determination.getTracksUsed()).isEqualTo(4);
        assertThat(determination.getObsUsed()).isEqualTo(30);
        assertThat(determination.getResidualsAccepted()).isCloseTo(0.75, within(1e-12));
        assertThat(determination.getWeightedRMS()).isEqualTo(OrbitsThatMeet.WEIGHTED_RMS);
        double[] position = data.getStateVectorBlock().getPositionVector().toArray();
        double[] velocity = data.getStateVectorBlock().getVelocityVector().toArray();
        for (int i = 0; i < 3; i++) {
            assertThat(position[i]).isCloseTo(participant.stateGcrf()[i], within(1e-8));
            assertThat(velocity[i]).isCloseTo(participant.stateGcrf()[3 + i], within(1e-11));
        }
        for (int i = 0, k = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++, k++) {
                assertThat(data.getRTNCovarianceBlock().getRTNCovarianceMatrix().getEntry(i, j))
                        .isEqualTo(participant.covarianceRtn()[k]);
            }
        }
    }

    private static void assertRecomputed(Path file, Conjunction event) throws Exception {
        Run pc = Run.of("pc", file, "--method", event.probabilityMethod(), "--format", "jsonl");
        assertThat(pc.exitCode()).as(pc.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(pc.outLines().get(0));
        assertThat(json.get("pc").get(event.probabilityMethod()).asDouble())
                .isCloseTo(event.probability(), within(1e-6 * event.probability()));
        assertThat(json.get("pcStated").asDouble()).isEqualTo(event.probability());
    }
}
