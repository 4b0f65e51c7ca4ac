package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.breakup.Breakup.Fragment;
import org.greenzone.astro.breakup.FragmentStatistics.FragmentState;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.initiation.CommonOrigin;
import org.greenzone.astro.initiation.CommonOrigin.Membership;
import org.greenzone.astro.initiation.InitiationState.Seen;
import org.greenzone.astro.initiation.Origin;
import org.greenzone.astro.initiation.ParentGate;
import org.greenzone.astro.initiation.Sighting;

/**
 * The fragments of one parent: its tracks, which of them must be of different fragments, the orbits that became of them, and where and when
 * all of it began.
 *
 * <p>A new track costs what one track costs. The origin is estimated anew by {@value #TRACKS_FOR_ORIGIN} tracks as their number doubles and with each new pass, then
 * by the orbits of several tracks as their number grows by half, until it is known to {@value #GOOD_EPOCH_SECONDS} s. Not thread-safe.
 */
final class CloudEvidence {
    private static final int TRACKS_FOR_ORIGIN = 240;
    /** Of a pass that is over. */
    private static final int KEPT_OF_PASS = 80;

    /** Tracks of a further pass with which the origin is asked anew: another geometry. */
    private static final int TRACKS_OF_ANOTHER_PASS = 24;

    /** Orbits say it better: tracks are not asked again. */
    private static final int BY_ORBITS = Integer.MAX_VALUE;

    private static final int FIRST_BY_TRACKS = 12;
    private static final int FIRST_BY_ORBITS = 5;

    /** Tracks of one radar share its errors of pointing: by them alone an epoch is not believed below this, seconds. */
    private static final double LEAST_SIGMA_BY_TRACKS = 30;

    /** The same with tracks of several passes. */
    private static final double LEAST_SIGMA_BY_PASSES = 20;

    /** A better origin changes nothing any more. */
    private static final double GOOD_EPOCH_SECONDS = 0.3;

    /** Tracks that make a pass count as one of its own. */
    private static final int GOOD_PASS = 3;

    /** From so many fragments with an orbit on their velocities are those that count. */
    static final int ORBITS_FOR_VELOCITIES = 20;

    /** Orbits of fewer tracks say little of the epoch. */
    private static final int TRACKS_FOR_PINCH = 3;

    private final CommonOrigin common;
    private final CatalogueOrbit parent;
    private final ParentGate gate;
    private final List<Breakup.Hypothesis> others;
    private final Map<String, Sighting> seen = new LinkedHashMap<>();

    /** Where the tracks leave the origin of now, as far as it was asked: not written with the state, since it comes again from it. */
    private final Map<String, Optional<Membership>> departing = new HashMap<>();

    private final List<CloudSight> early = new ArrayList<>();
    private final Map<String, PassCensus> passes = new TreeMap<>();
    private final TreeSet<String> members = new TreeSet<>();
    private final List<String> newTracks = new ArrayList<>();
    private final CloudFragments fragments;
    private Origin origin;
    private int originRevision;
    private double logOdds;
    private int tracks;
    private long newestMicros = Long.MIN_VALUE;
    private int nextByTracks = FIRST_BY_TRACKS;
    private int nextByOrbits = FIRST_BY_ORBITS;
    private int greatestPass;
    private int goodPasses;

    CloudEvidence(
            CommonOrigin common,
            OrbitPrediction prediction,
            CatalogueOrbit parent,
            Origin origin,
            List<Breakup.Hypothesis> others) {
        this.common = common;
        this.fragments = new CloudFragments(prediction, parent);
        this.parent = parent;
        this.gate = common.gate(parent);
        this.origin = origin;
        this.others = List.copyOf(others);
    }

