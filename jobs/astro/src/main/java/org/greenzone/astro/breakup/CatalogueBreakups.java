package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.breakup.CatalogueBreakup.Epoch;
import org.greenzone.astro.breakup.CatalogueBreakup.Hypothesis;
import org.greenzone.astro.breakup.CatalogueBreakup.Status;
import org.greenzone.astro.breakup.OwnPath.Arrival;
import org.greenzone.astro.breakup.PinchSearch.Found;
import org.greenzone.astro.breakup.PinchSearch.Scanned;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;

/**
 * Breakups in a catalogue of element sets: which object, and when ({@link PinchSearch}).
 *
 * <p><b>Groups.</b> Objects of one launch designator are looked at together; that says which sets to try, and proves nothing: a
 * group without one counts just as well. Objects whose numbers begin more than {@value #NUMBER_GAP} after the first ones of the
 * launch were catalogued later: these are the possible fragments, the first ones the possible parents. A group without such a gap is
 * taken as fragments altogether.
 *
 * <p><b>Parent.</b> The pinch is found with a fragment as reference first, so that no parent is presumed. Then every object of the
 * catalogue with a smaller number than the fragments is asked whether its path, and itself within its drag, was there. The odds of each against
 * an object anywhere in the region count; sharing the launch adds the odds of {@value #LAUNCH_ODDS} to 1, no more.
 *
 * <p>NOT valid above {@value #LEAST_REVOLUTIONS} revolutions a day less (deep space), nor for fragments that were manoeuvred. Sets lead back
 * some weeks where drag is moderate; after months the nodes have gone around by amounts that drag has made uncertain, and the answer is
 * {@link Status#UNRESOLVED}.
 */
public final class CatalogueBreakups {
    private static final int NUMBER_GAP = 100;
    private static final double LAUNCH_ODDS = 10;
    private static final double LEAST_REVOLUTIONS = 10;

    /** A breakup has no fewer pieces here. */
    public static final int LEAST_FRAGMENTS = 8;

    /** More than these, least touched by drag, add time and no knowledge. */
    private static final int MOST_PATHS = 150;

    private static final double DAY = 86_400;
    private static final double MICROS_PER_DAY = 86_400e6;

    /** Part of the sets (oldest first) that may be older than the end of the time searched: stale ones. */
    private static final double STALE_PART = 0.05;

    /** Springs and rods part satellites with less than this, m/s. */
    private static final double DEPLOYMENT_SPEED = 5;

    /** Objects catalogued with their launch, some thrusting, must have parted faster than this to be fragments, m/s. */
    private static final double THRUST_SPEED = 20;

    /** Fragments part to all sides; satellites that raise their orbits stay in their plane, m/s. */
    private static final double ACROSS_SPEED = 2;

    /** Paths that pass through one point come nearer to it than this in the median, metres. */
    private static final double GREATEST_DISPERSION = 5_000;

    /** Angle of the planes of fragments whose sets name no launch to the parent's, radians: 600 m/s across. */
    private static final double FRAGMENT_PLANE = 0.08;

    /** Log likelihood of the delays against objects anywhere on their orbits. */
    private static final double LEAST_DELAY_EVIDENCE = 20;

    private static final int LEAST_TIMED = 5;
    private static final double CERTAIN_REVOLUTION = 0.99;
    private static final double LIKELY_REVOLUTION = 0.9;
    private static final double GREATEST_SIGMA = 600;
    private static final double PARENT_LOG_ODDS = Math.log(1000);

    /** A reference may explain the paths so much worse (log likelihood) than a fragment as reference does. */
    private static final double WORSE = 20;

    /** Region in which an object without relation may stand: length of each axis, metres. */
    private static final double REGION = 1e6;

    private static final double PARENT_METRES = 1_000;
    private static final double PARENT_SECONDS = 2;
    private static final double PARENT_DRAG_ERROR = 0.3;
    private static final double LOOK_METRES = 20_000;
    private static final int MOST_HYPOTHESES = 5;

