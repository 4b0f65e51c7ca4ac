package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.greenzone.astro.breakup.Breakup.Certainty;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.greenzone.astro.breakup.FragmentStatistics.FragmentState;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.OriginEstimator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ContentId;

/** What is said of a {@link BreakupCase}: whether it looks like a breakup, how sure that is, and the event with all its numbers. */
final class BreakupReport {
    static final int LEAST_DIFFERENT = 3;
    static final int CERTAIN_DIFFERENT = 20;

    /** Springs part satellites with less (5 m/s), and single tracks tell velocities to some metres a second. */
    static final double LEAST_SPREAD = 10;

    /** A suspicion that nothing has confirmed for so long is withdrawn. */
    static final long EXPIRY_MICROS = 24 * 3_600_000_000L;

    /** Orbits alone, without new tracks, are said no more often than this. */
    private static final long QUIET_MICROS = 600_000_000L;

    /** Of the velocities of a breakup the mean is not larger than so many times their spread. */
    private static final double MOST_OFFSET = 2;

    private static final double GREATEST_EPOCH_SIGMA = 60;
    private static final double CERTAIN_LOG_ODDS = 100;
    private static final int LEAST_FOR_EXTENT = 5;

    private final PhysicalData data;
    private final ParentMasses masses;

    BreakupReport(PhysicalData data, ParentMasses masses) {
        this.data = data;
        this.masses = masses;
    }

    /** What is to be said of a case now. */
    Optional<Breakup> say(BreakupCase one, long now) {
        boolean active = one.isSaid();
        if (one.clouds.isEmpty()) {
            return active ? Optional.of(withdrawn(one, now, "is one event with " + one.partOf)) : Optional.empty();
        }
        long newest =
                one.clouds.stream().mapToLong(CloudEvidence::newestMicros).max().orElseThrow();
        if (newest < now - EXPIRY_MICROS) {
            boolean suspected =
                    one.last.filter(b -> b.certainty() == Certainty.SUSPECTED).isPresent();
            one.clouds.clear();
            return suspected
                    ? Optional.of(withdrawn(one, now, "nothing more was seen of it for a day"))
                    : Optional.empty();
        }
        Optional<String> doubt = doubt(one);
        if (doubt.isPresent()) {
            one.fresh = false;
            return active ? Optional.of(withdrawn(one, now, doubt.get())) : Optional.empty();
        }
        Certainty before = one.last.map(Breakup::certainty).orElse(Certainty.WITHDRAWN);
        Certainty certainty =
                before == Certainty.CONFIRMED || isCertain(one) ? Certainty.CONFIRMED : Certainty.SUSPECTED;
        boolean due = certainty != before
                || one.fresh
                || one.changed && now - one.last.map(Breakup::createdMicros).orElse(now) >= QUIET_MICROS;
        return due ? Optional.of(event(one, certainty, now)) : Optional.empty();
    }

