package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;

/**
 * All local minima of the distance of a primary and another object inside a screening volume, over an interval.
 *
 * <p>The sieve loses nothing. With distance d, reach T of the volume, bounds V on the sum of the speeds and A on the sum
 * of the accelerations, no approach below T can come before the latest of
 *
 * <ul>
 *   <li>(d - T) / V, as the distance changes no faster than V, and
 *   <li>s with |r + v s'| - A s'^2 / 2 &gt;= T for all s' &lt;= s, by Taylor's theorem: sqrt(2 (p - T) / A), where p is the
 *       distance of the line of relative motion from the primary when they approach and their distance when they recede.
 *   <li>the time after which the other object may be down at the greatest radius of the primary ({@link RadialFall}).
 * </ul>
 *
 * Times are those of a grid of {@value #STEP_SECONDS} s, on which the primary is computed once for all others. Where less
 * than one step is safe, each step is looked at, and three points with the lowest in the middle hold a minimum. One step
 * holds one minimum: the second derivative of the squared distance is 2 (v^2 + r . a), positive where the relative speed
 * is above 0.0016 / s times the distance (tidal acceleration is below 2.6e-6 / s2 times the distance); slower pairs move
 * relative to each other with the period of their orbits, 500 steps and more.
 *
 * <p>Minima at the ends of the interval are not approaches. The time of closest approach is refined by parabolas on the
 * squared distance, whose minimum is the definition: velocities of SGP4 are not the exact derivative of its positions.
 *
 * <p>Not thread-safe: one instance a thread (the table of the primary may be shared).
 */
public final class CloseApproachFinder {
    /** Step of the grid, seconds. */
    public static final double STEP_SECONDS = 10;

    /** Longest skip by speed and acceleration: keeps the mismatch of SGP4's velocities below the allowance. */
    private static final int MOST_STEPS = 90;

    /** What the mismatch of velocity and position (below 5 m/s) and rounding to the grid may cost in a skip, metres. */
    private static final double ALLOWANCE_METRES = 5e3;

    /** Above the radii of the primary by this, the fall to them is looked at: lower, the other bounds reach as far. */
    private static final double HIGH_METRES = 1e6;

    private static final double MISMATCH_FACTOR = 1.002;

    /** A minimum nearer than this to the end of what is covered is the end itself. */
    static final double EDGE_SECONDS = 1e-3;

    private final PrimaryTable primary;
    private final ScreeningVolume volume;
    private final double[] first = new double[6];
    private final double[] second = new double[6];

    public CloseApproachFinder(PrimaryTable primary, ScreeningVolume volume) {
        this.primary = primary;
        this.volume = volume;
    }

    /** The approaches of one object, in the order of time. */
    public List<CloseApproach> find(Ephemeris secondary) {
        List<CloseApproach> found = new ArrayList<>();
        find(secondary, 0, primary.size() - 1, found);
        return found;
    }

    /** The same approaches, to the bit, from some steps alone: those about which the other object may be within reach. */
    List<CloseApproach> find(Ephemeris secondary, MeetingSteps steps) {
        List<CloseApproach> found = new ArrayList<>();
        int next = 0;
        for (int n = 0; n < steps.count(); n++) {
            next = find(secondary, Math.max(next, steps.first(n)), steps.last(n), found);
        }
        return found;
    }

    /** Approaches whose lowest node is one of some steps; gives the step before which there is no other one. */
    private int find(Ephemeris secondary, int start, int end, List<CloseApproach> found) {
        double reach = volume.reachMetres();
        double speedBound = (primary.ephemeris().speedBound() + secondary.speedBound()) * MISMATCH_FACTOR;
        int last = primary.size() - 1;
        int previous = -2;
        double previousSquare = Double.NaN;
        double gone = Double.NaN;
        int i = start;
        while (i <= end) {
            double square = squareAt(i, secondary);
            if (Double.isNaN(square)) {
                gone = Double.isNaN(gone) ? secondary.goneSeconds() : gone;
                if (primary.seconds(i) > gone) {
                    return primary.size();
                }
                previous = -2;
                i++;
                continue;
            }
            double distance = Math.sqrt(square);
            int skip = safeSteps(distance, reach, speedBound);
            // The bound by acceleration looks ahead only: a minimum may lie in the step that has just been made.
            boolean behind =
                    previous == i - 1 && previousSquare > square && distance - reach < speedBound * STEP_SECONDS;
            if (skip >= 1 && !behind) {
                previous = i;
                previousSquare = square;
                i += skip;
                continue;
            }
            double before = previous == i - 1 ? previousSquare : i > 0 ? squareAt(i - 1, secondary) : Double.NaN;
            double after = i < last ? squareAt(i + 1, secondary) : Double.NaN;
            boolean noneBefore = Double.isNaN(before);
            boolean noneAfter = Double.isNaN(after);
            if ((noneBefore || before > square) && (noneAfter || square <= after)) {
                refine(i, noneBefore, noneAfter, secondary, reach, found);
            }
            previous = i;
            previousSquare = square;
            i += Math.max(1, skip);
        }
        return i;
    }