    /** Goes on from what another one knew. */
    CloudEvidence(CommonOrigin common, OrbitPrediction prediction, BreakupState.OfCloud state) {
        this(common, prediction, state.parent(), state.origin(), state.others());
        originRevision = state.originRevision();
        logOdds = state.logOdds();
        tracks = state.tracks();
        newestMicros = state.newestMicros();
        nextByTracks = state.nextByTracks();
        nextByOrbits = state.nextByOrbits();
        greatestPass = state.greatestPass();
        goodPasses = state.goodPasses();
        for (Seen one : state.seen()) {
            seen.put(one.track().trackId(), common.sighting(one.track(), one.site()));
        }
        for (BreakupState.OfPass pass : state.passes()) {
            passes.put(pass.siteId(), new PassCensus(pass.knownBefore(), pass.most(), originRevision, pass.sights()));
        }
        early.addAll(state.early());
        members.addAll(state.members());
        newTracks.addAll(state.newTracks());
        fragments.restore(state.fragments(), state.lost());
    }

    BreakupState.OfCloud state() {
        List<BreakupState.OfPass> ofPasses = new ArrayList<>();
        passes.forEach((site, pass) -> ofPasses.add(
                new BreakupState.OfPass(site, pass.knownBefore(), pass.atLeast(), List.copyOf(pass.sights()))));
        return new BreakupState.OfCloud(
                parent,
                origin,
                originRevision,
                others,
                logOdds,
                tracks,
                newestMicros,
                nextByTracks,
                nextByOrbits,
                greatestPass,
                goodPasses,
                seen.values().stream().map(s -> new Seen(s.track(), s.site())).toList(),
                ofPasses,
                List.copyOf(early),
                List.copyOf(members),
                List.copyOf(newTracks),
                fragments.state(),
                fragments.lost());
    }

    CatalogueOrbit parent() {
        return parent;
    }

    /** Whether a track that does not come from the origin is near the parent's orbit all the same: drag may have had more of it than is supposed. */
    boolean isNear(Sighting sighting, double[] line) {
        return gate.isNear(sighting, line);
    }

    Origin origin() {
        return origin;
    }

    List<Breakup.Hypothesis> others() {
        return others;
    }

    double logOdds() {
        return logOdds;
    }

    int tracks() {
        return tracks;
    }

    long newestMicros() {
        return newestMicros;
    }

    boolean hasMember(String trackId) {
        return members.contains(trackId);
    }

    boolean hasFragment(String objectId) {
        return fragments.has(objectId);
    }

    /** Takes a track that comes from the origin. */
    void add(Sighting sighting, Membership membership) {
        members.add(sighting.id());
        seen.put(sighting.id(), sighting);
        departing.put(sighting.id(), Optional.of(membership));
        logOdds += membership.logOdds();
        take(sight(sighting, membership));
    }

    /** Takes a track that was correlated with one of the fragments. */
    void add(CloudSight sight) {
        take(sight);
    }

    private void take(CloudSight sight) {
        tracks++;
        newTracks.add(sight.trackId());
        newestMicros = Math.max(newestMicros, sight.micros());
        PassCensus pass = passes.get(sight.siteId());
        if (pass == null || !pass.continuesAt(sight.micros())) {
            close(sight.siteId());
            pass = new PassCensus(fragments.size());
            passes.put(sight.siteId(), pass);
        }
        pass.add(sight);
        greatestPass = Math.max(greatestPass, pass.atLeast());
        if (pass.sights().size() == GOOD_PASS) {
            goodPasses++;
        }
        if (pass.sights().size() == TRACKS_OF_ANOTHER_PASS && goodPasses > 1 && nextByTracks < BY_ORBITS) {
            nextByTracks = Math.min(nextByTracks, members.size());
        }
    }

    /** Of the tracks of a pass that is over some are kept, evenly spread, to be asked again; of the velocities likewise. */
    private void close(String siteId) {
        PassCensus over = passes.get(siteId);
        if (over == null) {
            return;
        }
        List<CloudSight> own =
                over.sights().stream().filter(s -> s.objectId().isEmpty()).toList();
        List<CloudSight> kept = evenly(own, KEPT_OF_PASS);
        TreeSet<String> ids = new TreeSet<>();
        kept.forEach(s -> ids.add(s.trackId()));
        own.stream().filter(s -> !ids.contains(s.trackId())).forEach(s -> {
            seen.remove(s.trackId());
            departing.remove(s.trackId());
        });
        early.addAll(kept);
    }