    /** Why a case is no breakup; empty where it looks like one. */
    private static Optional<String> doubt(BreakupCase one) {
        double logOdds = one.clouds.stream().mapToDouble(CloudEvidence::logOdds).sum();
        if (logOdds < OriginEstimator.CERTAIN) {
            return Optional.of("the tracks are hardly likelier from one place than from anywhere");
        }
        int different =
                one.clouds.stream().mapToInt(CloudEvidence::atLeast).max().orElse(0);
        if (different < LEAST_DIFFERENT) {
            return Optional.of("the tracks may all be of " + (different < 2 ? "one object" : "two objects"));
        }
        for (CloudEvidence cloud : one.clouds) {
            VelocityScatter scatter = VelocityScatter.of(cloud.velocities());
            if (scatter.count() >= LEAST_DIFFERENT && scatter.spread() < LEAST_SPREAD) {
                return Optional.of(String.format(
                        Locale.ROOT, "the objects part with %.0f m/s only, as satellites set free", scatter.spread()));
            }
            if (scatter.count() >= LEAST_DIFFERENT && scatter.offset() > MOST_OFFSET * scatter.spread()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "the objects stay together within %.0f m/s, but leave %s with %.0f m/s",
                        scatter.spread(),
                        cloud.parent().objectId(),
                        scatter.offset()));
            }
        }
        return Optional.empty();
    }

    private static boolean isCertain(BreakupCase one) {
        for (CloudEvidence cloud : one.clouds) {
            boolean again = cloud.goodPasses() > 1;
            boolean many = cloud.greatestPass() >= CERTAIN_DIFFERENT && cloud.logOdds() > CERTAIN_LOG_ODDS;
            if ((again || many) && cloud.origin().epochSigmaSeconds() <= GREATEST_EPOCH_SIGMA) {
                return true;
            }
        }
        return false;
    }

    private Breakup withdrawn(BreakupCase one, long now, String reason) {
        Breakup last = one.last.orElseThrow();
        Breakup event = new Breakup(
                last.breakupId(),
                last.revision() + 1,
                now,
                Certainty.WITHDRAWN,
                reason,
                last.logLikelihoodRatio(),
                last.parents(),
                last.hypotheses(),
                last.epochMicros(),
                last.epochSigmaSeconds(),
                last.count(),
                last.siteSpreads(),
                last.extent(),
                List.of(),
                List.of(),
                last.deltaV(),
                last.energy(),
                last.energyLogOdds(),
                last.parents().stream().map(Breakup.Parent::orbitId).toList());
        one.last = Optional.of(event);
        return event;
    }

    private Breakup event(BreakupCase one, Certainty certainty, long now) {
        CloudEvidence first = one.clouds.get(0);
        List<String> newTracks = new ArrayList<>();
        one.clouds.forEach(c -> newTracks.addAll(c.takeNewTracks()));
        String id = one.last
                .map(Breakup::breakupId)
                .orElseGet(() -> ContentId.of("breakup")
                        .add(first.parent().objectId())
                        .add(newTracks.get(0))
                        .digits());
        List<FragmentState> departures = new ArrayList<>();
        boolean ofOrbits = one.sum(c -> c.rows().size()) >= CloudEvidence.ORBITS_FOR_VELOCITIES;
        for (CloudEvidence cloud : one.clouds) {
            departures.addAll(cloud.departures(first.origin().stateGcrf(), ofOrbits));
        }
        FragmentStatistics statistics = FragmentStatistics.of(first.origin().stateGcrf(), departures);
        List<Breakup.Parent> parents = one.clouds.stream().map(this::parent).toList();
        EnergyOdds energy = EnergyOdds.of(
                statistics.speeds(),
                one.sum(CloudEvidence::atLeast),
                parents.stream()
                        .mapToDouble(Breakup.Parent::expectedAboveTenCentimetres)
                        .sum(),
                one.last.map(Breakup::energy).orElse(EnergyClass.UNKNOWN));
        List<Breakup.Fragment> rows = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        List<String> restsOn = new ArrayList<>();
        for (CloudEvidence cloud : one.clouds) {
            rows.addAll(cloud.takeNewRows());
            lost.addAll(cloud.takeLost());
            restsOn.add(cloud.parent().orbitId());
        }
        restsOn.addAll(newTracks);
        Breakup event = new Breakup(
                id,
                one.last.map(b -> b.revision() + 1).orElse(0),
                now,
                certainty,
                reason(one),
                one.clouds.stream().mapToDouble(CloudEvidence::logOdds).sum(),
                parents,
                one.clouds.stream().flatMap(c -> c.others().stream()).toList(),
                first.origin().epochMicros(),
                first.origin().epochSigmaSeconds(),
                new Breakup.Count(
                        one.sum(CloudEvidence::tracks),
                        one.sum(CloudEvidence::atLeast),
                        one.clouds.stream().mapToDouble(CloudEvidence::estimate).sum(),
                        one.sum(CloudEvidence::fragmentsWithOrbit)),
                one.clouds.stream().flatMap(c -> c.spreads().stream()).toList(),
                extent(first, now),
                rows,
                lost,
                deltaV(statistics, ofOrbits),
                energy.energy(),
                energy.logOdds(),
                restsOn);
        one.last = Optional.of(event);
        one.fresh = false;
        one.changed = false;
        return event;
    }

    private static String reason(BreakupCase one) {
        List<String> parts = new ArrayList<>();
        for (CloudEvidence cloud : one.clouds) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%d tracks of at least %d objects come from %s, seen in %d %s",
                    cloud.tracks(),
                    cloud.atLeast(),
                    cloud.parent().objectName().isEmpty()
                            ? cloud.parent().objectId()
                            : cloud.parent().objectName(),
                    cloud.goodPasses(),
                    cloud.goodPasses() == 1 ? "pass" : "passes"));
        }
        return String.join("; ", parts);
    }

    private Breakup.Parent parent(CloudEvidence cloud) {
        CatalogueOrbit orbit = cloud.parent();
        double mass = masses.of(orbit.objectId());
        // Speeds of large fragments hardly tell an explosion from a collision: the cause with more pieces is the
        // careful one.
        double expected = Math.max(
                StandardBreakupModel.explosionNumber(1, StandardBreakupModel.TRACKED_LENGTH_METRES),
                StandardBreakupModel.collisionNumber(mass, StandardBreakupModel.TRACKED_LENGTH_METRES));
        return new Breakup.Parent(
                orbit.objectId(),
                orbit.objectName(),
                orbit.internationalDesignator(),
                launchYear(orbit.internationalDesignator()),
                orbit.orbitId(),
                cloud.origin().stateGcrf(),
                cloud.origin().positionSigmaMetres(),
                orbit.ballisticCoefficient(),
                mass,
                !masses.isKnown(orbit.objectId()),
                expected);
    }

    /** Year of {@code 1982-092A}; 0 where there is none. */
    static int launchYear(String designator) {
        String year = designator.length() > 4 ? designator.substring(0, 4) : "";
        return year.length() == 4 && year.chars().allMatch(Character::isDigit) && designator.charAt(4) == '-'
                ? Integer.parseInt(year)
                : 0;
    }

    private static Breakup.DeltaV deltaV(FragmentStatistics statistics, boolean ofOrbits) {
        FragmentStatistics.Speeds speeds = statistics.speeds();
        return speeds.count() == 0
                ? Breakup.DeltaV.NONE
                : new Breakup.DeltaV(
                        speeds.count(),
                        ofOrbits,
                        speeds.mean(),
                        speeds.p05(),
                        speeds.median(),
                        speeds.p95(),
                        speeds.greatest(),
                        statistics.meanDeltaVRtn(),
                        statistics.sigmaDeltaVRtn());
    }

    /** About the place where the parent would be now, by the secular motion of the fragments with an orbit. */
    private Breakup.Extent extent(CloudEvidence cloud, long now) {
        List<Breakup.Fragment> rows = cloud.rows();
        if (rows.size() < LEAST_FOR_EXTENT) {
            return Breakup.Extent.UNKNOWN;
        }
        double[] state = cloud.origin().stateGcrf();
        double seconds = data.leapSeconds().elapsedSeconds(cloud.origin().epochMicros(), now);
        return CloudExtent.at(
                data,
                cloud.origin().epochMicros(),
                state,
                cloud.parent().ballisticCoefficient(),
                CloudEvidence.departures(state, rows),
                rows.stream()
                        .mapToDouble(Breakup.Fragment::ballisticCoefficient)
                        .toArray(),
                seconds);
    }
}
