package org.greenzone.pipeline.jobs;

import java.util.List;

/** The jobs, under the names with which they sign their promises. */
public enum JobName {
    CORRELATE_TRACKS("correlate-tracks"),
    DETERMINE_ORBITS("determine-orbits"),
    CALIBRATE_SITES("calibrate-sites"),
    SCREEN_CONJUNCTIONS("screen-conjunctions"),
    DETECT_BREAKUPS("detect-breakups"),
    PREDICT_PASSAGES("predict-passages"),
    ASSESS_ZONES("assess-zones");

    private final String jobName;

    JobName(String jobName) {
        this.jobName = jobName;
    }

    public String jobName() {
        return jobName;
    }

    /** The job as the only writer of a topic. */
    public List<String> alone() {
        return List.of(jobName);
    }
}
