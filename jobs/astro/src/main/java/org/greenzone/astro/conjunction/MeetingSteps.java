package org.greenzone.astro.conjunction;

import java.util.Arrays;
import org.greenzone.astro.catalogue.PathBounds;

/**
 * The steps of a primary's grid ({@link PrimaryTable}) at which an element set may be within reach of it: {@link MeetingTimes} of the
 * primary's {@link OrbitPhases} and of what {@link PathBounds} says of each segment without a state, or, of eccentric orbits in deep space, {@link PerigeeArc} from one state. All steps of a segment where neither
 * knows (round orbits in deep space, the end of an orbit, a primary without states), and where both planes nearly coincide.
 *
 * <p>A minimum within reach lies in a window, and the lowest of the nodes about it less than a step from it: windows are widened to whole steps and by one more, and
 * joined where they touch, so that each step is named once. Not thread-safe.
 */
final class MeetingSteps {
    private final PrimaryTable primary;
    private final OrbitPhases phases;
    private final double reach;
    private final MeetingTimes times = new MeetingTimes();
    private final PathBounds path = new PathBounds();
    private final double[] state = new double[6];
    private final float[] numbers = new float[OrbitPhases.WIDTH];

    /** First and last step of each run, increasing. */
    private int[] runs = new int[64];

    private int count;

    /**
     * @param phases of the primary
     * @param reachMetres greatest distance that counts
     */
    MeetingSteps(PrimaryTable primary, OrbitPhases phases, double reachMetres) {
        this.primary = primary;
        this.phases = phases;
        this.reach = reachMetres;
    }

    /** Whether the element set never comes to the radii of the primary, by its mean elements. */
    boolean misses(Sgp4Motion motion) {
        return motion.path(primary.from(), primary.to(), path)
                && (path.lowestMetres() > primary.highestRadius() + reach
                        || path.highestMetres() < primary.lowestRadius() - reach);
    }

    /** Finds the steps. */
    void find(Sgp4Motion motion) {
        count = 0;
        int last = primary.size() - 1;
        double half = OrbitPhases.SEGMENT_SECONDS / 2;
        for (int segment = 0; phases.has(segment); segment++) {
            double middle = primary.from() + (segment + 0.5) * OrbitPhases.SEGMENT_SECONDS;
            if (motion.path(middle - half, middle + half, path)) {
                OrbitPhases.write(path, numbers);
            } else if (!motion.state(middle, state)
                    || !PerigeeArc.write(
                            state, motion.dragChange(middle, half), primary.highestRadius() + reach, numbers)) {
                OrbitPhases.writeUnknown(numbers, 0);
            }
            times.find(phases.numbers(), phases.offset(segment), numbers, 0, reach);
            for (int n = 0; n < times.count; n++) {
                double from = middle - primary.from() + Math.max(times.windows[2 * n], -half);
                double to = middle - primary.from() + Math.min(times.windows[2 * n + 1], half);
                if (from <= to) {
                    int first = (int) Math.floor(from / CloseApproachFinder.STEP_SECONDS) - 1;
                    int end = (int) Math.ceil(to / CloseApproachFinder.STEP_SECONDS) + 1;
                    add(Math.max(0, first), Math.min(last, end));
                }
            }
        }
    }

    private void add(int first, int end) {
        if (count > 0 && first <= runs[2 * count - 1] + 1) {
            runs[2 * count - 1] = Math.max(runs[2 * count - 1], end);
            return;
        }
        if (first > end) {
            return;
        }
        if (2 * count + 2 > runs.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        runs[2 * count] = first;
        runs[2 * count + 1] = end;
        count++;
    }

    int count() {
        return count;
    }

    int first(int run) {
        return runs[2 * run];
    }

    int last(int run) {
        return runs[2 * run + 1];
    }
}
