package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.ArcStep.Fate;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ObservationModel;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Adds tracks to the arc of an object.
 *
 * <p>Each track is a step from the orbit that the tracks before it gave. A track that comes late is put where it belongs in time and the
 * steps after it are made anew, so that the orbit is to the last digit that of tracks which came in order, as long as the arc reaches
 * back that far; one older than the arc improves the orbit before it by the smoother's gain.
 *
 * <p>A step is a filter update ({@link OrbitDeterminer}). In the first tracks of a new object, and where a track contradicts the
 * orbit, all tracks of the arc are fitted at once ({@link ArcDeterminer}), the same measurement model and process noise. A contradiction that
 * remains is tried as a manoeuvre: one track raises the suspicion, the next one that agrees with the new orbit and not with the old
 * one makes it certain.
 *
 * <p>Deterministic: the result depends on the arc and the track. Not thread-safe.
 */
public final class ArcUpdate {
    /** Steps that are kept. */
    static final int LONGEST_STEPS = 32;
    /** Reach of the arc before its newest track. */
    static final long LONGEST_MICROS = 4L * 86_400 * 1_000_000;

    /** Tracks of a new object up to which each track is the occasion to fit all of them at once. */
    private static final int YOUNG = 8;
    /** Tracks before a contradiction that are fitted with it. */
    private static final int RECOVERY = 6;
    /** Tracks that it takes beside the new one where a track has confirmed the orbit: fewer agree with any burn by a false drag. */
    private static final int RECOVERY_FROM_CONFIRMED = 3;
    /** The same where none has. */
    private static final int RECOVERY_FROM_PRIOR = 2;

    /**
     * Rms of residuals over stated sigmas up to which tracks of radars agree on one orbit. The fit scales sigmas by the residuals, so it alone accepts a burn as much drag and much noise; of 13,108
     * orbits of the night of Kosmos 1408 23 had more, and 3 between this and 2.
     */
    private static final double AGREEING_RMS = 3;

    /** Tracks before one without angles that are tried with it. */
    private static final int PAIRS = 3;

    /** Of the partials over days: it spares iterations. */
    private static final int GRADIENT_DEGREE = 8;

    /** Cr A / m is anything up to some hundredths, m2/kg, before the tracks tell. */
    private static final double RADIATION_SIGMA = 0.03;

    private static final int KEPT_OBSERVATIONS = 256;
    private static final int KEPT_ORBITS = 64;
    private static final int NONE = -1;

