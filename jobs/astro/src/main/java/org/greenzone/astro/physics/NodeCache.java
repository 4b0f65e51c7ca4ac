package org.greenzone.astro.physics;

import java.util.HashMap;
import java.util.Map;

/**
 * Slowly varying quantities at fixed instants of TAI, computed when first asked for, with cubic (four-point Lagrange)
 * interpolation between them: fast, and independent of the order of the questions. Not thread-safe.
 */
final class NodeCache {
    /** Nodes kept at most; then the cache starts anew (which changes no result). */
    private static final int MAXIMUM_NODES = 20_000;

    private static final int RECENT = 256;

    private final int width;
    private final long spacingMicros;
    private final Source source;
    private final Map<Long, double[]> nodes = new HashMap<>();
    /** Those asked for last, by their last bits: most questions are about the same day. */
    private final long[] recentIndex = new long[RECENT];

    private final double[][] recent = new double[RECENT][];
    private final double[][] stencil = new double[4][];
    private long stencilNode = Long.MIN_VALUE;

    /** What the nodes hold. */
    interface Source {
        void compute(long taiMicros, double[] out);
    }

    NodeCache(int width, long spacingMicros, Source source) {
        this.width = width;
        this.spacingMicros = spacingMicros;
        this.source = source;
    }

    void interpolate(long taiMicros, double plusSeconds, double[] out) {
        long whole = (long) Math.floor(plusSeconds);
        long tai = taiMicros + whole * 1_000_000L;
        long node = Math.floorDiv(tai, spacingMicros);
        if (node != stencilNode) {
            for (int k = 0; k < 4; k++) {
                stencil[k] = node(node + k - 1);
            }
            stencilNode = node;
        }
        double u = (Math.floorMod(tai, spacingMicros) * 1e-6 + (plusSeconds - whole)) / (spacingMicros * 1e-6);
        double l0 = -u * (u - 1) * (u - 2) / 6;
        double l1 = (u + 1) * (u - 1) * (u - 2) / 2;
        double l2 = -(u + 1) * u * (u - 2) / 2;
        double l3 = (u + 1) * u * (u - 1) / 6;
        for (int i = 0; i < width; i++) {
            out[i] = l0 * stencil[0][i] + l1 * stencil[1][i] + l2 * stencil[2][i] + l3 * stencil[3][i];
        }
    }

    private double[] node(long index) {
        int place = (int) index & RECENT - 1;
        if (recent[place] == null || recentIndex[place] != index) {
            recent[place] = kept(index);
            recentIndex[place] = index;
        }
        return recent[place];
    }

    private double[] kept(long index) {
        double[] known = nodes.get(index);
        if (known == null) {
            if (nodes.size() >= MAXIMUM_NODES) {
                nodes.clear();
            }
            known = new double[width];
            source.compute(index * spacingMicros, known);
            nodes.put(index, known);
        }
        return known;
    }
}
