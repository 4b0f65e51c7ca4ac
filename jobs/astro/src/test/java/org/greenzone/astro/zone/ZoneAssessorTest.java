package org.greenzone.astro.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.conjunction.Statement;
import org.junit.jupiter.api.Test;

class ZoneAssessorTest {
    private static final long NOW = 1_636_948_800_000_000L;

    /** Velocity error that makes 10 km in two hours: 3 dv t along track. */
    private static final double METRES_PER_SECOND = 10e3 / (3 * 7200.0);

    private final ZoneAssessor assessor = Station.assessor(ZoneRules.DEFAULT);

    @Test
    void nothingAheadWithAFreshOrbitIsGreenForALimitedTime() {
        ZoneStatus status = first(List.of());
        assertThat(status.zone()).isEqualTo(Zone.GREEN);
        assertThat(status.validUntilMicros()).isEqualTo(NOW + 2 * Station.HOUR);
        assertThat(status.restsOn()).containsExactly("orbit-25544");
    }

    @Test
    void probabilityAndLeadTimeDecideTheZone() {
        assertThat(first(List.of(conjunction(9e-6, 20 * Station.HOUR))).zone()).isEqualTo(Zone.GREEN);
        assertThat(first(List.of(conjunction(2e-5, 20 * Station.HOUR))).zone()).isEqualTo(Zone.YELLOW);
        assertThat(first(List.of(conjunction(2e-4, 20 * Station.HOUR))).zone()).isEqualTo(Zone.RED);
        assertThat(first(List.of(conjunction(2e-4, 4 * Station.HOUR))).zone()).isEqualTo(Zone.SHELTER);
    }

    @Test
    void worstConjunctionDecidesAndIsNamedFirst() {
        ZoneStatus status = first(List.of(conjunction(2e-5, 8 * Station.HOUR), conjunction(3e-4, 9 * Station.HOUR)));
        assertThat(status.zone()).isEqualTo(Zone.RED);
        assertThat(status.probability()).isEqualTo(3e-4);
        assertThat(status.reasons().get(0))
                .contains("3.0e-04")
                .contains("13552 COSMOS 1408 DEB")
                .contains("miss 420 m");
        assertThat(status.restsOn()).hasSize(3);
    }

    @Test
    void withdrawnAndPassedConjunctionsDoNotCount() {
        Conjunction withdrawn = conjunction(Status.WITHDRAWN, 2e-4, 8 * Station.HOUR);
        assertThat(first(List.of(withdrawn, conjunction(2e-4, -Station.HOUR))).zone())
                .isEqualTo(Zone.GREEN);
    }

    @Test
    void anEncounterThatOthersTellOfAsWellIsOneRisk() {
        Statement service = new Statement("CSpOC", "m1", NOW, Double.NaN);
        Conjunction own = conjunction(8e-6, 20 * Station.HOUR);
        Conjunction told = conjunction(7e-6, 20 * Station.HOUR).saidBy(service);
        assertThat(first(List.of(own, told)).zone()).isEqualTo(Zone.GREEN);
        assertThat(first(List.of(own, told)).totalProbability()).isCloseTo(8e-6, withinPercentage(1e-6));
        // Another encounter of the two, and one that Greenzone screened itself, count beside it.
        assertThat(first(List.of(own, conjunction(7e-6, 18 * Station.HOUR).saidBy(service)))
                        .zone())
                .isEqualTo(Zone.YELLOW);
        assertThat(first(List.of(own, conjunction(7e-6, 20 * Station.HOUR))).zone())
                .isEqualTo(Zone.YELLOW);
        // The worse of both decides, and who says so is named.
        ZoneStatus worse =
                first(List.of(own, conjunction(2e-4, 20 * Station.HOUR).saidBy(service)));
        assertThat(worse.zone()).isEqualTo(Zone.RED);
        assertThat(worse.reasons().get(0)).contains("by a message of CSpOC");
    }

    @Test
    void probabilityThatIsNotKnownIsNotGreen() {
        assertThat(first(List.of(conjunction(Double.NaN, 8 * Station.HOUR))).zone())
                .isEqualTo(Zone.YELLOW);
    }

    @Test
    void cloudThatNoScreeningFindsIsNotGreen() {
        ZoneStatus few = withLost(20, 300e3, NOW);
        assertThat(few.zone()).isEqualTo(Zone.GREEN);
        assertThat(few.reasons().get(0)).contains("20 objects cross its altitude");

        ZoneStatus cloud = withLost(1_000, 300e3, NOW);
        assertThat(cloud.zone()).isEqualTo(Zone.UNKNOWN);
        assertThat(cloud.reasons().get(0))
                .contains("1000 objects cross its altitude")
                .contains("within 24 h");
    }

