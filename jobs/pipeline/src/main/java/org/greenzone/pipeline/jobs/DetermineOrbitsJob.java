package org.greenzone.pipeline.jobs;

import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.DeterminationTopology;
import picocli.CommandLine.Command;

/** associations, orbits → orbits, manoeuvres, rejected-tracks. */
@Command(name = "determine-orbits", description = "fuses tracks into orbits")
public final class DetermineOrbitsJob extends JobMain {

    public static void main(String[] arguments) {
        run(new DetermineOrbitsJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.DETERMINE_ORBITS;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        DeterminationTopology.Outputs outputs = DeterminationTopology.build(
                kafka.from(Topic.ASSOCIATIONS, JobName.CORRELATE_TRACKS.alone(), 0),
                kafka.from(Topic.ORBITS, JobName.DETERMINE_ORBITS.alone(), options.lagMicros()),
                options);
        kafka.into(Topic.ORBITS, outputs.orbits());
        kafka.into(Topic.MANOEUVRES, outputs.manoeuvres());
        kafka.into(Topic.REJECTED_TRACKS, outputs.undetermined());
    }
}
