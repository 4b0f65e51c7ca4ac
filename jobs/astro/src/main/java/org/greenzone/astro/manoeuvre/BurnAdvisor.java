package org.greenzone.astro.manoeuvre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.ConjunctionScreener;
import org.greenzone.astro.conjunction.Ephemeris;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.MeetingSieve;
import org.greenzone.astro.conjunction.PrimaryTable;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.Vectors;

/**
 * The smallest burns that take the total probability of collision of an asset below its goal, and make no new danger.
 *
 * <p>For each burn time (spread from the earliest to half a revolution before the first danger) and each of six directions the smallest size is found
 * by bisection of its logarithm, with the burned orbit propagated numerically and the dangers alone
 * screened about their times, with probabilities that need no integral ({@link ConjunctionScreener#forSearch}). Then the smallest of all are screened against the whole catalogue to the end of the horizon; one that meets something else is made
 * larger, a step of {@value #STEP} at a time, or given up. The risk falls with the size of the burn for the sizes that matter,
 * but need not where several dangers lie close: the bisection then finds one of the sizes that do, and the screening decides.
 *
 * <p>The covariance of the burned orbit is that of the orbit at the burn, with the error of its execution: {@value #EXECUTION} of its size in each axis.
 * That of the radiation coefficient is left out behind it. Burns are impulses. A cloud is not avoided by a burn and does not count. Not thread-safe.
 */
public final class BurnAdvisor {
    /** One sigma of what a burn differs from its plan in each axis, of its size (an assumption). */
    static final double EXECUTION = 0.01;

    static final double STEP = 1.3;
    private static final int LARGER = 4;
    private static final int BISECTIONS = 6;
    /** Objects whose covariances and motions are kept: those that come near the asset, before or behind one of the burns. */
    private static final int PREDICTIONS = 128;

    private static final int MOTIONS = 256;
    private static final int SIEVED = 8192;
    private static final int STATE = 6;

    /** A danger stays within so long of its time, however the asset is moved: 2 m/s for a day make 520 km, a minute. */
    private static final long NEAR_MICROS = 180_000_000L;

    private static final double MU = 3.986004418e14;

    /** Conjunctions that carry less than this share of the goal are no dangers. */
    private static final double DANGER_SHARE = 0.01;

