package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.initiation.EpochFit.Prior;

/**
 * Finds among the tracks of a cloud of fragments those of one fragment.
 *
 * <p>All fragments left one place at one instant: with that each track alone has an orbit ({@link OriginOrbits}), and tracks of one
 * fragment meet in three numbers, the velocity at the origin. Sets of tracks are compared by their evidence: the odds of a set
 * against fragments of their own are the ratio of the marginal likelihoods over the number of other fragments that could have been
 * seen there, which is their number times their density in velocity. So a pair in the dense middle of a cloud does not count as one
 * in its outskirts (Reid 1979; Hill et al., covariance-based track association, for uncorrelated tracks).
 *
 * <p>A set becomes an object where it spans {@value #PASSES} passes, its odds are above {@link #CERTAIN}, and no other set that
 * shares a track with it comes near it; until then all hypotheses stay. For each new track a linear comparison of all others is
 * made (microseconds each) and {@value #FITS} least-squares fits at most. Deterministic in the order of the tracks. Not thread-safe.
 */
final class CloudAssociator {
    static final int PASSES = 3;
    /** Logarithm of the odds: 150 to 1. */
    static final double CERTAIN = 5;
    /** The same for two passes, which have little left over to contradict them. */
    static final double CERTAIN_PAIR = 9;
    /** The same for a track that is to come to an object: 20 to 1. */
    static final double CERTAIN_MEMBER = 3;
    /** Logarithm of odds below which a hypothesis is dropped. */
    static final double LEAST = -1;

    static final int FITS = 8;
    private static final int TRACKS_BETWEEN_SWEEPS = 60;
    /** The linear comparison may be wrong by so much. */
    private static final double LINEAR_DOUBT = 25;

    private static final double HOPELESS = 4;
    private static final int PARAMETERS = Sighting.PARAMETERS;

    private Origin origin;
    private Prior prior;
    private final EpochFit fit;
    private final VelocitySpread spread = new VelocitySpread();
    private final List<CloudTrack> loose = new ArrayList<>();
    private final SetHypotheses hypotheses;
    private final List<TrackSet> objects = new ArrayList<>();
    private int spreadOf;
    private int fits;

    CloudAssociator(Origin origin, EpochFit fit) {
        this(origin, fit, new SetHypotheses());
    }

    private CloudAssociator(Origin origin, EpochFit fit, SetHypotheses hypotheses) {
        this.origin = origin;
        this.prior = origin.prior();
        this.fit = fit;
        this.hypotheses = hypotheses;
    }

    /** Goes on from what another one knew. */
    CloudAssociator(InitiationState.OfCloud state, Map<String, Sighting> sightings, EpochFit fit) {
        this(
                state.origin(),
                fit,
                new SetHypotheses(
                        state.sets().stream().map(s -> s.set(sightings)).toList(), state.hypotheses()));
        state.loose().forEach(m -> loose.add(m.track(sightings)));
        state.objects().forEach(o -> objects.add(o.set(sightings)));
        spread.restore(state.spreadWeights());
        spreadOf = state.spreadOf();
    }

    /** What it knows; the tracks from which the origin is estimated are added to it. */
    InitiationState.OfCloud state(CatalogueOrbit parent, List<String> tracks, int nextEstimate, int nextPinch) {
        return new InitiationState.OfCloud(
                parent,
                origin,
                tracks,
                nextEstimate,
                nextPinch,
                loose.stream().map(InitiationState.Member::of).toList(),
                objects.stream().map(InitiationState.OfSet::of).toList(),
                hypotheses.sets().stream().map(InitiationState.OfSet::of).toList(),
                hypotheses.ofTracks(),
                spread.weights(),
                spreadOf);
    }

    /**
     * What a track led to.
     *
     * @param object the set as it is now
     * @param before the object that it was; empty for a new one
     * @param added the tracks that came to it
     */
    record Joined(TrackSet object, Optional<TrackSet> before, List<CloudTrack> added) {}

    Origin origin() {
        return origin;
    }

    int fits() {
        return fits;
    }

    List<CloudTrack> loose() {
        return loose;
    }

    List<TrackSet> objects() {
        return objects;
    }

