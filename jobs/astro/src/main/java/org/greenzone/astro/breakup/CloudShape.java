package org.greenzone.astro.breakup;

import org.greenzone.astro.physics.Vectors;

/** What a cloud has become: fragments near each other, around one orbit, or around the Earth. */
public enum CloudShape {
    /** Still behind and before the place of the parent. */
    SWARM,
    /** All along orbits in about one plane: met at the crossings of that plane. */
    RING,
    /** Nodes all around: met everywhere below its inclination. */
    SHELL;

    /** Mean resultant length of angles above which they are still together. */
    private static final double TOGETHER = 0.5;

    /** Shape of a cloud so many seconds after its epoch; SHELL where nothing is left. */
    public static CloudShape of(FragmentCloud cloud, double secondsFromEpoch) {
        double[] phase = new double[2];
        double[] node = new double[2];
        double[] s = new double[6];
        double[] normal = new double[3];
        double weights = 0;
        for (int i = 0; i < cloud.size(); i++) {
            if (!cloud.state(i, secondsFromEpoch, s)) {
                continue;
            }
            cloud.normal(i, secondsFromEpoch, normal);
            double[] ascending = Vectors.unit(new double[] {-normal[1], normal[0], 0});
            double[] ahead = Vectors.cross(normal, ascending);
            double r = Vectors.norm(s);
            double w = cloud.weight(i);
            phase[0] += w * Vectors.dot(s, ascending) / r;
            phase[1] += w * Vectors.dot(s, ahead) / r;
            node[0] += w * ascending[0];
            node[1] += w * ascending[1];
            weights += w;
        }
        if (Math.hypot(phase[0], phase[1]) > TOGETHER * weights) {
            return SWARM;
        }
        return Math.hypot(node[0], node[1]) > TOGETHER * weights ? RING : SHELL;
    }
}
