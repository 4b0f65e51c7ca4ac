package org.greenzone.pipeline.codec;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.schemas.Advice;
import org.greenzone.schemas.Association;
import org.greenzone.schemas.Breakup;
import org.greenzone.schemas.Conjunction;
import org.greenzone.schemas.ConjunctionMessage;
import org.greenzone.schemas.Manoeuvre;
import org.greenzone.schemas.Measurement;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.Passage;
import org.greenzone.schemas.Site;
import org.greenzone.schemas.Track;
import org.greenzone.schemas.ZoneStatus;

/** The event time of each record on the wire. */
public final class EventTime {
    private EventTime() {}

    /**
     * Event time, UTC microseconds since 1970: of a track its last measurement, of an event the time at which it was
     * known; {@code Long.MIN_VALUE} for records that have none (sites as they were given, assets, rejected tracks).
     */
    public static long micros(SpecificRecordBase value) {
        if (value instanceof Track track) {
            Measurement last =
                    track.getMeasurements().get(track.getMeasurements().size() - 1);
            return Fields.micros(last.getTime());
        }
        if (value instanceof Orbit orbit) {
            return Fields.micros(orbit.getAvailable());
        }
        if (value instanceof Association association) {
            return Fields.micros(association.getDecided());
        }
        if (value instanceof Manoeuvre manoeuvre) {
            return Fields.micros(manoeuvre.getDetected());
        }
        if (value instanceof Conjunction conjunction) {
            return Fields.micros(conjunction.getCreated());
        }
        if (value instanceof ZoneStatus status) {
            return Fields.micros(status.getFrom());
        }
        if (value instanceof Advice advice) {
            return Fields.micros(advice.getCreated());
        }
        if (value instanceof Breakup breakup) {
            return createdOr(Fields.micros(breakup.getCreated()), breakup.getEpoch());
        }
        if (value instanceof Passage passage) {
            return createdOr(Fields.micros(passage.getCreated()), passage.getCrossing());
        }
        if (value instanceof ConjunctionMessage message) {
            return Fields.micros(message.getReceived());
        }
        if (value instanceof Site site && SiteCodec.isRunning(site)) {
            return Fields.micros(site.getCalibration().getKnown());
        }
        return Long.MIN_VALUE;
    }

    /** Before these events said when they were made, they had no other time. */
    private static long createdOr(long createdMicros, Instant other) {
        return createdMicros == 0 ? Fields.micros(other) : createdMicros;
    }
}
