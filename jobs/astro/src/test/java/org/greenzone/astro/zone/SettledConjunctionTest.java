package org.greenzone.astro.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Dilution;
import org.junit.jupiter.api.Test;

/** When a newest update that others do not agree with yet ends a danger, and when it does not. */
class SettledConjunctionTest {
    private static final long NOW = 1_636_948_800_000_000L;
    private static final long TCA = NOW + 20 * Station.HOUR;
    private static final double YELLOW = Station.ASSET.yellowProbability();

    private final ZoneAssessor assessor = Station.assessor(ZoneRules.DEFAULT);

    /** A miss and the sigma of each of the two, metres. */
    private record Update(double miss, double sigma) {}

    private static final Update NEAR = new Update(5_000, 2_000);
    private static final Update FAR = new Update(7_000, 300);

    private static WatchedConjunction watched(long tca, Update... updates) {
        WatchedConjunction watched = WatchedConjunction.of(crossing(0, updates[0], tca));
        for (int i = 1; i < updates.length; i++) {
            watched = watched.updated(crossing(i, updates[i], tca));
        }
        return watched;
    }

    private static Conjunction crossing(int revision, Update update, long tca) {
        return Station.crossing("c", revision, update.miss(), update.sigma(), NOW, tca);
    }

    private ZoneStatus assess(Optional<ZoneStatus> previous, WatchedConjunction... watched) {
        return assessor.next(
                        Station.ASSET,
                        Situation.of(Optional.of(Station.orbit(NOW)), List.of(watched), List.of()),
                        previous,
                        NOW)
                .orElseThrow();
    }

    private Zone zone(WatchedConjunction watched) {
        return assess(Optional.empty(), watched).zone();
    }

    @Test
    void anUpdateFarBelowTheThresholdWhateverItsSigmasEndsTheDangerAtOnceAndTheAllClearSaysWhy() {
        ZoneStatus yellow = assess(Optional.empty(), watched(TCA, NEAR));
        assertThat(yellow.zone()).isEqualTo(Zone.YELLOW);
        ZoneStatus green = assess(Optional.of(yellow), watched(TCA, NEAR, FAR));
        assertThat(green.zone()).isEqualTo(Zone.GREEN);
        assertThat(green.reasons().get(0))
                .startsWith("all clear: the conjunction with 13552 COSMOS 1408 DEB has fallen to Pc ")
                .endsWith("below a hundredth of yellow 1e-05 even with sigmas 3 times as large");
        Update red = new Update(1_000, 500);
        assertThat(zone(watched(TCA, red, red, red))).isEqualTo(Zone.RED);
        assertThat(zone(watched(TCA, red, red, red, FAR))).isEqualTo(Zone.GREEN);
        assertThat(zone(watched(NOW + 2 * Station.HOUR, red))).isEqualTo(Zone.SHELTER);
        assertThat(zone(watched(NOW + 2 * Station.HOUR, red, FAR))).isEqualTo(Zone.GREEN);
    }

    @Test
    void anUpdateThatCouldStillRiseWaitsForOthersToAgree() {
        // 4e-12 now, but 2e-5 if the sigmas are three times as large as they are said to be.
        Update fallen = new Update(7_000, 800);
        WatchedConjunction watched = watched(TCA, NEAR, fallen);
        assertThat(watched.latest()).isLessThan(1e-10);
        assertThat(zone(watched)).isEqualTo(Zone.YELLOW);
        assertThat(zone(watched(TCA, NEAR, fallen, fallen))).isEqualTo(Zone.YELLOW);
        assertThat(zone(watched(TCA, NEAR, fallen, fallen, fallen))).isEqualTo(Zone.GREEN);
    }

    @Test
    void aProbabilityThatIsSmallForWantOfKnowledgeEndsNothing() {
        WatchedConjunction watched = watched(TCA, NEAR, new Update(5_000, 250_000));
        assertThat(watched.newest().dilution()).isEqualTo(Dilution.DILUTED);
        assertThat(watched.latest()).isLessThan(WatchedConjunction.SETTLED_SHARE * YELLOW);
        assertThat(zone(watched)).isEqualTo(Zone.YELLOW);
    }

    @Test
    void whereSuchAWordWasBrokenItNoLongerCounts() {
        assertThat(zone(watched(TCA, NEAR, FAR, NEAR, FAR))).isEqualTo(Zone.YELLOW);
        assertThat(zone(watched(TCA, NEAR, FAR, NEAR, FAR, FAR, FAR))).isEqualTo(Zone.GREEN);
    }

    @Test
    void withoutStatesAndCovariancesOneUpdateTellsNothing() {
        WatchedConjunction told = WatchedConjunction.of(
                        Station.conjunction("c", 0, Conjunction.Status.NEW, 2e-5, NOW, TCA))
                .updated(Station.conjunction("c", 1, Conjunction.Status.REVISED, 0, NOW, TCA));
        assertThat(zone(told)).isEqualTo(Zone.YELLOW);
    }

    /** Sigmas that are half of the true ones, and a place that is known better with each update, as by more tracks of one object. */
    @Test
    void whatIsSettledDoesNotRiseAgainThoughItsSigmasAreTwiceTooSmall() {
        Random random = new Random(1408);
        double[] sigmas = {3_000, 1_500, 700, 300, 100, 50};
        int settled = 0;
        for (int trial = 0; trial < 400; trial++) {
            double place = 2_000 * random.nextGaussian();
            // From the best known backwards: each is the next one with an error of its own, so what is said before
            // tells nothing more.
            double[] miss = new double[sigmas.length];
            double known = place;
            double variance = 0;
            for (int i = sigmas.length - 1; i >= 0; i--) {
                double more = 4 * 2 * sigmas[i] * sigmas[i] - variance;
                known += Math.sqrt(more) * random.nextGaussian();
                variance += more;
                miss[i] = known;
            }
            WatchedConjunction watched = watched(TCA, new Update(miss[0], sigmas[0]));
            boolean over = false;
            for (int i = 1; i < sigmas.length; i++) {
                watched = watched.updated(crossing(i, new Update(miss[i], sigmas[i]), TCA));
                assertThat(over && watched.latest() > YELLOW)
                        .as("trial %s, update %s", trial, i)
                        .isFalse();
                over |= watched.isSettled(YELLOW);
            }
            settled += over ? 1 : 0;
        }
        assertThat(settled).isGreaterThan(200);
    }
}
