package org.greenzone.astro.conjunction;

import java.util.Arrays;

/**
 * The pairs of a catalogue that may come within a reach of each other during one step of a {@link PositionBlock}. Nothing is
 * lost: with reach R, step h and an instant t in the step at which a pair is within R,
 *
 * <ul>
 *   <li><b>radii</b> differ by R at most at t. The radius of an object departs from the chord of its radii at both ends by at
 *       most max|r''| h^2 / 8, and r'' = v_t^2 / r - mu / r^2 + f = (mu / r^2) e cos(nu) + f, with e the osculating eccentricity
 *       and f the radial acceleration besides the point mass: so both objects share a bin of radii, each widened by R / 2;
 *   <li><b>directions</b> at t are within 2 asin(R / 2r) of each other (r the lower radius), and that of each object is within
 *       half the angle that it covers in the step of the bisector of its directions at both ends: so the bisectors lie in cells of
 *       {@link DirectionCells} that are next to each other. Objects that cover more than {@link #HALF_ANGLE_RATIO} allows
 *       (near a low perigee of an eccentric orbit) are compared with all of their bin in a wider band of latitude;
 *   <li><b>relative motion</b> departs from the chord of the relative positions at both ends by at most A h^2 / 8, where A bounds
 *       the relative acceleration over the step. With the chord D, a gradient of gravity below g and other accelerations together below
 *       {@link #OTHER_ACCELERATION}, E = g h^2 / 8 (R + D + 2 E) + f h^2 / 8 bounds the departure, since no relative position of the
 *       step is longer than R + D + 2 E: the chord comes within R + E.
 * </ul>
 *
 * <p>Within a bin objects are sorted by cell and tested in flat arrays. A pair that shares several bins is taken in the first.
 * Not thread-safe: one instance a thread.
 */
final class NearPairs {
    /** Two half angles of this many times that of a circular orbit at {@link #LOWEST_RADIUS_KM} fit the cells. */
    private static final double HALF_ANGLE_RATIO = 1.06;

    private static final double LOWEST_RADIUS_KM = 6500;

    /** Allowance for the curvature of a path out of its plane, and for floats, rad. */
    private static final double ANGLE_MARGIN = 2e-3;

    /** J2 (0.03), air and all else, difference of two objects, km/s2. */
    private static final double OTHER_ACCELERATION = 0.08e-3;

    /** Radial acceleration besides that of the point mass: J2 0.014 to 0.03, air, m/s2 in km/s2. */
    private static final double OTHER_RADIAL = 0.05e-3;

    private static final double MU_KM = EarthOrbitBounds.MU * 1e-9;
    private static final float BINS_FROM_KM = 6300;
    private static final float LOW_BINS_TO_KM = 8400;
    private static final float LEAST_BIN_KM = 15;
    private static final float HIGH_BIN_KM = 120;
    private static final int HIGH_BINS = 450;

    /** Below this many objects in a bin all pairs are tested, without cells. */
    private static final int FEW = 32;

    private final int size;
    private final float reach;

    /** h^2 / 8, s2. */
    private final double curvature;

    private final float[] radialSlack;
    private final boolean[] wanted;
    private final boolean all;

    private final float binWidth;
    private final int lowBins;
    private final int bins;
    private final double normalHalf;
    private final float normalCosine;
    private final DirectionCells cells;

    private final int[] firstBin;
    private final int[] lastBin;
    private final int[] cell;
    private final int[] binStart;
    private int[] entries = new int[1];

    private final int[] cellStart;
    private int[] order = new int[1];
    private float[] px = new float[1];
    private float[] py = px;
    private float[] pz = px;
    private float[] dx = px;
    private float[] dy = px;
    private float[] dz = px;

    private final PositionBlock block;
    private int step;
    private int at;
    private int bin;
    private float limit;
    private float slope;

    /** Pairs that were found, and the steps: object, object, step of the block. */
    int[] found = new int[3 * 1024];

