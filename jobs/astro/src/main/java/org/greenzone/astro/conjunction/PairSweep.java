package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.greenzone.astro.catalogue.ElementSet;

/**
 * Close approaches of all pairs of a catalogue, or of all pairs with a wanted object, over an interval: a sweep of blocks of
 * time, each with {@link PositionBlock}, {@link NearPairs} for each step, and {@link ApproachRefiner} for each pair that they
 * leave. Blocks are independent and run on all cores; the result does not depend on how many there are.
 *
 * <p>Objects whose orbits end (decay) within a block are compared in it with all whose radii overlap by
 * {@link CloseApproachFinder}: there are few.
 */
final class PairSweep {
    /**
     * Step of the grid, seconds. Longer ones make fewer and larger cells: the cost is flat between 90 and 150. The bounds of
     * {@link NearPairs} hold for any.
     */
    static final double STEP_SECONDS = 120;

    private static final int BLOCK_STEPS = 72;

    /** The same minimum, seen from two steps. */
    private static final double SAME_SECONDS = 1e-2;

    private static final double NEAR_EARTH_ECCENTRICITY = 6e-3;
    private static final double DEEP_SPACE_ECCENTRICITY = 3e-2;

    private final Sgp4Motion[] motions;
    private final ScreeningVolume[] volumes;
    private final boolean[] wanted;
    private final double seconds;
    private final double reach;
    private final double[] eccentricity;
    private final double[] lowestRadius;

    /** An approach of two objects of the catalogue, in TEME; the primary is wanted. */
    record Found(int primary, int secondary, CloseApproach approach) {}

    /**
     * @param motions of the catalogue
     * @param volumes of each
     * @param wanted whether an object is to be screened against all others
     * @param seconds length of the interval, which starts at the origin of the motions
     */
    PairSweep(Sgp4Motion[] motions, ScreeningVolume[] volumes, boolean[] wanted, double seconds) {
        this.motions = motions;
        this.volumes = volumes;
        this.wanted = wanted;
        this.seconds = seconds;
        double most = 0;
        eccentricity = new double[motions.length];
        lowestRadius = new double[motions.length];
        for (int i = 0; i < motions.length; i++) {
            most = wanted[i] ? Math.max(most, volumes[i].reachMetres()) : most;
            ElementSet elements = motions[i].elements();
            eccentricity[i] = elements.eccentricity()
                    + (EarthOrbitBounds.deepSpace(elements) ? DEEP_SPACE_ECCENTRICITY : NEAR_EARTH_ECCENTRICITY);
            lowestRadius[i] = EarthOrbitBounds.lowestRadius(elements);
        }
        reach = most;
    }

