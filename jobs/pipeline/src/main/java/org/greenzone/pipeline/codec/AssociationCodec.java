package org.greenzone.pipeline.codec;

import java.util.List;
import org.greenzone.pipeline.Association;
import org.greenzone.schemas.AssociationOutcome;

/** Associations on the wire. */
public final class AssociationCodec {
    private AssociationCodec() {}

    public static org.greenzone.schemas.Association toWire(Association association) {
        boolean correlated = !association.prior().isEmpty();
        return new org.greenzone.schemas.Association(
                association.associationId(),
                Fields.instant(association.decidedMicros()),
                correlated ? AssociationOutcome.CORRELATED : AssociationOutcome.UNCORRELATED,
                association.objectId(),
                correlated ? OrbitCodec.toWire(association.prior().get(0)) : null,
                Fields.nullable(association.mahalanobisDistance()),
                association.candidates(),
                TrackCodec.toWire(association.track()),
                SiteCodec.toWire(association.site()));
    }

    public static Association fromWire(org.greenzone.schemas.Association wire) {
        return new Association(
                wire.getAssociationId(),
                Fields.micros(wire.getDecided()),
                wire.getObjectId(),
                wire.getPriorOrbit() == null ? List.of() : List.of(OrbitCodec.fromWire(wire.getPriorOrbit())),
                Fields.orNaN(wire.getMahalanobisDistance()),
                wire.getCandidates(),
                TrackCodec.fromWire(wire.getTrack()),
                SiteCodec.fromWire(wire.getSite()));
    }
}