    /**
     * Goes over to a better estimate of the origin: all fits are made anew from where they stand; what no longer fits goes.
     *
     * @return tracks that do not come from there
     */
    List<CloudTrack> moveTo(Origin better) {
        Prior before = prior;
        origin = better;
        prior = better.prior();
        Map<String, CloudTrack> moved = new TreeMap<>();
        List<CloudTrack> lost = new ArrayList<>();
        List<CloudTrack> all = new ArrayList<>(loose);
        objects.forEach(o -> all.addAll(o.members()));
        for (CloudTrack track : all) {
            Optional<Fitted> fitted = again(track.orbit(), List.of(track.sighting()), before);
            fitted.ifPresentOrElse(
                    f -> moved.put(track.id(), new CloudTrack(track.sighting(), f)),
                    () -> moved.put(track.id(), track));
            if (fitted.isEmpty() && isLoose(track)) {
                lost.add(track);
            }
        }
        loose.removeAll(lost);
        loose.replaceAll(t -> moved.getOrDefault(t.id(), t));
        objects.replaceAll(o -> moved(o, moved, before).orElse(o));
        hypotheses.replaceAll(
                s -> moved(s, moved, before).orElse(new TrackSet(s.members(), s.orbit(), Double.NEGATIVE_INFINITY)),
                LEAST);
        lost.forEach(t -> hypotheses.drop(t.id()));
        return lost;
    }

    private Optional<TrackSet> moved(TrackSet set, Map<String, CloudTrack> moved, Prior before) {
        List<CloudTrack> members =
                set.members().stream().map(m -> moved.getOrDefault(m.id(), m)).toList();
        return again(set.orbit(), set.sightings(), before).map(f -> {
            double apart =
                    members.stream().mapToDouble(m -> m.orbit().logEvidence()).sum();
            return new TrackSet(members, f, f.logEvidence() - apart - (members.size() - 1) * logCrowd(f));
        });
    }

    private Optional<Fitted> again(Fitted orbit, List<Sighting> sightings, Prior before) {
        // The velocity against the parent hardly changes in the seconds by which an estimate moves.
        double[] start = orbit.vector().clone();
        for (int i = 0; i < 3; i++) {
            start[i] = prior.mean()[i];
            start[3 + i] += prior.mean()[3 + i] - before.mean()[3 + i];
        }
        return fit.fitFromNear(prior, start, sightings, HOPELESS);
    }

