package org.greenzone.pipeline.codec;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.Breakup.Parent;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.greenzone.schemas.BreakupCertainty;
import org.greenzone.schemas.BreakupEnergy;
import org.greenzone.schemas.BreakupParent;
import org.greenzone.schemas.CloudExtent;
import org.greenzone.schemas.DeltaVDistribution;
import org.greenzone.schemas.FragmentRow;
import org.greenzone.schemas.ParentHypothesis;
import org.greenzone.schemas.SiteSpread;
import org.jspecify.annotations.Nullable;

/** Breakups on the wire. */
public final class BreakupCodec {
    private BreakupCodec() {}

    public static org.greenzone.schemas.Breakup toWire(Breakup b) {
        return org.greenzone.schemas.Breakup.newBuilder()
                .setBreakupId(b.breakupId())
                .setRevision(b.revision())
                .setCertainty(BreakupCertainty.valueOf(b.certainty().name()))
                .setParentIds(b.parents().stream().map(Parent::objectId).toList())
                .setParentNames(b.parents().stream().map(Parent::objectName).toList())
                .setEpoch(Fields.instant(b.epochMicros()))
                .setEpochSigmaSeconds(b.epochSigmaSeconds())
                .setUniqueObjects(b.count().uniqueObjects())
                .setRestsOn(b.restsOn())
                .setCreated(Fields.instant(b.createdMicros()))
                .setReason(b.reason())
                .setLogLikelihoodRatio(b.logLikelihoodRatio())
                .setParents(b.parents().stream().map(BreakupCodec::toWire).toList())
                .setHypotheses(b.hypotheses().stream()
                        .map(h -> new ParentHypothesis(h.objectId(), h.objectName(), h.logLikelihoodRatio()))
                        .toList())
                .setTracks(b.count().tracks())
                .setUniqueObjectsEstimate(b.count().uniqueObjectsEstimate())
                .setFragmentsWithOrbit(b.count().fragmentsWithOrbit())
                .setSiteSpreads(
                        b.siteSpreads().stream().map(BreakupCodec::toWire).toList())
                .setExtent(toWire(b.extent()))
                .setFragments(b.fragments().stream().map(BreakupCodec::toWire).toList())
                .setLostFragments(b.lostFragments())
                .setDeltaV(toWire(b.deltaV()))
                .setEnergyClass(BreakupEnergy.valueOf(b.energy().name()))
                .setEnergyLogOdds(b.energyLogOdds())
                .build();
    }

    private static BreakupParent toWire(Parent p) {
        return new BreakupParent(
                p.objectId(),
                p.objectName(),
                p.internationalDesignator(),
                p.launchYear() == 0 ? null : p.launchYear(),
                p.orbitId(),
                Fields.state(p.stateGcrf()),
                p.positionSigmaMetres(),
                p.ballisticCoefficient(),
                p.massKilograms(),
                p.massAssumed(),
                p.expectedAboveTenCentimetres());
    }

    private static SiteSpread toWire(Breakup.SiteSpread s) {
        return new SiteSpread(
                s.siteId(),
                Fields.instant(s.fromMicros()),
                Fields.instant(s.toMicros()),
                s.tracks(),
                s.uniqueObjects(),
                s.nearestMetres(),
                s.farthestMetres(),
                s.spreadMetres(),
                Fields.nullable(s.middleHalfMetres()));
    }

    private static @Nullable CloudExtent toWire(Breakup.Extent e) {
        return e.isKnown() ? new CloudExtent(e.radialMetres(), e.transverseMetres(), e.normalMetres()) : null;
    }

    private static FragmentRow toWire(Breakup.Fragment f) {
        return new FragmentRow(
                f.objectId(),
                f.parentId(),
                f.apogeeMetres(),
                f.perigeeMetres(),
                f.periodSeconds(),
                f.deltaVRtn()[0],
                f.deltaVRtn()[1],
                f.deltaVRtn()[2],
                f.ballisticCoefficient());
    }

    private static @Nullable DeltaVDistribution toWire(Breakup.DeltaV d) {
        return d.count() == 0
                ? null
                : new DeltaVDistribution(
                        d.count(),
                        d.ofOrbits(),
                        d.meanSpeed(),
                        d.speed05(),
                        d.medianSpeed(),
                        d.speed95(),
                        d.greatestSpeed(),
                        d.meanRtn()[0],
                        d.meanRtn()[1],
                        d.meanRtn()[2],
                        d.sigmaRtn()[0],
                        d.sigmaRtn()[1],
                        d.sigmaRtn()[2]);
    }

