package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.ValidTrack;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.operators.CorrelateTracks;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.Knowledge;
import org.greenzone.pipeline.operators.StampTracks;
import org.greenzone.pipeline.operators.ValidateTracks;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.schemas.Orbit;

/**
 * Tracks to associations.
 *
 * <pre>
 * tracks ──► StampTracks ──► ValidateTracks ──┬──────────────► CorrelateTracks ──► associations
 *                                             └─► rejected           ▲
 * orbits, sites, delayed by the lag ── broadcast ────────────────────┘
 * </pre>
 */
public final class CorrelationTopology {
    private CorrelationTopology() {}

    /** What comes out. */
    public record Outputs(DataStream<Association> associations, DataStream<RejectedTrack> rejected) {}

    /**
     * @param tracks records of the topic tracks
     * @param orbits records of the topic orbits, their event time delayed by the lag
     * @param calibrations records of the topic sites, their event time delayed by the lag
     */
    public static Outputs build(
            DataStream<Inbound> tracks,
            DataStream<Inbound> orbits,
            DataStream<Inbound> calibrations,
            JobOptions options,
            ReferenceData reference) {
        SingleOutputStreamOperator<ValidTrack> valid = tracks.keyBy(Inbound::partition)
                .process(new StampTracks(options, reference))
                .returns(TypeInformation.of(Inbound.class))
                .name("StampTracks")
                .uid("stamp-tracks")
                .keyBy(Inbound::source)
                .process(new ValidateTracks(options, reference))
                .returns(TypeInformation.of(ValidTrack.class))
                .name("ValidateTracks")
                .uid("validate-tracks");
        DataStream<Knowledge> catalogue = orbits.flatMap(
                        new DecodeEvents<>(Orbit.class, wire -> Knowledge.of(OrbitCodec.fromWire(wire))))
                .returns(TypeInformation.of(Knowledge.class))
                .name("decode orbits")
                .uid("decode-orbits");
        BroadcastStream<Knowledge> knowledge = calibrations
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Site.class, SiteCodec::fromWire))
                .returns(TypeInformation.of(Site.class))
                .name("decode sites")
                .uid("decode-sites")
                .filter(site -> site.calibration().origin() == Site.CalibrationOrigin.RUNNING)
                .name("running calibrations")
                .uid("running-calibrations")
                .map(Knowledge::of)
                .returns(TypeInformation.of(Knowledge.class))
                .name("calibrations as knowledge")
                .uid("calibrations-as-knowledge")
                .union(catalogue)
                .broadcast(CorrelateTracks.CATALOGUE, CorrelateTracks.CALIBRATIONS);
        SingleOutputStreamOperator<Association> associations = valid.keyBy(
                        track -> track.track().siteId())
                .connect(knowledge)
                .process(new CorrelateTracks(options, reference))
                .returns(TypeInformation.of(Association.class))
                .name("CorrelateTracks")
                .uid("correlate-tracks");
        return new Outputs(associations, valid.getSideOutput(ValidateTracks.REJECTED));
    }
}