    @Test
    void lostObjectsCountFromWhenTheyAreLostAndOnlyWhereTheyCross() {
        assertThat(withLost(1_000, 300e3, NOW + 24 * Station.HOUR).reasons().get(0))
                .doesNotContain("cross");
        assertThat(withLost(1_000, 800e3, NOW).zone()).isEqualTo(Zone.GREEN);
    }

    @Test
    void lostObjectsAreAddedToAWarningAndDoNotTakeItAway() {
        ZoneStatus status = assessor.next(
                        Station.ASSET,
                        Situation.of(
                                Optional.of(Station.orbit(NOW)),
                                watched(conjunction(2e-4, 20 * Station.HOUR)),
                                lost(1_000, 300e3, NOW)),
                        Optional.empty(),
                        NOW)
                .orElseThrow();

        assertThat(status.zone()).isEqualTo(Zone.RED);
        assertThat(status.reasons()).hasSize(2);
    }

    /** A box of gas: flux n v through the section, n one object in the shell. */
    @Test
    void chanceOfOneLostObjectIsThatOfAGas() {
        LostObject object = lost(1, 300e3, NOW).get(0);

        double hits = object.hits(
                Station.orbit(NOW),
                70,
                NOW,
                NOW + 24 * Station.HOUR,
                Station.DATA.gravity().mu());

        double volume = 4 * Math.PI / 3 * (Math.pow(6_378_137 + 600e3, 3) - Math.pow(6_378_137 + 300e3, 3));
        assertThat(hits).isCloseTo(Math.PI * 71 * 71 * 10_830 * 86_400 / volume, withinPercentage(1));
    }

