package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.breakup.FragmentStatistics.FragmentState;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;

/**
 * How far a cloud reaches about the place where the parent would be: along the parent's orbit as it is curved, above and below it, and across
 * its plane. By the secular motion of {@link FragmentCloud}, for parent and fragments alike, so that what that leaves out of both falls out.
 */
final class CloudExtent {
    private static final double PART = 0.9;

    private CloudExtent() {}

    /**
     * @param parent at the epoch, with its ballistic coefficient in m2/kg
     * @param fragments at the epoch, with theirs
     * @param seconds after the epoch
     */
    static Breakup.Extent at(
            PhysicalData data,
            long epochMicros,
            double[] parent,
            double parentBallistic,
            List<FragmentState> fragments,
            double[] ballistic,
            double seconds) {
        List<FragmentCloud.Known> known = new ArrayList<>();
        known.add(new FragmentCloud.Known(parent, parentBallistic));
        for (int i = 0; i < fragments.size(); i++) {
            known.add(new FragmentCloud.Known(fragments.get(i).state(), ballistic[i]));
        }
        FragmentCloud cloud = FragmentCloud.ofKnown(data, epochMicros, known);
        double[] centre = new double[6];
        if (cloud.size() == 0 || !cloud.state(0, seconds, centre)) {
            return Breakup.Extent.UNKNOWN;
        }
        double[] radial = Vectors.unit(centre);
        double[] normal = Vectors.normal(centre);
        double[] along = Vectors.cross(normal, radial);
        double[][] values = new double[3][cloud.size() - 1];
        double[] there = new double[6];
        double[] ring = new double[6];
        int n = 0;
        for (int i = 1; i < cloud.size(); i++) {
            if (!cloud.state(i, seconds, there) || Double.isNaN(cloud.passing(0, seconds, there, ring))) {
                continue;
            }
            double radius = Vectors.norm(there);
            double angle = Math.atan2(Vectors.dot(there, along), Vectors.dot(there, radial));
            values[0][n] = Math.abs(radius - Vectors.norm(ring));
            values[1][n] = Math.abs(angle) * Vectors.norm(centre);
            values[2][n] = Math.abs(Vectors.dot(there, normal));
            n++;
        }
        return n == 0
                ? Breakup.Extent.UNKNOWN
                : new Breakup.Extent(reach(values[0], n), reach(values[1], n), reach(values[2], n));
    }

    private static double reach(double[] values, int n) {
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return FragmentStatistics.quantile(sorted, PART);
    }
}