    private final PhysicalData physics;
    private final double daysBack;

    /** @param daysBack how long before the sets a breakup is looked for, days */
    public CatalogueBreakups(PhysicalData physics, double daysBack) {
        this.physics = physics;
        this.daysBack = daysBack;
    }

    /** One answer for each group of at least {@value #LEAST_FRAGMENTS} objects, in the order of the launches. */
    public List<CatalogueBreakup> findAll(List<ElementSet> sets) {
        List<CatalogueBreakup> found = new ArrayList<>();
        Map<String, List<ElementSet>> objects = objects(sets);
        groups(objects).forEach((launch, ids) -> {
            Split split = Split.of(ids);
            if (split.fragments().size() >= LEAST_FRAGMENTS) {
                found.add(new Group(launch, split, objects).withoutParent());
            }
        });
        return List.copyOf(found);
    }

    /**
     * The breakup of a given parent: of its launch's other objects, or of all whose planes are near its own where its launch has too
     * few.
     *
     * @throws IllegalArgumentException where the parent is not in the catalogue
     */
    public CatalogueBreakup find(List<ElementSet> sets, String parentId) {
        Map<String, List<ElementSet>> objects = objects(sets);
        List<ElementSet> own = setsOf(objects, parentId);
        String launch = launch(own.get(0));
        List<String> group = new ArrayList<>(groups(objects).getOrDefault(launch, List.of()));
        group.remove(parentId);
        List<String> later = Split.of(withFirst(parentId, group)).fragments();
        List<String> fragments = new ArrayList<>(later.size() >= LEAST_FRAGMENTS ? later : group);
        if (fragments.size() < LEAST_FRAGMENTS) {
            fragments = nearPlane(objects, own.get(own.size() - 1));
        }
        fragments.remove(parentId);
        return new Group(launch, new Split(List.of(parentId), fragments, true), objects).withParent(parentId);
    }

    /** Objects whose planes at the epoch of a set are near its plane. */
    private List<String> nearPlane(Map<String, List<ElementSet>> objects, ElementSet parent) {
        double[] own = new double[6];
        double[] other = new double[6];
        List<String> near = new ArrayList<>();
        if (!new OwnPath(physics, parent, parent.epochMicros()).state(0, own)) {
            return near;
        }
        objects.forEach((id, sets) -> {
            if (nearEarth(sets.get(0))
                    && new OwnPath(physics, sets.get(0), parent.epochMicros()).state(0, other)
                    && Vectors.dot(Vectors.normal(own), Vectors.normal(other)) > Math.cos(FRAGMENT_PLANE)) {
                near.add(id);
            }
        });
        return near;
    }

    private static List<String> withFirst(String parentId, List<String> group) {
        List<String> all = new ArrayList<>(group);
        all.add(parentId);
        all.sort(Comparator.comparingLong(CatalogueBreakups::number).thenComparing(Comparator.naturalOrder()));
        return all;
    }

    /** Sets by object, oldest first. */
    private static Map<String, List<ElementSet>> objects(List<ElementSet> sets) {
        Map<String, List<ElementSet>> objects = new TreeMap<>(
                Comparator.comparingLong(CatalogueBreakups::number).thenComparing(Comparator.naturalOrder()));
        for (ElementSet set : sets) {
            objects.computeIfAbsent(set.objectId(), id -> new ArrayList<>()).add(set);
        }
        objects.values().forEach(list -> list.sort(Comparator.comparingLong(ElementSet::epochMicros)));
        return objects;
    }

    private static List<ElementSet> setsOf(Map<String, List<ElementSet>> objects, String id) {
        List<ElementSet> own = objects.get(id);
        if (own == null) {
            throw new IllegalArgumentException(id + " is not in the catalogue");
        }
        return own;
    }

