package org.greenzone.pipeline.topic;

import java.util.List;
import org.apache.avro.Schema;
import org.greenzone.pipeline.codec.Wire;

/** The topics of Greenzone: what they carry and how long they keep it. */
public enum Topic {
    TRACKS("tracks", Retention.FOREVER, org.greenzone.schemas.Track.getClassSchema()),
    REJECTED_TRACKS("rejected-tracks", Retention.FOREVER, org.greenzone.schemas.RejectedTrack.getClassSchema()),
    ASSOCIATIONS("associations", Retention.FOREVER, org.greenzone.schemas.Association.getClassSchema()),
    ORBITS("orbits", Retention.FOREVER, org.greenzone.schemas.Orbit.getClassSchema()),
    MANOEUVRES("manoeuvres", Retention.FOREVER, org.greenzone.schemas.Manoeuvre.getClassSchema()),
    CONJUNCTIONS("conjunctions", Retention.FOREVER, org.greenzone.schemas.Conjunction.getClassSchema()),
    ZONE_STATUS("zone-status", Retention.FOREVER, org.greenzone.schemas.ZoneStatus.getClassSchema()),
    ADVICE("advice", Retention.FOREVER, org.greenzone.schemas.Advice.getClassSchema()),
    BREAKUPS("breakups", Retention.FOREVER, org.greenzone.schemas.Breakup.getClassSchema()),
    PASSAGES("passages", Retention.FOREVER, org.greenzone.schemas.Passage.getClassSchema()),
    MESSAGES("messages", Retention.FOREVER, org.greenzone.schemas.ConjunctionMessage.getClassSchema()),
    SITES("sites", Retention.COMPACTED, org.greenzone.schemas.Site.getClassSchema()),
    ASSETS("assets", Retention.COMPACTED, org.greenzone.schemas.Asset.getClassSchema());

    /** How long a topic keeps its records. */
    public enum Retention {
        /** All records are kept: a replay needs each of them, whatever its event time. */
        FOREVER,
        /** The newest record of each key is kept. */
        COMPACTED
    }

    /** A rejected record is longer than the record that it holds: by its reason and its place, at most so many bytes. */
    private static final int REJECTION_OVERHEAD_BYTES = 64 << 10;

    /** Longest record of the topic rejected-tracks, bytes. */
    public static final int MAXIMUM_REJECTION_BYTES = Wire.MAXIMUM_RECORD_BYTES + REJECTION_OVERHEAD_BYTES;

    private final String topicName;
    private final Retention retention;
    private final Schema schema;

    Topic(String topicName, Retention retention, Schema schema) {
        this.topicName = topicName;
        this.retention = retention;
        this.schema = schema;
    }

    public String topicName() {
        return topicName;
    }

    public Retention retention() {
        return retention;
    }

    /** Schema of the events; the event topics carry {@code Progress} records beside them. */
    public Schema schema() {
        return schema;
    }

    /** Topics whose events the pipeline makes, in the order of the way of a track. */
    public static List<Topic> outputs() {
        return List.of(
                REJECTED_TRACKS,
                ASSOCIATIONS,
                ORBITS,
                MANOEUVRES,
                CONJUNCTIONS,
                ZONE_STATUS,
                ADVICE,
                BREAKUPS,
                PASSAGES);
    }

    /** The topic of this name. */
    public static Topic named(String name) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(name)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("no topic " + name + " in Greenzone");
    }
}
