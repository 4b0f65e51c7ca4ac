package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncounterHistoryTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long TCA = 400 * HOUR;

    private static Conjunction message(String first, String second, long created, long tca, double miss) {
        double[] covariance = new double[21];
        covariance[0] = 9;
        covariance[2] = 1600;
        covariance[5] = 16;
        double[] near = {7e6, 0, 0, 0, 7500, 0};
        double[] far = {7e6 + miss, 0, 0, 0, 0, 7500};
        return new Conjunction(
                "",
                0,
                Conjunction.Status.NEW,
                created,
                new Conjunction.Participant(first, "", "", near, covariance),
                new Conjunction.Participant(second, "", "", far, covariance),
                tca,
                miss,
                new double[] {miss, 0, 0},
                10_600,
                10,
                1e-5,
                "FOSTER-1992",
                Double.NaN,
                Conjunction.Dilution.UNKNOWN,
                List.of(),
                List.of());
    }

    @Test
    void messagesOfOnePairAndTimeAreOneEncounterInAnyOrder() {
        List<Conjunction> messages = new ArrayList<>(List.of(
                message("1", "2", TCA - 60 * HOUR, TCA, 900),
                message("1", "2", TCA - 30 * HOUR, TCA + 4_000_000, 700),
                message("1", "2", TCA - 10 * HOUR, TCA + 5_000_000, 650),
                message("1", "2", TCA - 30 * HOUR, TCA + HOUR, 4000),
                message("1", "3", TCA - 30 * HOUR, TCA, 100)));
        List<EncounterHistory.Encounters> expected = EncounterHistory.of(messages);
        assertThat(expected).hasSize(3);
        assertThat(expected.stream()
                        .filter(e -> e.updates().size() == 3)
                        .findFirst()
                        .orElseThrow()
                        .updates())
                .extracting(Conjunction::missDistanceMetres)
                .containsExactly(900.0, 700.0, 650.0);
        Collections.shuffle(messages, new Random(1));
        assertThat(EncounterHistory.of(messages)).isEqualTo(expected);
    }

    @Test
    void aMessageToTheOtherOwnerIsTurnedRound() {
        List<EncounterHistory.Encounters> all = EncounterHistory.of(
                List.of(message("1", "2", TCA - 60 * HOUR, TCA, 900), message("2", "1", TCA - 20 * HOUR, TCA, 800)));
        assertThat(all).hasSize(1);
        Conjunction newest = all.get(0).newest();
        assertThat(newest.primary().objectId()).isEqualTo("1");
        // From the outer object the inner one, which was called primary, lies below.
        assertThat(newest.missRtnMetres()[0]).isCloseTo(-800, within(1e-9));
    }

    @Test
    void sigmaIsThatOfTheRelativePositionInTheFrameOfThePrimary() {
        double[] sigma = EncounterHistory.relativeSigmaRtn(message("1", "2", 0, TCA, 900));
        // Crossing at right angles: the track of one is the cross track of the other.
        assertThat(sigma).containsExactly(new double[] {Math.sqrt(18), Math.sqrt(1616), Math.sqrt(1616)}, within(1e-9));
    }
}
