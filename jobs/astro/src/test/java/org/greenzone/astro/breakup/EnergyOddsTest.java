package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.greenzone.astro.breakup.FragmentStatistics.Speeds;
import org.greenzone.astro.breakup.StandardBreakupModel.Cause;
import org.junit.jupiter.api.Test;

class EnergyOddsTest {
    /** Of 1000 kg: where nobody tells the mass. */
    private static final double PIECES = StandardBreakupModel.collisionNumber(1000, 0.1);

    private static double[] speeds(Cause cause, int count, long seed) {
        Draws draws = new Draws(seed);
        double[] speeds = new double[count];
        for (int i = 0; i < count; i++) {
            double length = StandardBreakupModel.length(cause, 0.1, 1, draws.uniform());
            double mean = StandardBreakupModel.meanLogSpeed(cause, StandardBreakupModel.logAreaToMass(length, draws));
            speeds[i] = Math.pow(10, mean + StandardBreakupModel.SPEED_SIGMA * draws.gaussian());
        }
        return speeds;
    }

    private static Speeds speeds(int count, double median) {
        return new Speeds(count, median, median, median, median, median);
    }

    private static EnergyOdds odds(int count, double median, int atLeast, EnergyClass before) {
        return EnergyOdds.of(speeds(count, median), atLeast, PIECES, before);
    }

    @Test
    void speedsOfAClassAreThoseOfTheStandardModel() {
        for (Cause cause : Cause.values()) {
            double[] logs =
                    Arrays.stream(speeds(cause, 200_000, 3)).map(Math::log10).toArray();
            double mean = Arrays.stream(logs).average().orElseThrow();
            double variance =
                    Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum() / logs.length;
            EnergyClass energy = EnergyClass.valueOf(cause.name());
            assertThat(energy.meanLogSpeed()).isCloseTo(mean, within(0.01));
            assertThat(energy.sigmaLogSpeed()).isCloseTo(Math.sqrt(variance), within(0.01));
        }
    }

    @Test
    void speedsOfTheModelAreClassedAsWhatMadeThem() {
        for (Cause cause : Cause.values()) {
            Speeds seen = Speeds.of(speeds(cause, 60, 11));
            assertThat(EnergyOdds.of(seen, 60, PIECES, EnergyClass.UNKNOWN).energy())
                    .isEqualTo(EnergyClass.valueOf(cause.name()));
        }
        assertThat(odds(20, 3, 20, EnergyClass.UNKNOWN).energy()).isEqualTo(EnergyClass.SHEDDING);
        assertThat(odds(4, 3, 20, EnergyClass.UNKNOWN)).isEqualTo(new EnergyOdds(EnergyClass.UNKNOWN, 0));
    }

    /** Number of speeds, their median and the least number of objects as they were said in a night of Kosmos 1408, a collision. */
    @Test
    void theClassDoesNotTurnWhileACloudIsSeenMoreAndMore() {
        double[][] said = {
            {16, 101, 16},
            {34, 85, 26},
            {72, 74, 40},
            {110, 67, 49},
            {521, 70, 220},
            {396, 43, 232},
            {490, 52, 238},
            {491, 52, 239},
            {533, 59, 246},
            {165, 47, 656},
            {264, 57, 736},
            {292, 65, 767},
            {676, 73, 767},
            {864, 70, 864}
        };
        EnergyOdds last = new EnergyOdds(EnergyClass.UNKNOWN, 0);
        for (double[] each : said) {
            last = odds((int) each[0], each[1], (int) each[2], last.energy());
            assertThat(last.energy()).isEqualTo(EnergyClass.COLLISION);
        }
        assertThat(last.logOdds()).isGreaterThan(Math.log(EnergyOdds.CHANGE_ODDS));
    }

    @Test
    void manySpeedsDoNotMakeSureWhatAFewLeaveOpen() {
        EnergyOdds few = odds(100, 52, 100, EnergyClass.UNKNOWN);
        EnergyOdds many = odds(100_000, 52, 100, EnergyClass.UNKNOWN);
        assertThat(few.energy()).isEqualTo(EnergyClass.EXPLOSION);
        assertThat(many.logOdds()).isBetween(few.logOdds(), Math.log(EnergyOdds.CHANGE_ODDS));
    }

    @Test
    void aClassStaysUntilAnotherIsTenTimesAsLikely() {
        EnergyOdds held = odds(100, 85, 26, EnergyClass.EXPLOSION);
        assertThat(held.energy()).isEqualTo(EnergyClass.EXPLOSION);
        assertThat(held.logOdds()).isBetween(-Math.log(EnergyOdds.CHANGE_ODDS), 0.0);
        assertThat(odds(100, 85, 900, EnergyClass.EXPLOSION).energy()).isEqualTo(EnergyClass.COLLISION);
    }
}
