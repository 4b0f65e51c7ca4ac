package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.junit.jupiter.api.Test;

class ToldEncounterTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long TCA = 400 * HOUR;
    private static final double SPEED = 7_500;
    private static final Asset STATION = new Asset("1", "ISS", 60, 750, 25e3, 25e3, 1e-5, 1e-4, List.of("9"));

    /** Two that cross at right angles 300 m apart, their states so long after the closest approach. */
    private static Conjunction message(String second, double secondsAfter, double radius, double sigma, double stated) {
        double[] covariance = new double[21];
        for (int i = 0; i < 6; i++) {
            covariance[i * (i + 3) / 2] = i < 3 ? sigma * sigma : 1e-6 * sigma * sigma;
        }
        double[] first = {7e6, SPEED * secondsAfter, 0, 0, SPEED, 0};
        double[] other = {7e6 + 300, 0, SPEED * secondsAfter, 0, 0, SPEED};
        double miss = Math.hypot(300, Math.sqrt(2) * SPEED * secondsAfter);
        return new Conjunction(
                        "",
                        0,
                        Status.NEW,
                        TCA - 9 * HOUR,
                        new Participant("1", "", "", first, covariance),
                        new Participant(second, "", "", other, covariance),
                        TCA,
                        miss,
                        Conjunction.missRtn(first, other),
                        Math.sqrt(2) * SPEED,
                        radius,
                        stated,
                        "FOSTER-1992",
                        Double.NaN,
                        Conjunction.Dilution.UNKNOWN,
                        List.of(),
                        List.of())
                .saidBy(new Statement("CSpOC", "m1", TCA - 9 * HOUR, stated));
    }

    private static Conjunction assessed(Conjunction message) {
        return new ToldEncounter(HardBodyRadii.NONE).assessed(message, Optional.of(STATION));
    }

    @Test
    void theClosestApproachIsFoundAgainBehindTheMillisecondOfTheMessage() {
        Conjunction rounded = assessed(message("2", 4.3e-4, 70, 100, 1e-3));
        assertThat(rounded.tcaMicros()).isEqualTo(TCA - 430);
        assertThat(rounded.missDistanceMetres()).isCloseTo(300, within(1e-6));
        assertThat(rounded.missRtnMetres()).containsExactly(new double[] {300, 0, 0}, within(1e-3));
        Conjunction exact = assessed(message("2", 0, 70, 100, 1e-3));
        assertThat(rounded.probability()).isCloseTo(exact.probability(), within(1e-9 * exact.probability()));
        assertThat(exact.probability()).isCloseTo(0.5 * 70 * 70 / 2e4 * Math.exp(-0.5 * 9e4 / 2e4), within(3e-3));
        assertThat(exact.warnings()).isEmpty();
        assertThat(exact.statement().probability()).isEqualTo(1e-3);
    }

    @Test
    void statesThatAreNotAtTheirClosestApproachStayAsTheyAreAndThatIsSaid() {
        Conjunction far = assessed(message("2", 30, 70, 100, 1e-3));
        assertThat(far.tcaMicros()).isEqualTo(TCA);
        assertThat(far.warnings()).contains("the states are 30 s from their closest approach");
    }

    @Test
    void theRadiusIsThatOfTablesThatKnowBothThenOfTheMessageThenWhatIsKnownOfOne() {
        HardBodyRadii table =
                new HardBodyRadii(List.of(new HardBodyRadii.Entry("2", new HardBodyRadii.Radius(3, 0, "owner"))), 1);
        Optional<Asset> asset = Optional.of(STATION);
        assertThat(new ToldEncounter(table)
                        .assessed(message("2", 0, 70, 100, 1e-3), asset)
                        .hardBodyRadiusMetres())
                .isEqualTo(63);
        assertThat(assessed(message("2", 0, 70, 100, 1e-3)).hardBodyRadiusMetres())
                .isEqualTo(70);
        Conjunction without = assessed(message("2", 0, Double.NaN, 100, 1e-3));
        assertThat(without.hardBodyRadiusMetres()).isEqualTo(61);
        assertThat(without.warnings()).contains("the message has no hard-body radius: 2 counts with 1.0 m");
    }

    @Test
    void whereNothingCanBeComputedTheStatedProbabilityCountsAndWithoutItNoneIsKnown() {
        Conjunction stated = assessed(message("2", 0, 70, Double.NaN, 1e-3));
        assertThat(stated.probability()).isEqualTo(1e-3);
        assertThat(stated.probabilityMethod()).isEqualTo("STATED-FOSTER-1992");
        assertThat(stated.warnings()).contains("the probability is that of the message");
        Conjunction silent = assessed(message("2", 0, 70, Double.NaN, Double.NaN));
        assertThat(silent.probability()).isNaN();
        assertThat(silent.warnings()).anyMatch(w -> w.startsWith("no probability"));
    }

    @Test
    void whatFliesWithTheAssetIsListedAndDoesNotAlarm() {
        Conjunction companion = assessed(message("9", 0, 70, 100, 1e-3));
        assertThat(companion.formation()).isTrue();
        assertThat(companion.probability()).isNaN();
        assertThat(companion.warnings()).containsExactly("named as a companion of the asset");
    }

    @Test
    void encountersThatCannotBeAreNamed() {
        assertThat(ToldEncounter.impossible(message("2", 0, 70, 100, 1e-3))).isEmpty();
        assertThat(ToldEncounter.impossible(message("1", 0, 70, 100, 1e-3))).contains("both objects are 1");
        Conjunction apart = message("2", 200, 70, 100, 1e-3);
        assertThat(ToldEncounter.impossible(apart))
                .hasValueSatisfying(why -> assertThat(why).contains("2121 km apart"));
        double[] below = {7e3, 0, 0, 0, 7.5, 0};
        Conjunction.Draft kilometres = new Conjunction.Draft(message("2", 0, 70, 100, 1e-3));
        kilometres.primary = kilometres.primary.withState(below);
        assertThat(ToldEncounter.impossible(kilometres.made()))
                .hasValueSatisfying(why -> assertThat(why).contains("7 km from the centre of the Earth"));
        double[] notFinite = below.clone();
        Arrays.fill(notFinite, Double.NaN);
        kilometres.primary = kilometres.primary.withState(notFinite);
        assertThat(ToldEncounter.impossible(kilometres.made())).isPresent();
    }

    @Test
    void messagesAreFollowedByOriginatorAndOlderOnesSayNothing() {
        Conjunction first = assessed(message("2", 0, 70, 100, 1e-3));
        Conjunction begun =
                EncounterTracker.told(List.of(), first, TCA - 8 * HOUR).orElseThrow();
        assertThat(begun.status()).isEqualTo(Status.NEW);
        assertThat(EncounterTracker.told(List.of(begun), first, TCA - 7 * HOUR)).isEmpty();
        Statement newer = new Statement("CSpOC", "m2", TCA - 3 * HOUR, 2e-3);
        Conjunction second = EncounterTracker.told(List.of(begun), first.saidBy(newer), TCA - 2 * HOUR)
                .orElseThrow();
        assertThat(second.status()).isEqualTo(Status.REVISED);
        assertThat(second.conjunctionId()).isEqualTo(begun.conjunctionId());
        assertThat(second.history())
                .extracting(EncounterUpdate::createdMicros)
                .containsExactly(TCA - 8 * HOUR, TCA - 2 * HOUR);
        Statement other = new Statement("OWNER", "m2", TCA - 3 * HOUR, 2e-3);
        assertThat(EncounterTracker.told(List.of(second), first.saidBy(other), TCA - HOUR)
                        .orElseThrow()
                        .conjunctionId())
                .isNotEqualTo(begun.conjunctionId());
    }
}