    int count;

    /**
     * @param reachMetres greatest reach of all volumes
     * @param eccentricity bounds of the osculating eccentricity of each object
     * @param lowestRadius bounds of the radius of each object from below, metres
     * @param wanted of each pair one object at least must be wanted
     */
    NearPairs(PositionBlock block, double reachMetres, double[] eccentricity, double[] lowestRadius, boolean[] wanted) {
        this.block = block;
        this.size = wanted.length;
        this.reach = (float) (reachMetres * 1e-3);
        double seconds = block.stepSeconds();
        curvature = seconds * seconds / 8;
        this.wanted = wanted;
        boolean every = true;
        for (boolean one : wanted) {
            every &= one;
        }
        this.all = every;
        radialSlack = new float[size];
        for (int i = 0; i < size; i++) {
            double r = lowestRadius[i] * 1e-3;
            radialSlack[i] =
                    (float) ((MU_KM / (r * r) * eccentricity[i] + OTHER_RADIAL) * curvature) + PositionBlock.MARGIN_KM;
        }
        // Narrow enough to part shells, wide enough that most objects lie in one or two.
        binWidth = Math.max(LEAST_BIN_KM, 1.5f * reach);
        lowBins = (int) Math.ceil((LOW_BINS_TO_KM - BINS_FROM_KM) / binWidth);
        bins = lowBins + HIGH_BINS + 1;
        double circular = Math.sqrt(MU_KM / LOWEST_RADIUS_KM) / LOWEST_RADIUS_KM;
        normalHalf = HALF_ANGLE_RATIO * circular * seconds / 2;
        normalCosine = (float) Math.cos(2 * normalHalf);
        cells = new DirectionCells(2 * normalHalf + apart());
        firstBin = new int[size];
        lastBin = new int[size];
        cell = new int[size];
        binStart = new int[bins + 1];
        cellStart = new int[cells.size() + 2];
    }

    private double apart() {
        return 2 * Math.asin(reach / 2 / BINS_FROM_KM) + ANGLE_MARGIN;
    }

    private int bin(float radius) {
        int index = radius < LOW_BINS_TO_KM
                ? (int) ((radius - BINS_FROM_KM) / binWidth)
                : lowBins + (int) ((radius - LOW_BINS_TO_KM) / HIGH_BIN_KM);
        return Math.max(0, Math.min(bins - 1, index));
    }

    /** Adds the pairs of one step to {@link #found}. */
    void search(int k) {
        step = k;
        at = 4 * k * size;
        sortByRadius();
        for (bin = 0; bin < bins; bin++) {
            int from = binStart[bin];
            int n = binStart[bin + 1] - from;
            if (n >= 2) {
                searchBin(from, n);
            }
        }
    }

    private void sortByRadius() {
        float[] p = block.at;
        Arrays.fill(binStart, 0);
        int total = 0;
        for (int i = 0; i < size; i++) {
            if (!block.whole[i]) {
                firstBin[i] = 1;
                lastBin[i] = 0;
                continue;
            }
            int a = at + 4 * i;
            int b = a + 4 * size;
            float ra = p[a + 3];
            float rb = p[b + 3];
            float slack = radialSlack[i] + 0.5f * reach + PositionBlock.MARGIN_RATIO * ra;
            int low = bin(Math.min(ra, rb) - slack);
            int high = bin(Math.max(ra, rb) + slack);
            firstBin[i] = low;
            lastBin[i] = high;
            for (int n = low; n <= high; n++) {
                binStart[n]++;
            }
            total += high - low + 1;
            float cosine = (p[a] * p[b] + p[a + 1] * p[b + 1] + p[a + 2] * p[b + 2]) / (ra * rb);
            if (cosine >= normalCosine) {
                float ia = 1 / ra;
                float ib = 1 / rb;
                float sine = (p[a + 2] * ia + p[b + 2] * ib) / (float) Math.sqrt(2 + 2 * cosine);
                cell[i] = cells.cell(p[a] * ia + p[b] * ib, p[a + 1] * ia + p[b + 1] * ib, sine);
            } else {
                cell[i] = cells.size();
            }
        }
        if (entries.length < total) {
            entries = new int[total + total / 8];
        }
        int sum = 0;
        for (int n = 0; n <= bins; n++) {
            int count = n < bins ? binStart[n] : 0;
            binStart[n] = sum;
            sum += count;
        }
        for (int i = 0; i < size; i++) {
            for (int n = firstBin[i]; n <= lastBin[i]; n++) {
                entries[binStart[n]++] = i;
            }
        }
        for (int n = bins; n > 0; n--) {
            binStart[n] = binStart[n - 1];
        }
        binStart[0] = 0;
    }

