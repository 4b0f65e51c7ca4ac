package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells on the sphere of directions from the centre of the Earth, made for one angle: two directions within that angle lie
 * in one cell, in cells that are next to each other in a row, or in rows that are next to each other and then in a known
 * range of cells.
 *
 * <p>Rows are bands of latitude at least as high as the angle. Cells of a row are at least as wide as the greatest difference
 * of longitude that the angle allows there: hav(angle) = hav(dlat) + cos(lat1) cos(lat2) hav(dlon), so that sin(dlon / 2)
 * is at most sin(angle / 2) / cos(lat) at the edge nearest to the pole. A row where that is no bound, or that has room for
 * fewer than three cells, is one cell. Latitude and longitude are read from tables by sine of the latitude and by
 * y / (|x| + |y|), without trigonometry; the width of an entry is added to all widths.
 */
final class DirectionCells {
    private static final int LATITUDES = 4096;
    private static final int LONGITUDES = 8192;

    /** Greatest width of an entry of the table of longitudes, rad: d(angle) is at most twice d(y / (|x| + |y|)). */
    private static final double ENTRY = 2 * 4.0 / LONGITUDES;

    private final int[] rowOfLatitude = new int[LATITUDES];
    private final float[] turnOfLongitude = new float[LONGITUDES];
    private final int[] rowStart;
    private final double[] lowSine;
    private final double[] highSine;
    private final int[] next;
    private final int[] aboveFrom;
    private final int[] aboveTo;
    private final int[] wrappedFrom;
    private final int[] wrappedTo;

    /** @param angle rad, below 1 */
    DirectionCells(double angle) {
        List<Double> edges = new ArrayList<>();
        edges.add(-1.0);
        for (int q = 1; q < LATITUDES; q++) {
            double sine = -1 + 2.0 * q / LATITUDES;
            double from = Math.asin(edges.get(edges.size() - 1));
            if (Math.asin(sine) - from >= angle && Math.PI / 2 - Math.asin(sine) >= angle) {
                edges.add(sine);
            }
        }
        edges.add(1.0);
        int rows = edges.size() - 1;
        lowSine = new double[rows];
        highSine = new double[rows];
        double[] cosine = new double[rows];
        rowStart = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            lowSine[row] = edges.get(row);
            highSine[row] = edges.get(row + 1);
            double most = Math.max(Math.abs(lowSine[row]), Math.abs(highSine[row]));
            cosine[row] = Math.sqrt(Math.max(0, 1 - most * most));
            double width = longitudes(angle, cosine[row]) + 2 * ENTRY;
            int cells = (int) (2 * Math.PI / width);
            rowStart[row + 1] = rowStart[row] + (cells < 3 ? 1 : cells);
        }
        int row = 0;
        for (int q = 0; q < LATITUDES; q++) {
            while (-1 + 2.0 * q / LATITUDES >= highSine[row]) {
                row++;
            }
            rowOfLatitude[q] = row;
        }
        for (int q = 0; q < LONGITUDES; q++) {
            turnOfLongitude[q] = (float) (angleOf(4.0 * q / LONGITUDES) / (2 * Math.PI));
        }
        next = new int[size()];
        aboveFrom = new int[size()];
        aboveTo = new int[size()];
        wrappedFrom = new int[size()];
        wrappedTo = new int[size()];
        for (int r = 0; r < rows; r++) {
            connect(r, rows, angle, cosine);
        }
    }

    private void connect(int row, int rows, double angle, double[] cosine) {
        int cells = rowStart[row + 1] - rowStart[row];
        for (int s = 0; s < cells; s++) {
            int cell = rowStart[row] + s;
            next[cell] = cells == 1 ? -1 : rowStart[row] + (s + 1) % cells;
            if (row + 1 == rows) {
                continue;
            }
            int above = rowStart[row + 2] - rowStart[row + 1];
            double most = longitudes(angle, Math.sqrt(cosine[row] * cosine[row + 1])) + 2 * ENTRY;
            double from = (2 * Math.PI * s / cells - most) * above / (2 * Math.PI);
            double to = (2 * Math.PI * (s + 1) / cells + most) * above / (2 * Math.PI);
            int first = (int) Math.floor(from);
            int count = (int) Math.floor(to) - first + 1;
            boolean all = above == 1 || cells == 1 || most >= Math.PI || count >= above;
            int start = rowStart[row + 1];
            int begin = all ? 0 : Math.floorMod(first, above);
            int end = all ? above : begin + count;
            aboveFrom[cell] = start + begin;
            aboveTo[cell] = start + Math.min(end, above);
            wrappedFrom[cell] = start;
            wrappedTo[cell] = start + Math.max(0, end - above);
        }
    }

    private static double longitudes(double angle, double cosine) {
        double sine = Math.sin(angle / 2) / cosine;
        return sine < 1 ? 2 * Math.asin(sine) : 2 * Math.PI;
    }

    /** Inverse of y / (|x| + |y|) continued over four quadrants, 0 to 4. */
    private static double angleOf(double turned) {
        int quadrant = (int) turned;
        double p = turned - quadrant;
        return quadrant * Math.PI / 2 + Math.atan2(p, 1 - p);
    }

    int size() {
        return rowStart[rowStart.length - 1];
    }

    /** Cell of a direction (x, y, z), given z over its length. */
    int cell(float x, float y, float sineOfLatitude) {
        int q = (int) ((sineOfLatitude + 1) * (LATITUDES / 2));
        int row = rowOfLatitude[Math.max(0, Math.min(LATITUDES - 1, q))];
        float ax = Math.abs(x);
        float ay = Math.abs(y);
        float sum = ax + ay + Float.MIN_NORMAL;
        float turned = x >= 0 ? (y >= 0 ? ay / sum : 3 + ax / sum) : (y >= 0 ? 1 + ax / sum : 2 + ay / sum);
        float turn = turnOfLongitude[Math.min(LONGITUDES - 1, (int) (turned * (LONGITUDES / 4)))];
        int start = rowStart[row];
        int cells = rowStart[row + 1] - start;
        return start + Math.min(cells - 1, (int) (turn * cells));
    }

    /** The cell after this one in its row, round the sphere; -1 where the row is one cell. */
    int next(int cell) {
        return next[cell];
    }

    /** First of the cells of the row above that may hold a near direction. */
    int aboveFrom(int cell) {
        return aboveFrom[cell];
    }

    /** The cell behind the last of them. */
    int aboveTo(int cell) {
        return aboveTo[cell];
    }

    /** Those that go on at the start of the row, where the range goes round it. */
    int wrappedFrom(int cell) {
        return wrappedFrom[cell];
    }

    int wrappedTo(int cell) {
        return wrappedTo[cell];
    }

    int rows() {
        return rowStart.length - 1;
    }

    int rowStart(int row) {
        return rowStart[row];
    }

    double lowSine(int row) {
        return lowSine[row];
    }

    double highSine(int row) {
        return highSine[row];
    }
}
