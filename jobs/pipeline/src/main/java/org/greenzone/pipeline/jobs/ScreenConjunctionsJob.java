package org.greenzone.pipeline.jobs;

import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.MessageTopology;
import org.greenzone.pipeline.topologies.ScreeningTopology;
import picocli.CommandLine.Command;

/** orbits, messages → conjunctions, rejected-tracks. */
@Command(
        name = "screen-conjunctions",
        description = "screens protected assets against the catalogue, and follows what messages of others tell")
public final class ScreenConjunctionsJob extends JobMain {

    public static void main(String[] arguments) {
        run(new ScreenConjunctionsJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.SCREEN_CONJUNCTIONS;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        MessageTopology.Outputs ofMessages = MessageTopology.build(
                kafka.from(Topic.MESSAGES, JobName.CORRELATE_TRACKS.alone(), 0),
                JobName.CORRELATE_TRACKS.jobName(),
                options,
                reference);
        kafka.into(
                Topic.CONJUNCTIONS,
                ScreeningTopology.build(
                                kafka.from(Topic.ORBITS, JobName.DETERMINE_ORBITS.alone(), 0), options, reference)
                        .union(ofMessages.conjunctions()));
        kafka.into(Topic.REJECTED_TRACKS, ofMessages.rejected());
    }
}