    private final BurnRules rules;
    private final LeapSeconds leapSeconds;
    private final OrbitPropagator propagator;
    private final OrbitPrediction prediction;
    private final ConjunctionScreener screener;
    private final ConjunctionScreener search;
    private final MeetingSieve sieve;
    private final Map<String, Trajectory> keptMotions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trajectory> eldest) {
            return size() > MOTIONS;
        }
    };

    /** As the other, with the radii that assets and orbits have. */
    public BurnAdvisor(BurnRules rules, OrbitPropagator propagator, PhysicalData data) {
        this(rules, propagator, data, HardBodyRadii.NONE);
    }

    /**
     * @param propagator used by this object
     * @param radii of objects that are known better than by assets and orbits
     */
    public BurnAdvisor(BurnRules rules, OrbitPropagator propagator, PhysicalData data, HardBodyRadii radii) {
        this.rules = rules;
        this.leapSeconds = data.leapSeconds();
        this.propagator = propagator;
        this.prediction = new OrbitPrediction(propagator, leapSeconds, PREDICTIONS);
        this.screener = new ConjunctionScreener(leapSeconds, prediction, radii);
        this.search = screener.forSearch();
        this.sieve = new MeetingSieve(data, SIEVED);
    }

    /**
     * What is asked.
     *
     * @param asset with its thresholds
     * @param orbit of the asset
     * @param others the catalogue; the asset itself and its companions do not count
     * @param nowMicros when it is decided, UTC microseconds since 1970
     * @param toMicros end of the horizon
     */
    public record Question(
            Asset asset, CatalogueOrbit orbit, List<CatalogueOrbit> others, long nowMicros, long toMicros) {}

    /** Conjunctions of an orbit of the asset with the whole catalogue from an instant to the end, the greatest Pc first. */
    public List<Conjunction> screen(Question question, CatalogueOrbit orbit, long fromMicros) {
        List<Conjunction> found = new ArrayList<>();
        Optional<ConjunctionScreener.Primary> primary = Optional.empty();
        double reach = ConjunctionScreener.reach(question.asset());
        for (CatalogueOrbit other : question.others()) {
            long known = Math.min(question.toMicros(), screener.knownUntilMicros(other));
            if (other.isMerged()
                    || known <= fromMicros
                    || !ConjunctionScreener.canMeet(question.asset(), orbit, other, known)
                    || !sieve.mayMeet(orbit, other, fromMicros, known, reach)) {
                continue;
            }
            if (primary.isEmpty()) {
                primary = Optional.of(primary(question, orbit, fromMicros, question.toMicros()));
            }
            found.addAll(screener.screen(primary.get(), other, motion(other, question.nowMicros(), known)));
        }
        return ordered(found);
    }

    /** The motion of an object over an interval at least; kept, since each burn is held against the same ones. */
    private Trajectory motion(CatalogueOrbit orbit, long fromMicros, long toMicros) {
        Trajectory kept = keptMotions.get(orbit.orbitId());
        double epoch = leapSeconds.elapsedSeconds(fromMicros, orbit.epochMicros());
        double length = leapSeconds.elapsedSeconds(fromMicros, toMicros);
        if (kept != null
                && epoch + kept.firstSeconds() <= 0
                && (epoch + kept.lastSeconds() >= length || kept.decayed())) {
            return kept;
        }
        Trajectory made = trajectory(orbit, fromMicros, toMicros);
        keptMotions.put(orbit.orbitId(), made);
        return made;
    }

    private static List<Conjunction> ordered(List<Conjunction> conjunctions) {
        return conjunctions.stream()
                .sorted(Comparator.comparingDouble(BurnAdvisor::probability)
                        .reversed()
                        .thenComparing(Conjunction::conjunctionId))
                .toList();
    }

    private ConjunctionScreener.Primary primary(Question question, CatalogueOrbit orbit, long from, long to) {
        return screener.primary(question.asset(), orbit, trajectory(orbit, from, to), from, to);
    }

    private Trajectory trajectory(CatalogueOrbit orbit, long from, long to) {
        return propagator.propagate(
                orbit.orbitalState(),
                leapSeconds.elapsedSeconds(orbit.epochMicros(), from),
                leapSeconds.elapsedSeconds(orbit.epochMicros(), to));
    }

    /** A probability that is not known counts as certain: no burn leads into it. */
    private static double probability(Conjunction c) {
        return Double.isNaN(c.probability()) ? 1 : c.probability();
    }

    /** Probability that at least one of them happens. */
    public static double total(List<Conjunction> conjunctions) {
        double none = 1;
        for (Conjunction c : conjunctions) {
            none *= 1 - probability(c);
        }
        return 1 - none;
    }

    /** What could be done; no proposals where the risk is below the goal already. */
    public Advice advise(Question question) {
        return advise(question, screen(question, question.orbit(), question.nowMicros()));
    }

    /**
     * What is to be said after an advice.
     *
     * @param last the newest one for the asset that was given and has not been followed by quiet
     * @return {@code last} itself where it stands: the same set of dangers, and its smallest burn is still ahead and keeps the total below the yellow threshold; without
     *     proposals, while there are none
     */
    public Advice adviseAfter(Question question, Advice last) {
        List<Conjunction> without = screen(question, question.orbit(), question.nowMicros());
        Advice found = found(question, without);
        if (!found.hasDanger()) {
            return found;
        }
        boolean same = found.hasDangersOf(last);
        if (same && !last.proposals().isEmpty()) {
            Burn burn = last.proposals().get(0).burn();
            double left = burn.timeMicros() <= question.nowMicros()
                    ? 1
                    : prediction
                            .predict(question.orbit(), burn.timeMicros())
                            .map(at -> withBurn(question, new Trial(burn, at), without))
                            .map(Proposal::totalProbability)
                            .orElse(1.0);
            return left <= question.asset().yellowProbability() ? last : advise(question, without);
        }
        Advice now = advise(question, without);
        return same && now.proposals().isEmpty() ? last : now;
    }

    private Advice found(Question question, List<Conjunction> without) {
        double goal = rules.goalShare() * question.asset().yellowProbability();
        List<Conjunction> dangers = without.stream()
                .filter(c -> probability(c) > DANGER_SHARE * goal)
                .toList();
        return new Advice(total(without), dangers, goal, List.of(), 0);
    }

    private Advice advise(Question question, List<Conjunction> without) {
        Advice found = found(question, without);
        if (!found.hasDanger()) {
            return found;
        }
        double goal = found.goal();
        List<Conjunction> dangers = found.dangers();
        long earliest = question.nowMicros() + rules.leadMicros();
        double certain =
                total(dangers.stream().filter(c -> c.tcaMicros() <= earliest).toList());
        List<Trial> trials = new ArrayList<>();
        int considered = 0;
        for (long time : times(question, dangers, earliest)) {
            Optional<PredictedOrbit> at = prediction.predict(question.orbit(), time);
            if (at.isEmpty()) {
                continue;
            }
            Near near = new Near(question, dangers, time);
            for (Burn.Direction direction : Burn.Direction.values()) {
                considered++;
                smallest(question, at.get(), near, time, direction, goal - certain)
                        .ifPresent(trials::add);
            }
        }
        trials.sort(Comparator.comparingDouble((Trial t) -> t.burn().metresPerSecond())
                .thenComparingLong(t -> t.burn().timeMicros())
                .thenComparing(t -> t.burn().direction()));
        List<Proposal> proposals = new ArrayList<>();
        for (Trial trial : trials) {
            if (proposals.size() == rules.proposals()) {
                break;
            }
            screened(question, trial, without, goal).ifPresent(proposals::add);
        }
        proposals.sort(Comparator.comparingDouble((Proposal p) -> p.burn().metresPerSecond())
                .thenComparingLong(p -> p.burn().timeMicros()));
        return new Advice(found.without(), dangers, goal, proposals, considered);
    }

    /**
     * What a burn of the owner makes of the risk.
     *
     * @return empty where the asset is not in orbit any more at the burn
     */
    public Optional<Proposal> screenBurn(Question question, Burn burn) {
        List<Conjunction> without = screen(question, question.orbit(), question.nowMicros());
        return prediction
                .predict(question.orbit(), burn.timeMicros())
                .map(at -> withBurn(question, new Trial(burn, at), without));
    }

    /**
     * Conjunctions along a plan of the owner, the greatest Pc first. Covariances are those of the asset's orbit, turned with the plan; every other object is screened over the
     * whole interval, since a plan may lead anywhere.
     *
     * @param plan motion in GCRF, seconds from {@code question.nowMicros()}; screened as far as it reaches
     */
    public List<Conjunction> screenPlan(Question question, Ephemeris plan) {
        long from = leapSeconds.plusSeconds(question.nowMicros(), Math.max(0, plan.firstSeconds()));
        double end = leapSeconds.elapsedSeconds(question.nowMicros(), question.toMicros());
        double seconds = Math.min(end, plan.lastSeconds());
        ConjunctionScreener.Primary primary = new ConjunctionScreener.Primary(
                question.asset(),
                question.orbit(),
                question.nowMicros(),
                new PrimaryTable(plan, Math.max(0, plan.firstSeconds()), seconds));
        List<Conjunction> found = new ArrayList<>();
        for (CatalogueOrbit other : question.others()) {
            long to =
                    Math.min(leapSeconds.plusSeconds(question.nowMicros(), seconds), screener.knownUntilMicros(other));
            if (!other.isMerged() && to > from) {
                found.addAll(screener.screen(primary, other, trajectory(other, from, to)));
            }
        }
        return ordered(found);
    }

    private record Trial(Burn burn, PredictedOrbit at) {}

    /** From the earliest to half a revolution before the first danger that can still be avoided, or the earliest alone. */
    private TreeSet<Long> times(Question question, List<Conjunction> dangers, long earliest) {
        long half = Math.round(0.5e6 * period(question.orbit().stateGcrf()));
        TreeSet<Long> times = new TreeSet<>();
        long last = dangers.stream()
                .mapToLong(Conjunction::tcaMicros)
                .filter(tca -> tca > earliest)
                .min()
                .orElse(earliest);
        // Half revolutions before the danger move the asset the most across its track.
        for (int i = 0; i < rules.times(); i++) {
            long room = Math.max(0, (last - earliest) / half);
            long revolutions = rules.times() == 1 ? room : 1 + (room - 1) * i / (rules.times() - 1);
            long time = last - Math.max(1, revolutions) * half;
            times.add(Math.max(earliest, time));
        }
        times.removeIf(time -> time >= question.toMicros());
        return times;
    }

    private static double period(double[] s) {
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double axis = 1 / (2 / r - v2 / MU);
        return 2 * Math.PI * Math.sqrt(axis * axis * axis / MU);
    }

    /** The orbit behind a burn. */
    private CatalogueOrbit burned(CatalogueOrbit before, PredictedOrbit at, Burn burn) {
        double[] state = at.state().stateGcrf();
        double[] deltaV = RtnFrame.vectorToInertial(burn.deltaVRtn(), state);
        double[] after = state.clone();
        for (int i = 0; i < 3; i++) {
            after[3 + i] += deltaV[i];
        }
        double[][] covariance = new double[CatalogueOrbit.PARAMETERS][];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = at.covariance()[i].clone();
        }
        double sigma = EXECUTION * burn.metresPerSecond();
        for (int i = 3; i < STATE; i++) {
            covariance[i][i] += sigma * sigma;
        }
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(before.objectId(), burn.timeMicros(), after, List.of(before.orbitId())),
                before.objectId(),
                before.objectName(),
                before.internationalDesignator(),
                before.revision() + 1,
                burn.timeMicros(),
                before.availableMicros(),
                after,
                before.ballisticCoefficient(),
                before.radiationCoefficient(),
                RtnFrame.toRtn(covariance, after),
                before.source(),
                before.tracksUsed(),
                before.measurementsUsed(),
                before.measurementsRejected(),
                before.weightedRms(),
                before.rmsByKind(),
                before.hardBodyRadiusMetres(),
                List.of(before.orbitId()),
                new double[CatalogueOrbit.ALL_PARAMETERS],
                before.realism(),
                "");
    }

    /** The dangers behind a burn with the motion of the other objects about their times. */
    private final class Near {
        private final List<CatalogueOrbit> objects = new ArrayList<>();
        private final List<Conjunction> dangers = new ArrayList<>();
        private final List<Trajectory> motions = new ArrayList<>();
        private final Question question;
        private final long fromMicros;
        private long firstMicros = Long.MAX_VALUE;
        private long lastMicros = Long.MIN_VALUE;

        Near(Question question, List<Conjunction> all, long fromMicros) {
            this.question = question;
            this.fromMicros = fromMicros;
            Map<String, CatalogueOrbit> byId = new HashMap<>();
            question.others().forEach(other -> byId.put(other.objectId(), other));
            for (Conjunction danger : all) {
                CatalogueOrbit other = byId.get(danger.secondary().objectId());
                if (other != null && danger.tcaMicros() > fromMicros) {
                    dangers.add(danger);
                    objects.add(other);
                    motions.add(trajectory(other, from(danger), to(danger)));
                    firstMicros = Math.min(firstMicros, from(danger));
                    lastMicros = Math.max(lastMicros, to(danger));
                }
            }
        }

        private long from(Conjunction danger) {
            return Math.max(fromMicros, danger.tcaMicros() - NEAR_MICROS);
        }

        private static long to(Conjunction danger) {
            return danger.tcaMicros() + NEAR_MICROS;
        }

        double risk(CatalogueOrbit burned) {
            if (dangers.isEmpty()) {
                return 0;
            }
            Trajectory own = trajectory(burned, firstMicros, lastMicros);
            List<Conjunction> left = new ArrayList<>();
            for (int i = 0; i < dangers.size(); i++) {
                ConjunctionScreener.Primary primary =
                        search.primary(question.asset(), burned, own, from(dangers.get(i)), to(dangers.get(i)));
                left.addAll(search.screen(primary, objects.get(i), motions.get(i)));
            }
            return total(left);
        }
    }

    /** The smallest burn of a time and direction that takes the dangers behind it below the goal. */
    private Optional<Trial> smallest(
            Question question, PredictedOrbit at, Near near, long time, Burn.Direction direction, double goal) {
        double high = rules.largestMetresPerSecond();
        if (!(goal > 0) || near.risk(burned(question.orbit(), at, new Burn(time, direction, high))) > goal) {
            return Optional.empty();
        }
        double low = rules.smallestMetresPerSecond();
        if (near.risk(burned(question.orbit(), at, new Burn(time, direction, low))) <= goal) {
            return Optional.of(new Trial(new Burn(time, direction, low), at));
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = Math.sqrt(low * high);
            if (near.risk(burned(question.orbit(), at, new Burn(time, direction, middle))) <= goal) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Optional.of(new Trial(new Burn(time, direction, high), at));
    }

    private Optional<Proposal> screened(Question question, Trial trial, List<Conjunction> without, double goal) {
        Burn burn = trial.burn();
        for (int i = 0; i <= LARGER; i++) {
            Proposal proposal = withBurn(question, new Trial(burn, trial.at()), without);
            if (proposal.totalProbability() <= goal) {
                return Optional.of(proposal);
            }
            double larger = STEP * burn.metresPerSecond();
            if (larger > rules.largestMetresPerSecond()) {
                break;
            }
            burn = new Burn(burn.timeMicros(), burn.direction(), larger);
        }
        return Optional.empty();
    }

    /** What was met before the burn stays as it was. */
    private Proposal withBurn(Question question, Trial trial, List<Conjunction> without) {
        long time = trial.burn().timeMicros();
        List<Conjunction> all = new ArrayList<>(
                without.stream().filter(c -> c.tcaMicros() <= time).toList());
        all.addAll(screen(question, burned(question.orbit(), trial.at(), trial.burn()), time));
        return new Proposal(trial.burn(), total(all), ordered(all));
    }
}
