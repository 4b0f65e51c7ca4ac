package org.greenzone.pipeline.codec;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.astro.conjunction.Determination;
import org.greenzone.astro.conjunction.EncounterUpdate;
import org.greenzone.astro.conjunction.ExpectedPass;
import org.greenzone.astro.conjunction.Screening;
import org.greenzone.astro.conjunction.Statement;
import org.greenzone.schemas.ConjunctionScreening;
import org.greenzone.schemas.ConjunctionStatement;
import org.greenzone.schemas.ConjunctionStatus;
import org.greenzone.schemas.ConjunctionTrend;
import org.greenzone.schemas.ConjunctionUpdate;
import org.greenzone.schemas.Dilution;
import org.greenzone.schemas.OrbitDetermination;
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
                Fields.nullable(c.planeProbability()),
                c.history().stream().map(ConjunctionCodec::toWire).toList(),
                ConjunctionTrend.valueOf(c.trend().direction().name()),
                Fields.nullable(c.trend().decades()),
                c.nextPass().isEmpty() ? null : toWire(c.nextPass().get(0)),
                toWire(c.statement()),
                toWire(c.screening()));
    }

    private static @Nullable ConjunctionStatement toWire(Statement s) {
        return s.isOwn()
                ? null
                : new ConjunctionStatement(
                        s.originator(),
                        s.messageId(),
                        Fields.instant(s.createdMicros()),
                        Fields.nullable(s.probability()));
    }

    private static Statement fromWire(@Nullable ConjunctionStatement wire) {
        return wire == null
                ? Statement.OWN
                : new Statement(
                        wire.getOriginator(),
                        wire.getMessageId(),
                        Fields.micros(wire.getCreated()),
                        Fields.orNaN(wire.getProbability()));
    }

    private static @Nullable ConjunctionScreening toWire(Screening s) {
        return s.isKnown()
                ? new ConjunctionScreening(
                        Fields.instant(s.startMicros()),
                        Fields.instant(s.stopMicros()),
                        s.shape(),
                        s.halfAxesMetres()[0],
                        s.halfAxesMetres()[1],
                        s.halfAxesMetres()[2],
                        known(s.entryMicros()),
                        known(s.exitMicros()))
                : null;
    }

    private static Screening fromWire(@Nullable ConjunctionScreening wire) {
        return wire == null
                ? Screening.NONE
                : new Screening(
                        Fields.micros(wire.getStart()),
                        Fields.micros(wire.getStop()),
                        wire.getShape(),
                        new double[] {wire.getRadialMetres(), wire.getInTrackMetres(), wire.getCrossTrackMetres()},
                        orNone(wire.getEntry()),
                        orNone(wire.getExit()));
    }

    private static @Nullable OrbitDetermination toWire(Determination d) {
        return d.equals(Determination.NONE)
                ? null
                : new OrbitDetermination(
                        known(d.lastObservationStartMicros()),
                        known(d.lastObservationEndMicros()),
                        Fields.nullable(d.spanDays()),
                        d.observationsUsed() < 0 ? null : d.observationsUsed(),
                        d.tracksUsed() < 0 ? null : d.tracksUsed(),
                        Fields.nullable(d.residualsAccepted()),
                        Fields.nullable(d.weightedRms()));
    }

    private static Determination fromWire(@Nullable OrbitDetermination wire) {
        return wire == null
                ? Determination.NONE
                : new Determination(
                        orNone(wire.getLastObservationStart()),
                        orNone(wire.getLastObservationEnd()),
                        Fields.orNaN(wire.getSpanDays()),
                        wire.getObservationsUsed() == null ? -1 : wire.getObservationsUsed(),
                        wire.getTracksUsed() == null ? -1 : wire.getTracksUsed(),
                        Fields.orNaN(wire.getResidualsAccepted()),
                        Fields.orNaN(wire.getWeightedRms()));
    }

    /** A time that is not known is 0 inside, null on the wire. */
    private static @Nullable Instant known(long micros) {
        return micros == 0 ? null : Fields.instant(micros);
    }

    private static long orNone(@Nullable Instant instant) {
        return instant == null ? 0 : Fields.micros(instant);
    }

    private static ConjunctionUpdate toWire(EncounterUpdate u) {
        return new ConjunctionUpdate(
                Fields.instant(u.createdMicros()),
                Fields.instant(u.tcaMicros()),
                u.missRtnMetres()[0],
                u.missRtnMetres()[1],
                u.missRtnMetres()[2],
                Fields.nullable(u.sigmaRtnMetres()[0]),
                Fields.nullable(u.sigmaRtnMetres()[1]),
                Fields.nullable(u.sigmaRtnMetres()[2]),
                Fields.nullable(u.probability()),
                Fields.nullable(u.maximumProbability()));
    }

    private static EncounterUpdate fromWire(ConjunctionUpdate wire) {
        return new EncounterUpdate(
                Fields.micros(wire.getCreated()),
                Fields.micros(wire.getTca()),
                new double[] {wire.getMissRadialMetres(), wire.getMissInTrackMetres(), wire.getMissCrossTrackMetres()},
                new double[] {
                    Fields.orNaN(wire.getSigmaRadialMetres()),
                    Fields.orNaN(wire.getSigmaInTrackMetres()),
                    Fields.orNaN(wire.getSigmaCrossTrackMetres())
                },
                Fields.orNaN(wire.getProbability()),
                Fields.orNaN(wire.getMaximumProbability()));
    }

    private static org.greenzone.schemas.ExpectedPass toWire(ExpectedPass pass) {
        return new org.greenzone.schemas.ExpectedPass(
                pass.siteId(),
                Fields.instant(pass.startMicros()),
                Fields.instant(pass.endMicros()),
                Fields.nullable(pass.sigmaRtnMetres()[0]),
                Fields.nullable(pass.sigmaRtnMetres()[1]),
                Fields.nullable(pass.sigmaRtnMetres()[2]),
                Fields.nullable(pass.probability()));
    }

    private static List<ExpectedPass> fromWire(org.greenzone.schemas.@Nullable ExpectedPass wire) {
        return wire == null
                ? List.of()
                : List.of(new ExpectedPass(
                        wire.getSiteId(),
                        Fields.micros(wire.getStart()),
                        Fields.micros(wire.getEnd()),
                        new double[] {
                            Fields.orNaN(wire.getSigmaRadialMetres()),
                            Fields.orNaN(wire.getSigmaInTrackMetres()),
                            Fields.orNaN(wire.getSigmaCrossTrackMetres())
                        },
                        Fields.orNaN(wire.getProbability())));
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
                Fields.orNaN(wire.getPlaneProbability()),
                wire.getHistory().stream().map(ConjunctionCodec::fromWire).toList(),
                fromWire(wire.getNextPass()),
                fromWire(wire.getStatement()),
                fromWire(wire.getScreening()));
    }

    private static org.greenzone.schemas.Participant toWire(Participant p) {
        return new org.greenzone.schemas.Participant(
                p.objectId(),
                p.objectName(),
                p.internationalDesignator(),
                Fields.state(p.stateGcrf()),
                Double.isNaN(p.covarianceRtn()[0]) ? null : Fields.covariance(p.covarianceRtn()),
                Fields.nullable(p.hardBodyRadiusMetres()),
                p.hardBodyRadiusSource(),
                toWire(p.determination()));
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
                wire.getHardBodyRadiusSource(),
                fromWire(wire.getDetermination()));
    }
}