    /** All approaches, in the order of time and then of the objects. */
    List<Found> approaches() {
        int steps = (int) Math.ceil(seconds / STEP_SECONDS);
        int blocks = (steps + BLOCK_STEPS - 1) / BLOCK_STEPS;
        List<Found> all = IntStream.range(0, blocks)
                .parallel()
                .mapToObj(n -> sweep(n * BLOCK_STEPS, Math.min(BLOCK_STEPS, steps - n * BLOCK_STEPS)))
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Found::primary)
                        .thenComparingInt(Found::secondary)
                        .thenComparingDouble(f -> f.approach().seconds()))
                .toList();
        List<Found> once = new ArrayList<>(all.size());
        for (Found found : all) {
            Found before = once.isEmpty() ? null : once.get(once.size() - 1);
            boolean same = before != null
                    && before.primary == found.primary
                    && before.secondary == found.secondary
                    && found.approach.seconds() - before.approach.seconds() < SAME_SECONDS;
            if (!same) {
                once.add(found);
            }
        }
        once.sort(Comparator.comparingDouble((Found f) -> f.approach().seconds())
                .thenComparingInt(Found::primary)
                .thenComparingInt(Found::secondary));
        return once;
    }

    /** Pairs that may be within a distance of each other in the first step: object, object. */
    int[][] nearAtFirst(double metres) {
        PositionBlock block = new PositionBlock(motions, 0, STEP_SECONDS, 1);
        NearPairs pairs = new NearPairs(block, metres, eccentricity, lowestRadius, wanted);
        pairs.search(0);
        int[][] near = new int[pairs.count][2];
        for (int n = 0; n < pairs.count; n++) {
            near[n][0] = pairs.found[3 * n];
            near[n][1] = pairs.found[3 * n + 1];
        }
        Arrays.sort(near, Comparator.comparingInt((int[] p) -> p[0]).thenComparingInt(p -> p[1]));
        return near;
    }

    private List<Found> sweep(int firstStep, int steps) {
        double from = firstStep * STEP_SECONDS;
        PositionBlock block = new PositionBlock(motions, from, STEP_SECONDS, steps);
        NearPairs pairs = new NearPairs(block, reach, eccentricity, lowestRadius, wanted);
        for (int k = 0; k < steps; k++) {
            pairs.search(k);
        }
        List<Found> found = new ArrayList<>();
        ApproachRefiner refiner = new ApproachRefiner();
        for (int n = 0; n < pairs.count; n++) {
            int i = pairs.found[3 * n];
            int j = pairs.found[3 * n + 1];
            double at = block.seconds(pairs.found[3 * n + 2]);
            if (refiner.find(motions[i], motions[j], at, at + STEP_SECONDS, reach(i, j))) {
                add(i, j, refiner.seconds, found);
            }
        }
        addEnding(block, from, Math.min(seconds, from + steps * STEP_SECONDS), found);
        return found;
    }

    private double reach(int i, int j) {
        return Math.max(wanted[i] ? volumes[i].reachMetres() : 0, wanted[j] ? volumes[j].reachMetres() : 0);
    }

    private void add(int i, int j, double at, List<Found> found) {
        if (!(at > CloseApproachFinder.EDGE_SECONDS && at < seconds - CloseApproachFinder.EDGE_SECONDS)) {
            return;
        }
        int primary = wanted[i] ? i : j;
        int secondary = wanted[i] ? j : i;
        double[] a = new double[6];
        double[] b = new double[6];
        if (!motions[primary].state(at, a) || !motions[secondary].state(at, b)) {
            return;
        }
        boolean entered = within(volumes[primary], a, b) || (wanted[secondary] && within(volumes[secondary], b, a));
        if (entered) {
            double square = 0;
            double speed = 0;
            for (int k = 0; k < 3; k++) {
                square += (b[k] - a[k]) * (b[k] - a[k]);
                speed += (b[k + 3] - a[k + 3]) * (b[k + 3] - a[k + 3]);
            }
            found.add(new Found(primary, secondary, new CloseApproach(at, Math.sqrt(square), Math.sqrt(speed), a, b)));
        }
    }

    private static boolean within(ScreeningVolume volume, double[] primary, double[] secondary) {
        double dx = secondary[0] - primary[0];
        double dy = secondary[1] - primary[1];
        double dz = secondary[2] - primary[2];
        double reach = volume.reachMetres();
        return dx * dx + dy * dy + dz * dz <= reach * reach && volume.entered(primary, secondary);
    }

    private void addEnding(PositionBlock block, double from, double to, List<Found> found) {
        for (int i = 0; i < motions.length; i++) {
            if (!block.partial[i]) {
                continue;
            }
            PrimaryTable table = new PrimaryTable(motions[i], from, to);
            CloseApproachFinder finder = new CloseApproachFinder(table, new ScreeningVolume.Sphere(reach));
            for (int j = 0; j < motions.length; j++) {
                boolean candidate = j != i
                        && (wanted[i] || wanted[j])
                        && (block.whole[j] ? overlaps(block, j, table) : block.partial[j] && i < j);
                if (candidate) {
                    for (CloseApproach approach : finder.find(motions[j])) {
                        add(Math.min(i, j), Math.max(i, j), approach.seconds(), found);
                    }
                }
            }
        }
    }

    /** Whether radii overlap; between two points of the grid they change as in {@link NearPairs}, which 60 km hold. */
    private boolean overlaps(PositionBlock block, int object, PrimaryTable table) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (int k = 0; k <= block.steps(); k++) {
            float radius = block.at[4 * (k * motions.length + object) + 3];
            low = Math.min(low, radius);
            high = Math.max(high, radius);
        }
        double margin = 60e3 + reach;
        return 1e3 * low <= table.highestRadius() + margin && 1e3 * high >= table.lowestRadius() - margin;
    }
}
