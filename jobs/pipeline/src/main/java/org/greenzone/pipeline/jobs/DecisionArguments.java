package org.greenzone.pipeline.jobs;

import java.util.Map;
import org.greenzone.pipeline.DecisionOptions;
import picocli.CommandLine.Option;

/** {@link DecisionOptions} on a command line: the same words for the job mains and for who plays all jobs in one process. */
public final class DecisionArguments {
    @Option(
            names = "--mass",
            paramLabel = "OBJECT=KG",
            description = "mass of an object, for the number of its fragments if it breaks up; may be repeated")
    private Map<String, Double> masses = Map.of();

    @Option(
            names = "--yellow",
            paramLabel = "PC",
            description = "probability above which a zone is yellow (default: that of each asset)")
    private double yellow = DecisionOptions.DEFAULT.yellowProbability();

    @Option(
            names = "--red",
            paramLabel = "PC",
            description = "probability above which it is red (default: that of each asset)")
    private double red = DecisionOptions.DEFAULT.redProbability();

    @Option(
            names = "--shelter",
            paramLabel = "P",
            description = "probability of a passage above which the crew shelters (default: red)")
    private double shelter = DecisionOptions.DEFAULT.shelterProbability();

    @Option(
            names = "--stable-updates",
            paramLabel = "N",
            description = "how many of the last four updates of a conjunction must agree (default: 3)")
    private int stableUpdates = DecisionOptions.DEFAULT.stableUpdates();

    @Option(
            names = "--execution-lead",
            paramLabel = "HOURS",
            description = "from the decision to a prepared burn; what is nearer means shelter (default: 5)")
    private double executionHours = DecisionOptions.DEFAULT.executionHours();

    @Option(
            names = "--planning-lead",
            paramLabel = "HOURS",
            description = "from the decision to a burn that has yet to be planned (default: 30)")
    private double planningHours = DecisionOptions.DEFAULT.planningHours();

    /** @throws IllegalArgumentException where they contradict each other; the message says how */
    public DecisionOptions options() {
        return new DecisionOptions(masses, yellow, red, shelter, stableUpdates, executionHours, planningHours);
    }
}
