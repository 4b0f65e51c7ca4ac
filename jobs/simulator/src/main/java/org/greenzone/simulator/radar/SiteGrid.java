package org.greenzone.simulator.radar;

import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;

/**
 * Place and horizon axes of a site over the whole scenario, at even steps, for the search of passes. Linear between the
 * steps: the axes are wrong by 1e-6 rad at most, the place by 2 m. Immutable and thread-safe.
 */
public final class SiteGrid {
    static final double STEP_SECONDS = 30;
    private static final int ROW = 12;

    private final int count;
    private final double[] nodes;

    public SiteGrid(EarthRotation rotation, Site site, Timeline timeline) {
        SiteFrame frame = new SiteFrame(rotation, site);
        count = (int) Math.ceil(timeline.lengthSeconds() / STEP_SECONDS) + 2;
        nodes = new double[count * ROW];
        double[] state = new double[6];
        double[] axes = new double[9];
        for (int i = 0; i < count; i++) {
            long micros = timeline.micros(i * STEP_SECONDS);
            frame.stateGcrf(micros, state);
            frame.enuAxes(micros, axes);
            System.arraycopy(state, 0, nodes, i * ROW, 3);
            System.arraycopy(axes, 0, nodes, i * ROW + 3, 9);
        }
    }

    /**
     * Place of an object as the site sees it.
     *
     * @param seconds scenario seconds
     * @param position3 GCRF, metres
     * @param eastNorthUp3 receives metres along the axes of the horizon
     */
    void local(double seconds, double[] position3, double[] eastNorthUp3) {
        int i = Math.max(0, Math.min(count - 2, (int) (seconds / STEP_SECONDS)));
        double f = seconds / STEP_SECONDS - i;
        int a = i * ROW;
        int b = a + ROW;
        double dx = position3[0] - (nodes[a] + f * (nodes[b] - nodes[a]));
        double dy = position3[1] - (nodes[a + 1] + f * (nodes[b + 1] - nodes[a + 1]));
        double dz = position3[2] - (nodes[a + 2] + f * (nodes[b + 2] - nodes[a + 2]));
        for (int k = 0; k < 3; k++) {
            int p = a + 3 + 3 * k;
            int q = p + ROW;
            eastNorthUp3[k] = dx * (nodes[p] + f * (nodes[q] - nodes[p]))
                    + dy * (nodes[p + 1] + f * (nodes[q + 1] - nodes[p + 1]))
                    + dz * (nodes[p + 2] + f * (nodes[q + 2] - nodes[p + 2]));
        }
    }
}
