package org.greenzone.astro.dynamics;

import java.util.Arrays;
import org.greenzone.astro.physics.GravityField;

/**
 * The potential of the Earth's field above degree 2 as a tensor product of quintic B-splines in the logarithm of the radius, colatitude and
 * longitude of ITRF: its gradient is a sum over 216 coefficients, where that of the harmonics of degree 36 is one over 1400 (as the gridded fields of Junkins 1976
 * and Beylkin and Cramer 2002, here of the potential, so that the field stays conservative).
 *
 * <p>The acceleration is the gradient of one potential that is four times differentiable, so what the splines are off by acts as other
 * coefficients of the field would, and neither heats nor brakes an orbit. The potential is exact at each knot; between knots a wave of degree n is off by 2 (n h / 2 pi)^6 of itself, 1.3e-4
 * for degree 36 and knots {@value #DEGREES} degrees apart (Unser 1999, the error of cardinal splines). The coefficients are those of cardinal interpolation: waves in longitude and powers of
 * the radius are eigenfunctions of the splines, and are divided by their eigenvalues; in latitude, where each harmonic is a trigonometric polynomial on the whole circle, the inverse
 * is a convolution.
 *
 * <p>NOT valid below {@link #LOWEST_METRES} and from {@link #HIGHEST_METRES} of distance from the centre on, nor within 2 degrees of the poles, where longitude is
 * singular. Not thread-safe; allocates nothing when called.
 */
final class GravitySpline {
    private static final int DEGREES = 2;
    private static final double ANGLE = Math.toRadians(DEGREES);
    private static final int CIRCLE = 360 / DEGREES;

    /** Coefficients in each dimension about a place, and how many of them are before its interval. */
    private static final int WIDTH = 6;

    private static final int BEFORE = 2;
    private static final int ROWS = CIRCLE / 2 + WIDTH;
    private static final int COLUMNS = CIRCLE + WIDTH - 1;

    /** Step in the logarithm of the radius, 160 km at the surface: the power of degree 36 is off by 2e-5 of itself. */
    private static final double RADIAL = 0.025;

    private static final int LAYERS = 20;

    /** Below the altitude at which a trajectory ends, at the poles as well. */
    static final double LOWEST_METRES = 6_438_000;

    /** From here on steps are few, and the harmonics cheap enough. */
    static final double HIGHEST_METRES = LOWEST_METRES * Math.exp(RADIAL * (LAYERS - WIDTH));

    /** Least distance from the axis of the Earth, in units of that from its centre. */
    private static final double POLAR = 0.035;

    private static final int LOWEST_DEGREE = 3;

    private static final int VALUES = 0;
    private static final int RATES = WIDTH;

    private final double radius;
    private final double firstLayer;
    private final float[] coefficients = new float[LAYERS * ROWS * COLUMNS];
    private final double[] ofRadius = new double[2 * WIDTH];
    private final double[] ofLatitude = new double[2 * WIDTH];
    private final double[] ofLongitude = new double[2 * WIDTH];

