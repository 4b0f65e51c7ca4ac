package org.greenzone.astro.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.junit.jupiter.api.Test;

/** Aggregated risk, stability over updates, clouds, windows of shelter and the all-clear. */
class SheltersTest {
    private static final long MINUTE = 60_000_000L;
    private static final long BREAKUP = micros("2021-11-15T02:50:00Z");
    private static final KnownBreakup KOSMOS = new KnownBreakup("b1", "COSMOS 1408", false, BREAKUP, 12);

    private final ZoneAssessor assessor = Station.assessor(ZoneRules.DEFAULT);

    @Test
    void manySmallRisksTogetherWeighAsMuchAsOne() {
        List<WatchedConjunction> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(watched("c" + i, BREAKUP + (10 + i / 10) * Station.HOUR, 4e-6));
        }
        ZoneStatus status = assess(many, List.of(), Optional.empty(), BREAKUP);
        assertThat(status.zone()).isEqualTo(Zone.RED);
        assertThat(status.totalProbability()).isCloseTo(1 - Math.pow(1 - 4e-6, 30), within(1e-15));
        assertThat(status.probability()).isEqualTo(4e-6);

        assertThat(assess(many.subList(0, 2), List.of(), Optional.empty(), BREAKUP)
                        .zone())
                .isEqualTo(Zone.GREEN);
        assertThat(assess(many.subList(0, 3), List.of(), Optional.empty(), BREAKUP)
                        .zone())
                .isEqualTo(Zone.YELLOW);
    }

    @Test
    void redStandsWhereThreeOfTheLastFourUpdatesSaySo() {
        long tca = BREAKUP + 20 * Station.HOUR;
        assertThat(zone(watched("c", tca, 1e-7, 2e-4))).isEqualTo(Zone.YELLOW);
        assertThat(zone(watched("c", tca, 1e-7, 2e-4, 2e-4))).isEqualTo(Zone.YELLOW);
        assertThat(zone(watched("c", tca, 1e-7, 2e-4, 2e-4, 2e-4))).isEqualTo(Zone.RED);
        assertThat(zone(watched("c", tca, 2e-4, 2e-4, 2e-4, 1e-7))).isEqualTo(Zone.RED);
        assertThat(zone(watched("c", tca, 2e-4, 2e-4, 1e-7, 1e-7))).isEqualTo(Zone.YELLOW);
        assertThat(zone(watched("c", tca, 2e-4, 1e-7, 1e-7, 1e-7))).isEqualTo(Zone.GREEN);
    }

    @Test
    void whereThereIsNoTimeLeftTheNewestWordCounts() {
        assertThat(zone(watched("c", BREAKUP + 4 * Station.HOUR, 1e-7, 1e-7, 1e-7, 2e-4)))
                .isEqualTo(Zone.SHELTER);
    }

    @Test
    void tooLateForABurnMeansShelterInAWindowAboutTheConjunction() {
        long tca = micros("2021-11-15T06:00:30Z");
        ZoneStatus status = assess(List.of(watched("c", tca, 3e-4)), List.of(), Optional.empty(), BREAKUP);
        assertThat(status.windows()).singleElement().satisfies(w -> {
            assertThat(w.closeMicros()).isEqualTo(micros("2021-11-15T05:48:00Z"));
            assertThat(w.openMicros()).isEqualTo(micros("2021-11-15T06:16:00Z"));
            assertThat(w.restsOn()).containsExactly("c");
            assertThat(w.isOn(tca)).isTrue();
            assertThat(w.isOn(w.openMicros())).isFalse();
        });
        assertThat(status.reasons().get(0)).startsWith("close hatches 05:48 to 06:16 UTC unless ");
        assertThat(assess(
                                List.of(watched("c", BREAKUP + 20 * Station.HOUR, 3e-4)),
                                List.of(),
                                Optional.empty(),
                                BREAKUP)
                        .windows())
                .isEmpty();
    }

    @Test
    void passagesOfTheNightOfKosmos1408MakeTheWindowsThatTheCrewWasGiven() {
        // Given the passages of 07:07 and 08:40, and a rule that leaves no hour between
        ZoneAssessor patient = Station.assessor(new ZoneRules(
                24 * Station.HOUR,
                2 * Station.HOUR,
                5 * Station.HOUR,
                30 * Station.HOUR,
                10e3,
                12 * MINUTE,
                15 * MINUTE,
                61 * MINUTE));
        List<CloudCrossing> two =
                List.of(crossing("p1", "2021-11-15T07:07:40Z", 1.9e-4), crossing("p2", "2021-11-15T08:40:41Z", 1.9e-4));
        long now = micros("2021-11-15T03:10:00Z");
        ZoneStatus status = patient.next(
                        Station.ASSET,
                        new Situation(Optional.of(Station.orbit(now)), List.of(), two, List.of(KOSMOS), List.of()),
                        Optional.empty(),
                        now)
                .orElseThrow();
        assertThat(status.zone()).isEqualTo(Zone.SHELTER);
        assertThat(status.windows()).singleElement().satisfies(w -> {
            assertThat(w.closeMicros()).isEqualTo(micros("2021-11-15T06:52:00Z"));
            assertThat(w.openMicros()).isEqualTo(micros("2021-11-15T08:58:00Z"));
            assertThat(w.probability()).isCloseTo(1 - Math.pow(1 - 1.9e-4, 2), within(1e-12));
        });
        // Windows that leave an hour stand apart by the usual rule
        assertThat(assess(List.of(), two, Optional.empty(), now).windows()).hasSize(2);
    }

    @Test
    void theNightIsGreenThenShelterAndGreenAgainWithItsReasonOnlyAfterTheLastWindow() {
        List<CloudCrossing> cloud = List.of(
                crossing("p1", "2021-11-15T07:07:40Z", 1.9e-4),
                crossing("p2", "2021-11-15T08:40:41Z", 1.9e-4),
                crossing("p3", "2021-11-15T10:13:42Z", 0.9e-4));
        long end = micros("2021-11-15T12:00:00Z");
        List<ZoneStatus> said = new ArrayList<>();
        long now = BREAKUP - Station.HOUR;
        while (now < end) {
            List<CloudCrossing> known = now < BREAKUP + 10 * MINUTE ? List.of() : cloud;
            List<KnownBreakup> breakups = known.isEmpty() ? List.of() : List.of(KOSMOS);
            Situation situation = new Situation(Optional.of(Station.orbit(now)), List.of(), known, breakups, List.of());
            Optional<ZoneStatus> last = said.isEmpty() ? Optional.empty() : Optional.of(said.get(said.size() - 1));
            long at = now;
            assessor.next(Station.ASSET, situation, last, now).ifPresent(s -> {
                assertThat(s.fromMicros()).isEqualTo(at);
                said.add(s);
            });
            now = Math.min(
                    Math.max(now + 1, now < BREAKUP + 10 * MINUTE ? BREAKUP + 10 * MINUTE : end),
                    assessor.nextAssessmentMicros(situation, said.get(said.size() - 1), now));
        }
        List<ZoneStatus> changes =
                said.stream().filter(s -> s.zone() != s.previousZone()).toList();
        assertThat(changes).extracting(ZoneStatus::zone).containsExactly(Zone.GREEN, Zone.SHELTER, Zone.GREEN);
        assertThat(changes.get(1).fromMicros()).isEqualTo(BREAKUP + 10 * MINUTE);
        assertThat(changes.get(1).restsOn()).contains("p1", "p2", "b1").doesNotContain("p3");
        ZoneStatus green = changes.get(2);
        assertThat(green.fromMicros()).isEqualTo(micros("2021-11-15T08:58:00Z"));
        assertThat(green.reasons().get(0)).isEqualTo("all clear: the last window of shelter ended at 08:58 UTC");
        assertThat(green.reasons().toString()).contains("1 passages of clouds within a day, each at most 9.0e-05");
        // Between the passages it is not green: the all-clear is said once, and holds.
        assertThat(said.stream()
                        .filter(s -> s.fromMicros() > BREAKUP + 10 * MINUTE
                                && s.fromMicros() < micros("2021-11-15T08:58:00Z")))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.zone()).isEqualTo(Zone.SHELTER));
        assertThat(said.stream().anyMatch(s -> s.windows().size() == 1)).isTrue();
    }

    @Test
    void aWindowIsKeptUntilItsPassageIsWellBelowTheThreshold() {
        long now = BREAKUP + Station.HOUR;
        ZoneStatus first =
                assess(List.of(), List.of(crossing("p", "2021-11-15T07:07:40Z", 1.1e-4)), Optional.empty(), now);
        assertThat(first.zone()).isEqualTo(Zone.SHELTER);
        // A newer estimate a little below changes nothing, and one far below takes the window away.
        assertThat(assessor.next(Station.ASSET, situation(0.9e-4, now + MINUTE), Optional.of(first), now + MINUTE))
                .isEmpty();
        assertThat(assessor.next(Station.ASSET, situation(0.4e-4, now + MINUTE), Optional.of(first), now + MINUTE))
                .hasValueSatisfying(s -> {
                    assertThat(s.zone()).isEqualTo(Zone.GREEN);
                    assertThat(s.windows()).isEmpty();
                    assertThat(s.reasons().get(0)).contains("has fallen below its threshold");
                });
        // What was greater lately keeps it, although it is far below now.
        Situation lately = new Situation(
                Optional.of(Station.orbit(now + MINUTE)),
                List.of(),
                List.of(crossing("p", "2021-11-15T07:07:40Z", 0.1e-4).withRecent(1.1e-4)),
                List.of(),
                List.of());
        assertThat(assessor.next(Station.ASSET, lately, Optional.of(first), now + MINUTE))
                .isEmpty();
        // And without a window before, a little below is none.
        assertThat(assessor.next(Station.ASSET, situation(0.9e-4, now), Optional.empty(), now))
                .hasValueSatisfying(s -> assertThat(s.zone()).isEqualTo(Zone.GREEN));
    }

    private Situation situation(double probability, long now) {
        return new Situation(
                Optional.of(Station.orbit(now)),
                List.of(),
                List.of(crossing("p", "2021-11-15T07:07:40Z", probability)),
                List.of(),
                List.of());
    }

    @Test
    void passagesBelowTheThresholdOfShelterLeaveTheZoneGreenAndAreNamedWithWhatIsBelowTheTrackingLimit() {
        long closest = micros("2021-11-15T07:07:40Z");
        CloudCrossing passage = new CloudCrossing(
                "p", "b1", "13552", "", closest - MINUTE, closest, closest + MINUTE, 9e-5, 9e-5, 7e-5);
        ZoneStatus green = assess(List.of(), List.of(passage), Optional.empty(), BREAKUP);
        assertThat(green.zone()).isEqualTo(Zone.GREEN);
        assertThat(green.cloudProbability()).isCloseTo(9e-5, within(1e-15));
        assertThat(green.cloudProbabilityBelowLimit()).isCloseTo(7e-5, within(1e-15));
        assertThat(green.totalProbability()).isCloseTo(9e-5, within(1e-15));
        assertThat(green.reasons().toString())
                .contains(
                        "1 passages of clouds within a day, each at most 9.0e-05 (shelter above 1e-04), together 9.0e-05,"
                                + " of it 7.0e-05 below the tracking limit");
    }

    @Test
    void aBreakupIsSaidAlthoughTheZoneStaysAsItIs() {
        ZoneStatus before = assess(List.of(), List.of(), Optional.empty(), BREAKUP);
        Situation known =
                new Situation(Optional.of(Station.orbit(BREAKUP)), List.of(), List.of(), List.of(KOSMOS), List.of());
        assertThat(assessor.next(Station.ASSET, known, Optional.of(before), BREAKUP + MINUTE))
                .hasValueSatisfying(s -> assertThat(s.reasons().toString())
                        .contains("breakup of COSMOS 1408 at 2021-11-15 02:50 UTC suspected, 12 objects seen"));
    }

    @Test
    void theAllClearNamesWhatBecameOfTheConjunction() {
        long tca = BREAKUP + 10 * Station.HOUR;
        ZoneStatus red = assess(List.of(watched("c", tca, 3e-4)), List.of(), Optional.empty(), BREAKUP);
        assertThat(red.zone()).isEqualTo(Zone.RED);
        assertThat(after(red, watched("c", tca, 3e-4, 1e-8, 1e-8, 1e-8), BREAKUP + Station.HOUR))
                .contains("all clear: the conjunction with 13552 COSMOS 1408 DEB has fallen to Pc 1.0e-08");
        assertThat(after(red, withdrawn("c", tca), BREAKUP + Station.HOUR))
                .contains("all clear: the conjunction with 13552 COSMOS 1408 DEB was withdrawn");
        ZoneStatus shelter = assessor.next(
                        Station.ASSET,
                        Situation.of(
                                Optional.of(Station.orbit(tca - Station.HOUR)),
                                List.of(watched("c", tca, 3e-4)),
                                List.of()),
                        Optional.of(red),
                        tca - Station.HOUR)
                .orElseThrow();
        assertThat(after(shelter, watched("c", tca, 3e-4), tca + 20 * MINUTE))
                .contains("the conjunction with 13552 COSMOS 1408 DEB has passed")
                .contains("the last window of shelter ended at 13:05 UTC");
    }

    private String after(ZoneStatus previous, WatchedConjunction watched, long now) {
        ZoneStatus status = assessor.next(
                        Station.ASSET,
                        Situation.of(Optional.of(Station.orbit(now)), List.of(watched), List.of()),
                        Optional.of(previous),
                        now)
                .orElseThrow();
        assertThat(status.zone()).isEqualTo(Zone.GREEN);
        return status.reasons().get(0);
    }

    @Test
    void theOrderOfTheEvidenceChangesNothing() {
        Random random = new Random(5);
        List<WatchedConjunction> conjunctions = new ArrayList<>();
        List<CloudCrossing> crossings = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            conjunctions.add(watched(
                    "c" + i,
                    BREAKUP + (1 + random.nextInt(20)) * Station.HOUR,
                    Math.pow(10, -8 + 5 * random.nextDouble())));
            crossings.add(crossing("p" + i, "2021-11-15T0" + (4 + i % 6) + ":1" + i % 7 + ":00Z", 3e-4 / (i + 1)));
        }
        ZoneStatus one = assess(conjunctions, crossings, Optional.empty(), BREAKUP);
        java.util.Collections.shuffle(conjunctions, random);
        java.util.Collections.shuffle(crossings, random);
        assertThat(assess(conjunctions, crossings, Optional.empty(), BREAKUP)).isEqualTo(one);
        assertThat(one.windows()).isNotEmpty();
        for (int i = 1; i < one.windows().size(); i++) {
            assertThat(one.windows().get(i).closeMicros()
                            - one.windows().get(i - 1).openMicros())
                    .isGreaterThanOrEqualTo(ZoneRules.DEFAULT.mergeMicros());
        }
    }

    private Zone zone(WatchedConjunction watched) {
        return assess(List.of(watched), List.of(), Optional.empty(), BREAKUP).zone();
    }

    private ZoneStatus assess(
            List<WatchedConjunction> conjunctions,
            List<CloudCrossing> crossings,
            Optional<ZoneStatus> previous,
            long now) {
        return assessor.next(
                        Station.ASSET,
                        new Situation(Optional.of(Station.orbit(now)), conjunctions, crossings, List.of(), List.of()),
                        previous,
                        now)
                .orElseThrow();
    }

    private static CloudCrossing crossing(String id, String closest, double probability) {
        long at = micros(closest);
        // As the cloud of the night is crossed: 220 s before the plane to 93 s after it.
        return new CloudCrossing(
                id,
                "b1",
                "13552",
                "COSMOS 1408",
                at - 220_000_000L,
                at,
                at + 93_000_000L,
                probability,
                probability,
                0.96 * probability);
    }

    private static WatchedConjunction watched(String id, long tca, double... probabilities) {
        WatchedConjunction watched = WatchedConjunction.of(conjunction(id, 0, Status.NEW, probabilities[0], tca));
        for (int i = 1; i < probabilities.length; i++) {
            watched = watched.updated(conjunction(id, i, Status.REVISED, probabilities[i], tca));
        }
        return watched;
    }

    private static WatchedConjunction withdrawn(String id, long tca) {
        return watched(id, tca, 3e-4).updated(conjunction(id, 1, Status.WITHDRAWN, 3e-4, tca));
    }

    private static Conjunction conjunction(String id, int revision, Status status, double probability, long tca) {
        return Station.conjunction(id, revision, status, probability, BREAKUP, tca);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
