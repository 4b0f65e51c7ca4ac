package org.greenzone.astro.conjunction;

import java.util.Arrays;

/**
 * Positions of a catalogue on a grid of times over one block, by Chebyshev interpolation of SGP4 in each block: some 24
 * states an object stand for the whole block. The product of node positions and cardinal functions runs over the objects
 * in tiles, so that it vectorises and stays in the cache.
 *
 * <p>The last two Chebyshev coefficients tell whether the polynomial holds (their sum bounds what follows where coefficients
 * fall by a half or more): above {@value #TOLERANCE_KM} km the block of that object is halved, and again, down to
 * 1 / {@value #MOST_PARTS} of a block; so eccentric orbits get their nodes about the perigee. The positions serve the sieve
 * alone, which allows {@link #MARGIN_KM} for them; approaches are refined on SGP4 itself.
 */
final class PositionBlock {
    /** What an interpolated position may be wrong, with rounding to floats, km. */
    static final float MARGIN_KM = 0.15f;

    /** The same, in proportion to the radius: floats have 24 bits. */
    static final float MARGIN_RATIO = 1e-6f;

    private static final double TOLERANCE_KM = 0.03;
    private static final int MOST_PARTS = 32;
    private static final int NODES = 24;
    private static final int TILE = 128;

    private final double from;
    private final double step;
    private final int steps;
    private final int size;

    /** x, y, z and radius, km, at time k of object i from {@code 4 (k size + i)} on. */
    final float[] at;

    /** Whether an object has a state at all nodes of the block. */
    final boolean[] whole;

    /** Whether it has one at some but not at all. */
    final boolean[] partial;

    private final double[] cosNode = new double[NODES];
    private final double[] sinNode = new double[NODES];
    private final double[] last = new double[NODES];
    private final double[] beforeLast = new double[NODES];
    private final float[] cardinal;
    private final float[] tile = new float[3 * NODES * TILE];
    private final float[] tileX = new float[TILE];
    private final float[] tileY = new float[TILE];
    private final float[] tileZ = new float[TILE];
    private final float[] tileR = new float[TILE];
    private final double[] nodes = new double[3 * NODES];

    /**
     * @param motions of the catalogue
     * @param from start of the block, seconds from the origin of the motions
     * @param step of the grid, seconds
     * @param steps how many; positions stand at the ends of all steps
     */
    PositionBlock(Sgp4Motion[] motions, double from, double step, int steps) {
        this.from = from;
        this.step = step;
        this.steps = steps;
        this.size = motions.length;
        at = new float[4 * (steps + 1) * size];
        whole = new boolean[size];
        partial = new boolean[size];
        cardinal = new float[(steps + 1) * NODES];
        for (int j = 0; j < NODES; j++) {
            double angle = Math.PI * (j + 0.5) / NODES;
            cosNode[j] = Math.cos(angle);
            sinNode[j] = Math.sin(angle);
            last[j] = 2.0 / NODES * Math.cos((NODES - 1) * angle);
            beforeLast[j] = 2.0 / NODES * Math.cos((NODES - 2) * angle);
        }
        double[] row = new double[NODES];
        for (int k = 0; k <= steps; k++) {
            cardinalFunctions(2.0 * k / steps - 1, row);
            for (int j = 0; j < NODES; j++) {
                cardinal[k * NODES + j] = (float) row[j];
            }
        }
        for (int first = 0; first < size; first += TILE) {
            fill(motions, first, Math.min(TILE, size - first));
        }
    }

    int steps() {
        return steps;
    }

    double stepSeconds() {
        return step;
    }

    double seconds(int k) {
        return from + k * step;
    }

