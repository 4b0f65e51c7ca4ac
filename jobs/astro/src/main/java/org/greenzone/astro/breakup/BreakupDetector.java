package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * Notices that a catalogued object has broken up, or that two have collided, from the uncorrelated tracks as they come in event time.
 *
 * <p><b>Suspicion.</b> Tracks that fit no orbit are held against the planes of all catalogued orbits ({@link ParentGate}: FATE's look at
 * inclination and node before any orbit). Where {@value #LEAST_TRACKS} are near one, and one pass has so many of them that they may be of different objects, the instant is looked for at which they can all have
 * left its place ({@link CommonOrigin}), by their evidence with their covariances. From then on each new track is asked whether it comes from there.
 *
 * <p><b>What is no breakup.</b> One object that manoeuvred or was found again also has one origin, for all of its tracks: so one pass must show
 * {@value BreakupReport#LEAST_DIFFERENT} objects that cannot be the same. Satellites that a launcher sets free part slowly, and all to one side: so the velocities must
 * spread by {@value BreakupReport#LEAST_SPREAD} m/s about their mean, and the mean must not be larger than that. What fails this is watched in
 * silence, and said as soon as it passes; what passed and fails later is withdrawn.
 *
 * <p><b>Confirmation.</b> Tracks of a second pass come from the same place and instant, or one pass shows {@value BreakupReport#CERTAIN_DIFFERENT} different objects; and
 * the epoch is known to a minute.
 *
 * <p><b>Two parents.</b> Two clouds whose parents stood within {@value ParentMeeting#COLLISION_METRES} m of each other at an instant that both epochs allow are one
 * collision: the instant is that of their closest approach, which two orbits know better than all fragments. The first event's id goes on.
 *
 * <p>A parent is an object of the catalogue: fragments of an object that is not in it are not noticed here, they stand as unknown objects.
 * Deterministic in the order of what it is told. Not thread-safe.
 */
public final class BreakupDetector {
    /** Tracks near one orbit before an origin is looked for. */
    public static final int LEAST_TRACKS = 5;

    /** How long tracks without an origin are kept for the search. */
    private static final long POOL_MICROS = TrackInitiation.POOL_MICROS;

    private static final int MOST_POOL = 4_000;

    /** Newest tracks near an orbit that are asked. */
    private static final int TRACKS_IN_SEARCH = 12;

    /** Orbits that are asked after one window. */
    private static final int SEARCHES = 4;

    private static final int MOST_HYPOTHESES = 3;
    private static final int KEPT_ORBITS = 8;

    private final CommonOrigin common;
    private final OrbitPrediction prediction;
    private final ParentMeeting meeting;
    private final BreakupReport report;
    private final Map<String, ParentGate> gates = new TreeMap<>();
    private final Map<String, Sighting> pool = new LinkedHashMap<>();
    private final Map<String, List<String>> near = new HashMap<>();
    private final Map<String, Integer> again = new TreeMap<>();
    private final List<BreakupCase> cases = new ArrayList<>();
    private final Map<String, CloudEvidence> cloudOfTrack = new HashMap<>();
    private final Map<String, List<CloudSight>> correlated = new TreeMap<>();

    /**
     * A track and to whom it went.
     *
     * @param objectId the object that it was correlated with, or that it starts
     * @param isUnknown whether it fits no object of the catalogue and nobody claims it
     */
    public record Observation(Track track, Site site, String objectId, boolean isUnknown) {}

    /** Goes on from what another one knew; the catalogue has to be learned again. */
    public BreakupDetector(PhysicalData data, ParentMasses masses, BreakupState state) {
        report = new BreakupReport(data, masses);
        common = new CommonOrigin(data);
        prediction =
                new OrbitPrediction(new OrbitPropagator(data, ForceModel.STANDARD), data.leapSeconds(), KEPT_ORBITS);
        meeting = new ParentMeeting(prediction);
        for (Seen seen : state.pool()) {
            pool.put(seen.track().trackId(), common.sighting(seen.track(), seen.site()));
        }
        state.scanned().forEach(s -> again.put(s.objectId(), s.again()));
        for (BreakupState.OfCase of : state.cases()) {
            BreakupCase one = new BreakupCase();
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
        for (BreakupCase one : cases) {
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

    private BreakupCase caseOf(CloudEvidence cloud) {
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
        for (BreakupCase one : cases) {
            List<CloudEvidence> before = List.copyOf(one.clouds);
            report.say(one, decidedMicros).ifPresent(events::add);
            if (one.clouds.isEmpty()) {
                before.forEach(c -> cloudOfTrack.values().removeIf(of -> of == c));
            }
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
                0,
                CloudSight.fan(observation.track(), observation.site()));
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
                .filter(id -> free(id).size() >= again.getOrDefault(id, LEAST_TRACKS) && showsSeveral(free(id)))
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

    /** Whether one pass has so many of the tracks that it may show the different objects without which nothing would be said. */
    private static boolean showsSeveral(List<Sighting> tracks) {
        Map<String, List<Sighting>> bySite = new TreeMap<>();
        tracks.forEach(t -> bySite.computeIfAbsent(t.site().siteId(), id -> new ArrayList<>())
                .add(t));
        for (List<Sighting> its : bySite.values()) {
            its.sort(Comparator.comparingLong(Sighting::middleMicros).thenComparing(Sighting::id));
            int inPass = 0;
            long before = 0;
            for (Sighting one : its) {
                inPass = inPass > 0 && one.middleMicros() - before <= PassCensus.PAUSE_MICROS ? inPass + 1 : 1;
                before = one.middleMicros();
                if (inPass >= BreakupReport.LEAST_DIFFERENT) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tracks of the pool near an orbit that are not near that of a cloud: those are its fragments, with more drag than is supposed. */
    private List<Sighting> free(String parentId) {
        List<CloudEvidence> said = cases.stream()
                .filter(BreakupCase::isSaid)
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
        BreakupCase one = new BreakupCase();
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
        for (BreakupCase one : cases) {
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
                BreakupCase first = cases.get(i);
                BreakupCase second = cases.get(j);
                if (first.clouds.size() != 1 || second.clouds.size() != 1) {
                    continue;
                }
                CloudEvidence a = first.clouds.get(0);
                CloudEvidence b = second.clouds.get(0);
                Optional<ParentMeeting.Meeting> met = meeting.of(a.origin(), a.parent(), b.origin(), b.parent());
                if (met.isPresent()) {
                    ParentMeeting.Meeting at = met.get();
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
        long stale = decidedMicros - BreakupReport.EXPIRY_MICROS;
        correlated.values().forEach(its -> its.removeIf(s -> s.micros() < stale));
        correlated.values().removeIf(List::isEmpty);
    }
}