    private final ObservationModel model;
    private final OrbitDeterminer determiner;
    private final ArcDeterminer arcs;
    private final ManoeuvreHypothesis manoeuvres;
    private final RangeDopplerOrbit rangeDoppler;
    private final Map<String, TrackObservations> observations = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrackObservations> eldest) {
            return size() > KEPT_OBSERVATIONS;
        }
    };

    public ArcUpdate(PhysicalData data, ForceModel forces) {
        this(data, forces, new OrbitPropagator(data, forces));
    }

    private ArcUpdate(PhysicalData data, ForceModel forces, OrbitPropagator propagator) {
        this(data, forces, propagator, new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS));
    }

    /**
     * An update that shares predictions with a correlator in the same thread, so that the prior of a track is carried to it once;
     * results are the same without.
     *
     * @param propagator with these forces
     * @param prediction of that propagator
     */
    public ArcUpdate(PhysicalData data, ForceModel forces, OrbitPropagator propagator, OrbitPrediction prediction) {
        this.model = new ObservationModel(data);
        this.determiner = new OrbitDeterminer(data, propagator, prediction);
        this.arcs = new ArcDeterminer(
                data,
                new OrbitPropagator(data, forces, GRADIENT_DEGREE),
                ArcFit.Options.STANDARD.withRadiation(RADIATION_SIGMA));
        this.manoeuvres = new ManoeuvreHypothesis(data, propagator);
        this.rangeDoppler = new RangeDopplerOrbit(data, new OrbitPropagator(data, forces, GRADIENT_DEGREE));
    }

    /**
     * The arc with one more track.
     *
     * @param step what came of the track
     * @param manoeuvre the newest manoeuvre that this track made certain, or of which it changed the orbit after
     */
    public record Outcome(ObjectArc arc, ArcStep step, Optional<Manoeuvre> manoeuvre) {}

    /**
     * Adds a track.
     *
     * @param site the receiver
     * @param claimed whether only the site says that the track is of this object
     * @param objectId of the object, for a first orbit
     * @throws IllegalArgumentException where the arc has the track already
     */
    public Outcome add(ObjectArc arc, Track track, Site site, boolean claimed, String objectId) {
        if (arc.has(track.trackId())) {
            throw new IllegalArgumentException("track " + track.trackId() + " is in the arc already");
        }
        int place = 0;
        while (place < arc.steps().size()
                && ObjectArc.IN_ORDER.compare(arc.steps().get(place).track(), track) < 0) {
            place++;
        }
        ObjectArc grown = arc.first(place);
        List<ArcStep> later = arc.steps().subList(place, arc.steps().size());
        ArcStep own = step(grown, track, site, claimed, objectId);
        grown = grown.with(own);
        int told = own.fate() == Fate.MANOEUVRED ? place : NONE;
        for (ArcStep before : later) {
            ArcStep again = step(grown, before.track(), before.site(), before.claimed(), objectId);
            if (again.fate() == Fate.MANOEUVRED && !isSameOrbit(again, before)) {
                told = grown.steps().size();
            }
            grown = grown.with(again);
        }
        Optional<Manoeuvre> manoeuvre = told == NONE ? Optional.empty() : manoeuvres.between(grown, told);
        return new Outcome(trimmed(grown), own, manoeuvre);
    }

    private static boolean isSameOrbit(ArcStep one, ArcStep other) {
        return !one.orbit().isEmpty()
                && !other.orbit().isEmpty()
                && one.orbit().get(0).orbitId().equals(other.orbit().get(0).orbitId());
    }

    /** A first orbit from one track alone, of an object that has no arc yet. */
    public Determination initiate(Track track, Site site, String newObjectId) {
        return determiner.initiate(track, site, newObjectId);
    }

    private static ObjectArc trimmed(ObjectArc arc) {
        ObjectArc rest = arc;
        long newest = arc.steps().get(arc.steps().size() - 1).track().endMicros();
        while (rest.steps().size() > LONGEST_STEPS
                || rest.steps().get(0).track().endMicros() < newest - LONGEST_MICROS) {
            rest = rest.withoutFirst();
        }
        return rest;
    }

    /** What a track makes of the arc before it. */
    private ArcStep step(ObjectArc before, Track track, Site site, boolean claimed, String objectId) {
        Optional<CatalogueOrbit> known = before.newest();
        if (known.isEmpty()) {
            return begin(before, track, site, claimed, objectId);
        }
        CatalogueOrbit orbit = known.get();
        if (isYoung(before)) {
            Optional<CatalogueOrbit> fitted = fitAll(before.steps(), orbit, track, site);
            if (fitted.isPresent()) {
                return ArcStep.orbit(track, site, claimed, Fate.FUSED, fitted.get());
            }
        }
        Determination updated = determiner.update(orbit, track, site);
        // What only the site claimed may agree now, where a track that came late has put the orbit right.
        if (updated instanceof Determined determined && (!claimed || determiner.agrees(orbit, track, site))) {
            return ArcStep.orbit(track, site, claimed, Fate.FUSED, determined.orbit());
        }
        Optional<CatalogueOrbit> recovered = recover(before, orbit, track, site);
        if (recovered.isPresent()) {
            return ArcStep.orbit(track, site, claimed, Fate.RECOVERED, recovered.get());
        }
        return manoeuvres
                .decide(before, determiner, track, site, claimed)
                .orElseGet(() -> ArcStep.none(
                        track,
                        site,
                        claimed,
                        Fate.REFUSED,
                        updated instanceof Refused refused
                                ? refused.reason()
                                : "track " + track.trackId() + ": the site names it " + orbit.objectId()
                                        + ", its orbit does not"));
    }

    private ArcStep begin(ObjectArc before, Track track, Site site, boolean claimed, String objectId) {
        Determination first = determiner.initiate(track, site, objectId);
        if (first instanceof Determined determined) {
            CatalogueOrbit orbit = determined.orbit();
            return ArcStep.orbit(
                    track,
                    site,
                    claimed,
                    Fate.FUSED,
                    fitAll(before.steps(), orbit, track, site).orElse(orbit));
        }
        Optional<CatalogueOrbit> ofTwo = withoutAngles(before, track, site, objectId);
        if (ofTwo.isPresent()) {
            return ArcStep.orbit(
                    track,
                    site,
                    claimed,
                    Fate.FUSED,
                    fitAll(before.steps(), ofTwo.get(), track, site).orElse(ofTwo.get()));
        }
        return ArcStep.none(track, site, claimed, Fate.WAITING, ((Refused) first).reason());
    }

    /** An orbit of ranges and range rates of the track and one of the last that wait, the nearest first. */
    private Optional<CatalogueOrbit> withoutAngles(ObjectArc before, Track track, Site site, String objectId) {
        ArcTrack own = arcTrack(track, site, false);
        if (!ranges(own)) {
            return Optional.empty();
        }
        List<ArcStep> waiting = before.steps();
        for (int s = waiting.size() - 1; s >= Math.max(0, waiting.size() - PAIRS); s--) {
            ArcStep step = waiting.get(s);
            ArcTrack earlier = arcTrack(step.track(), step.site(), false);
            if (ranges(earlier)
                    && rangeDoppler.determine(earlier, step.site(), own, site, objectId)
                            instanceof Determined determined) {
                return Optional.of(determined.orbit());
            }
        }
        return Optional.empty();
    }

    /** Whether it has ranges of one station and no angles. */
    private static boolean ranges(ArcTrack track) {
        TrackObservations observations = track.observations();
        return observations.has(Kind.RANGE)
                && !observations.has(Kind.AZIMUTH)
                && !observations.has(Kind.RIGHT_ASCENSION)
                && track.track().transmitterSiteId().equals(track.track().siteId());
    }

    private static boolean isYoung(ObjectArc arc) {
        return arc.anchor().isEmpty()
                && arc.steps().size() < YOUNG
                && arc.steps().stream().noneMatch(s -> s.fate() == Fate.MANOEUVRED);
    }

    /** The last tracks and a new one that their orbit contradicts: an orbit with which all of them agree. */
    private Optional<CatalogueOrbit> recover(ObjectArc before, CatalogueOrbit orbit, Track track, Site site) {
        List<ArcStep> recent = new ArrayList<>();
        for (int s = before.steps().size() - 1; s >= 0 && recent.size() < RECOVERY; s--) {
            ArcStep step = before.steps().get(s);
            if (step.fate() == Fate.MANOEUVRED) {
                break;
            }
            recent.add(step);
        }
        boolean confirmed = recent.stream().anyMatch(s -> !s.orbit().isEmpty());
        if (recent.size() < (confirmed ? RECOVERY_FROM_CONFIRMED : RECOVERY_FROM_PRIOR)) {
            return Optional.empty();
        }
        Optional<CatalogueOrbit> fitted = fitAll(recent, orbit, track, site);
        if (fitted.isPresent() || confirmed) {
            return fitted;
        }
        // From a prior that far off the fit may come to rest at a false place: a start that knows nothing of it.
        return determiner.initiate(track, site, orbit.objectId()) instanceof Determined first
                ? fitAll(recent, startingAt(orbit, first.orbit()), track, site)
                : Optional.empty();
    }

    /** The object with the motion of a first orbit. */
    private static CatalogueOrbit startingAt(CatalogueOrbit object, CatalogueOrbit first) {
        return new CatalogueOrbit(
                first.orbitId(),
                object.objectId(),
                object.objectName(),
                object.internationalDesignator(),
                object.revision(),
                first.epochMicros(),
                object.availableMicros(),
                first.stateGcrf(),
                first.ballisticCoefficient(),
                first.radiationCoefficient(),
                first.covarianceRtn(),
                first.source(),
                first.tracksUsed(),
                first.measurementsUsed(),
                first.measurementsRejected(),
                first.weightedRms(),
                first.rmsByKind(),
                object.hardBodyRadiusMetres(),
                first.restsOn(),
                first.radiationCovarianceRtn(),
                object.realism(),
                "");
    }

    /**
     * Tracks and a new one fitted at once, where the new one and most of the others (all that made the orbit, but one) agree.
     *
     * @param start where to start from
     */
    private Optional<CatalogueOrbit> fitAll(List<ArcStep> steps, CatalogueOrbit start, Track track, Site site) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        Optional<CatalogueOrbit> fitted = fitAll(steps, start, track, site, false);
        boolean pointed =
                site.isLaser() || steps.stream().anyMatch(s -> s.site().isLaser());
        return fitted.isEmpty() && pointed ? fitAll(steps, start, track, site, true) : fitted;
    }

    private Optional<CatalogueOrbit> fitAll(
            List<ArcStep> steps, CatalogueOrbit start, Track track, Site site, boolean pointing) {
        List<ArcTrack> tracks = new ArrayList<>();
        List<String> orbits = new ArrayList<>();
        for (ArcStep step : steps) {
            tracks.add(arcTrack(step.track(), step.site(), pointing));
            if (!step.orbit().isEmpty()) {
                orbits.add(step.track().trackId());
            }
        }
        tracks.add(arcTrack(track, site, pointing));
        boolean laser = site.isLaser() || steps.stream().anyMatch(s -> s.site().isLaser());
        if (!(arcs.refine(start, tracks) instanceof Determined determined)
                || !laser && determined.orbit().weightedRms() > AGREEING_RMS) {
            return Optional.empty();
        }
        List<String> restsOn = determined.orbit().restsOn();
        long agreeing = orbits.stream().filter(restsOn::contains).count();
        boolean most = agreeing >= orbits.size() - (orbits.size() > 2 ? 1 : 0);
        return most && restsOn.contains(track.trackId()) ? Optional.of(determined.orbit()) : Optional.empty();
    }

    private ArcTrack arcTrack(Track track, Site site, boolean pointing) {
        return new ArcTrack(
                track,
                observations.computeIfAbsent(
                        track.trackId() + site.hashCode() + pointing,
                        id -> pointing ? model.withPointing(track, site, site) : model.of(track, site)));
    }
}
