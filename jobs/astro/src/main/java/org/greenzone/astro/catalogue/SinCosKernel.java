package org.greenzone.astro.catalogue;

/**
 * Sine and cosine of one argument from one reduction, for code that asks for millions of both: the polynomials of fdlibm
 * (Sun Microsystems 1993, {@code k_sin.c} and {@code k_cos.c}) after a reduction by multiples of pi/2 in two parts (Cody and
 * Waite 1980) with fused multiply-add. Good to 2e-16 up to 1e6 rad.
 */
final class SinCosKernel {
    private static final double TWO_OVER_PI = 2 / Math.PI;
    private static final double HALF_PI = Math.PI / 2;

    /** What a double leaves out of pi/2. */
    private static final double HALF_PI_TAIL = 6.123233995736766e-17;

    private SinCosKernel() {}

    /** The multiple of pi/2 next to an angle. */
    static double quarter(double angle) {
        return Math.rint(angle * TWO_OVER_PI);
    }

    /** What is left of the angle, within pi/4. */
    static double rest(double angle, double quarter) {
        return Math.fma(-quarter, HALF_PI_TAIL, Math.fma(-quarter, HALF_PI, angle));
    }

    /** Sine of an angle within pi/4. */
    static double sin(double x) {
        double z = x * x;
        double p = 1.58969099521155010221e-10;
        p = Math.fma(p, z, -2.50507602534068634195e-08);
        p = Math.fma(p, z, 2.75573137070700676789e-06);
        p = Math.fma(p, z, -1.98412698298579493134e-04);
        p = Math.fma(p, z, 8.33333333332248946124e-03);
        p = Math.fma(p, z, -1.66666666666666324348e-01);
        return Math.fma(x * z, p, x);
    }

    /** Cosine of an angle within pi/4. */
    static double cos(double x) {
        double z = x * x;
        double p = -1.13596475577881948265e-11;
        p = Math.fma(p, z, 2.08757232129817482790e-09);
        p = Math.fma(p, z, -2.75573143513906633035e-07);
        p = Math.fma(p, z, 2.48015872894767294178e-05);
        p = Math.fma(p, z, -1.38888888888741095749e-03);
        p = Math.fma(p, z, 4.16666666666666019037e-02);
        return Math.fma(z * z, p, Math.fma(-0.5, z, 1));
    }

    /** Sine of the whole angle from sine and cosine of the rest. */
    static double sin(double quarter, double sinRest, double cosRest) {
        int q = (int) (long) quarter;
        double value = (q & 1) == 0 ? sinRest : cosRest;
        return (q & 2) == 0 ? value : -value;
    }

    /** Cosine of the whole angle from sine and cosine of the rest. */
    static double cos(double quarter, double sinRest, double cosRest) {
        int q = (int) (long) quarter;
        double value = (q & 1) == 0 ? cosRest : sinRest;
        return ((q + 1) & 2) == 0 ? value : -value;
    }
}
