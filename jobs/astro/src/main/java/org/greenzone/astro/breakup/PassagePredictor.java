package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greenzone.astro.breakup.PredictedPassage.Status;
import org.greenzone.astro.breakup.StandardBreakupModel.Cause;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Ephemeris;
import org.greenzone.astro.conjunction.TrajectoryMotion;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ContentId;

/**
 * When an asset will meet the cloud of a breakup, from what was said of the breakup and the asset's orbit: from the parent's state and the
 * epoch alone at first, sharper as fragments get orbits.
 *
 * <p>The cloud is that of the standard model ({@link FragmentCloud}) for a catastrophic collision of the parent's mass (which makes more and faster
 * pieces than an explosion; speeds hardly tell one from the other), but never with fewer large fragments than were
 * counted; fragments with an orbit stand for themselves, and from {@value #KNOWN_FOR_SPEEDS} of them on the velocities of the other large ones are
 * drawn about theirs. Below the tracking limit the model alone speaks.
 *
 * <p>A passage keeps its id while its crossing of the parent's plane moves by less than a quarter of a revolution; it is said again only where
 * something of it changed by more than a reader would care for. Deterministic: the samples come from the id of the breakup. Not thread-safe.
 */
public final class PassagePredictor {
    /** How far ahead passages are said. */
    public static final long HORIZON_MICROS = 48 * 3_600_000_000L;

    /** Smallest fragments that count, metres: a centimetre goes through the walls of a station. */
    public static final double SHORTEST_METRES = 0.01;

    /** Longest ones: about a satellite without its panels. */
    private static final double LONGEST_METRES = 2;

    static final int KNOWN_FOR_SPEEDS = 50;
    private static final int SAMPLES_PER_HALF = 1_000;
    private static final double MASS_EXPONENT = 0.75;

    /** A passage that began within this is still one that is ahead. */
    private static final long MARGIN_MICROS = 1_800_000_000L;

    /** Crossings of one passage; the next one is half a revolution away. */
    private static final long SAME_MICROS = 1_200_000_000L;

    private static final long CROSSING_MICROS = 1_000_000L;
    private static final long WINDOW_MICROS = 30_000_000L;
    private static final double PROBABILITY_PART = 0.2;
    private static final double MARGIN_SECONDS = 2_000;

    private final PhysicalData data;
    private final LeapSeconds leapSeconds;
    private final OrbitPropagator propagator;

    /** @param propagator used by this object */
    public PassagePredictor(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.leapSeconds = data.leapSeconds();
        this.propagator = propagator;
    }

    /**
     * What there is to say now.
     *
     * @param breakup the newest revision
     * @param fragments all rows of its fragments up to now
     * @param known the last event of each passage of this asset and breakup that was ahead
     * @param now event time, UTC microseconds since 1970
     * @return new, revised and withdrawn passages, in the order of their crossings
     */
    public List<PredictedPassage> predict(
            Asset asset,
            CatalogueOrbit assetOrbit,
            Breakup breakup,
            List<Breakup.Fragment> fragments,
            List<PredictedPassage> known,
            long now) {
        List<PredictedPassage> ahead = known.stream()
                .filter(p -> p.status() != Status.WITHDRAWN && p.cloud().leaveMicros() > now)
                .toList();
        List<PredictedPassage> fresh = new ArrayList<>();
        if (breakup.certainty() != Breakup.Certainty.WITHDRAWN) {
            for (Breakup.Parent parent : breakup.parents()) {
                fresh.addAll(passages(asset, assetOrbit, breakup, parent, fragments, now));
            }
        }
        return events(breakup, ahead, fresh, now);
    }

    private static List<PredictedPassage> events(
            Breakup breakup, List<PredictedPassage> ahead, List<PredictedPassage> fresh, long now) {
        Map<String, PredictedPassage> open = new LinkedHashMap<>();
        ahead.forEach(p -> open.put(p.passageId(), p));
        List<PredictedPassage> events = new ArrayList<>();
        for (PredictedPassage passage : fresh) {
            PredictedPassage before = open.values().stream()
                    .filter(p -> p.parentId().equals(passage.parentId())
                            && Math.abs(p.crossingMicros() - passage.crossingMicros()) < SAME_MICROS)
                    .findFirst()
                    .orElse(passage);
            if (before == passage) {
                events.add(passage);
            } else {
                open.remove(before.passageId());
                if (isNews(before, passage)) {
                    events.add(passage.revising(before, Status.REVISED, now));
                }
            }
        }
        for (PredictedPassage gone : open.values()) {
            events.add(gone.resting(breakup).revising(gone, Status.WITHDRAWN, now));
        }
        events.sort(
                Comparator.comparingLong(PredictedPassage::crossingMicros).thenComparing(PredictedPassage::passageId));
        return events;
    }

