package org.greenzone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.manoeuvre.Advice;
import org.greenzone.astro.manoeuvre.Burn;
import org.greenzone.astro.manoeuvre.BurnAdvisor;
import org.greenzone.astro.manoeuvre.BurnRules;
import org.greenzone.astro.manoeuvre.Proposal;
import org.junit.jupiter.api.Test;

/** What is advised from a catalogue that is wrong by its covariances, put into the truth. */
class BurnAdviceTest {
    private static final ForceModel FORCES = new ForceModel(12, true, false, true, true);
    private static final double YELLOW = 1e-5;

    private static BurnAdvisor advisor(int times, int proposals) {
        return new BurnAdvisor(
                new BurnRules(5 * RedCases.HOUR, 0.02, 2, 0.1, times, proposals),
                new OrbitPropagator(TestScenarios.PHYSICS, FORCES),
                TestScenarios.PHYSICS);
    }

    @Test
    void tenRedCasesAreGreenInTheTruthWithTheBurnThatIsAdvised() throws Exception {
        int red = 0;
        for (long seed = 1; red < 10; seed++) {
            RedCases.Case one = RedCases.of(seed, 40);
            BurnAdvisor advisor = advisor(1, 1);
            Advice advice = advisor.advise(one.estimated());
            if (advice.without() <= 1e-4) {
                continue;
            }
            red++;
            assertThat(advice.proposals()).as("seed %d", seed).isNotEmpty();
            Proposal best = advice.proposals().get(0);
            Proposal inTruth = advisor.screenBurn(one.truth(), best.burn()).orElseThrow();
            assertThat(inTruth.totalProbability()).as("seed %d", seed).isLessThan(YELLOW);
            assertThat(inTruth.conjunctions())
                    .as("seed %d", seed)
                    .allSatisfy(c -> assertThat(c.probability()).isLessThan(YELLOW));
        }
    }

    @Test
    void theTradeOfTimeAndSizeIsListedTheSmallestFirstAndEachReachesTheGoal() throws Exception {
        RedCases.Case one = RedCases.of(2, 10);
        Advice advice = advisor(3, 6).advise(one.estimated());
        assertThat(advice.considered()).isEqualTo(18);
        assertThat(advice.goal()).isCloseTo(1e-6, withinPercentage(1e-9));
        assertThat(advice.dangers().get(0).secondary().objectId()).isEqualTo("99999");
        assertThat(advice.proposals())
                .hasSizeGreaterThan(2)
                .allSatisfy(p -> assertThat(p.totalProbability()).isLessThanOrEqualTo(advice.goal()));
        assertThat(advice.proposals())
                .extracting(p -> p.burn().metresPerSecond())
                .isSorted();
        assertThat(advice.proposals())
                .extracting(p -> p.burn().timeMicros())
                .allSatisfy(time ->
                        assertThat(time).isGreaterThanOrEqualTo(one.estimated().nowMicros() + 5 * RedCases.HOUR));
    }

    @Test
    void aBurnThatLeadsIntoSomethingElseIsNotProposed() throws Exception {
        RedCases.Case one = RedCases.of(2, 0);
        BurnAdvisor advisor = advisor(1, 1);
        Proposal first = advisor.advise(one.estimated()).proposals().get(0);
        BurnAdvisor.Question crowded = RedCases.withSomethingInTheWay(one.estimated(), first.burn());
        Proposal blind = advisor.screenBurn(crowded, first.burn()).orElseThrow();
        assertThat(blind.totalProbability()).isGreaterThan(1e-4);
        assertThat(blind.conjunctions().get(0).secondary().objectId()).isEqualTo("99998");
        Proposal second = advisor.advise(crowded).proposals().get(0);
        assertThat(second.burn()).isNotEqualTo(first.burn());
        assertThat(second.totalProbability()).isLessThan(1.01e-6);
    }

    @Test
    void nothingIsProposedWhereNothingThreatensOrItIsTooLate() throws Exception {
        RedCases.Case one = RedCases.of(2, 0);
        BurnAdvisor.Question calm = new BurnAdvisor.Question(
                one.estimated().asset(),
                one.estimated().orbit(),
                List.of(),
                one.estimated().nowMicros(),
                one.estimated().toMicros());
        assertThat(advisor(1, 1).advise(calm).proposals()).isEmpty();
        Conjunction danger = advisor(1, 1).advise(one.estimated()).dangers().get(0);
        BurnAdvisor.Question late = new BurnAdvisor.Question(
                one.estimated().asset(),
                one.estimated().orbit(),
                one.estimated().others(),
                danger.tcaMicros() - 4 * RedCases.HOUR,
                one.estimated().toMicros());
        Advice advice = advisor(1, 1).advise(late);
        assertThat(advice.without()).isGreaterThan(1e-4);
        assertThat(advice.proposals()).isEmpty();
    }

    @Test
    void anAdviceStandsWhileItsBurnIsAheadAndStillServes() throws Exception {
        RedCases.Case one = RedCases.of(2, 0);
        BurnAdvisor advisor = advisor(1, 1);
        Advice advice = advisor.advise(one.estimated());
        Burn burn = advice.proposals().get(0).burn();
        assertThat(advisor.adviseAfter(at(one.estimated(), one.estimated().nowMicros() + RedCases.HOUR), advice))
                .isSameAs(advice);
        assertThat(advisor.adviseAfter(at(one.estimated(), burn.timeMicros()), advice))
                .isNotSameAs(advice);
        assertThat(advisor.adviseAfter(RedCases.withSomethingInTheWay(one.estimated(), burn), advice)
                        .proposals()
                        .get(0)
                        .burn())
                .isNotEqualTo(burn);
        BurnAdvisor.Question calm = new BurnAdvisor.Question(
                one.estimated().asset(),
                one.estimated().orbit(),
                List.of(),
                one.estimated().nowMicros(),
                one.estimated().toMicros());
        assertThat(advisor.adviseAfter(calm, advice).hasDanger()).isFalse();
    }

    private static BurnAdvisor.Question at(BurnAdvisor.Question question, long nowMicros) {
        return new BurnAdvisor.Question(
                question.asset(), question.orbit(), question.others(), nowMicros, question.toMicros());
    }
}
