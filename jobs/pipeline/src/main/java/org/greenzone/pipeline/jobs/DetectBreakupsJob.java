package org.greenzone.pipeline.jobs;

import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.BreakupTopology;
import picocli.CommandLine.Command;

/** associations, orbits → breakups. */
@Command(name = "detect-breakups", description = "notices that a satellite has broken up")
public final class DetectBreakupsJob extends JobMain {
    public static void main(String[] arguments) {
        run(new DetectBreakupsJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.DETECT_BREAKUPS;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        kafka.into(
                Topic.BREAKUPS,
                BreakupTopology.build(
                        kafka.from(Topic.ASSOCIATIONS, JobName.CORRELATE_TRACKS.alone(), 0),
                        kafka.from(Topic.ORBITS, JobName.DETERMINE_ORBITS.alone(), options.lagMicros()),
                        options,
                        options.decisions().masses()));
    }
}
