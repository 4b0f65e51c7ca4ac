package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.breakup.FragmentStatistics.FragmentState;
import org.greenzone.astro.breakup.StandardBreakupModel.Cause;
import org.junit.jupiter.api.Test;

class FragmentStatisticsTest {
    private static final double RADIUS = 6_878_137;
    private static final double SPEED = Math.sqrt(FragmentCloud.MU / RADIUS);
    private static final double[] PARENT = {RADIUS, 0, 0, 0, SPEED, 0};

    /** FACTS: 1388 for 1750 kg and 1647 for 2200 kg above 10 cm. */
    @Test
    void numbersOfTheStandardModelAreThePublishedOnes() {
        assertThat(StandardBreakupModel.collisionNumber(1750, 0.1)).isCloseTo(1388, within(1.0));
        assertThat(StandardBreakupModel.collisionNumber(2200, 0.1)).isCloseTo(1647, within(1.0));
        assertThat(StandardBreakupModel.explosionNumber(1, 0.1)).isCloseTo(238.9, within(0.1));
        assertThat(StandardBreakupModel.crateringNumber(1e6, 0.1)).isCloseTo(8.6, within(0.1));
    }

    @Test
    void lengthsFollowTheNumberLaw() {
        Draws draws = new Draws(7);
        int above = 0;
        for (int i = 0; i < 100_000; i++) {
            above += StandardBreakupModel.length(Cause.COLLISION, 0.1, 10, draws.uniform()) > 0.2 ? 1 : 0;
        }
        double whole = 1 - Math.pow(100, -1.71);
        assertThat(above / 1e5).isCloseTo((Math.pow(2, -1.71) - Math.pow(100, -1.71)) / whole, within(0.005));
    }

    @Test
    void aFragmentThatIsFasterAlongTheTrackHasItsApogeeOpposite() {
        FragmentStatistics statistics =
                FragmentStatistics.of(PARENT, List.of(fragment("b", 0, 50, 0), fragment("a", 0, 0, 30)));
        assertThat(statistics.gabbard())
                .extracting(FragmentStatistics.GabbardRow::objectId)
                .containsExactly("a", "b");
        FragmentStatistics.GabbardRow fast = statistics.gabbard().get(1);
        assertThat(fast.perigeeMetres()).isCloseTo(500e3, within(1.0));
        // Vis viva: da = 2 a^2 v dv / mu, and the apogee rises by twice that.
        assertThat(fast.apogeeMetres() - 500e3).isCloseTo(4 * RADIUS * 50 / SPEED, within(4e3));
        assertThat(statistics.speeds().greatest()).isCloseTo(50, within(1e-9));
        assertThat(statistics.meanDeltaVRtn()).containsExactly(new double[] {0, 25, 15}, within(1e-9));
    }

    @Test
    void aVelocityInTheParentsAxesComesBackAsItWas() {
        double[] deltaV = {12.5, -40, 7};
        double[] state = FragmentStatistics.withDeltaV(PARENT, deltaV);
        assertThat(FragmentStatistics.deltaVRtn(PARENT, state)).containsExactly(deltaV, within(1e-9));
        assertThat(FragmentStatistics.gabbard("f", state).apogeeMetres()).isGreaterThan(RADIUS - 6_378_137);
        assertThat(FragmentStatistics.width(new double[] {0, 100, 50}, 0.05)).isCloseTo(90, within(1e-9));
    }

    private static FragmentState fragment(String id, double radial, double along, double across) {
        return new FragmentState(id, new double[] {RADIUS, 0, 0, radial, SPEED + along, across});
    }
}
