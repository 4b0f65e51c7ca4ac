package org.greenzone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenzone.astro.track.Track;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.ScenarioException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens in a scenario beside breakups. */
class ScenarioEventsTest {
    private static final String EVENTS = TestScenarios.SMALL
            .replaceFirst(
                    "  - id: ksr\n",
                    "  - id: ksr\n    clutterTracksPerHour: 10\n    silences: [{from: 2021-11-15T01:00:00Z, to:"
                            + " 2021-11-15T02:00:00Z}]\n")
            .replaceFirst("breakups:\n.*\n", """
                    manoeuvres:
                      - {object: "90001", time: 2021-11-15T01:30:00Z, deltaVRadialInTrackCrossTrackMetresPerSecond: [0, 3, 0]}
                    deployments:
                      - {carrier: "13552", time: 2021-11-15T00:30:00Z, count: 5, speedMetresPerSecond: 0.5, sizeMetres: 3, massKilograms: 260}
                    """);

    private static SimulationResult result;

    @BeforeAll
    static void simulateOnce() throws ScenarioException {
        result = Simulator.simulate(TestScenarios.read(EVENTS), TestScenarios.PHYSICS, ProgressListener.NONE, 2);
    }

    private static TrueObject object(String id) {
        return result.trueObjects().stream()
                .filter(o -> o.objectId().equals(id))
                .reduce((a, b) -> {
                    throw new AssertionError(id + " is there twice");
                })
                .orElseThrow();
    }

    @Test
    void aManoeuvringObjectIsOneWithAJumpOfItsVelocityAndItsTracksGoOn() {
        TrueObject object = object("90001");
        long burn = micros("2021-11-15T01:30:00Z");
        List<TrueState> at =
                object.states().stream().filter(s -> s.timeMicros() == burn).toList();
        assertThat(at).hasSize(2);
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            assertThat(at.get(1).stateGcrf()[i]).isCloseTo(at.get(0).stateGcrf()[i], within(1e-2));
            double jump = at.get(1).stateGcrf()[3 + i] - at.get(0).stateGcrf()[3 + i];
            squares += jump * jump;
        }
        assertThat(Math.sqrt(squares)).isCloseTo(3, within(1e-4));
        assertThat(object.toMicros()).isEqualTo(result.endMicros());
        assertThat(result.catalogue().stream().filter(o -> o.objectId().equals("90001")))
                .hasSize(1);
    }

    @Test
    void deployedSatellitesAreInNoCatalogueAndStayBesideTheirCarrier() {
        List<TrueObject> deployed = result.trueObjects().stream()
                .filter(o -> o.objectId().startsWith("13552-D"))
                .toList();
        assertThat(deployed).hasSize(5);
        TrueState carrier =
                object("13552").states().get(object("13552").states().size() - 1);
        for (TrueObject satellite : deployed) {
            assertThat(satellite.fromMicros()).isEqualTo(micros("2021-11-15T00:30:00Z"));
            double[] last =
                    satellite.states().get(satellite.states().size() - 1).stateGcrf();
            double squares = 0;
            for (int i = 0; i < 3; i++) {
                squares += Math.pow(last[i] - carrier.stateGcrf()[i], 2);
            }
            // Half a metre per second for two and a half hours, three times that along the track, and another drag.
            assertThat(Math.sqrt(squares)).isBetween(10.0, 60e3);
        }
        Set<String> catalogued =
                result.catalogue().stream().map(o -> o.objectId()).collect(Collectors.toSet());
        assertThat(deployed).noneMatch(o -> catalogued.contains(o.objectId()));
        assertThat(object("13552").toMicros()).isEqualTo(result.endMicros());
    }

    @Test
    void aSilentRadarPublishesNothingAndTheOthersGoOn() {
        long from = micros("2021-11-15T01:00:00Z");
        long to = micros("2021-11-15T02:00:00Z");
        List<Track> within = result.tracks().stream()
                .filter(t -> t.endMicros() >= from && t.startMicros() < to)
                .toList();
        assertThat(within)
                .noneMatch(t -> t.siteId().equals("ksr"))
                .anyMatch(t -> t.siteId().equals("pfisr"));
        assertThat(result.tracks()).anyMatch(t -> t.siteId().equals("ksr") && t.startMicros() >= to);
        assertThat(result.silences()).containsOnlyKeys("ksr");
    }

    @Test
    void tracksOfNothingComeAtTheirRateAndSayOfWhatTheyAre() {
        List<TrueTrack> clutter = result.trueTracks().stream()
                .filter(t -> t.objectId().startsWith(Simulator.CLUTTER))
                .toList();
        // Ten an hour in the two hours without silence: three sigma of a Poisson number.
        assertThat(clutter.size()).isBetween(7, 33);
        assertThat(clutter).extracting(TrueTrack::objectId).doesNotHaveDuplicates();
    }

    @Test
    void quietHasNoBreakupAndEverythingThatMightLookLikeOne() throws ScenarioException {
        Scenario quiet = TestScenarios.READER.named("quiet");
        Scenario kosmos = TestScenarios.READER.named("kosmos-1408");
        assertThat(quiet.breakups()).isEmpty();
        assertThat(quiet.deployments())
                .singleElement()
                .satisfies(d -> assertThat(d.count()).isEqualTo(60));
        assertThat(quiet.manoeuvres()).hasSize(1);
        assertThat(quiet.radars().stream().flatMap(r -> r.silences().stream())).hasSize(1);
        assertThat(quiet.radars())
                .extracting(r -> r.site())
                .isEqualTo(kosmos.radars().stream().map(r -> r.site()).toList());
        assertThat(quiet.backgrounds()).isEqualTo(kosmos.backgrounds());
    }

    @Test
    void iridiumAndCosmosBreakUpAtTheSameInstantWhereTheyMeet() throws ScenarioException {
        Scenario scenario = TestScenarios.READER.named("iridium-cosmos");
        assertThat(scenario.breakups()).extracting(b -> b.parentId()).containsExactly("24946", "22675");
        assertThat(scenario.breakups())
                .allSatisfy(b -> assertThat(b.timeMicros()).isEqualTo(micros("2009-02-10T16:55:59.8Z")));
        assertThat(TestScenarios.PHYSICS.warnings(scenario.startMicros(), scenario.endMicros()))
                .isEmpty();
    }

    @Test
    void eventsOfObjectsThatAreNotThereAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> TestScenarios.read(EVENTS.replace("carrier: \"13552\"", "carrier: \"1\"")))
                .hasMessageContaining("deployments[0].carrier: the scenario has no object 1");
        assertThatThrownBy(() ->
                        TestScenarios.read(EVENTS.replace("to: 2021-11-15T02:00:00Z", "to: 2021-11-15T00:30:00Z")))
                .hasMessageContaining("radars[1].silences[0].to: is not after from");
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