    private static Map<String, List<String>> groups(Map<String, List<ElementSet>> objects) {
        Map<String, List<String>> groups = new TreeMap<>();
        objects.forEach((id, list) -> {
            if (nearEarth(list.get(0))) {
                groups.computeIfAbsent(launch(list.get(0)), launch -> new ArrayList<>())
                        .add(id);
            }
        });
        return groups;
    }

    private static boolean nearEarth(ElementSet set) {
        return set.meanMotionRadiansPerSecond() >= LEAST_REVOLUTIONS * 2 * Math.PI / DAY;
    }

    /** Year and number of the launch: {@code 1982-092} of {@code 1982-092A}. */
    static String launch(ElementSet set) {
        String designator = set.internationalDesignator();
        return designator.length() < 8 ? "" : designator.substring(0, 8);
    }

    /** Catalogue numbers are given in the order of time; other ids come last. */
    private static long number(String id) {
        return id.chars().allMatch(Character::isDigit) && !id.isEmpty() && id.length() < 18
                ? Long.parseLong(id)
                : Long.MAX_VALUE;
    }

    private static String name(ElementSet set) {
        return set.objectName();
    }

    /** Objects catalogued at the launch, and those catalogued later. */
    private record Split(List<String> first, List<String> fragments, boolean gap) {
        /** @param ids in the order of their numbers */
        static Split of(List<String> ids) {
            for (int i = 1; i < ids.size(); i++) {
                if (number(ids.get(i)) - number(ids.get(i - 1)) > NUMBER_GAP) {
                    return new Split(ids.subList(0, i), ids.subList(i, ids.size()), true);
                }
            }
            return new Split(List.of(), ids, false);
        }
    }

    /** One group of objects. */
    private final class Group {
        private final String launch;
        private final Split split;
        private final Map<String, List<ElementSet>> objects;
        private final long originMicros;
        private final List<OwnPath> paths;
        private Optional<String> given = Optional.empty();

        Group(String launch, Split split, Map<String, List<ElementSet>> objects) {
            this.launch = launch;
            this.split = split;
            this.objects = objects;
            List<ElementSet> sets = split.fragments().stream()
                    .map(id -> setsOf(objects, id).get(0))
                    .toList();
            long[] epochs =
                    sets.stream().mapToLong(ElementSet::epochMicros).sorted().toArray();
            this.originMicros = epochs[(int) Math.floor(STALE_PART * (epochs.length - 1))];
            this.paths = sets.stream()
                    .sorted(Comparator.<ElementSet>comparingDouble(set -> Math.abs(set.bStar()))
                            .thenComparing(ElementSet::objectId))
                    .limit(MOST_PATHS)
                    .map(this::path)
                    .toList();
        }

        private OwnPath path(ElementSet set) {
            return new OwnPath(physics, set, originMicros);
        }

        /** The last set of an object before an instant: of the whole object, where that is the breakup; else its first one. */
        private ElementSet setOf(String id, double seconds) {
            List<ElementSet> own = setsOf(objects, id);
            long micros = physics.leapSeconds().plusSeconds(originMicros, seconds);
            ElementSet chosen = own.get(0);
            for (ElementSet set : own) {
                if (set.epochMicros() <= micros) {
                    chosen = set;
                }
            }
            return chosen;
        }

        private double from() {
            return -daysBack * DAY;
        }

        CatalogueBreakup withoutParent() {
            OwnPath reference = paths.get(0);
            Scanned scanned = PinchSearch.scan(reference, paths, from(), 0);
            if (!scanned.meets()) {
                return none(scanned.reason());
            }
            Optional<Found> found = PinchSearch.find(reference, paths, scanned, from(), 0);
            if (found.isEmpty()) {
                return none("no revolution in which the paths pass through one point");
            }
            Found byFragment = found.get();
            List<Hypothesis> hypotheses = hypotheses(byFragment);
            Optional<Hypothesis> parent = hypotheses.stream()
                    .filter(h -> h.logOdds() > PARENT_LOG_ODDS)
                    .findFirst();
            Found best = parent.flatMap(h -> PinchSearch.find(
                            path(setOf(h.objectId(), byFragment.epochSeconds())), paths, scanned, from(), 0))
                    .filter(f -> f.logLikelihood() > byFragment.logLikelihood() - WORSE)
                    .orElse(byFragment);
            return judge(best, parent, hypotheses);
        }

