package org.greenzone.astro.dynamics;

/**
 * One quantity (several numbers wide) under a second-order equation, on rows of value, first and second derivative at even
 * steps; the sums of {@link GaussJackson} go along. Allocates nothing after construction.
 */
final class Multistep {
    private final int width;
    private final double[] first;
    private final double[] second;
    private final double[] fixedVelocity;
    private final double[] fixedPosition;
    private double[] rows = new double[0];
    private double step;
    private int direction;

    Multistep(int width) {
        this.width = width;
        this.first = new double[width];
        this.second = new double[width];
        this.fixedVelocity = new double[width];
        this.fixedPosition = new double[width];
    }

    /**
     * Where the rows are, and which way to go.
     *
     * @param step seconds, negative where the direction is -1
     */
    void begin(double[] rows, double step, int direction) {
        this.rows = rows;
        this.step = step;
        this.direction = direction;
    }

    /** The sums at row {@code newest}, such that value and rate of the row {@code back} steps before come out as given. */
    void fixSums(int newest, int back, double[] value, double[] rate) {
        double[] velocity = GaussJackson.VELOCITY[back];
        double[] position = GaussJackson.POSITION[back];
        for (int d = 0; d < width; d++) {
            double v = 0;
            double r = 0;
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                double a = rows[at(newest - direction * k) + 2 * width + d];
                v += velocity[k] * a;
                r += position[k] * a;
            }
            first[d] = rate[d] / step - v;
            second[d] = value[d] / (step * step) + (1 + back) * first[d] - r;
        }
    }

    /**
     * Writes value and rate of the row {@code back} steps before {@code newest} from the sums.
     *
     * @return the greatest change of a value
     */
    double evaluate(int newest, int back) {
        double[] velocity = GaussJackson.VELOCITY[back];
        double[] position = GaussJackson.POSITION[back];
        int to = at(newest - direction * back);
        double change = 0;
        for (int d = 0; d < width; d++) {
            double v = first[d];
            double r = second[d] - (1 + back) * first[d];
            for (int k = 0; k < GaussJackson.POINTS; k++) {
                double a = rows[at(newest - direction * k) + 2 * width + d];
                v += velocity[k] * a;
                r += position[k] * a;
            }
            change = Math.max(change, Math.abs(step * step * r - rows[to + d]));
            rows[to + d] = step * step * r;
            rows[to + width + d] = step * v;
        }
        return change;
    }

    /** Writes the predicted value and rate of the row after {@code newest}; keeps what the correction needs of the past. */
    void predict(int newest) {
        if (width == 3) {
            predictThree(newest);
            return;
        }
        double[] rows = this.rows;
        int width = this.width;
        int to = at(newest + direction);
        for (int d = 0; d < width; d++) {
            rows[to + d] = 0;
            rows[to + width + d] = 0;
            fixedVelocity[d] = 0;
            fixedPosition[d] = 0;
        }
        for (int k = 0; k < GaussJackson.POINTS; k++) {
            int from = at(newest - direction * k) + 2 * width;
            double pv = GaussJackson.PREDICT_VELOCITY[k];
            double pr = GaussJackson.PREDICT_POSITION[k];
            double cv = GaussJackson.CORRECT_VELOCITY[k];
            double cr = GaussJackson.CORRECT_POSITION[k];
            for (int d = 0; d < width; d++) {
                double a = rows[from + d];
                rows[to + d] += pr * a;
                rows[to + width + d] += pv * a;
                fixedPosition[d] += cr * a;
                fixedVelocity[d] += cv * a;
            }
        }
        for (int d = 0; d < width; d++) {
            rows[to + d] = step * step * (second[d] + rows[to + d]);
            rows[to + width + d] = step * (first[d] + rows[to + width + d]);
        }
    }

    /** The same for three numbers, whose sums stay in registers. */
    private void predictThree(int newest) {
        double[] rows = this.rows;
        double px = 0;
        double py = 0;
        double pz = 0;
        double vx = 0;
        double vy = 0;
        double vz = 0;
        double qx = 0;
        double qy = 0;
        double qz = 0;
        double wx = 0;
        double wy = 0;
        double wz = 0;
        int from = newest * 9 + 6;
        for (int k = 0; k < GaussJackson.POINTS; k++) {
            double ax = rows[from];
            double ay = rows[from + 1];
            double az = rows[from + 2];
            double pr = GaussJackson.PREDICT_POSITION[k];
            double pv = GaussJackson.PREDICT_VELOCITY[k];
            double cr = GaussJackson.CORRECT_POSITION[k];
            double cv = GaussJackson.CORRECT_VELOCITY[k];
            px += pr * ax;
            py += pr * ay;
            pz += pr * az;
            vx += pv * ax;
            vy += pv * ay;
            vz += pv * az;
            qx += cr * ax;
            qy += cr * ay;
            qz += cr * az;
            wx += cv * ax;
            wy += cv * ay;
            wz += cv * az;
            from -= 9 * direction;
        }
        int to = (newest + direction) * 9;
        rows[to] = step * step * (second[0] + px);
        rows[to + 1] = step * step * (second[1] + py);
        rows[to + 2] = step * step * (second[2] + pz);
        rows[to + 3] = step * (first[0] + vx);
        rows[to + 4] = step * (first[1] + vy);
        rows[to + 5] = step * (first[2] + vz);
        fixedPosition[0] = qx;
        fixedPosition[1] = qy;
        fixedPosition[2] = qz;
        fixedVelocity[0] = wx;
        fixedVelocity[1] = wy;
        fixedVelocity[2] = wz;
    }

    /** Corrects value and rate of the row after {@code newest} with its acceleration. */
    void correct(int newest) {
        int to = at(newest + direction);
        double cv = 1 + GaussJackson.VELOCITY[0][0];
        double cr = GaussJackson.POSITION[0][0];
        for (int d = 0; d < width; d++) {
            double a = rows[to + 2 * width + d];
            // s(n + 1) = s(n) + a and S(n + 1) - s(n + 1) = S(n)
            rows[to + d] = step * step * (second[d] + cr * a + fixedPosition[d]);
            rows[to + width + d] = step * (first[d] + cv * a + fixedVelocity[d]);
        }
    }

    /** Takes the acceleration of the row after {@code newest} into the sums. */
    void accept(int newest) {
        int to = at(newest + direction) + 2 * width;
        for (int d = 0; d < width; d++) {
            first[d] += rows[to + d];
            second[d] += first[d];
        }
    }

    private int at(int row) {
        return row * 3 * width;
    }
}
