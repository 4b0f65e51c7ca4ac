package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.CorrelateTracks;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.ValidateTracks;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.schemas.Orbit;

/**
 * Tracks to associations.
 *
 * <pre>
 * tracks ──► ValidateTracks ──┬──────────────► CorrelateTracks ──► associations
 *                             └─► rejected           ▲
 * orbits, delayed by the lag ── decode ── broadcast ─┘
 * </pre>
 */
public final class CorrelationTopology {
    private CorrelationTopology() {}

    /** What comes out. */
    public record Outputs(DataStream<Association> associations, DataStream<RejectedTrack> rejected) {}

    /**
     * @param tracks records of the topic tracks
     * @param orbits records of the topic orbits, their event time delayed by the lag
     */
    public static Outputs build(
            DataStream<Inbound> tracks, DataStream<Inbound> orbits, JobOptions options, ReferenceData reference) {
        SingleOutputStreamOperator<Track> valid = tracks.keyBy(Inbound::source)
                .process(new ValidateTracks(reference))
                .returns(TypeInformation.of(Track.class))
                .name("ValidateTracks")
                .uid("validate-tracks");
        BroadcastStream<CatalogueOrbit> catalogue = orbits.flatMap(
                        new DecodeEvents<>(Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits")
                .broadcast(CorrelateTracks.CATALOGUE);
        SingleOutputStreamOperator<Association> associations = valid.keyBy(Track::siteId)
                .connect(catalogue)
                .process(new CorrelateTracks(options, reference))
                .returns(TypeInformation.of(Association.class))
                .name("CorrelateTracks")
                .uid("correlate-tracks");
        return new Outputs(associations, valid.getSideOutput(ValidateTracks.REJECTED));
    }
}
