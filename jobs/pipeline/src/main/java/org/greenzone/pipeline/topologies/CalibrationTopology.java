package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.AssociationCodec;
import org.greenzone.pipeline.operators.CalibrateSites;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Associations to calibrated sites.
 *
 * <pre>
 * associations ── by site ──► CalibrateSites ──► sites
 * </pre>
 */
public final class CalibrationTopology {
    private CalibrationTopology() {}

    /** @param associations records of the topic associations */
    public static DataStream<Site> build(
            DataStream<Inbound> associations, JobOptions options, ReferenceData reference) {
        return associations
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Association.class, AssociationCodec::fromWire))
                .returns(TypeInformation.of(Association.class))
                .name("decode associations")
                .uid("decode-associations")
                .keyBy(association -> association.track().siteId())
                .process(new CalibrateSites(options, reference))
                .returns(TypeInformation.of(Site.class))
                .name("CalibrateSites")
                .uid("calibrate-sites");
    }
}
