package org.greenzone.pipeline.codec;

import java.time.Instant;
import java.util.Arrays;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.schemas.ConjunctionStatus;
import org.greenzone.schemas.Dilution;
import org.jspecify.annotations.Nullable;

/** Conjunctions on the wire. */
public final class ConjunctionCodec {
    private ConjunctionCodec() {}

    public static org.greenzone.schemas.Conjunction toWire(Conjunction c) {
        return new org.greenzone.schemas.Conjunction(
                c.conjunctionId(),
                c.revision(),
                ConjunctionStatus.valueOf(c.status().name()),
                Fields.instant(c.createdMicros()),
                toWire(c.primary()),
                toWire(c.secondary()),
                Fields.instant(c.tcaMicros()),
                c.missDistanceMetres(),
                c.missRtnMetres()[0],
                c.missRtnMetres()[1],
                c.missRtnMetres()[2],
                c.relativeSpeedMetresPerSecond(),
                c.hardBodyRadiusMetres(),
                Fields.nullable(c.probability()),
                c.probabilityMethod(),
                Fields.nullable(c.maximumProbability()),
                Dilution.valueOf(c.dilution().name()),
                c.warnings(),
                c.restsOn(),
                c.formation(),
                c.minima(),
                otherThan(c.tcaMicros(), c.firstMinimumMicros()),
                otherThan(c.tcaMicros(), c.lastMinimumMicros()),
                Fields.nullable(c.planeProbability()));
    }

    private static @Nullable Instant otherThan(long tcaMicros, long micros) {
        return micros == tcaMicros ? null : Fields.instant(micros);
    }

    private static long orTca(org.greenzone.schemas.Conjunction wire, @Nullable Instant instant) {
        return Fields.micros(instant == null ? wire.getTca() : instant);
    }

    public static Conjunction fromWire(org.greenzone.schemas.Conjunction wire) {
        return new Conjunction(
                wire.getConjunctionId(),
                wire.getRevision(),
                Conjunction.Status.valueOf(wire.getStatus().name()),
                Fields.micros(wire.getCreated()),
                fromWire(wire.getPrimary()),
                fromWire(wire.getSecondary()),
                Fields.micros(wire.getTca()),
                wire.getMissDistanceMetres(),
                new double[] {wire.getMissRadialMetres(), wire.getMissInTrackMetres(), wire.getMissCrossTrackMetres()},
                wire.getRelativeSpeedMetresPerSecond(),
                wire.getHardBodyRadiusMetres(),
                Fields.orNaN(wire.getProbability()),
                wire.getProbabilityMethod(),
                Fields.orNaN(wire.getMaximumProbability()),
                Conjunction.Dilution.valueOf(wire.getDilution().name()),
                wire.getWarnings(),
                wire.getRestsOn(),
                wire.getFormation(),
                wire.getMinima(),
                orTca(wire, wire.getFirstMinimum()),
                orTca(wire, wire.getLastMinimum()),
                Fields.orNaN(wire.getPlaneProbability()));
    }

    private static org.greenzone.schemas.Participant toWire(Participant p) {
        return new org.greenzone.schemas.Participant(
                p.objectId(),
                p.objectName(),
                p.internationalDesignator(),
                Fields.state(p.stateGcrf()),
                Double.isNaN(p.covarianceRtn()[0]) ? null : Fields.covariance(p.covarianceRtn()),
                Fields.nullable(p.hardBodyRadiusMetres()),
                p.hardBodyRadiusSource());
    }

    private static Participant fromWire(org.greenzone.schemas.Participant wire) {
        double[] covariance = new double[21];
        if (wire.getCovariance() == null) {
            Arrays.fill(covariance, Double.NaN);
        } else {
            Fields.covariance(wire.getCovariance(), covariance);
        }
        return new Participant(
                wire.getObjectId(),
                wire.getObjectName(),
                wire.getInternationalDesignator(),
                Fields.state(wire.getState()),
                covariance,
                Fields.orNaN(wire.getHardBodyRadiusMetres()),
                wire.getHardBodyRadiusSource());
    }
}