    private static boolean isNews(PredictedPassage before, PredictedPassage now) {
        return before.breakupConfirmed() != now.breakupConfirmed()
                || before.shape() != now.shape()
                || Math.abs(before.crossingMicros() - now.crossingMicros()) > CROSSING_MICROS
                || Math.abs(before.cloud().enterMicros() - now.cloud().enterMicros()) > WINDOW_MICROS
                || Math.abs(before.cloud().leaveMicros() - now.cloud().leaveMicros()) > WINDOW_MICROS
                || Math.abs(before.cloud().probability() - now.cloud().probability())
                        > PROBABILITY_PART * before.cloud().probability();
    }

    private List<PredictedPassage> passages(
            Asset asset,
            CatalogueOrbit assetOrbit,
            Breakup breakup,
            Breakup.Parent parent,
            List<Breakup.Fragment> fragments,
            long now) {
        long from = Math.max(breakup.epochMicros(), now - MARGIN_MICROS);
        long to = now + HORIZON_MICROS;
        OrbitalState whole =
                new OrbitalState(breakup.epochMicros(), parent.stateGcrf(), parent.ballisticCoefficient(), 0);
        OrbitalState own = assetOrbit.orbitalState();
        double section = Math.PI * asset.hardBodyRadiusMetres() * asset.hardBodyRadiusMetres();
        List<Breakup.Fragment> its = fragments.stream()
                .filter(f -> f.parentId().equals(parent.objectId()))
                .toList();
        FragmentCloud cloud = cloud(breakup, parent, its);
        CloudPassages.Question question = new CloudPassages.Question(
                asset.objectId(), motion(own, from, to), section, parent.objectId(), motion(whole, from, to), from, to);
        List<PredictedPassage> passages = new ArrayList<>();
        for (CloudPassage passage : new CloudPassages(leapSeconds).find(question, cloud)) {
            if (passage.leaveMicros() > now) {
                double age = leapSeconds.elapsedSeconds(
                        breakup.epochMicros(), passage.plane().crossingMicros());
                double seconds = (passage.leaveMicros() - passage.enterMicros()) * 1e-6;
                passages.add(new PredictedPassage(
                        ContentId.of("passage")
                                .add(asset.objectId())
                                .add(breakup.breakupId())
                                .add(parent.objectId())
                                .add(passage.plane().crossingMicros())
                                .digits(),
                        0,
                        Status.NEW,
                        now,
                        breakup.breakupId(),
                        breakup.revision(),
                        breakup.certainty() == Breakup.Certainty.CONFIRMED,
                        parent.objectName(),
                        passage,
                        CloudShape.of(cloud, age),
                        seconds > 0
                                ? passage.fluencePerSquareMetre() / seconds / passage.relativeSpeedMetresPerSecond()
                                : 0,
                        SHORTEST_METRES,
                        section,
                        its.size(),
                        List.of(assetOrbit.orbitId(), parent.orbitId(), breakup.breakupId())));
            }
        }
        return passages;
    }

    private FragmentCloud cloud(Breakup breakup, Breakup.Parent parent, List<Breakup.Fragment> fragments) {
        double seen =
                (double) breakup.count().uniqueObjects() / breakup.parents().size();
        double more = Math.max(1, seen / parent.expectedAboveTenCentimetres());
        double mass = parent.massKilograms() * Math.pow(more, 1 / MASS_EXPONENT);
        List<FragmentCloud.Known> known = new ArrayList<>();
        for (Breakup.Fragment fragment : fragments) {
            known.add(new FragmentCloud.Known(
                    FragmentStatistics.withDeltaV(parent.stateGcrf(), fragment.deltaVRtn()),
                    Math.max(0, fragment.ballisticCoefficient())));
        }
        return FragmentCloud.of(
                data,
                new FragmentCloud.Event(
                        breakup.epochMicros(),
                        parent.stateGcrf(),
                        Cause.COLLISION,
                        mass,
                        SHORTEST_METRES,
                        LONGEST_METRES),
                known,
                SAMPLES_PER_HALF,
                Long.parseUnsignedLong(breakup.breakupId(), 16));
    }

    private Ephemeris motion(OrbitalState state, long from, long to) {
        double offset = leapSeconds.elapsedSeconds(state.epochMicros(), from);
        double length = leapSeconds.elapsedSeconds(from, to);
        Trajectory trajectory = propagator.propagate(
                state, Math.min(0, offset - MARGIN_SECONDS), Math.max(0, offset + length + MARGIN_SECONDS));
        return new TrajectoryMotion(leapSeconds, trajectory, from);
    }
}
