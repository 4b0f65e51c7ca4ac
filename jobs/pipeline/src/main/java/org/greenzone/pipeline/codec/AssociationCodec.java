package org.greenzone.pipeline.codec;

import java.util.List;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Hypothesis;
import org.greenzone.schemas.AssociationHypothesis;
import org.greenzone.schemas.AssociationOutcome;

/** Associations on the wire. */
public final class AssociationCodec {
    private AssociationCodec() {}

    public static org.greenzone.schemas.Association toWire(Association association) {
        boolean correlated = !association.prior().isEmpty();
        return new org.greenzone.schemas.Association(
                association.associationId(),
                association.revision(),
                Fields.instant(association.decidedMicros()),
                outcome(association),
                association.objectId(),
                correlated ? OrbitCodec.toWire(association.prior().get(0)) : null,
                Fields.nullable(association.mahalanobisDistance()),
                association.candidates(),
                association.hypotheses().stream()
                        .map(h -> new AssociationHypothesis(
                                h.objectId(), h.orbitId(), h.probability(), Fields.nullable(h.mahalanobisDistance())))
                        .toList(),
                association.late(),
                TrackCodec.toWire(association.track()),
                SiteCodec.toWire(association.site()));
    }

    private static AssociationOutcome outcome(Association association) {
        if (!association.isDecided()) {
            return association.isAmbiguous() ? AssociationOutcome.AMBIGUOUS : AssociationOutcome.UNRESOLVED;
        }
        return association.prior().isEmpty() ? AssociationOutcome.UNCORRELATED : AssociationOutcome.CORRELATED;
    }

    public static Association fromWire(org.greenzone.schemas.Association wire) {
        return new Association(
                wire.getAssociationId(),
                wire.getRevision(),
                Fields.micros(wire.getDecided()),
                wire.getObjectId(),
                wire.getPriorOrbit() == null ? List.of() : List.of(OrbitCodec.fromWire(wire.getPriorOrbit())),
                Fields.orNaN(wire.getMahalanobisDistance()),
                wire.getCandidates(),
                wire.getHypotheses().stream()
                        .map(h -> new Hypothesis(
                                h.getObjectId(),
                                h.getOrbitId(),
                                h.getProbability(),
                                Fields.orNaN(h.getMahalanobisDistance())))
                        .toList(),
                wire.getLate(),
                TrackCodec.fromWire(wire.getTrack()),
                SiteCodec.fromWire(wire.getSite()));
    }
}
