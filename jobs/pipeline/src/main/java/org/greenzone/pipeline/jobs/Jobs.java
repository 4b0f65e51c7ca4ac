package org.greenzone.pipeline.jobs;

import java.util.List;

/** All jobs, in the order of the way of a track. */
public final class Jobs {
    private Jobs() {}

    public static List<JobMain> all() {
        return List.of(
                new CorrelateTracksJob(),
                new DetermineOrbitsJob(),
                new CalibrateSitesJob(),
                new ScreenConjunctionsJob(),
                new DetectBreakupsJob(),
                new PredictPassagesJob(),
                new AssessZonesJob());
    }
}
