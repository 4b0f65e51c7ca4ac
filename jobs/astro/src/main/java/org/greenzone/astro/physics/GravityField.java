package org.greenzone.astro.physics;

/**
 * Static gravity field of the Earth as fully normalized spherical harmonics, in ITRF.
 *
 * <p>Immutable. Coefficients of (degree, order) stand at {@code degree (degree + 1) / 2 + order}.
 */
public final class GravityField {
    private final double mu;
    private final double radiusMetres;
    private final int degree;
    private final double[] cosine;
    private final double[] sine;

    GravityField(double mu, double radiusMetres, int degree, double[] cosine, double[] sine) {
        this.mu = mu;
        this.radiusMetres = radiusMetres;
        this.degree = degree;
        this.cosine = cosine.clone();
        this.sine = sine.clone();
    }

    /** Gravitational parameter, m3/s2. */
    public double mu() {
        return mu;
    }

    /** Reference radius of the coefficients, metres. */
    public double radiusMetres() {
        return radiusMetres;
    }

    /** Greatest degree and order. */
    public int degree() {
        return degree;
    }

    /** Fully normalized C of this degree and order (C00 is 1). */
    public double cosine(int degree, int order) {
        return cosine[degree * (degree + 1) / 2 + order];
    }

    /** Fully normalized S of this degree and order. */
    public double sine(int degree, int order) {
        return sine[degree * (degree + 1) / 2 + order];
    }
}
