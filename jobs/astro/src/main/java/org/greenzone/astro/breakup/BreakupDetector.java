package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.greenzone.astro.breakup.Breakup.Certainty;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.greenzone.astro.breakup.FragmentStatistics.FragmentState;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.initiation.CommonOrigin;
import org.greenzone.astro.initiation.CommonOrigin.Membership;
import org.greenzone.astro.initiation.InitiationState.Seen;
import org.greenzone.astro.initiation.Origin;
import org.greenzone.astro.initiation.OriginEstimator;
import org.greenzone.astro.initiation.ParentGate;
import org.greenzone.astro.initiation.Sighting;
import org.greenzone.astro.initiation.TrackInitiation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ContentId;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * Notices that a catalogued object has broken up, or that two have collided, from the uncorrelated tracks as they come in event time.
 *
 * <p><b>Suspicion.</b> Tracks that fit no orbit are held against the planes of all catalogued orbits ({@link ParentGate}: FATE's look at
 * inclination and node before any orbit). Where {@value #LEAST_TRACKS} are near one, the instant is looked for at which they can all have
 * left its place ({@link CommonOrigin}), by their evidence with their covariances. From then on each new track is asked whether it comes from there.
 *
 * <p><b>What is no breakup.</b> One object that manoeuvred or was found again also has one origin, for all of its tracks: so one pass must show
 * {@value #LEAST_DIFFERENT} objects that cannot be the same. Satellites that a launcher sets free part slowly, and all to one side: so the velocities must
 * spread by {@value #LEAST_SPREAD} m/s about their mean, and the mean must not be larger than that. What fails this is watched in
 * silence, and said as soon as it passes; what passed and fails later is withdrawn.
 *
 * <p><b>Confirmation.</b> Tracks of a second pass come from the same place and instant, or one pass shows {@value #CERTAIN_DIFFERENT} different objects; and
 * the epoch is known to a minute.
 *
 * <p><b>Two parents.</b> Two clouds whose parents stood within {@value #COLLISION_METRES} m of each other at an instant that both epochs allow are one
 * collision: the instant is that of their closest approach, which two orbits know better than all fragments. The first event's id goes on.
 *
 * <p>A parent is an object of the catalogue: fragments of an object that is not in it are not noticed here, they stand as unknown objects.
 * Deterministic in the order of what it is told. Not thread-safe.
 */
public final class BreakupDetector {
    /** Tracks near one orbit before an origin is looked for. */
    public static final int LEAST_TRACKS = 5;

    static final int LEAST_DIFFERENT = 3;
    static final int CERTAIN_DIFFERENT = 20;

    /** Springs part satellites with less (5 m/s), and single tracks tell velocities to some metres a second. */
    static final double LEAST_SPREAD = 10;

    static final double COLLISION_METRES = 20_000;

    /** How long tracks without an origin are kept for the search. */
    private static final long POOL_MICROS = TrackInitiation.POOL_MICROS;

    private static final int MOST_POOL = 4_000;

    /** Newest tracks near an orbit that are asked. */
    private static final int TRACKS_IN_SEARCH = 12;

    /** Orbits that are asked after one window. */
    private static final int SEARCHES = 4;

    /** A suspicion that nothing has confirmed for so long is withdrawn. */
    private static final long EXPIRY_MICROS = 24 * 3_600_000_000L;

    /** Orbits alone, without new tracks, are said no more often than this. */
    private static final long QUIET_MICROS = 600_000_000L;

    /** Of the velocities of a breakup the mean is not larger than so many times their spread. */
    private static final double MOST_OFFSET = 2;

    private static final double GREATEST_EPOCH_SIGMA = 60;
    private static final double CERTAIN_LOG_ODDS = 100;
    private static final double SIGMAS = 3;
    private static final double APPROACH_STEP_SECONDS = 1;
    private static final double LEAST_SIGMA_SECONDS = 0.05;
    private static final int LEAST_FOR_EXTENT = 5;
    private static final int MOST_HYPOTHESES = 3;
    private static final int KEPT_ORBITS = 8;
    private static final double MICROS = 1e6;

    private final PhysicalData data;
    private final CommonOrigin common;
    private final OrbitPrediction prediction;
    private final ParentMasses masses;
    private final Map<String, ParentGate> gates = new TreeMap<>();
    private final Map<String, Sighting> pool = new LinkedHashMap<>();
    private final Map<String, List<String>> near = new HashMap<>();
    private final Map<String, Integer> again = new TreeMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final Map<String, CloudEvidence> cloudOfTrack = new HashMap<>();
    private final Map<String, List<CloudSight>> correlated = new TreeMap<>();

    /** A breakup, or what may be one. */
    private static final class Case {
        private final List<CloudEvidence> clouds = new ArrayList<>();
        private Optional<Breakup> last = Optional.empty();
        private String partOf = "";
        private boolean changed;
        private boolean fresh;

        boolean isSaid() {
            return last.filter(b -> b.certainty() != Certainty.WITHDRAWN).isPresent();
        }
    }

    /**
     * A track and to whom it went.
     *
     * @param objectId the object that it was correlated with, or that it starts
     * @param isUnknown whether it fits no object of the catalogue and nobody claims it
     */
    public record Observation(Track track, Site site, String objectId, boolean isUnknown) {}

    /** Goes on from what another one knew; the catalogue has to be learned again. */
    public BreakupDetector(PhysicalData data, ParentMasses masses, BreakupState state) {
        this.data = data;
        this.masses = masses;
        common = new CommonOrigin(data);
        prediction =
                new OrbitPrediction(new OrbitPropagator(data, ForceModel.STANDARD), data.leapSeconds(), KEPT_ORBITS);
        for (Seen seen : state.pool()) {
            pool.put(seen.track().trackId(), common.sighting(seen.track(), seen.site()));
        }
        state.scanned().forEach(s -> again.put(s.objectId(), s.again()));
        for (BreakupState.OfCase of : state.cases()) {
            Case one = new Case();
            one.last = of.last().stream().findFirst();
            one.changed = of.changed();
            for (BreakupState.OfCloud ofCloud : of.clouds()) {
                CloudEvidence cloud = new CloudEvidence(common, prediction, ofCloud);
                one.clouds.add(cloud);
                ofCloud.members().forEach(id -> cloudOfTrack.put(id, cloud));
            }
            cases.add(one);
        }
        state.correlated()
                .forEach(s -> correlated
                        .computeIfAbsent(s.objectId(), id -> new ArrayList<>())
                        .add(s));
    }

    /** What it knows now, without the catalogue. */
    public BreakupState state() {
        List<BreakupState.OfCase> ofCases = new ArrayList<>();
        for (Case one : cases) {
            ofCases.add(new BreakupState.OfCase(
                    one.last.stream().toList(),
                    one.changed,
                    one.clouds.stream().map(CloudEvidence::state).toList()));
        }
        return new BreakupState(
                pool.values().stream().map(s -> new Seen(s.track(), s.site())).toList(),
                again.entrySet().stream()
                        .map(e -> new BreakupState.Scanned(e.getKey(), e.getValue()))
                        .toList(),
                ofCases,
                correlated.values().stream().flatMap(List::stream).toList());
    }

    /** Takes an orbit of the catalogue, newer than those of the object before; tracks decided from now on are held against it. */
    public void learn(CatalogueOrbit orbit) {
        CloudEvidence cloud = cloudOfTrack.get(firstTrack(orbit.objectId()));
        if (cloud != null) {
            gates.remove(orbit.objectId());
            if ((orbit.tracksUsed() > 1 || orbit.isMerged()) && cloud.learn(orbit)) {
                caseOf(cloud).changed = true;
            }
        } else if (!CommonOrigin.mayBeParent(orbit)) {
            gates.remove(orbit.objectId());
            near.remove(orbit.objectId());
        } else {
            ParentGate gate = common.gate(orbit);
            gates.put(orbit.objectId(), gate);
            near.remove(orbit.objectId());
            if (!pool.isEmpty()) {
                pool.values().forEach(s -> note(gate, s));
            }
        }
    }

    /** Whether an object, as it was learned last, is one that may break up. */
    public boolean mayBreakUp(String objectId) {
        return gates.containsKey(objectId);
    }

    /** The track that a new object is named after; the id itself for others. */
    private static String firstTrack(String objectId) {
        String prefix = TrackInitiation.singleObjectId("");
        return objectId.startsWith(prefix) ? objectId.substring(prefix.length()) : objectId;
    }

    private Case caseOf(CloudEvidence cloud) {
        return cases.stream().filter(c -> c.clouds.contains(cloud)).findFirst().orElseThrow();
    }

    /**
     * Takes the tracks that were decided together.
     *
     * @param decidedMicros event time, later than all before
     * @param observations in a fixed order
     * @return events, in the order in which their breakups began
     */
    public List<Breakup> decide(long decidedMicros, List<Observation> observations) {
        forget(decidedMicros);
        List<Sighting> unplaced = new ArrayList<>();
        for (Observation observation : observations) {
            String id = observation.track().trackId();
            if (cloudOfTrack.containsKey(id) || pool.containsKey(id)) {
                continue;
            }
            if (observation.isUnknown()) {
                Sighting sighting = common.sighting(observation.track(), observation.site());
                if (CommonOrigin.isUsable(sighting) && !toCloud(sighting)) {
                    pool.put(id, sighting);
                    unplaced.add(sighting);
                }
            } else if (!observation.objectId().equals(firstTrack(observation.objectId()))) {
                follow(observation);
            }
        }
        search(unplaced);
        improve();
        List<Breakup> events = new ArrayList<>();
        for (Case one : cases) {
            say(one, decidedMicros).ifPresent(events::add);
        }
        cases.removeIf(c -> c.clouds.isEmpty());
        return events;
    }

    /** A track that was correlated with an object of one or several tracks. */
    private void follow(Observation observation) {
        Sighting sighting = common.sighting(observation.track(), observation.site());
        double[] rangeAndRate = sighting.rangeAndRate();
        CloudSight sight = new CloudSight(
                sighting.id(),
                observation.site().siteId(),
                sighting.middleMicros(),
                rangeAndRate[0],
                rangeAndRate[1],
                observation.objectId(),
                new double[0],
                new double[0],
                0);
        CloudEvidence cloud = cloudOfTrack.get(firstTrack(observation.objectId()));
        if (cloud == null) {
            List<CloudSight> its = correlated.computeIfAbsent(observation.objectId(), id -> new ArrayList<>());
            if (its.stream().noneMatch(s -> s.trackId().equals(sight.trackId()))) {
                its.add(sight);
            }
        } else {
            cloud.add(sight);
            cloudOfTrack.put(sight.trackId(), cloud);
            caseOf(cloud).fresh = true;
        }
    }

    private boolean toCloud(Sighting sighting) {
        List<CloudEvidence> clouds = clouds();
        Optional<Membership> membership =
                common.likeliest(clouds.stream().map(CloudEvidence::origin).toList(), sighting);
        membership.ifPresent(m -> join(clouds.get(m.origin()), sighting, m));
        return membership.isPresent();
    }

    private List<CloudEvidence> clouds() {
        return cases.stream().flatMap(c -> c.clouds.stream()).toList();
    }

    private void join(CloudEvidence cloud, Sighting sighting, Membership membership) {
        cloud.add(sighting, membership);
        cloudOfTrack.put(sighting.id(), cloud);
        gates.remove(TrackInitiation.singleObjectId(sighting.id()));
        List<CloudSight> its = correlated.remove(TrackInitiation.singleObjectId(sighting.id()));
        if (its != null) {
            its.forEach(s -> {
                cloud.add(s);
                cloudOfTrack.put(s.trackId(), cloud);
            });
        }
        caseOf(cloud).fresh = true;
    }

    /** Notes a track of the pool as near an orbit, where it is. */
    private void note(ParentGate gate, Sighting sighting) {
        if (gate.isNear(sighting, common.line(sighting))) {
            near.computeIfAbsent(gate.parent().objectId(), id -> new ArrayList<>())
                    .add(sighting.id());
        }
    }

    /** Looks for origins near the orbits to which tracks have come. */
    private void search(List<Sighting> unplaced) {
        TreeSet<String> touched = new TreeSet<>();
        for (Sighting sighting : unplaced) {
            double[] line = common.line(sighting);
            gates.forEach((id, gate) -> {
                if (gate.isNear(sighting, line)) {
                    near.computeIfAbsent(id, n -> new ArrayList<>()).add(sighting.id());
                    touched.add(id);
                }
            });
        }
        List<String> asked = touched.stream()
                .filter(id -> free(id).size() >= again.getOrDefault(id, LEAST_TRACKS))
                .filter(id ->
                        clouds().stream().noneMatch(c -> c.parent().objectId().equals(id)))
                .sorted(Comparator.comparingInt((String id) -> -free(id).size())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SEARCHES)
                .toList();
        List<Origin> found = new ArrayList<>();
        for (String id : asked) {
            List<Sighting> its = free(id);
            again.put(id, its.size() + its.size() / 2 + 1);
            List<Sighting> newest = its.subList(Math.max(0, its.size() - TRACKS_IN_SEARCH), its.size()).stream()
                    .sorted(Comparator.comparingLong(Sighting::middleMicros).thenComparing(Sighting::id))
                    .toList();
            found.addAll(common.search(List.of(gate(id).parent()), newest, LEAST_TRACKS));
        }
        found.sort(Comparator.comparingDouble((Origin o) -> -o.logLikelihoodRatio())
                .thenComparing(Origin::parentId));
        if (!found.isEmpty() && found.get(0).logLikelihoodRatio() > OriginEstimator.CERTAIN) {
            begin(found);
        }
    }

    /** Tracks of the pool near an orbit that are not near that of a cloud: those are its fragments, with more drag than is supposed. */
    private List<Sighting> free(String parentId) {
        List<CloudEvidence> said = cases.stream()
                .filter(Case::isSaid)
                .flatMap(c -> c.clouds.stream())
                .toList();
        List<Sighting> its = new ArrayList<>();
        for (String id : near.getOrDefault(parentId, List.of())) {
            Sighting sighting = pool.get(id);
            if (sighting != null) {
                double[] line = common.line(sighting);
                if (said.stream().noneMatch(c -> c.isNear(sighting, line))) {
                    its.add(sighting);
                }
            }
        }
        return its;
    }

    private ParentGate gate(String id) {
        ParentGate gate = gates.get(id);
        if (gate == null) {
            throw new IllegalStateException("no orbit of " + id);
        }
        return gate;
    }

    private void begin(List<Origin> found) {
        Origin origin = found.get(0);
        CatalogueOrbit parent = gate(origin.parentId()).parent();
        List<Breakup.Hypothesis> others = found.stream()
                .skip(1)
                .limit(MOST_HYPOTHESES)
                .map(o -> new Breakup.Hypothesis(
                        o.parentId(), gate(o.parentId()).parent().objectName(), o.logLikelihoodRatio()))
                .toList();
        CloudEvidence cloud = new CloudEvidence(common, prediction, parent, origin, others);
        Case one = new Case();
        one.clouds.add(cloud);
        cases.add(one);
        askPool();
        if (cloud.byTracks()) {
            askPool();
        }
        again.remove(origin.parentId());
    }

    /** Asks all tracks of the pool whether they come from a cloud. */
    private void askPool() {
        List<Sighting> joined = new ArrayList<>();
        for (Sighting sighting : List.copyOf(pool.values())) {
            if (toCloud(sighting)) {
                joined.add(sighting);
            }
        }
        joined.forEach(s -> pool.remove(s.id()));
        if (!joined.isEmpty()) {
            near.values().forEach(ids -> ids.removeIf(id -> !pool.containsKey(id)));
        }
    }

    private void improve() {
        boolean moved = false;
        for (Case one : cases) {
            boolean ofCase = false;
            for (CloudEvidence cloud : one.clouds) {
                ofCase |= cloud.improve();
            }
            one.changed |= ofCase;
            moved |= ofCase;
        }
        if (moved) {
            askPool();
        }
        unite();
    }

    /** Two clouds whose parents met at their epoch are one case. */
    private void unite() {
        for (int i = 0; i < cases.size(); i++) {
            for (int j = i + 1; j < cases.size(); j++) {
                Case first = cases.get(i);
                Case second = cases.get(j);
                if (first.clouds.size() != 1 || second.clouds.size() != 1) {
                    continue;
                }
                CloudEvidence a = first.clouds.get(0);
                CloudEvidence b = second.clouds.get(0);
                Optional<Meeting> meeting = meeting(a.origin(), a.parent(), b.origin(), b.parent());
                if (meeting.isPresent()) {
                    Meeting at = meeting.get();
                    common.at(a.parent(), at.micros(), at.sigmaSeconds()).ifPresent(a::settle);
                    common.at(b.parent(), at.micros(), at.sigmaSeconds()).ifPresent(b::settle);
                    first.clouds.add(b);
                    first.changed = true;
                    first.fresh = true;
                    second.clouds.clear();
                    second.partOf = first.last.map(Breakup::breakupId).orElse("");
                }
            }
        }
    }

    /** When two objects were nearest to each other, and how well that is known. */
    private record Meeting(long micros, double sigmaSeconds) {}

    private Optional<Meeting> meeting(Origin a, CatalogueOrbit parentA, Origin b, CatalogueOrbit parentB) {
        double apart = (b.epochMicros() - a.epochMicros()) / MICROS;
        double sigma = Math.hypot(a.epochSigmaSeconds(), b.epochSigmaSeconds());
        if (Math.abs(apart) > SIGMAS * sigma) {
            return Optional.empty();
        }
        double weight = Math.pow(a.epochSigmaSeconds() / sigma, 2);
        double middle = weight * apart;
        double window = SIGMAS * Math.max(a.epochSigmaSeconds(), b.epochSigmaSeconds());
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double t = middle - window; t <= middle + window; t += APPROACH_STEP_SECONDS) {
            double[] relative = relative(parentA, parentB, a.epochMicros() + Math.round(t * MICROS));
            if (relative.length > 0 && Vectors.norm(relative) < least) {
                least = Vectors.norm(relative);
                best = t;
            }
        }
        double[] there = relative(parentA, parentB, a.epochMicros() + Math.round(best * MICROS));
        if (there.length == 0) {
            return Optional.empty();
        }
        double[] velocity = Vectors.velocity(there);
        double speed = Vectors.norm(velocity);
        double later = Math.max(
                -APPROACH_STEP_SECONDS,
                Math.min(APPROACH_STEP_SECONDS, -Vectors.dot(there, velocity) / (speed * speed)));
        double[] miss = new double[3];
        for (int i = 0; i < 3; i++) {
            miss[i] = there[i] + later * velocity[i];
        }
        double place = Math.hypot(a.positionSigmaMetres(), b.positionSigmaMetres());
        return Vectors.norm(miss) < COLLISION_METRES
                ? Optional.of(new Meeting(
                        a.epochMicros() + Math.round((best + later) * MICROS),
                        Math.max(LEAST_SIGMA_SECONDS, place / speed)))
                : Optional.empty();
    }

    /** State of one object against another at an instant; empty where one of them is not in orbit. */
    private double[] relative(CatalogueOrbit of, CatalogueOrbit against, long micros) {
        double[] first = new double[6];
        double[] second = new double[6];
        if (!prediction.state(of, micros, first) || !prediction.state(against, micros, second)) {
            return new double[0];
        }
        double[] relative = new double[6];
        for (int i = 0; i < 6; i++) {
            relative[i] = second[i] - first[i];
        }
        return relative;
    }

    private void forget(long decidedMicros) {
        long oldest = decidedMicros - POOL_MICROS;
        boolean gone = pool.values().removeIf(s -> s.middleMicros() < oldest);
        while (pool.size() > MOST_POOL) {
            pool.remove(pool.keySet().iterator().next());
            gone = true;
        }
        if (gone) {
            near.values().forEach(ids -> ids.removeIf(id -> !pool.containsKey(id)));
            near.values().removeIf(List::isEmpty);
            again.keySet().removeIf(id -> !near.containsKey(id));
        }
        long stale = decidedMicros - EXPIRY_MICROS;
        correlated.values().forEach(its -> its.removeIf(s -> s.micros() < stale));
        correlated.values().removeIf(List::isEmpty);
    }

    /** What is to be said of a case now. */
    private Optional<Breakup> say(Case one, long now) {
        boolean active = one.isSaid();
        if (one.clouds.isEmpty()) {
            return active ? Optional.of(withdrawn(one, now, "is one event with " + one.partOf)) : Optional.empty();
        }
        long newest =
                one.clouds.stream().mapToLong(CloudEvidence::newestMicros).max().orElseThrow();
        if (newest < now - EXPIRY_MICROS) {
            boolean suspected =
                    one.last.filter(b -> b.certainty() == Certainty.SUSPECTED).isPresent();
            one.clouds.forEach(c -> cloudOfTrack.values().removeIf(of -> of == c));
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
    private static Optional<String> doubt(Case one) {
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

    private static boolean isCertain(Case one) {
        for (CloudEvidence cloud : one.clouds) {
            boolean again = cloud.goodPasses() > 1;
            boolean many = cloud.greatestPass() >= CERTAIN_DIFFERENT && cloud.logOdds() > CERTAIN_LOG_ODDS;
            if ((again || many) && cloud.origin().epochSigmaSeconds() <= GREATEST_EPOCH_SIGMA) {
                return true;
            }
        }
        return false;
    }

    private Breakup withdrawn(Case one, long now, String reason) {
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

    private Breakup event(Case one, Certainty certainty, long now) {
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
        boolean ofOrbits =
                one.clouds.stream().mapToInt(c -> c.rows().size()).sum() >= CloudEvidence.ORBITS_FOR_VELOCITIES;
        for (CloudEvidence cloud : one.clouds) {
            departures.addAll(cloud.departures(first.origin().stateGcrf(), ofOrbits));
        }
        FragmentStatistics statistics = FragmentStatistics.of(first.origin().stateGcrf(), departures);
        EnergyClass energy = energy(statistics, sum(one, CloudEvidence::atLeast));
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
                one.clouds.stream().map(this::parent).toList(),
                one.clouds.stream().flatMap(c -> c.others().stream()).toList(),
                first.origin().epochMicros(),
                first.origin().epochSigmaSeconds(),
                new Breakup.Count(
                        sum(one, CloudEvidence::tracks),
                        sum(one, CloudEvidence::atLeast),
                        one.clouds.stream().mapToDouble(CloudEvidence::estimate).sum(),
                        sum(one, CloudEvidence::fragmentsWithOrbit)),
                one.clouds.stream().flatMap(c -> c.spreads().stream()).toList(),
                extent(first, now),
                rows,
                lost,
                deltaV(statistics, ofOrbits),
                energy,
                energy == statistics.energy() ? statistics.energyLogOdds() : 0,
                restsOn);
        one.last = Optional.of(event);
        one.fresh = false;
        one.changed = false;
        return event;
    }

    private static int sum(Case one, ToIntFunction<CloudEvidence> of) {
        return one.clouds.stream().mapToInt(of).sum();
    }

    private static String reason(Case one) {
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

    /** What the speeds speak for, but no explosion where there are more pieces than one makes. */
    private static EnergyClass energy(FragmentStatistics statistics, int atLeast) {
        boolean tooMany = atLeast > StandardBreakupModel.explosionNumber(1, StandardBreakupModel.TRACKED_LENGTH_METRES);
        return statistics.energy() == EnergyClass.EXPLOSION && tooMany ? EnergyClass.COLLISION : statistics.energy();
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
