package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.Vectors;

/**
 * How the flattening of the Earth turns an orbit (Brouwer 1959, secular, first order), from an osculating state.
 *
 * @param nodeRate rad/s about the axis of GCRF
 * @param timeFactor mean rate of the argument of latitude over the mean motion of the osculating two-body orbit
 */
public record J2Rates(double nodeRate, double timeFactor) {
    private static final double J2 = 1.08262668e-3;
    private static final double EARTH_RADIUS = 6_378_137;

    /** @throws ArithmeticException where the orbit is not an ellipse */
    public static J2Rates of(double[] state, double mu) {
        double r = Vectors.norm(state);
        double v = Vectors.norm(state, 3);
        double hx = state[1] * state[5] - state[2] * state[4];
        double hy = state[2] * state[3] - state[0] * state[5];
        double hz = state[0] * state[4] - state[1] * state[3];
        double h2 = hx * hx + hy * hy + hz * hz;
        double cosI = hz / Math.sqrt(h2);
        double sin2 = 1 - cosI * cosI;
        double osculating = 1 / (2 / r - v * v / mu);
        double eta2 = h2 / (mu * osculating);
        if (!(osculating > 0 && eta2 > 0)) {
            throw new ArithmeticException("the orbit is not an ellipse");
        }
        double sinLatitude = state[2] / r;
        double scale = mu * J2 * EARTH_RADIUS * EARTH_RADIUS;
        double energy = v * v / 2 - mu / r + scale / (r * r * r) * (1.5 * sinLatitude * sinLatitude - 0.5);
        double mean = osculating;
        for (int i = 0; i < 5; i++) {
            double average = scale / (mean * mean * mean * eta2 * Math.sqrt(eta2)) * (0.75 * sin2 - 0.5);
            mean = -mu / (2 * (energy - average));
        }
        double n = Math.sqrt(mu / (mean * mean * mean));
        double q = EARTH_RADIUS / (mean * eta2);
        double strength = 0.75 * J2 * q * q * n;
        double rate = n + strength * Math.sqrt(eta2) * (3 * cosI * cosI - 1) + strength * (5 * cosI * cosI - 1);
        double twoBody = Math.sqrt(mu / (osculating * osculating * osculating));
        return new J2Rates(-2 * strength * cosI, rate / twoBody);
    }

    /** A vector turned about the axis of the Earth. */
    public static double[] turned(double[] v, int at, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new double[] {cos * v[at] - sin * v[at + 1], sin * v[at] + cos * v[at + 1], v[at + 2]};
    }
}
