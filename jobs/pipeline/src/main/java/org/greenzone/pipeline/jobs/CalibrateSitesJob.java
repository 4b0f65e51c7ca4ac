package org.greenzone.pipeline.jobs;

import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.CalibrationTopology;
import picocli.CommandLine.Command;

/** associations → sites. */
@Command(name = "calibrate-sites", description = "estimates biases and noise of the sites")
public final class CalibrateSitesJob extends JobMain {

    public static void main(String[] arguments) {
        run(new CalibrateSitesJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.CALIBRATE_SITES;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        kafka.into(
                Topic.SITES,
                CalibrationTopology.build(
                        kafka.from(Topic.ASSOCIATIONS, JobName.CORRELATE_TRACKS.alone(), 0), options, reference));
    }
}
