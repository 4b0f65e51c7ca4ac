package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;

/** Every local minimum of the distance by looking at every second; minima refined by a fine ternary search. */
final class SecondScan {
    private SecondScan() {}

    static double[] table(Ephemeris primary, double seconds) {
        int n = (int) Math.floor(seconds) + 1;
        double[] table = new double[3 * n];
        double[] state = new double[6];
        for (int i = 0; i < n; i++) {
            primary.state(i, state);
            System.arraycopy(state, 0, table, 3 * i, 3);
        }
        return table;
    }

    static List<CloseApproach> scan(double[] table, Ephemeris primary, Ephemeris secondary, double reach) {
        List<CloseApproach> found = new ArrayList<>();
        double[] other = new double[6];
        double before = Double.NaN;
        double here = Double.NaN;
        for (int i = 0; i < table.length / 3; i++) {
            secondary.state(i, other);
            double dx = other[0] - table[3 * i];
            double dy = other[1] - table[3 * i + 1];
            double dz = other[2] - table[3 * i + 2];
            double after = dx * dx + dy * dy + dz * dz;
            // The lowest of three points a second apart is at most 12 km from the minimum.
            if (before > here && here <= after && Math.sqrt(here) < reach + 16e3) {
                CloseApproach approach = refine(i - 2, i, primary, secondary);
                if (approach.missDistanceMetres() <= reach) {
                    found.add(approach);
                }
            }
            before = here;
            here = after;
        }
        return found;
    }

    private static CloseApproach refine(double from, double to, Ephemeris primary, Ephemeris secondary) {
        double[] a = new double[6];
        double[] b = new double[6];
        double low = from;
        double high = to;
        while (high - low > 2e-6) {
            double c = low + (high - low) / 3;
            double d = high - (high - low) / 3;
            if (distance(c, primary, secondary, a, b) < distance(d, primary, secondary, a, b)) {
                high = d;
            } else {
                low = c;
            }
        }
        double seconds = 0.5 * (low + high);
        double miss = distance(seconds, primary, secondary, a, b);
        double speed = Math.sqrt(
                (b[3] - a[3]) * (b[3] - a[3]) + (b[4] - a[4]) * (b[4] - a[4]) + (b[5] - a[5]) * (b[5] - a[5]));
        return new CloseApproach(seconds, miss, speed, a.clone(), b.clone());
    }

    private static double distance(double seconds, Ephemeris primary, Ephemeris secondary, double[] a, double[] b) {
        primary.state(seconds, a);
        secondary.state(seconds, b);
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double dz = b[2] - a[2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