    /** Whole steps that are safe from the state in {@code first} and {@code second}; 0 where not one is. */
    private int safeSteps(double distance, double reach, double speedBound) {
        double gap = distance - reach;
        double bySpeed = gap / speedBound;
        double slack = gap - ALLOWANCE_METRES;
        double best = bySpeed;
        if (slack > 0) {
            double rv = 0;
            double vv = 0;
            for (int k = 0; k < 3; k++) {
                double v = second[k + 3] - first[k + 3];
                rv += (second[k] - first[k]) * v;
                vv += v * v;
            }
            double acceleration = 2 * EarthOrbitBounds.ACCELERATION;
            double limit = reach + ALLOWANCE_METRES;
            if (rv >= 0) {
                double s = Math.sqrt(2 * slack / acceleration);
                for (int k = 0; k < 3; k++) {
                    double ahead = Math.sqrt(distance * distance + s * (2 * rv + s * vv));
                    s = Math.sqrt(2 * (ahead - limit) / acceleration);
                }
                best = Math.max(best, s);
            } else {
                double line = distance * distance - rv * rv / vv;
                if (line > limit * limit) {
                    best = Math.max(best, Math.sqrt(2 * (Math.sqrt(line) - limit) / acceleration));
                }
            }
        }
        best = Math.min(best, MOST_STEPS * STEP_SECONDS);
        double ceiling = primary.highestRadius() + reach;
        double x = second[0];
        double y = second[1];
        double z = second[2];
        if (x * x + y * y + z * z > (ceiling + HIGH_METRES) * (ceiling + HIGH_METRES)) {
            best = Math.max(best, RadialFall.seconds(second, ceiling));
        }
        return (int) Math.floor(best / STEP_SECONDS);
    }

    private double squareAt(int i, Ephemeris secondary) {
        if (!primary.state(i, first) || !secondary.state(primary.seconds(i), second)) {
            return Double.NaN;
        }
        return square();
    }

    private double squareAt(double seconds, Ephemeris secondary) {
        if (!primary.ephemeris().state(seconds, first) || !secondary.state(seconds, second)) {
            return Double.NaN;
        }
        return square();
    }

    private double square() {
        double dx = second[0] - first[0];
        double dy = second[1] - first[1];
        double dz = second[2] - first[2];
        return dx * dx + dy * dy + dz * dz;
    }

    /** The minimum about the lowest of three nodes; at an end of what is covered, what lies between end and node. */
    private void refine(
            int i,
            boolean noneBefore,
            boolean noneAfter,
            Ephemeris secondary,
            double reach,
            List<CloseApproach> found) {
        double here = primary.seconds(i);
        double from = noneBefore ? here : primary.seconds(i - 1);
        double to = noneAfter ? here : primary.seconds(i + 1);
        double covered = Math.max(primary.ephemeris().firstSeconds(), secondary.firstSeconds());
        if (noneBefore && i > 0 && covered > primary.seconds(i - 1)) {
            from = Math.min(here, covered);
        }
        covered = Math.min(primary.ephemeris().lastSeconds(), secondary.lastSeconds());
        if (noneAfter && i < primary.size() - 1 && covered < primary.seconds(i + 1)) {
            to = Math.max(here, covered);
        }
        if (!(to - from > EDGE_SECONDS)) {
            return;
        }
        double seconds = minimum(from, to, secondary);
        boolean inside = (!noneBefore || seconds > from + EDGE_SECONDS) && (!noneAfter || seconds < to - EDGE_SECONDS);
        if (inside) {
            record(seconds, secondary, reach, found);
        }
    }

    private void record(double seconds, Ephemeris secondary, double reach, List<CloseApproach> found) {
        double square = squareAt(seconds, secondary);
        if (!(square <= reach * reach) || !volume.entered(first, second)) {
            return;
        }
        double vv = 0;
        for (int k = 3; k < 6; k++) {
            double v = second[k] - first[k];
            vv += v * v;
        }
        found.add(new CloseApproach(seconds, Math.sqrt(square), Math.sqrt(vv), first.clone(), second.clone()));
    }

    /** Golden section to a second, then parabolas through three points a tenth of a second apart. */
    private double minimum(double from, double to, Ephemeris secondary) {
        double golden = 0.5 * (Math.sqrt(5) - 1);
        double low = from;
        double high = to;
        double c = high - golden * (high - low);
        double d = low + golden * (high - low);
        double fc = squareAt(c, secondary);
        double fd = squareAt(d, secondary);
        while (high - low > 0.5) {
            if (fc < fd) {
                high = d;
                d = c;
                fd = fc;
                c = high - golden * (high - low);
                fc = squareAt(c, secondary);
            } else {
                low = c;
                c = d;
                fc = fd;
                d = low + golden * (high - low);
                fd = squareAt(d, secondary);
            }
        }
        double best = 0.5 * (low + high);
        double span = 0.1;
        for (int k = 0; k < 3; k++) {
            if (best - span < from || best + span > to) {
                break;
            }
            double left = squareAt(best - span, secondary);
            double middle = squareAt(best, secondary);
            double right = squareAt(best + span, secondary);
            double curvature = left - 2 * middle + right;
            if (!(curvature > 0)) {
                break;
            }
            double move = 0.5 * span * (left - right) / curvature;
            best = Math.max(from, Math.min(to, best + Math.max(-0.5, Math.min(0.5, move))));
        }
        return best;
    }
}
