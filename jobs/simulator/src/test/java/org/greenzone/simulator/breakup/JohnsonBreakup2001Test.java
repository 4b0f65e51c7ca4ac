package org.greenzone.simulator.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.greenzone.simulator.random.RandomStream;
import org.junit.jupiter.api.Test;

class JohnsonBreakup2001Test {
    private static final BreakupEvent KOSMOS_1408 = collision(1750, Double.NaN);

    private static BreakupEvent collision(double mass, double energyJoules) {
        return new BreakupEvent(BreakupKind.COLLISION, BrokenType.SPACECRAFT, mass, 0, energyJoules, 1, 0.1, 5, 2000);
    }

    private static BreakupEvent explosion(double mass) {
        return new BreakupEvent(BreakupKind.EXPLOSION, BrokenType.ROCKET_BODY, mass, 0, Double.NaN, 1, 0.1, 5, 2000);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Test
    void numbersOfPiecesAreThePublishedOnes() {
        assertThat(JohnsonBreakup2001.fragments(KOSMOS_1408, RandomStream.of(1, "t")))
                .hasSize(1388);
        assertThat(JohnsonBreakup2001.fragments(collision(2200, Double.NaN), RandomStream.of(1, "t")))
                .hasSize(1647);
        // Johnson et al. 2001, equation 2: an upper stage of 600 to 1000 kg, S = 1: 6 L^-1.6.
        assertThat(JohnsonBreakup2001.cumulativeNumber(explosion(800), 0.1)).isEqualTo(238.9, within(0.1));
        assertThat(JohnsonBreakup2001.cumulativeNumber(explosion(800), 1.0)).isEqualTo(6.0, within(1e-9));
    }

    @Test
    void aCollisionIsCatastrophicFromFortyJoulesPerGramOn() {
        assertThat(collision(1000, 40.1e6).catastrophic()).isTrue();
        assertThat(collision(1000, 39.9e6).catastrophic()).isFalse();
        // Below: mass of the projectile times its speed in km/s squared; 1 kg at 8 km/s has 32 MJ.
        assertThat(JohnsonBreakup2001.cumulativeNumber(collision(1000, 32e6), 0.1))
                .isEqualTo(0.1 * Math.pow(64, 0.75) * Math.pow(0.1, -1.71), within(1e-9));
    }

    @Test
    void lengthsFollowTheNumberLaw() {
        List<Fragment> pieces = JohnsonBreakup2001.fragments(
                new BreakupEvent(BreakupKind.COLLISION, BrokenType.SPACECRAFT, 1750, 0, Double.NaN, 1, 0.02, 5, 2000),
                RandomStream.of(2, "t"));
        for (double length : new double[] {0.03, 0.05, 0.1, 0.2, 0.5}) {
            double expected = JohnsonBreakup2001.cumulativeNumber(KOSMOS_1408, length);
            long counted =
                    pieces.stream().filter(p -> p.lengthMetres() > length).count();
            assertThat((double) counted).isEqualTo(expected, within(4 * Math.sqrt(expected) + 3));
        }
    }

    @Test
    void areaAndMassFollowTheLength() {
        // Johnson et al. 2001, equations 8 and 9; 10 cm: 0.556945 x 0.1^2.0047077.
        assertThat(JohnsonBreakup2001.area(0.1)).isEqualTo(5.5094e-3, within(1e-7));
        assertThat(JohnsonBreakup2001.area(0.001)).isEqualTo(0.540424e-6, within(1e-12));
        for (Fragment piece : JohnsonBreakup2001.fragments(KOSMOS_1408, RandomStream.of(3, "t"))) {
            assertThat(piece.lengthMetres()).isBetween(0.1, 5.0);
            assertThat(piece.areaSquareMetres()).isEqualTo(JohnsonBreakup2001.area(piece.lengthMetres()));
            assertThat(piece.massKilograms() * piece.areaToMassSquareMetresPerKilogram())
                    .isEqualTo(piece.areaSquareMetres(), within(1e-12));
        }
    }

    @Test
    void piecesNeverWeighMoreThanWhatBroke() {
        for (int seed = 0; seed < 10; seed++) {
            for (BreakupEvent event : List.of(KOSMOS_1408, explosion(800), explosion(5), collision(1000, 1e6))) {
                double mass = JohnsonBreakup2001.fragments(event, RandomStream.of(seed, "t")).stream()
                        .mapToDouble(Fragment::massKilograms)
                        .sum();
                assertThat(mass).isLessThanOrEqualTo(event.massKilograms() * (1 + 1e-12));
            }
        }
    }

    @Test
    void piecesTogetherCarryNoMomentum() {
        double[] momentum = new double[3];
        double gross = 0;
        for (Fragment piece : JohnsonBreakup2001.fragments(KOSMOS_1408, RandomStream.of(4, "t"))) {
            gross += piece.massKilograms() * piece.speedMetresPerSecond();
            for (int i = 0; i < 3; i++) {
                momentum[i] += piece.massKilograms() * piece.deltaVMetresPerSecond()[i];
            }
        }
        assertThat(Math.hypot(Math.hypot(momentum[0], momentum[1]), momentum[2]))
                .isLessThan(1e-9 * gross);
    }

    @Test
    void speedsAreLogNormalAboutTheMeanOfTheirAreaToMassAndBounded() {
        double[] residuals = JohnsonBreakup2001.fragments(KOSMOS_1408, RandomStream.of(5, "t")).stream()
                .mapToDouble(p -> Math.log10(p.speedMetresPerSecond())
                        - JohnsonBreakup2001.meanLogDeltaV(
                                BreakupKind.COLLISION, Math.log10(p.areaToMassSquareMetresPerKilogram())))
                .toArray();
        double mean = Arrays.stream(residuals).average().orElseThrow();
        double sigma = Math.sqrt(Arrays.stream(residuals)
                .map(r -> (r - mean) * (r - mean))
                .average()
                .orElseThrow());
        assertThat(mean).isEqualTo(0, within(0.06));
        assertThat(sigma).isEqualTo(0.4, within(0.04));
        // Equation 12 at A/M = 0.1 m2/kg: 10^2 m/s; equation 11: 10^1.65 m/s.
        assertThat(JohnsonBreakup2001.meanLogDeltaV(BreakupKind.COLLISION, -1)).isEqualTo(2.0, within(1e-12));
        assertThat(JohnsonBreakup2001.meanLogDeltaV(BreakupKind.EXPLOSION, -1)).isEqualTo(1.65, within(1e-12));
        BreakupEvent bounded =
                new BreakupEvent(BreakupKind.COLLISION, BrokenType.SPACECRAFT, 1750, 0, Double.NaN, 1, 0.1, 5, 500);
        assertThat(JohnsonBreakup2001.fragments(bounded, RandomStream.of(5, "t")))
                .allSatisfy(p -> assertThat(p.speedMetresPerSecond()).isLessThan(550));
    }

    @Test
    void theSameSeedGivesTheSamePiecesAndAnotherOneOthers() {
        double[] first = speeds(1);
        assertThat(speeds(1)).isEqualTo(first);
        assertThat(speeds(2)).isNotEqualTo(first);
        assertThat(median(first)).isBetween(80.0, 140.0);
    }

    private static double[] speeds(long seed) {
        return JohnsonBreakup2001.fragments(KOSMOS_1408, RandomStream.of(seed, "t")).stream()
                .mapToDouble(Fragment::speedMetresPerSecond)
                .toArray();
    }
}