    private static <T> List<T> evenly(List<T> all, int most) {
        int n = Math.min(most, all.size());
        List<T> some = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            some.add(all.get((int) ((long) i * all.size() / n)));
        }
        return some;
    }

    private CloudSight sight(Sighting sighting, Membership membership) {
        double[] rangeAndRate = sighting.rangeAndRate();
        double[] at = origin.stateGcrf();
        double[] velocities = new double[3 * membership.possibilities()];
        double[] covariances = new double[9 * membership.possibilities()];
        for (int p = 0; p < membership.possibilities(); p++) {
            double[] velocity = membership.velocity(p);
            double[][] covariance = membership.velocityCovariance(p);
            for (int i = 0; i < 3; i++) {
                velocities[3 * p + i] = velocity[i] - at[3 + i];
                System.arraycopy(covariance[i], 0, covariances, 9 * p + 3 * i, 3);
            }
        }
        return new CloudSight(
                sighting.id(),
                sighting.site().siteId(),
                sighting.middleMicros(),
                rangeAndRate[0],
                rangeAndRate[1],
                "",
                velocities,
                covariances,
                originRevision,
                CloudSight.fan(sighting.track(), sighting.site()));
    }

    /** Estimates the origin anew where more is known; whether it moved. */
    boolean improve() {
        List<CatalogueOrbit> orbits = fragments.orbits(TRACKS_FOR_PINCH);
        if (orbits.size() >= nextByOrbits) {
            nextByOrbits = orbits.size() + orbits.size() / 2;
            nextByTracks = BY_ORBITS;
            return origin.epochSigmaSeconds() > GOOD_EPOCH_SECONDS
                    && move(common.refineByOrbits(origin, parent, orbits));
        }
        if (members.size() >= nextByTracks) {
            nextByTracks = 2 * members.size();
            return byTracks();
        }
        return false;
    }

    /** The origin by the tracks that are there; whether it moved. */
    boolean byTracks() {
        List<Sighting> some = new ArrayList<>();
        List<double[]> departures = new ArrayList<>();
        for (Sighting sighting : evenly(List.copyOf(seen.values()), TRACKS_FOR_ORIGIN)) {
            departing(sighting).ifPresent(m -> {
                some.add(sighting);
                departures.add(m.departure());
            });
        }
        double floor = goodPasses > 1 ? LEAST_SIGMA_BY_PASSES : LEAST_SIGMA_BY_TRACKS;
        return move(common.refineByTracks(origin, parent, some, departures)
                .map(o -> o.withEpochSigma(Math.max(floor, o.epochSigmaSeconds()))));
    }

    private boolean move(Optional<Origin> better) {
        better.ifPresent(this::moveTo);
        return better.isPresent();
    }

    /** Goes over to an origin that tracks cannot say better. */
    void settle(Origin better) {
        nextByTracks = BY_ORBITS;
        moveTo(better);
    }

    /** Goes over to another origin: what is known of velocities is made anew. */
    void moveTo(Origin better) {
        origin = better;
        originRevision++;
        departing.clear();
        if (fragments.known() < ORBITS_FOR_VELOCITIES) {
            // Later the fragments with an orbit say how they leave.
            early.replaceAll(this::again);
        }
        for (PassCensus pass : passes.values()) {
            pass.replace(pass.sights().stream().map(this::again).toList(), originRevision);
            greatestPass = Math.max(greatestPass, pass.atLeast());
        }
        fragments.originMoved();
    }

    private CloudSight again(CloudSight sight) {
        Sighting sighting = seen.get(sight.trackId());
        return sighting == null
                ? sight
                : departing(sighting).map(m -> sight(sighting, m)).orElse(sight);
    }

    /** How a track leaves the origin of now; empty where it does not come from it. */
    private Optional<Membership> departing(Sighting sighting) {
        return departing.computeIfAbsent(sighting.id(), id -> common.likeliest(List.of(origin), sighting));
    }

    /** Lower bound of the number of fragments seen. */
    int atLeast() {
        return Math.max(fragments.size(), greatestPass);
    }

    /** Most different fragments that one pass showed. */
    int greatestPass() {
        return greatestPass;
    }

    /** Passes with at least {@value #GOOD_PASS} tracks. */
    int goodPasses() {
        return goodPasses;
    }

    int fragmentsWithOrbit() {
        return fragments.size();
    }

    /** Of the objects that can be seen, by the newest passes; at least the bound. */
    double estimate() {
        double estimate = atLeast();
        long newest = Long.MIN_VALUE;
        for (PassCensus pass : passes.values()) {
            double chapman = pass.chapman();
            if (!Double.isNaN(chapman) && pass.toMicros() > newest) {
                newest = pass.toMicros();
                estimate = Math.max(atLeast(), chapman);
            }
        }
        return estimate;
    }

    List<Breakup.SiteSpread> spreads() {
        return passes.values().stream().map(PassCensus::spread).toList();
    }

    /** Velocities against the parent, of the fragments with an orbit where there are {@value #ORBITS_FOR_VELOCITIES}, else of single tracks. */
    List<double[]> velocities() {
        List<Fragment> rows = rows();
        if (rows.size() < ORBITS_FOR_VELOCITIES) {
            return trackVelocities();
        }
        List<double[]> velocities = new ArrayList<>();
        rows.forEach(r -> velocities.add(new double[] {r.deltaVRtn()[0], r.deltaVRtn()[1], r.deltaVRtn()[2], 0}));
        return velocities;
    }

    /** Velocities of single tracks against the parent in GCRF, and of each the trace of its covariance: 4 numbers each. */
    private List<double[]> trackVelocities() {
        Map<String, CloudSight> sights = new LinkedHashMap<>();
        early.forEach(s -> sights.put(s.trackId(), s));
        passes.values().forEach(p -> p.sights().forEach(s -> sights.put(s.trackId(), s)));
        List<double[]> velocities = new ArrayList<>();
        for (CloudSight sight : sights.values()) {
            if (sight.velocities().length > 0 && sight.originRevision() == originRevision) {
                double[] c = sight.covariances();
                double[] v = sight.velocities();
                velocities.add(new double[] {v[0], v[1], v[2], c[0] + c[4] + c[8]});
            }
        }
        return velocities;
    }

    /** As {@link CloudFragments#learn}. */
    boolean learn(CatalogueOrbit orbit) {
        return fragments.learn(orbit);
    }

    /** As {@link CloudFragments#rows}. */
    List<Fragment> rows() {
        return fragments.rows(origin);
    }

    /** As {@link CloudFragments#takeNewRows}. */
    List<Fragment> takeNewRows() {
        return fragments.takeNewRows();
    }

    /** As {@link CloudFragments#takeLost}. */
    List<String> takeLost() {
        return fragments.takeLost();
    }

    List<String> takeNewTracks() {
        List<String> taken = List.copyOf(newTracks);
        newTracks.clear();
        return taken;
    }

    /**
     * How the fragments leave, as states at a place.
     *
     * @param reference the place; with several parents they are compared there
     */
    List<FragmentState> departures(double[] reference, boolean ofOrbits) {
        if (ofOrbits) {
            return departures(reference, rows());
        }
        List<FragmentState> states = new ArrayList<>();
        double[] own = origin.stateGcrf();
        for (double[] velocity : trackVelocities()) {
            double[] state = own.clone();
            for (int i = 0; i < 3; i++) {
                state[3 + i] += velocity[i];
            }
            double[] rtn = FragmentStatistics.deltaVRtn(own, state);
            states.add(new FragmentState("", FragmentStatistics.withDeltaV(reference, rtn)));
        }
        return states;
    }

    /** The fragments of rows at the epoch, in the place where the parent was. */
    static List<FragmentState> departures(double[] parentState, Collection<Fragment> rows) {
        return rows.stream()
                .map(r -> new FragmentState(r.objectId(), FragmentStatistics.withDeltaV(parentState, r.deltaVRtn())))
                .toList();
    }
}
