package org.greenzone.astro.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class OrbitPropagatorTest {
    /** 2021-11-15T02:47:00Z. */
    private static final long EPOCH = 1_636_944_420_000_000L;

    private static final double DAY = 86_400;
    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final ForceModel GRAVITY = new ForceModel(36, true, false, false, false);

    private static OrbitalState state(double perigeeKm, double apogeeKm) {
        return new OrbitalState(EPOCH, OrekitReferee.perigeeState(perigeeKm, apogeeKm, 82.6, 60), 0.01, 0.015);
    }

    private static double[] after(OrbitPropagator propagator, OrbitalState state, double seconds) {
        double[] out = new double[6];
        propagator.propagate(state, Math.min(0, seconds), Math.max(0, seconds)).state(seconds, out);
        return out;
    }

    @Test
    void followsOrekitUnderGravityWithinATenthOfAMetreADay() {
        for (double[] start : OrekitReferee.lowOrbits()) {
            OrbitalState state = new OrbitalState(EPOCH, start, 0, 0);

            double[] ours = after(new OrbitPropagator(DATA, GRAVITY), state, DAY);
            double[] orekit = OrekitReferee.stateAfter(DATA, GRAVITY, state, DAY);

            assertThat(OrekitReferee.distance(ours, orekit)).isLessThan(0.1);
        }
    }

    @Test
    void followsOrekitUnderSunlightWithinAMetreADay() {
        ForceModel model = new ForceModel(8, true, false, false, true);
        OrbitalState state = state(465, 490);

        double[] ours = after(new OrbitPropagator(DATA, model), state, DAY);
        double[] orekit = OrekitReferee.stateAfter(DATA, model, state, DAY);

        assertThat(OrekitReferee.distance(ours, orekit)).isLessThan(1.0);
    }

    @Test
    void losesTwoPercentOfTheDragAtMostToTheGridOfTheAir() {
        ForceModel withDrag = new ForceModel(4, false, false, true, false);
        ForceModel without = new ForceModel(4, false, false, false, false);
        OrbitalState state = state(410, 420);
        double quarter = DAY / 4;

        double[] ours = after(new OrbitPropagator(DATA, withDrag), state, quarter);
        double[] orekit = OrekitReferee.stateAfter(DATA, withDrag, state, quarter);
        double effect = OrekitReferee.distance(ours, after(new OrbitPropagator(DATA, without), state, quarter));

        assertThat(effect).isGreaterThan(50);
        assertThat(OrekitReferee.distance(ours, orekit)).isLessThan(0.02 * effect);
    }

    /** The velocity is good to some micrometres a second between the rows, which the way back makes into decimetres. */
    @Test
    void returnsToWhereItCameFrom() {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitalState state = state(415, 425);

        double[] ahead = after(propagator, state, DAY / 2);
        OrbitalState later = new OrbitalState(DATA.leapSeconds().plusSeconds(EPOCH, DAY / 2), ahead, 0.01, 0.015);
        double[] again = after(propagator, later, -DAY / 2);

        assertThat(OrekitReferee.distance(again, state.stateGcrf())).isLessThan(0.5);
    }

    @Test
    void givesTheSameBitsWhateverWasAskedBefore() {
        OrbitalState state = state(415, 425);
        OrbitPropagator used = new OrbitPropagator(DATA, ForceModel.STANDARD);
        after(used, state(300, 1100), DAY);
        after(used, state(600, 700), -DAY);

        double[] first = after(used, state, 7_000.123);
        double[] second = after(used, state, 7_000.123);
        double[] fresh = after(new OrbitPropagator(PhysicalData.builtIn(), ForceModel.STANDARD), state, 7_000.123);

        assertThat(first).containsExactly(second);
        assertThat(first).containsExactly(fresh);
    }

    @Test
    void transitionIsThatOfFiniteDifferences() {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitalState state = state(415, 425);
        double seconds = DAY / 4;
        double[] transition = new double[42];
        propagator.propagateWithTransition(state, 0, seconds).transition(seconds, transition);

        double[] steps = {5, 5, 5, 0.005, 0.005, 0.005, 1e-4};
        for (int c = 0; c < 7; c++) {
            double[] plus = after(propagator, moved(state, c, steps[c]), seconds);
            double[] minus = after(propagator, moved(state, c, -steps[c]), seconds);
            double size = 0;
            double error = 0;
            for (int i = 0; i < 3; i++) {
                double numeric = (plus[i] - minus[i]) / (2 * steps[c]);
                size = Math.max(size, Math.abs(numeric));
                error = Math.max(error, Math.abs(numeric - transition[7 * i + c]));
            }
            assertThat(error).as("column %d", c).isLessThan(0.01 * size);
        }
    }

    private static OrbitalState moved(OrbitalState state, int parameter, double by) {
        double[] s = state.stateGcrf().clone();
        double ballistic = state.ballisticCoefficient();
        if (parameter < 6) {
            s[parameter] += by;
        } else {
            ballistic += by;
        }
        return new OrbitalState(EPOCH, s, ballistic, state.radiationCoefficient());
    }

    @Test
    void transitionAtTheEpochIsTheIdentity() {
        double[] transition = new double[42];
        new OrbitPropagator(DATA, ForceModel.STANDARD)
                .propagateWithTransition(state(415, 425), -600, 600)
                .transition(0, transition);

        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 7; j++) {
                assertThat(transition[7 * i + j]).isCloseTo(i == j ? 1 : 0, within(1e-6));
            }
        }
    }

    @Test
    void interpolatesToAMillimetre() {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitalState state = state(300, 1100);
        Trajectory trajectory = propagator.propagate(state, 0, 7_000);
        double[] at = new double[6];
        double[] between = new double[6];
        double[] start = new double[6];
        for (double seconds = 1_000; seconds < 6_000; seconds += 777.7) {
            trajectory.state(seconds, start);
            OrbitalState moved = new OrbitalState(DATA.leapSeconds().plusSeconds(EPOCH, seconds), start, 0.01, 0.015);
            propagator.propagate(moved, 0, 40).state(13.3, at);
            trajectory.state(seconds + 13.3, between);
            assertThat(OrekitReferee.distance(at, between)).isLessThan(1e-3);
        }
    }

    @Test
    void endsWhereTheObjectDecays() {
        Trajectory trajectory =
                new OrbitPropagator(DATA, ForceModel.STANDARD).propagateWithTransition(state(120, 200), 0, 3 * DAY);

        assertThat(trajectory.decayed()).isTrue();
        assertThat(trajectory.lastSeconds()).isBetween(3_000.0, 2 * DAY);
        double[] end = new double[6];
        trajectory.state(trajectory.lastSeconds(), end);
        assertThat(end).doesNotContain(Double.NaN);
        assertThatThrownBy(() -> trajectory.state(3 * DAY, end)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStateInTheLowAirIsATrajectoryOfAnInstant() {
        Trajectory trajectory = new OrbitPropagator(DATA, ForceModel.STANDARD).propagate(state(60, 80), -100, 100);

        assertThat(trajectory.decayed()).isTrue();
        assertThat(trajectory.firstSeconds()).isZero();
        assertThat(trajectory.lastSeconds()).isZero();
    }

    @Test
    void coversAnIntervalThatDoesNotHoldTheEpoch() {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitalState state = state(465, 490);
        Trajectory part = propagator.propagate(state, 40_000, 50_000);
        Trajectory all = propagator.propagate(state, 0, 50_000);
        double[] a = new double[6];
        double[] b = new double[6];
        for (double seconds : List.of(40_000.0, 44_444.4, 50_000.0)) {
            part.state(seconds, a);
            all.state(seconds, b);
            assertThat(OrekitReferee.distance(a, b)).isLessThan(1e-6);
        }
        assertThat(part.decayed()).isFalse();
    }

    @Test
    void refusesWhatIsNoClosedOrbit() {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitalState escaping = new OrbitalState(EPOCH, new double[] {7e6, 0, 0, 0, 12_000, 0}, 0, 0);

        assertThatThrownBy(() -> propagator.propagate(escaping, 0, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("escape velocity");
        assertThatThrownBy(() -> new OrbitalState(EPOCH, new double[] {Double.NaN, 0, 0, 0, 0, 0}, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not finite");
        assertThatThrownBy(() -> propagator.propagate(state(400, 400), 10, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longerStepsOfTheScreeningStayWithinMetresOverEightDays() {
        double[][] shells = {
            {395, 405, 35}, {540, 560, 15}, {740, 760, 15}, {990, 1010, 15}, {1400, 1420, 10}, {600, 20_000, 15}
        };
        OrbitPropagator standard = new OrbitPropagator(DATA, ForceModel.STANDARD);
        OrbitPropagator quick = OrbitPropagator.screening(DATA);
        for (double[] shell : shells) {
            OrbitalState state = state(shell[0], shell[1]);
            for (double days : new double[] {1, 8}) {
                double apart =
                        OrekitReferee.distance(after(standard, state, days * DAY), after(quick, state, days * DAY));
                assertThat(apart).as("after %s days at %s km", days, shell[0]).isLessThan(shell[2] * days / 8 + 0.5);
            }
        }
    }
}