    private static List<LostObject> lost(int count, double lowestAltitude, long lostFrom) {
        List<LostObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add(new LostObject(
                    "UCT-" + i,
                    lostFrom,
                    6_378_137 + lowestAltitude,
                    6_378_137 + lowestAltitude + 300e3,
                    1,
                    List.of()));
        }
        return objects;
    }

    private ZoneStatus withLost(int count, double lowestAltitude, long lostFrom) {
        return assessor.next(
                        Station.ASSET,
                        Situation.of(Optional.of(Station.orbit(NOW)), List.of(), lost(count, lowestAltitude, lostFrom)),
                        Optional.empty(),
                        NOW)
                .orElseThrow();
    }

    @Test
    void withoutATrustedOrbitNothingIsKnownWhateverTheConjunctionsSay() {
        assertThat(assessor.next(
                        Station.ASSET, Situation.of(Optional.empty(), List.of(), List.of()), Optional.empty(), NOW))
                .hasValueSatisfying(s -> assertThat(s.zone()).isEqualTo(Zone.UNKNOWN));
        assertThat(assessor.next(
                        Station.ASSET,
                        Situation.of(Optional.of(Station.orbit(NOW - 25 * Station.HOUR)), List.of(), List.of()),
                        Optional.empty(),
                        NOW))
                .hasValueSatisfying(s -> assertThat(s.zone()).isEqualTo(Zone.UNKNOWN));
    }

    @Test
    void greenEndsWithTheTrustOfItsOrbit() {
        ZoneStatus status = assessor.next(
                        Station.ASSET,
                        Situation.of(Optional.of(Station.orbit(NOW - 23 * Station.HOUR)), List.of(), List.of()),
                        Optional.empty(),
                        NOW)
                .orElseThrow();
        assertThat(status.zone()).isEqualTo(Zone.GREEN);
        assertThat(status.validUntilMicros()).isEqualTo(NOW + Station.HOUR);
    }

    @Test
    void nothingIsSaidTwiceAndAStatusIsRenewedBeforeItLapses() {
        ZoneStatus status = first(List.of());
        Optional<CatalogueOrbit> orbit = Optional.of(Station.orbit(NOW));
        assertThat(assessor.next(
                        Station.ASSET,
                        Situation.of(orbit, List.of(), List.of()),
                        Optional.of(status),
                        NOW + Station.HOUR / 2))
                .isEmpty();
        assertThat(assessor.next(
                        Station.ASSET,
                        Situation.of(orbit, List.of(), List.of()),
                        Optional.of(status),
                        NOW + 119 * Station.HOUR / 60))
                .hasValueSatisfying(s -> {
                    assertThat(s.revision()).isEqualTo(1);
                    assertThat(s.previousZone()).isEqualTo(Zone.GREEN);
                });
        assertThat(assessor.nextAssessmentMicros(Situation.of(orbit, List.of(), List.of()), status, NOW))
                .isLessThan(status.validUntilMicros());
    }

    @Test
    void aStatusWhoseEvidenceBearsNoLongerIsNotRenewedEachMomentButLapsesOnce() {
        // Given an orbit whose trust ends in a quarter of an hour
        Optional<CatalogueOrbit> orbit = Optional.of(Station.orbit(NOW - 24 * Station.HOUR + Station.HOUR / 4));
        ZoneStatus status = assessor.next(
                        Station.ASSET, Situation.of(orbit, List.of(), List.of()), Optional.empty(), NOW)
                .orElseThrow();
        // When the time for renewal has come, there is nothing to renew it with
        assertThat(assessor.next(
                        Station.ASSET, Situation.of(orbit, List.of(), List.of()), Optional.of(status), NOW + 1000))
                .isEmpty();
        // Then the next assessment is when it lapses
        assertThat(assessor.nextAssessmentMicros(Situation.of(orbit, List.of(), List.of()), status, NOW + 1000))
                .isEqualTo(status.validUntilMicros() + 1);
        assertThat(assessor.next(
                        Station.ASSET,
                        Situation.of(orbit, List.of(), List.of()),
                        Optional.of(status),
                        status.validUntilMicros() + 1))
                .hasValueSatisfying(s -> assertThat(s.zone()).isEqualTo(Zone.UNKNOWN));
    }

    @Test
    void aStatusMeansUnknownOnceItNoLongerHolds() {
        ZoneStatus status = first(List.of());
        assertThat(status.zoneAt(status.validUntilMicros())).isEqualTo(Zone.GREEN);
        assertThat(status.zoneAt(status.validUntilMicros() + 1)).isEqualTo(Zone.UNKNOWN);
    }

    @Test
    void greenEndsWhereThePositionOfTheAssetIsKnownTooBadly() {
        // Given a velocity that is known so badly that the position is lost within two hours
        Optional<CatalogueOrbit> orbit = Optional.of(Station.orbit(NOW, METRES_PER_SECOND * 2));
        ZoneStatus status = assessor.next(
                        Station.ASSET, Situation.of(orbit, List.of(), List.of()), Optional.empty(), NOW)
                .orElseThrow();
        // Then green ends there
        assertThat(status.zone()).isEqualTo(Zone.GREEN);
        assertThat(status.validUntilMicros()).isBetween(NOW + Station.HOUR / 2, NOW + 3 * Station.HOUR / 2);
        // And afterwards nothing is known
        assertThat(assessor.next(
                        Station.ASSET,
                        Situation.of(orbit, List.of(), List.of()),
                        Optional.of(status),
                        NOW + 2 * Station.HOUR))
                .hasValueSatisfying(s -> {
                    assertThat(s.zone()).isEqualTo(Zone.UNKNOWN);
                    assertThat(s.reasons().get(0)).contains("km (1 sigma)");
                });
    }

    @Test
    void warningsStandHoweverBadlyThePositionIsKnown() {
        Optional<CatalogueOrbit> lost = Optional.of(Station.orbit(NOW - 3 * Station.HOUR, METRES_PER_SECOND * 10));
        assertThat(assessor.next(Station.ASSET, Situation.of(lost, List.of(), List.of()), Optional.empty(), NOW))
                .hasValueSatisfying(s -> assertThat(s.zone()).isEqualTo(Zone.UNKNOWN));
        assertThat(assessor.next(
                        Station.ASSET,
                        Situation.of(lost, watched(conjunction(2e-4, 20 * Station.HOUR)), List.of()),
                        Optional.empty(),
                        NOW))
                .hasValueSatisfying(s -> assertThat(s.zone()).isEqualTo(Zone.RED));
    }

    private ZoneStatus first(List<Conjunction> conjunctions) {
        return assessor.next(
                        Station.ASSET,
                        Situation.of(
                                Optional.of(Station.orbit(NOW)),
                                watched(conjunctions.toArray(Conjunction[]::new)),
                                List.of()),
                        Optional.empty(),
                        NOW)
                .orElseThrow();
    }

    private static List<WatchedConjunction> watched(Conjunction... conjunctions) {
        return Arrays.stream(conjunctions).map(WatchedConjunction::of).toList();
    }

    private static Conjunction conjunction(double probability, long ahead) {
        return conjunction(Status.NEW, probability, ahead);
    }

    private static Conjunction conjunction(Status status, double probability, long ahead) {
        return Station.conjunction("c" + ahead, 0, status, probability, NOW, NOW + ahead);
    }
}