        CatalogueBreakup withParent(String id) {
            given = Optional.of(id);
            if (paths.size() < LEAST_FRAGMENTS) {
                return none("fewer than " + LEAST_FRAGMENTS + " other objects");
            }
            ElementSet last = setOf(id, 0);
            Scanned scanned = PinchSearch.scan(path(last), paths, from(), 0);
            if (!scanned.meets()) {
                return none(scanned.reason());
            }
            ElementSet before = setOf(id, scanned.bestSeconds());
            Optional<Found> found = PinchSearch.find(path(before), paths, scanned, from(), 0);
            if (found.isEmpty()) {
                return none("no revolution in which the paths pass through one point of the parent's");
            }
            Optional<Found> byFragment = PinchSearch.find(paths.get(0), paths, scanned, from(), 0);
            if (byFragment.isPresent()
                    && byFragment.get().logLikelihood() > found.get().logLikelihood() + WORSE) {
                return none("the paths pass through one point, which is not on the path of " + id);
            }
            Hypothesis tried = hypothesis(id, found.get());
            return judge(found.get(), Optional.of(tried), List.of(tried));
        }

        /** Objects of the catalogue that are older than the fragments and were where the paths meet. */
        private List<Hypothesis> hypotheses(Found found) {
            long youngest = split.fragments().stream()
                    .mapToLong(CatalogueBreakups::number)
                    .min()
                    .orElseThrow();
            List<Hypothesis> hypotheses = new ArrayList<>();
            // Each of so many could be there by chance.
            double chances = Math.log(objects.keySet().stream()
                    .filter(id -> number(id) < youngest)
                    .count());
            for (Map.Entry<String, List<ElementSet>> object : objects.entrySet()) {
                String id = object.getKey();
                if (number(id) >= youngest || !nearEarth(object.getValue().get(0))) {
                    continue;
                }
                Hypothesis hypothesis = hypothesis(id, found).lessLikely(chances);
                if (hypothesis.pathDistanceMetres() < LOOK_METRES || hypothesis.sameLaunch()) {
                    hypotheses.add(hypothesis);
                }
            }
            hypotheses.sort(
                    Comparator.comparingDouble(Hypothesis::logOdds).reversed().thenComparing(Hypothesis::objectId));
            return hypotheses.subList(0, Math.min(MOST_HYPOTHESES, hypotheses.size()));
        }

        private Hypothesis hypothesis(String id, Found found) {
            ElementSet set = setOf(id, found.epochSeconds());
            boolean same = !launch.isEmpty() && launch(set).equals(launch);
            OwnPath path = path(set);
            double[] place = found.pinch().place();
            double at = found.pinch().seconds();
            Optional<Arrival> arrival = path.arrival(at, place);
            double logOdds = same ? Math.log(LAUNCH_ODDS) : 0;
            if (arrival.isEmpty()) {
                return new Hypothesis(id, name(set), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, same);
            }
            Arrival there = arrival.get();
            double drag = path.delayByDrag(at, place, there.delaySeconds());
            double late = Math.IEEEremainder(
                    there.delaySeconds()
                            - found.delays().commonSeconds()
                            - found.delays().kappa() * drag,
                    path.periodSeconds());
            logOdds += PinchFit.logDensity(
                            there.crossMetres() - found.pinch().crossOffset(),
                            Math.max(PARENT_METRES, found.pinch().crossScale()))
                    + PinchFit.logDensity(
                            there.radialMetres() - found.pinch().radialOffset(),
                            Math.max(PARENT_METRES, found.pinch().radialScale()))
                    + 2 * Math.log(REGION)
                    + Math.max(
                            0,
                            PinchFit.logDensity(
                                            late,
                                            Math.hypot(
                                                    Math.hypot(PARENT_SECONDS, found.sigmaSeconds()),
                                                    PARENT_DRAG_ERROR * drag))
                                    + Math.log(path.periodSeconds()));
            return new Hypothesis(id, name(set), logOdds, found.pinch().distance(there), same);
        }

