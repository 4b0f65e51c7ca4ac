package org.greenzone.pipeline.stream;

import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.orbit.Manoeuvre;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.AdviceCodec;
import org.greenzone.pipeline.codec.AssetCodec;
import org.greenzone.pipeline.codec.AssociationCodec;
import org.greenzone.pipeline.codec.BreakupCodec;
import org.greenzone.pipeline.codec.ConjunctionCodec;
import org.greenzone.pipeline.codec.ManoeuvreCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.PassageCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.codec.ZoneStatusCodec;
import org.greenzone.pipeline.topic.Topic;

/** Each event with its topic, key and event time: the one place that knows which goes where. */
public final class EventCodec {
    private EventCodec() {}

    /** The event as the record of its topic. */
    public static Outbound outbound(Object event) {
        if (event instanceof Track track) {
            return outbound(Topic.TRACKS, track.siteId(), track.endMicros(), TrackCodec.toWire(track));
        }
        if (event instanceof RejectedTrack rejected) {
            return outbound(
                    Topic.REJECTED_TRACKS, rejected.rejectionId(), rejected.publishedMicros(), rejected.toWire());
        }
        if (event instanceof Association association) {
            return outbound(
                    Topic.ASSOCIATIONS,
                    association.objectId(),
                    association.decidedMicros(),
                    AssociationCodec.toWire(association));
        }
        if (event instanceof CatalogueOrbit orbit) {
            return outbound(Topic.ORBITS, orbit.objectId(), orbit.availableMicros(), OrbitCodec.toWire(orbit));
        }
        if (event instanceof Manoeuvre manoeuvre) {
            return outbound(
                    Topic.MANOEUVRES,
                    manoeuvre.objectId(),
                    manoeuvre.detectedMicros(),
                    ManoeuvreCodec.toWire(manoeuvre));
        }
        if (event instanceof Conjunction conjunction) {
            return outbound(
                    Topic.CONJUNCTIONS,
                    conjunction.conjunctionId(),
                    conjunction.createdMicros(),
                    ConjunctionCodec.toWire(conjunction));
        }
        if (event instanceof ZoneStatus status) {
            return outbound(Topic.ZONE_STATUS, status.assetId(), status.fromMicros(), ZoneStatusCodec.toWire(status));
        }
        if (event instanceof AdviceGiven advice) {
            return outbound(Topic.ADVICE, advice.assetId(), advice.createdMicros(), AdviceCodec.toWire(advice));
        }
        if (event instanceof Breakup breakup) {
            return outbound(Topic.BREAKUPS, breakup.breakupId(), breakup.createdMicros(), BreakupCodec.toWire(breakup));
        }
        if (event instanceof PredictedPassage passage) {
            return outbound(Topic.PASSAGES, passage.assetId(), passage.createdMicros(), PassageCodec.toWire(passage));
        }
        if (event instanceof ReceivedMessages messages) {
            return outbound(Topic.MESSAGES, messages.name(), messages.receivedMicros(), messages.toWire());
        }
        if (event instanceof Site site && site.calibration().origin() == Site.CalibrationOrigin.RUNNING) {
            return outbound(
                    Topic.SITES,
                    site.siteId() + "/" + site.calibration().revision(),
                    site.calibration().knownMicros(),
                    SiteCodec.toWire(site));
        }
        if (event instanceof Site site) {
            return outbound(Topic.SITES, site.siteId(), -1, SiteCodec.toWire(site));
        }
        if (event instanceof Asset asset) {
            return outbound(Topic.ASSETS, asset.objectId(), -1, AssetCodec.toWire(asset));
        }
        throw new IllegalArgumentException(
                "no topic for events of " + event.getClass().getName());
    }

    private static Outbound outbound(Topic topic, String key, long eventMicros, SpecificRecordBase wire) {
        return new Outbound(
                topic.topicName(),
                Outbound.BY_KEY,
                eventMicros,
                key.getBytes(StandardCharsets.UTF_8),
                Wire.encode(wire));
    }
}
