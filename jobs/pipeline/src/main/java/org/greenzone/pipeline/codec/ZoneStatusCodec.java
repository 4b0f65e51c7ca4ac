package org.greenzone.pipeline.codec;

import org.greenzone.astro.zone.ShelterWindow;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;

/** Zone statuses on the wire. */
public final class ZoneStatusCodec {
    private ZoneStatusCodec() {}

    public static org.greenzone.schemas.ZoneStatus toWire(ZoneStatus s) {
        return new org.greenzone.schemas.ZoneStatus(
                s.statusId(),
                s.assetId(),
                s.revision(),
                org.greenzone.schemas.Zone.valueOf(s.zone().name()),
                org.greenzone.schemas.Zone.valueOf(s.previousZone().name()),
                Fields.instant(s.fromMicros()),
                Fields.instant(s.validUntilMicros()),
                s.probability(),
                s.totalProbability(),
                s.cloudProbability(),
                s.cloudProbabilityBelowLimit(),
                s.windows().stream().map(ZoneStatusCodec::toWire).toList(),
                s.reasons(),
                s.restsOn());
    }

    public static ZoneStatus fromWire(org.greenzone.schemas.ZoneStatus wire) {
        return new ZoneStatus(
                wire.getStatusId(),
                wire.getAssetId(),
                wire.getRevision(),
                Zone.valueOf(wire.getZone().name()),
                Zone.valueOf(wire.getPreviousZone().name()),
                Fields.micros(wire.getFrom()),
                Fields.micros(wire.getValidUntil()),
                wire.getProbability(),
                wire.getTotalProbability(),
                wire.getCloudProbability(),
                wire.getCloudProbabilityBelowLimit(),
                wire.getWindows().stream().map(ZoneStatusCodec::fromWire).toList(),
                wire.getReasons(),
                wire.getRestsOn());
    }

    private static org.greenzone.schemas.ShelterWindow toWire(ShelterWindow window) {
        return new org.greenzone.schemas.ShelterWindow(
                Fields.instant(window.closeMicros()),
                Fields.instant(window.openMicros()),
                window.probability(),
                window.unless(),
                window.restsOn());
    }

    private static ShelterWindow fromWire(org.greenzone.schemas.ShelterWindow wire) {
        return new ShelterWindow(
                Fields.micros(wire.getCloseHatches()),
                Fields.micros(wire.getOpenHatches()),
                wire.getProbability(),
                wire.getUnless(),
                wire.getRestsOn());
    }
}