        private CatalogueBreakup judge(Found found, Optional<Hypothesis> parent, List<Hypothesis> hypotheses) {
            if (found.used() < Math.max(LEAST_FRAGMENTS, paths.size() / 2)) {
                return none("the paths of " + found.used() + " of " + paths.size()
                        + " objects alone pass through one point");
            }
            if (found.dispersionMetres() > GREATEST_DISPERSION) {
                return none("the paths do not pass through one point: half of them are farther than "
                        + Math.round(found.dispersionMetres() / 1000)
                        + " km from the best one");
            }
            if (found.delays().logLikelihood() < LEAST_DELAY_EVIDENCE
                    || found.delays().used() < LEAST_TIMED) {
                return none("the paths pass through one point, but drag leaves nothing to know of when");
            }
            if (found.revolutionProbability() < LIKELY_REVOLUTION || found.sigmaSeconds() > GREATEST_SIGMA) {
                return none("the paths pass through one point, in one of several revolutions");
            }
            if (found.speedMetresPerSecond() < (split.gap() ? DEPLOYMENT_SPEED : THRUST_SPEED)
                    || found.crossSpeedMetresPerSecond() < ACROSS_SPEED) {
                return answer(
                        Status.NONE,
                        String.format(
                                Locale.ROOT,
                                "the objects parted at %.1f m/s, %.1f m/s of it across the plane: a deployment",
                                found.speedMetresPerSecond(),
                                found.crossSpeedMetresPerSecond()),
                        Optional.empty(),
                        Optional.empty(),
                        hypotheses);
            }
            Status status = found.revolutionProbability() >= CERTAIN_REVOLUTION && parent.isPresent()
                    ? Status.CONFIRMED
                    : Status.SUSPECTED;
            String reason = parent.isEmpty() ? "no object that is older than the fragments was there" : "";
            return answer(status, reason, parent, Optional.of(epoch(found)), hypotheses);
        }

        private Epoch epoch(Found found) {
            return new Epoch(
                    physics.leapSeconds().plusSeconds(originMicros, found.epochSeconds()),
                    found.sigmaSeconds(),
                    found.pinch().place(),
                    found.used(),
                    found.delays().used(),
                    found.dispersionMetres(),
                    found.delays().seconds(),
                    found.delays().dragError(),
                    found.delays().kappa(),
                    found.speedMetresPerSecond(),
                    found.revolutionProbability(),
                    found.contrast());
        }

        private CatalogueBreakup none(String reason) {
            return answer(
                    split.gap() ? Status.UNRESOLVED : Status.NONE,
                    reason,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }

        private CatalogueBreakup answer(
                Status status,
                String reason,
                Optional<Hypothesis> parent,
                Optional<Epoch> epoch,
                List<Hypothesis> hypotheses) {
            Optional<String> id = parent.map(Hypothesis::objectId).or(() -> given);
            String basis = given.isPresent()
                    ? "given"
                    : parent.map(h -> h.sameLaunch() ? "path, time and launch" : "path and time")
                            .orElse("");
            return new CatalogueBreakup(
                    status,
                    reason,
                    launch,
                    id.orElse(""),
                    id.map(known -> name(setOf(known, 0))).orElse(""),
                    basis,
                    split.fragments().size(),
                    epoch,
                    hypotheses);
        }
    }
}
