package org.greenzone.pipeline.jobs;

import java.util.List;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.CorrelationTopology;
import picocli.CommandLine.Command;

/** tracks, orbits, sites → associations, rejected-tracks; and promises in messages, of which nobody else knows how far event time has come. */
@Command(name = "correlate-tracks", description = "assigns tracks to catalogued objects")
public final class CorrelateTracksJob extends JobMain {

    public static void main(String[] arguments) {
        run(new CorrelateTracksJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.CORRELATE_TRACKS;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        List<String> sites = List.copyOf(reference.sites().keySet());
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("the topic sites is empty: publish the radar sites first");
        }
        CorrelationTopology.Outputs outputs = CorrelationTopology.build(
                kafka.ofSites(Topic.TRACKS, sites, options.silenceMicros()),
                kafka.from(Topic.ORBITS, JobName.DETERMINE_ORBITS.alone(), options.lagMicros()),
                kafka.from(Topic.SITES, JobName.CALIBRATE_SITES.alone(), options.lagMicros()),
                options,
                reference);
        kafka.into(Topic.ASSOCIATIONS, outputs.associations());
        kafka.into(Topic.REJECTED_TRACKS, outputs.rejected());
        kafka.promiseInto(Topic.MESSAGES, outputs.associations());
    }
}