    public static Breakup fromWire(org.greenzone.schemas.Breakup wire) {
        return new Breakup(
                wire.getBreakupId(),
                wire.getRevision(),
                EventTime.micros(wire),
                Breakup.Certainty.valueOf(wire.getCertainty().name()),
                wire.getReason(),
                wire.getLogLikelihoodRatio(),
                parents(wire),
                wire.getHypotheses().stream()
                        .map(h -> new Breakup.Hypothesis(h.getObjectId(), h.getObjectName(), h.getLogLikelihoodRatio()))
                        .toList(),
                Fields.micros(wire.getEpoch()),
                wire.getEpochSigmaSeconds(),
                new Breakup.Count(
                        wire.getTracks(),
                        wire.getUniqueObjects(),
                        wire.getUniqueObjectsEstimate(),
                        wire.getFragmentsWithOrbit()),
                wire.getSiteSpreads().stream().map(BreakupCodec::fromWire).toList(),
                fromWire(wire.getExtent()),
                wire.getFragments().stream().map(BreakupCodec::fromWire).toList(),
                wire.getLostFragments(),
                fromWire(wire.getDeltaV()),
                EnergyClass.valueOf(wire.getEnergyClass().name()),
                wire.getEnergyLogOdds(),
                wire.getRestsOn());
    }

    /** Before there were parents with states, their ids and names alone stood there: the state is not a number then. */
    private static List<Parent> parents(org.greenzone.schemas.Breakup wire) {
        if (!wire.getParents().isEmpty() || wire.getParentIds().isEmpty()) {
            return wire.getParents().stream().map(BreakupCodec::fromWire).toList();
        }
        double nan = Double.NaN;
        List<Parent> parents = new ArrayList<>();
        for (int i = 0; i < wire.getParentIds().size(); i++) {
            double[] state = {nan, nan, nan, nan, nan, nan};
            parents.add(new Parent(
                    wire.getParentIds().get(i),
                    wire.getParentNames().get(i),
                    "",
                    0,
                    "",
                    state,
                    nan,
                    nan,
                    nan,
                    true,
                    nan));
        }
        return parents;
    }

    private static Parent fromWire(BreakupParent p) {
        Integer year = p.getLaunchYear();
        return new Parent(
                p.getObjectId(),
                p.getObjectName(),
                p.getInternationalDesignator(),
                year == null ? 0 : year,
                p.getOrbitId(),
                Fields.state(p.getState()),
                p.getPositionSigmaMetres(),
                p.getBallisticCoefficientSquareMetresPerKilogram(),
                p.getMassKilograms(),
                p.getMassAssumed(),
                p.getExpectedAboveTenCentimetres());
    }

    private static Breakup.SiteSpread fromWire(SiteSpread s) {
        return new Breakup.SiteSpread(
                s.getSiteId(),
                Fields.micros(s.getFrom()),
                Fields.micros(s.getTo()),
                s.getTracks(),
                s.getUniqueObjects(),
                s.getNearestMetres(),
                s.getFarthestMetres(),
                s.getSpreadMetres(),
                Fields.orNaN(s.getMiddleHalfMetres()));
    }

    private static Breakup.Extent fromWire(@Nullable CloudExtent e) {
        return e == null
                ? Breakup.Extent.UNKNOWN
                : new Breakup.Extent(e.getRadialMetres(), e.getTransverseMetres(), e.getNormalMetres());
    }

    private static Breakup.Fragment fromWire(FragmentRow f) {
        return new Breakup.Fragment(
                f.getObjectId(),
                f.getParentId(),
                f.getApogeeMetres(),
                f.getPerigeeMetres(),
                f.getPeriodSeconds(),
                new double[] {
                    f.getDeltaVRadialMetresPerSecond(),
                    f.getDeltaVInTrackMetresPerSecond(),
                    f.getDeltaVCrossTrackMetresPerSecond()
                },
                f.getBallisticCoefficientSquareMetresPerKilogram());
    }

    private static Breakup.DeltaV fromWire(@Nullable DeltaVDistribution d) {
        return d == null
                ? Breakup.DeltaV.NONE
                : new Breakup.DeltaV(
                        d.getCount(),
                        d.getOfOrbits(),
                        d.getMeanSpeedMetresPerSecond(),
                        d.getSpeed05MetresPerSecond(),
                        d.getMedianSpeedMetresPerSecond(),
                        d.getSpeed95MetresPerSecond(),
                        d.getGreatestSpeedMetresPerSecond(),
                        new double[] {
                            d.getMeanRadialMetresPerSecond(),
                            d.getMeanInTrackMetresPerSecond(),
                            d.getMeanCrossTrackMetresPerSecond()
                        },
                        new double[] {
                            d.getSigmaRadialMetresPerSecond(),
                            d.getSigmaInTrackMetresPerSecond(),
                            d.getSigmaCrossTrackMetresPerSecond()
                        });
    }
}