    /** Barycentric form for Chebyshev points of the first kind (Berrut and Trefethen 2004, equation 5.3). */
    private void cardinalFunctions(double at, double[] row) {
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            double distance = at - cosNode[j];
            if (distance == 0) {
                Arrays.fill(row, 0);
                row[j] = 1;
                return;
            }
            row[j] = ((j & 1) == 0 ? sinNode[j] : -sinNode[j]) / distance;
            sum += row[j];
        }
        for (int j = 0; j < NODES; j++) {
            row[j] /= sum;
        }
    }

    private void fill(Sgp4Motion[] motions, int first, int count) {
        double half = 0.5 * steps * step;
        boolean[] rough = new boolean[count];
        for (int i = 0; i < count; i++) {
            int found = sample(motions[first + i], from + half, half);
            whole[first + i] = found == NODES;
            partial[first + i] = found > 0 && found < NODES;
            rough[i] = found == NODES && !holds();
            for (int j = 0; j < 3 * NODES; j++) {
                tile[j * TILE + i] = found == NODES ? (float) (nodes[j] * 1e-3) : 0;
            }
        }
        for (int k = 0; k <= steps; k++) {
            multiply(k, 0, tileX);
            multiply(k, 1, tileY);
            multiply(k, 2, tileZ);
            for (int i = 0; i < TILE; i++) {
                tileR[i] = (float) Math.sqrt(tileX[i] * tileX[i] + tileY[i] * tileY[i] + tileZ[i] * tileZ[i]);
            }
            int to = 4 * (k * size + first);
            for (int i = 0; i < count; i++) {
                at[to + 4 * i] = tileX[i];
                at[to + 4 * i + 1] = tileY[i];
                at[to + 4 * i + 2] = tileZ[i];
                at[to + 4 * i + 3] = tileR[i];
            }
        }
        for (int i = 0; i < count; i++) {
            if (rough[i]) {
                halve(motions[first + i], first + i, 0, steps, 1);
            }
        }
    }

    /** Positions at the nodes about a centre; how many there are. */
    private int sample(Sgp4Motion motion, double centre, double half) {
        int found = 0;
        for (int j = 0; j < NODES; j++) {
            found += motion.position(centre + half * cosNode[j], nodes, 3 * j) ? 1 : 0;
        }
        return found;
    }

    private boolean holds() {
        for (int axis = 0; axis < 3; axis++) {
            double a = 0;
            double b = 0;
            for (int j = 0; j < NODES; j++) {
                a += last[j] * nodes[3 * j + axis];
                b += beforeLast[j] * nodes[3 * j + axis];
            }
            if (Math.abs(a) + Math.abs(b) > 1e3 * TOLERANCE_KM) {
                return false;
            }
        }
        return true;
    }

    private void multiply(int k, int axis, float[] out) {
        Arrays.fill(out, 0);
        int row = k * NODES;
        for (int j = 0; j < NODES; j += 6) {
            float w0 = cardinal[row + j];
            float w1 = cardinal[row + j + 1];
            float w2 = cardinal[row + j + 2];
            float w3 = cardinal[row + j + 3];
            float w4 = cardinal[row + j + 4];
            float w5 = cardinal[row + j + 5];
            int a = (3 * j + axis) * TILE;
            int gap = 3 * TILE;
            for (int i = 0; i < TILE; i++) {
                out[i] += w0 * tile[a + i]
                        + w1 * tile[a + gap + i]
                        + w2 * tile[a + 2 * gap + i]
                        + w3 * tile[a + 3 * gap + i]
                        + w4 * tile[a + 4 * gap + i]
                        + w5 * tile[a + 5 * gap + i];
            }
        }
    }

    /** Fits both halves of a part of the block on their own. */
    private void halve(Sgp4Motion motion, int object, double fromStep, double toStep, int parts) {
        double middle = 0.5 * (fromStep + toStep);
        part(motion, object, fromStep, middle, 2 * parts);
        part(motion, object, middle, toStep, 2 * parts);
    }

    private void part(Sgp4Motion motion, int object, double fromStep, double toStep, int parts) {
        double centre = 0.5 * (fromStep + toStep);
        double half = 0.5 * (toStep - fromStep);
        int found = sample(motion, from + centre * step, half * step);
        if (found < NODES) {
            whole[object] = false;
            partial[object] = true;
            return;
        }
        if (!holds() && parts < MOST_PARTS) {
            halve(motion, object, fromStep, toStep, parts);
            return;
        }
        double[] row = new double[NODES];
        for (int k = (int) Math.ceil(fromStep); k <= toStep; k++) {
            cardinalFunctions((k - centre) / half, row);
            double px = 0;
            double py = 0;
            double pz = 0;
            for (int j = 0; j < NODES; j++) {
                px += row[j] * nodes[3 * j];
                py += row[j] * nodes[3 * j + 1];
                pz += row[j] * nodes[3 * j + 2];
            }
            int to = 4 * (k * size + object);
            at[to] = (float) (1e-3 * px);
            at[to + 1] = (float) (1e-3 * py);
            at[to + 2] = (float) (1e-3 * pz);
            at[to + 3] = (float) (1e-3 * Math.sqrt(px * px + py * py + pz * pz));
        }
    }
}
