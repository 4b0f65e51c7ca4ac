package org.greenzone.pipeline.jobs;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.pipeline.topologies.AdviceTopology;
import org.greenzone.pipeline.topologies.ZoneTopology;
import picocli.CommandLine.Command;

/** orbits, conjunctions, breakups, passages → zone-status, advice. */
@Command(name = "assess-zones", description = "says in which zone each asset is, and what burns would help")
public final class AssessZonesJob extends JobMain {

    public static void main(String[] arguments) {
        run(new AssessZonesJob(), arguments);
    }

    @Override
    public JobName job() {
        return JobName.ASSESS_ZONES;
    }

    @Override
    protected void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference) {
        DataStream<Inbound> orbits = kafka.from(Topic.ORBITS, JobName.DETERMINE_ORBITS.alone(), 0);
        DataStream<ZoneStatus> statuses = ZoneTopology.build(
                new ZoneTopology.Inputs(
                        orbits,
                        kafka.from(Topic.CONJUNCTIONS, JobName.SCREEN_CONJUNCTIONS.alone(), 0),
                        kafka.from(Topic.BREAKUPS, JobName.DETECT_BREAKUPS.alone(), 0),
                        kafka.from(Topic.PASSAGES, JobName.PREDICT_PASSAGES.alone(), 0)),
                options,
                reference);
        kafka.into(Topic.ZONE_STATUS, statuses);
        kafka.into(Topic.ADVICE, AdviceTopology.build(statuses, orbits, options, reference));
    }
}