    private void searchBin(int from, int n) {
        room(n);
        limits();
        if (n < FEW) {
            for (int m = 0; m < n; m++) {
                load(m, entries[from + m]);
            }
            for (int m = 0; m < n - 1; m++) {
                test(m, m + 1, n);
            }
            return;
        }
        int fast = cells.size();
        Arrays.fill(cellStart, 0);
        for (int m = 0; m < n; m++) {
            cellStart[cell[entries[from + m]] + 1]++;
        }
        for (int c = 0; c <= fast; c++) {
            cellStart[c + 1] += cellStart[c];
        }
        // Each start is moved to the end of its cell, which is the start of the next one.
        for (int m = n - 1; m >= 0; m--) {
            int i = entries[from + m];
            load(--cellStart[cell[i] + 1], i);
        }
        // Now cellStart[c + 1] is the start of cell c.
        for (int c = 0; c < fast; c++) {
            int start = cellStart[c + 1];
            int end = cellStart[c + 2];
            if (start < end) {
                searchCell(c, start, end);
            }
        }
        for (int m = cellStart[fast + 1]; m < n; m++) {
            searchFast(m, n);
        }
    }

    private void searchCell(int c, int start, int end) {
        int next = cells.next(c);
        boolean adjoins = next == c + 1;
        int own = adjoins ? cellStart[next + 2] : end;
        int aboveStart = cellStart[cells.aboveFrom(c) + 1];
        int aboveEnd = cellStart[cells.aboveTo(c) + 1];
        for (int m = start; m < end; m++) {
            test(m, m + 1, own);
            test(m, aboveStart, aboveEnd);
        }
        if (next >= 0 && !adjoins) {
            testAll(start, end, next, next + 1);
        }
        testAll(start, end, cells.wrappedFrom(c), cells.wrappedTo(c));
    }

    private void testAll(int start, int end, int fromCell, int toCell) {
        int from = cellStart[fromCell + 1];
        int to = cellStart[toCell + 1];
        if (from < to) {
            for (int m = start; m < end; m++) {
                test(m, from, to);
            }
        }
    }

    /** An object that covers more than the cells allow: all of the bin in the rows that it can reach, and those like it. */
    private void searchFast(int m, int n) {
        float[] p = block.at;
        int a = at + 4 * order[m];
        int b = a + 4 * size;
        float ra = p[a + 3];
        float rb = p[b + 3];
        double cosine = (p[a] * p[b] + p[a + 1] * p[b + 1] + p[a + 2] * p[b + 2]) / (ra * rb);
        double sine = (p[a + 2] / ra + p[b + 2] / rb) / Math.sqrt(2 + 2 * cosine);
        double latitude = Math.asin(Math.max(-1, Math.min(1, sine)));
        double reachable = 0.5 * Math.acos(Math.max(-1, Math.min(1, cosine))) + normalHalf + apart();
        double low = latitude - reachable <= -Math.PI / 2 ? -1 : Math.sin(latitude - reachable);
        double high = latitude + reachable >= Math.PI / 2 ? 1 : Math.sin(latitude + reachable);
        int first = 0;
        while (first < cells.rows() - 1 && cells.highSine(first) < low) {
            first++;
        }
        int beyond = first + 1;
        while (beyond < cells.rows() && cells.lowSine(beyond) <= high) {
            beyond++;
        }
        test(m, cellStart[cells.rowStart(first) + 1], cellStart[cells.rowStart(beyond) + 1]);
        test(m, m + 1, n);
    }