    /** All its tracks. */
    List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>();
        loose.forEach(t -> all.add(t.sighting()));
        objects.forEach(o -> all.addAll(o.sightings()));
        return all;
    }

    boolean isEmpty() {
        return loose.isEmpty() && objects.isEmpty();
    }

    /**
     * Forgets what is older than an instant: loose tracks, and objects whose newest track is.
     *
     * @return tracks of the objects
     */
    List<String> forgetBefore(long micros) {
        List<String> gone = new ArrayList<>();
        for (CloudTrack track : List.copyOf(loose)) {
            if (track.sighting().middleMicros() < micros) {
                loose.remove(track);
                hypotheses.drop(track.id());
            }
        }
        for (TrackSet object : List.copyOf(objects)) {
            if (object.members().get(object.members().size() - 1).sighting().middleMicros() < micros) {
                objects.remove(object);
                object.members().forEach(m -> {
                    gone.add(m.id());
                    hypotheses.drop(m.id());
                });
            }
        }
        return gone;
    }

    /** Takes a track and decides what can be decided. */
    List<Joined> add(CloudTrack track) {
        renewSpread();
        List<TrackSet> known = new ArrayList<>(objects);
        for (CloudTrack other : loose) {
            known.add(TrackSet.of(other));
        }
        known.addAll(hypotheses.sets());
        List<TrackSet> sets = joined(track, known);
        loose.add(track);
        sets.forEach(hypotheses::add);
        List<Joined> results = new ArrayList<>();
        for (TrackSet set : sets) {
            if (isLoose(track) && decided(set)) {
                results.add(settle(set));
            }
        }
        return results;
    }

    /**
     * An object with a track that correlation gave to it, and with what is loose of it.
     *
     * @return empty where the track is more likely of another fragment
     */
    Optional<Joined> addTo(TrackSet object, Sighting sighting) {
        renewSpread();
        return fit.fitFromNear(prior, object.orbit().vector(), List.of(sighting), HOPELESS)
                .flatMap(alone -> larger(object, new CloudTrack(sighting, alone)))
                .filter(larger -> larger.score() > object.score())
                .map(this::settle);
    }

    /** Whether it is time to ask all objects again for what is loose: linear comparisons with single tracks miss some. */
    boolean isSweepDue() {
        int tracks = loose.size();
        for (TrackSet object : objects) {
            tracks += object.members().size();
        }
        return !objects.isEmpty() && tracks % TRACKS_BETWEEN_SWEEPS == 0;
    }

    /** An object with what is loose of it now. */
    Joined lookAgain(TrackSet object) {
        return looseOf(object).isEmpty() ? new Joined(object, Optional.of(object), List.of()) : settle(object);
    }

    private boolean isLoose(CloudTrack track) {
        return loose.stream().anyMatch(t -> t.id().equals(track.id()));
    }

    private void renewSpread() {
        int count = loose.size() + objects.size();
        if (count > spreadOf + spreadOf / 5) {
            double[] speeds = new double[count];
            int i = 0;
            for (CloudTrack track : loose) {
                speeds[i++] = origin.speed(track.orbit().vector());
            }
            for (TrackSet object : objects) {
                speeds[i++] = origin.speed(object.orbit().vector());
            }
            spread.estimate(speeds);
            spreadOf = count;
        }
    }

    /** Logarithm of the number of fragments that a track near this orbit could be of, over what the prior says. */
    private double logCrowd(Fitted orbit) {
        return Math.log(Math.max(1, loose.size() + objects.size())) + spread.logRatio(origin.speed(orbit.vector()));
    }

    /** The sets with the track that are more likely than not, best first. */
    private List<TrackSet> joined(CloudTrack track, List<TrackSet> known) {
        record Near(TrackSet set, double[] start, double score) {}
        List<Near> near = new ArrayList<>();
        for (TrackSet set : known) {
            if (set.has(track) || !FitPair.areNear(track.orbit(), set.orbit())) {
                continue;
            }
            double[] start = new double[PARAMETERS];
            double evidence = FitPair.linear(prior, track.orbit(), set.orbit(), start);
            double score = score(set, track, evidence, logCrowd(set.orbit()));
            if (score - set.score() > -LINEAR_DOUBT) {
                near.add(new Near(set, start, score));
            }
        }
        near.sort(Comparator.comparingDouble((Near n) -> -n.score())
                .thenComparing(n -> n.set().key()));
        List<TrackSet> sets = new ArrayList<>();
        for (Near n : near.subList(0, Math.min(FITS, near.size()))) {
            extend(n.set(), track, n.start())
                    .filter(s -> s.score() > Math.max(LEAST, n.set().score() - 2))
                    .ifPresent(sets::add);
        }
        sets.sort(TrackSet.BEST_FIRST);
        return sets;
    }

    private Optional<TrackSet> extend(TrackSet set, CloudTrack track, double[] start) {
        fits++;
        List<CloudTrack> members = set.with(track);
        return fit.fitFromNear(
                        prior, start, members.stream().map(CloudTrack::sighting).toList(), HOPELESS)
                .map(f -> new TrackSet(members, f, score(set, track, f.logEvidence(), logCrowd(f))));
    }

    /** Odds of the set with the track; of the crowd each further track counts once. */
    private static double score(TrackSet set, CloudTrack track, double evidence, double logCrowd) {
        double apart = track.orbit().logEvidence();
        for (CloudTrack member : set.members()) {
            apart += member.orbit().logEvidence();
        }
        return evidence - apart - set.members().size() * logCrowd;
    }

    /** Whether a set is an object beyond doubt. */
    private boolean decided(TrackSet set) {
        int passes = set.passes();
        if (passes < 2 || set.score() < (passes < PASSES ? CERTAIN_PAIR : CERTAIN)) {
            return false;
        }
        Set<String> rivals = new HashSet<>();
        return hypotheses
                .rivalsOf(set)
                .noneMatch(other ->
                        other.score() > set.score() - CERTAIN && rivals.add(other.key()) && contradicts(set, other));
    }

    /** Whether two sets that share tracks cannot be of one fragment: with the other's tracks the first would be less likely. */
    private boolean contradicts(TrackSet set, TrackSet other) {
        TrackSet all = set;
        for (CloudTrack member : other.members()) {
            if (all.has(member)) {
                continue;
            }
            Optional<TrackSet> larger = larger(all, member);
            if (larger.isEmpty() || larger.get().score() < all.score()) {
                return true;
            }
            all = larger.get();
        }
        return false;
    }

    private Optional<TrackSet> larger(TrackSet set, CloudTrack other) {
        if (!FitPair.areNear(other.orbit(), set.orbit())) {
            return Optional.empty();
        }
        if (set.members().size() >= PASSES) {
            return extend(set, other, set.orbit().vector());
        }
        double[] start = new double[PARAMETERS];
        double evidence = FitPair.linear(prior, other.orbit(), set.orbit(), start);
        return score(set, other, evidence, logCrowd(set.orbit())) > set.score() - LINEAR_DOUBT
                ? extend(set, other, start)
                : Optional.empty();
    }

    /** What is loose and may be of a set, by its orbit: a single track's own is not straight as far as to there. */
    private List<CloudTrack> looseOf(TrackSet set) {
        List<CloudTrack> near = loose.stream()
                .filter(t -> !set.has(t) && FitPair.areNear(t.orbit(), set.orbit()))
                .toList();
        if (near.isEmpty()) {
            return near;
        }
        double[] gains = fit.gains(
                prior, set.orbit(), near.stream().map(CloudTrack::sighting).toList());
        double least = CERTAIN_MEMBER + logCrowd(set.orbit()) - LINEAR_DOUBT;
        List<CloudTrack> likely = new ArrayList<>();
        for (int i = 0; i < gains.length; i++) {
            if (gains[i] - near.get(i).orbit().logEvidence() > least) {
                likely.add(near.get(i));
            }
        }
        return likely;
    }

    /** Makes an object of a set, or adds to one, and takes in what was loose of it. */
    private Joined settle(TrackSet decided) {
        TrackSet set = decided;
        Optional<TrackSet> before = Optional.empty();
        for (TrackSet object : objects) {
            if (object.within(set)) {
                before = Optional.of(object);
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (CloudTrack other : looseOf(set)) {
                Optional<TrackSet> larger = takeIn(set, other);
                if (larger.isPresent()) {
                    set = larger.get();
                    more = true;
                }
            }
        }
        before.ifPresent(objects::remove);
        objects.add(set);
        List<CloudTrack> added = new ArrayList<>();
        for (CloudTrack member : set.members()) {
            if (before.isEmpty() || !before.get().has(member)) {
                added.add(member);
            }
            loose.removeIf(t -> t.id().equals(member.id()));
            hypotheses.drop(member.id());
        }
        return new Joined(set, before, added);
    }

    private Optional<TrackSet> takeIn(TrackSet set, CloudTrack other) {
        if (set.has(other)) {
            return Optional.empty();
        }
        Optional<TrackSet> larger = larger(set, other);
        if (larger.isEmpty() || larger.get().score() < set.score() + CERTAIN_MEMBER) {
            return Optional.empty();
        }
        double gain = larger.get().score() - set.score();
        TrackSet current = set;
        boolean contested = hypotheses.of(other).stream()
                .anyMatch(s -> !s.within(larger.get()) && !s.overlaps(current) && s.score() > gain - CERTAIN_MEMBER);
        return contested ? Optional.empty() : larger;
    }

    /**
     * An object with what seemed not to come from here and is of it all the same: near half and whole revolutions the orbit of a single track is
     * not found from the origin, but it is along the orbit of the object.
     *
     * @param strays tracks of no cloud
     * @param alone logarithm of the evidence of each as a satellite of its own; NaN where there is none
     */
    Joined withStrays(Joined joined, List<Sighting> strays, ToDoubleFunction<Sighting> alone) {
        TrackSet set = joined.object();
        List<CloudTrack> added = new ArrayList<>(joined.added());
        double[] gains = fit.gains(prior, set.orbit(), strays);
        for (int i = 0; i < gains.length; i++) {
            Sighting stray = strays.get(i);
            double least = alone.applyAsDouble(stray) + CERTAIN_MEMBER + logCrowd(set.orbit());
            if (gains[i] > least - LINEAR_DOUBT) {
                TrackSet before = set;
                Optional<TrackSet> larger = fit.fitFromNear(prior, set.orbit().vector(), List.of(stray), HOPELESS)
                        .map(single -> new CloudTrack(stray, single))
                        .flatMap(track -> extend(before, track, before.orbit().vector()))
                        .filter(l -> l.score() > before.score() + CERTAIN_MEMBER
                                && l.orbit().logEvidence() - before.orbit().logEvidence() > least);
                if (larger.isPresent()) {
                    set = larger.get();
                    set.members().stream()
                            .filter(m -> m.id().equals(stray.id()))
                            .forEach(added::add);
                }
            }
        }
        objects.set(objects.indexOf(joined.object()), set);
        return new Joined(set, joined.before(), added);
    }
}
