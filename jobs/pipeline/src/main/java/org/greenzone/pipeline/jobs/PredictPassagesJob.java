package org.greenzone.pipeline.jobs;

import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.PassageTopology;
import picocli.CommandLine.Command;

/** breakups, orbits → passages. */
@Command(name = "predict-passages", description = "says when assets meet the cloud of a breakup")
public final class PredictPassagesJob extends JobMain {

    public static void main(String[] arguments) {
        run(new PredictPassagesJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.PREDICT_PASSAGES;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        kafka.into(
                Topic.PASSAGES,
                PassageTopology.build(
                        kafka.from(Topic.BREAKUPS, JobName.DETECT_BREAKUPS.alone(), 0),
                        kafka.from(Topic.ORBITS, JobName.DETERMINE_ORBITS.alone(), 0),
                        options,
                        reference));
    }
}