    private void room(int n) {
        if (order.length < n) {
            int room = n + n / 4;
            order = new int[room];
            px = new float[room];
            py = new float[room];
            pz = new float[room];
            dx = new float[room];
            dy = new float[room];
            dz = new float[room];
        }
    }

    private void load(int m, int i) {
        float[] p = block.at;
        int a = at + 4 * i;
        int b = a + 4 * size;
        order[m] = i;
        px[m] = p[a];
        py[m] = p[a + 1];
        pz[m] = p[a + 2];
        dx[m] = p[b] - p[a];
        dy[m] = p[b + 1] - p[a + 1];
        dz[m] = p[b + 2] - p[a + 2];
    }

    /** Reach of the chord: (R + E)^2 is at most {@code limit + slope D^2}. */
    private void limits() {
        double lowest = bin < lowBins ? BINS_FROM_KM + bin * binWidth : LOW_BINS_TO_KM + (bin - lowBins) * HIGH_BIN_KM;
        // In a step no radius changes by more than 7 per cent (radial speed is at most e sqrt(mu / p)); points between
        // two objects lie
        // lower than both, by the sagitta of a chord of 2400 km at 6500 km.
        double r = Math.max(EarthOrbitBounds.LOWEST_RADIUS * 1e-3, 0.93 * lowest) * 0.982;
        double margin = 2 * (PositionBlock.MARGIN_KM + PositionBlock.MARGIN_RATIO * (lowest + HIGH_BIN_KM));
        double kappa = 2 * MU_KM / (r * r * r) * 1.02 * curvature;
        double constant = reach + margin + (kappa * reach + OTHER_ACCELERATION * curvature) / (1 - 2 * kappa);
        double perChord = kappa / (1 - 2 * kappa);
        // (a + b)^2 <= 2 a^2 + 2 b^2; five per cent for the rounding of the products of floats.
        limit = (float) (2.1 * constant * constant);
        slope = (float) (2.1 * perChord * perChord);
    }

    private void test(int m, int from, int to) {
        float ax = px[m];
        float ay = py[m];
        float az = pz[m];
        float avx = dx[m];
        float avy = dy[m];
        float avz = dz[m];
        for (int o = from; o < to; o++) {
            float qx = px[o] - ax;
            float qy = py[o] - ay;
            float qz = pz[o] - az;
            float vx = dx[o] - avx;
            float vy = dy[o] - avy;
            float vz = dz[o] - avz;
            float dd = vx * vx + vy * vy + vz * vz;
            float qd = qx * vx + qy * vy + qz * vz;
            float qq = qx * qx + qy * qy + qz * qz;
            float most = limit + slope * dd;
            float ahead = Math.max(0, Math.min(dd, -qd));
            // Squared distance at s = ahead / dd, times dd: qq dd + 2 qd ahead + ahead^2.
            if (qq * dd + ahead * (2 * qd + ahead) <= most * dd) {
                add(order[m], order[o]);
            }
        }
    }

    private void add(int i, int j) {
        if (bin != Math.max(firstBin[i], firstBin[j]) || !(all || wanted[i] || wanted[j])) {
            return;
        }
        if (3 * count + 3 > found.length) {
            found = Arrays.copyOf(found, 2 * found.length);
        }
        found[3 * count] = Math.min(i, j);
        found[3 * count + 1] = Math.max(i, j);
        found[3 * count + 2] = step;
        count++;
    }
}