    /** @param degree greatest degree that is taken from the field */
    GravitySpline(GravityField field, int degree) {
        radius = field.radiusMetres();
        firstLayer = Math.log(LOWEST_METRES / radius) - BEFORE * RADIAL;
        double[] sums = new double[coefficients.length];
        double[] inverse = inverseOnCircle();
        double[] cosine = new double[LAYERS * ROWS];
        double[] sine = new double[LAYERS * ROWS];
        double diagonal = 1;
        for (int m = 0; m <= degree; m++) {
            diagonal *= m == 0 ? 1 : Math.sqrt((2.0 * m + 1) / (2.0 * m) * (m == 1 ? 2 : 1));
            Arrays.fill(cosine, 0);
            Arrays.fill(sine, 0);
            sumDegrees(field, degree, m, diagonal, inverse, cosine, sine);
            double eigenvalue = eigenvalue(Math.cos(m * ANGLE), Math.cos(2 * m * ANGLE));
            for (int j = 0; j < COLUMNS; j++) {
                double angle = Math.floorMod(m * (j - BEFORE), CIRCLE) * ANGLE;
                double c = Math.cos(angle) / eigenvalue;
                double s = Math.sin(angle) / eigenvalue;
                for (int row = 0; row < cosine.length; row++) {
                    sums[row * COLUMNS + j] += c * cosine[row] + s * sine[row];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            coefficients[i] = (float) sums[i];
        }
    }

    /** What a quintic spline with a wave (or an exponential) for coefficients is at the knots, over that wave. */
    private static double eigenvalue(double cosine, double cosineOfTwice) {
        return (66 + 52 * cosine + 2 * cosineOfTwice) / 120;
    }

    /** The coefficients of the spline that is one at the first knot of a circle, and zero at all others. */
    private static double[] inverseOnCircle() {
        double[] inverse = new double[CIRCLE];
        for (int k = 0; k < CIRCLE; k++) {
            double eigenvalue = eigenvalue(Math.cos(k * ANGLE), Math.cos(2 * k * ANGLE));
            for (int i = 0; i < CIRCLE; i++) {
                inverse[i] += Math.cos(Math.floorMod(k * i, CIRCLE) * ANGLE) / eigenvalue / CIRCLE;
            }
        }
        return inverse;
    }

    /** The sums over the degrees of one order, in each layer and row, with the coefficients of the splines in radius and latitude. */
    private void sumDegrees(
            GravityField field, int degree, int m, double diagonal, double[] inverse, double[] cosine, double[] sine) {
        double[] older = new double[CIRCLE];
        double[] function = new double[CIRCLE];
        for (int i = 0; i < CIRCLE; i++) {
            function[i] = diagonal * Math.pow(Math.sin(i * ANGLE), m);
        }
        for (int n = m; n <= degree; n++) {
            if (n > m) {
                // Holmes and Featherstone 2002, equation 11
                double alpha = Math.sqrt((2.0 * n + 1) * (2.0 * n - 1) / ((double) (n - m) * (n + m)));
                double beta =
                        Math.sqrt((2.0 * n + 1) * (n + m - 1.0) * (n - m - 1.0) / ((2.0 * n - 3) * (n + m) * (n - m)));
                for (int i = 0; i < CIRCLE; i++) {
                    double next = alpha * Math.cos(i * ANGLE) * function[i] - beta * older[i];
                    older[i] = function[i];
                    function[i] = next;
                }
            }
            if (n < LOWEST_DEGREE) {
                continue;
            }
            double rate = (n + 1) * RADIAL;
            double scale = field.mu() / radius / eigenvalue(Math.cosh(rate), Math.cosh(2 * rate));
            for (int row = 0; row < ROWS; row++) {
                double filtered = 0;
                for (int i = 0; i < CIRCLE; i++) {
                    filtered += inverse[Math.floorMod(row - BEFORE - i, CIRCLE)] * function[i];
                }
                for (int layer = 0; layer < LAYERS; layer++) {
                    double value = scale * Math.exp(-(n + 1) * (firstLayer + layer * RADIAL)) * filtered;
                    cosine[layer * ROWS + row] += value * field.cosine(n, m);
                    sine[layer * ROWS + row] += value * field.sine(n, m);
                }
            }
        }
    }

    /**
     * The acceleration (m/s2) at a position in ITRF (m), without centre and degree 2.
     *
     * @return whether the splines are valid there; if not, nothing is written
     */
    boolean acceleration(double x, double y, double z, double[] out3) {
        double across2 = x * x + y * y;
        double r = Math.sqrt(across2 + z * z);
        double across = Math.sqrt(across2);
        if (!(r >= LOWEST_METRES && r < HIGHEST_METRES && across > POLAR * r)) {
            return false;
        }
        double place = (Math.log(r / radius) - firstLayer) / RADIAL;
        int layer = (int) place;
        weights(place - layer, ofRadius);
        place = Math.atan2(across, z) / ANGLE;
        int row = (int) place;
        weights(place - row, ofLatitude);
        place = Math.atan2(y, x) / ANGLE;
        place = place < 0 ? place + CIRCLE : place;
        int column = Math.min((int) place, CIRCLE - 1);
        weights(place - column, ofLongitude);
        double b0 = ofLongitude[VALUES];
        double b1 = ofLongitude[VALUES + 1];
        double b2 = ofLongitude[VALUES + 2];
        double b3 = ofLongitude[VALUES + 3];
        double b4 = ofLongitude[VALUES + 4];
        double b5 = ofLongitude[VALUES + 5];
        double d0 = ofLongitude[RATES];
        double d1 = ofLongitude[RATES + 1];
        double d2 = ofLongitude[RATES + 2];
        double d3 = ofLongitude[RATES + 3];
        double d4 = ofLongitude[RATES + 4];
        double d5 = ofLongitude[RATES + 5];
        float[] c = coefficients;
        double byRadius = 0;
        double byLatitude = 0;
        double byLongitude = 0;
        for (int k = 0; k < WIDTH; k++) {
            int at = ((layer - BEFORE + k) * ROWS + row) * COLUMNS + column;
            double value = 0;
            double north = 0;
            double east = 0;
            for (int i = 0; i < WIDTH; i++) {
                double c0 = c[at];
                double c1 = c[at + 1];
                double c2 = c[at + 2];
                double c3 = c[at + 3];
                double c4 = c[at + 4];
                double c5 = c[at + 5];
                double along = b0 * c0 + b1 * c1 + b2 * c2 + (b3 * c3 + b4 * c4 + b5 * c5);
                double rate = d0 * c0 + d1 * c1 + d2 * c2 + (d3 * c3 + d4 * c4 + d5 * c5);
                value += ofLatitude[VALUES + i] * along;
                north += ofLatitude[RATES + i] * along;
                east += ofLatitude[VALUES + i] * rate;
                at += COLUMNS;
            }
            byRadius += ofRadius[RATES + k] * value;
            byLatitude += ofRadius[VALUES + k] * north;
            byLongitude += ofRadius[VALUES + k] * east;
        }
        double radial = byRadius / (RADIAL * r * r);
        double south = byLatitude / (ANGLE * r * r * across);
        double eastward = byLongitude / (ANGLE * across2);
        out3[0] = radial * x + south * x * z - eastward * y;
        out3[1] = radial * y + south * y * z + eastward * x;
        out3[2] = radial * z - south * across2;
        return true;
    }

    /** The six quintic B-splines over an interval and their derivatives, t from 0 to 1 in it. */
    private static void weights(double t, double[] out) {
        double u = 1 - t;
        double t2 = t * t;
        double t4 = t2 * t2;
        double u2 = u * u;
        double u4 = u2 * u2;
        out[VALUES] = u4 * u / 120;
        out[VALUES + 1] = (26 + t * (-50 + t * (20 + t * (20 + t * (-20 + 5 * t))))) / 120;
        out[VALUES + 2] = (66 + t2 * (-60 + t2 * (30 - 10 * t))) / 120;
        out[VALUES + 3] = (26 + t * (50 + t * (20 + t * (-20 + t * (-20 + 10 * t))))) / 120;
        out[VALUES + 4] = (1 + t * (5 + t * (10 + t * (10 + t * (5 - 5 * t))))) / 120;
        out[VALUES + 5] = t4 * t / 120;
        out[RATES] = -u4 / 24;
        out[RATES + 1] = (-50 + t * (40 + t * (60 + t * (-80 + 25 * t)))) / 120;
        out[RATES + 2] = t * (-120 + t2 * (120 - 50 * t)) / 120;
        out[RATES + 3] = (50 + t * (40 + t * (-60 + t * (-80 + 50 * t)))) / 120;
        out[RATES + 4] = (5 + t * (20 + t * (30 + t * (20 - 25 * t)))) / 120;
        out[RATES + 5] = t4 / 24;
    }
}
