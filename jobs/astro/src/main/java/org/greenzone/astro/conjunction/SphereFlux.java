package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.Vectors;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Expected number of times a second that the relative position enters the sphere of the combined radius: the density of
 * position on the sphere times the mean inward velocity there, integrated over its surface (Coppola, AAS 12-247; Hall 2021,
 * eqs. 24 to 30).
 *
 * <p>Not by Lebedev's points, as published, but by a product rule whose pole is turned to the integrand: along the relative velocity,
 * Gauss-Legendre on each hemisphere apart, so that the edge between inward and outward flux lies between panels; or, where the
 * sphere is large against the thinnest axis of the covariance, along that axis, and only over the layer in which the density lives. Nodes
 * along the pole and around it are doubled apart until the sum stands still. A thin covariance falls through any fixed set of points (sigma 0.04 m, radius 10 m: of
 * Lebedev's 5810 points some twenty lie in the layer).
 */
final class SphereFlux {
    private static final int[] ORDERS = {16, 32, 64, 128};
    private static final int LEAST_AROUND = 32;
    private static final int MOST_AROUND = 1024;
    private static final GaussIntegrator[] LEGENDRE = new GaussIntegrator[ORDERS.length];

    /** Relative change between orders at which the sum stands still. */
    private static final double CONVERGED = 3e-6;

    /** Radius over the least sigma from which the density, not the velocity, says where the pole is. */
    private static final double THIN = 2;

    /** The density is followed until it has fallen by exp(-40). */
    private static final double FALLEN = 80;

    private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
    private static final double SQRT_HALF = Math.sqrt(0.5);

    /** Cosines and sines of the angles around, by doublings of the least number. */
    private static final double[][] COSINES = new double[6][];

    private static final double[][] SINES = new double[6][];

    static {
        for (int k = 0; k < COSINES.length; k++) {
            int n = LEAST_AROUND << k;
            COSINES[k] = new double[n];
            SINES[k] = new double[n];
            for (int j = 0; j < n; j++) {
                COSINES[k][j] = Math.cos(2 * Math.PI * (j + 0.5) / n);
                SINES[k][j] = Math.sin(2 * Math.PI * (j + 0.5) / n);
            }
        }
        GaussIntegratorFactory factory = new GaussIntegratorFactory();
        for (int k = 0; k < ORDERS.length; k++) {
            LEGENDRE[k] = factory.legendre(ORDERS[k]);
        }
    }

    private final PeakOverlap overlap;
    private final double radius;
    private final double floor;
    private final double logConstant;
    private double lastChange;

    /** Least squared Mahalanobis distance of a point so far: others beyond exp(-40) of it are nothing. */
    private double leastSquare = Double.POSITIVE_INFINITY;

    private SphereFlux(PeakOverlap overlap, double radius, double floor) {
        this.floor = floor;
        this.overlap = overlap;
        this.radius = radius;
        double[] variances = overlap.variances();
        this.logConstant = -1.5 * Math.log(2 * Math.PI)
                - 0.5 * (Math.log(variances[0]) + Math.log(variances[1]) + Math.log(variances[2]));
    }

    /**
     * Collisions a second.
     *
     * @param rate per second
     * @param relativeChange at the last doubling of the nodes
     */
    record Flux(double rate, double relativeChange) {}

    /** @param floor rate that matters: smaller ones need not be as exact */
    static Flux of(PeakOverlap overlap, double radius, double floor) {
        SphereFlux flux = new SphereFlux(overlap, radius, floor);
        double rate = flux.integrate();
        return new Flux(rate, flux.lastChange);
    }

    private double integrate() {
        double[] variances = overlap.variances();
        int least = 0;
        for (int k = 1; k < 3; k++) {
            if (variances[k] < variances[least]) {
                least = k;
            }
        }
        double sigma = Math.sqrt(variances[least]);
        double[] pole = new double[3];
        double[] edges;
        if (radius > THIN * sigma) {
            double mean = 0;
            for (int i = 0; i < 3; i++) {
                pole[i] = overlap.axes()[i][least];
                mean += pole[i] * overlap.position()[i];
            }
            double outside = Math.abs(mean) - radius;
            double reach = Math.sqrt(FALLEN * variances[least] + (outside > 0 ? outside * outside : 0));
            edges = new double[] {Math.max(-1, (mean - reach) / radius), Math.min(1, (mean + reach) / radius)};
        } else {
            double[] v = overlap.velocity();
            double speed = Vectors.norm(v);
            for (int i = 0; i < 3; i++) {
                pole[i] = speed > 0 ? -v[i] / speed : i == 0 ? 1 : 0;
            }
            edges = new double[] {-1, 0, 1};
        }
        int order = 0;
        int around = LEAST_AROUND;
        double now = sum(pole, edges, order, around);
        double alongChange = 1;
        double aroundChange = 1;
        while (true) {
            double tolerance = CONVERGED * Math.max(now, floor);
            boolean moreAround = aroundChange > tolerance && around < MOST_AROUND;
            boolean moreAlong = alongChange > tolerance && order < ORDERS.length - 1;
            if (!moreAround && !moreAlong) {
                lastChange = Math.max(alongChange, aroundChange) / Math.max(now, Double.MIN_NORMAL);
                return now;
            }
            double before = now;
            if (moreAlong && (!moreAround || alongChange >= aroundChange)) {
                order++;
                now = sum(pole, edges, order, around);
                alongChange = Math.abs(now - before);
            } else {
                around *= 2;
                now = sum(pole, edges, order, around);
                aroundChange = Math.abs(now - before);
            }
        }
    }

    private double sum(double[] pole, double[] edges, int order, int around) {
        double[] across = KeplerianGaussian.normal(pole);
        double[] third = Vectors.cross(pole, across);
        int doublings = Integer.numberOfTrailingZeros(around / LEAST_AROUND);
        double[] cosines = COSINES[doublings];
        double[] sines = SINES[doublings];
        double[] u = new double[3];
        double sum = 0;
        for (int e = 1; e < edges.length; e++) {
            double half = 0.5 * (edges[e] - edges[e - 1]);
            double middle = 0.5 * (edges[e] + edges[e - 1]);
            for (int i = 0; i < ORDERS[order]; i++) {
                double cos = middle + half * LEGENDRE[order].getPoint(i);
                double sin = Math.sqrt(Math.max(0, (1 - cos) * (1 + cos)));
                double ring = 0;
                for (int j = 0; j < around; j++) {
                    double x = sin * cosines[j];
                    double y = sin * sines[j];
                    for (int k = 0; k < 3; k++) {
                        u[k] = cos * pole[k] + x * across[k] + y * third[k];
                    }
                    ring += inward(u);
                }
                sum += half * LEGENDRE[order].getWeight(i) * ring * 2 * Math.PI / around;
            }
        }
        return radius * radius * sum;
    }

    /** Density at the point of the sphere times the mean inward speed there. */
    private double inward(double[] u) {
        double dx = radius * u[0] - overlap.position()[0];
        double dy = radius * u[1] - overlap.position()[1];
        double dz = radius * u[2] - overlap.position()[2];
        double[][] precision = overlap.precision();
        double square = dx * (precision[0][0] * dx + 2 * (precision[0][1] * dy + precision[0][2] * dz))
                + dy * (precision[1][1] * dy + 2 * precision[1][2] * dz)
                + dz * precision[2][2] * dz;
        if (square > leastSquare + FALLEN) {
            return 0;
        }
        leastSquare = Math.min(leastSquare, square);
        double radial = 0;
        double variance = 0;
        for (int i = 0; i < 3; i++) {
            double[] g = overlap.gain()[i];
            double[] c = overlap.velocityCovariance()[i];
            radial += u[i] * (overlap.velocity()[i] + g[0] * dx + g[1] * dy + g[2] * dz);
            variance += u[i] * (c[0] * u[0] + c[1] * u[1] + c[2] * u[2]);
        }
        double sigma = Math.sqrt(Math.max(0, variance));
        double speed;
        if (sigma < 1e-12 * Math.abs(radial) || sigma == 0) {
            speed = Math.max(0, -radial);
        } else {
            // E[max(0, -w)] of a Gaussian w.
            double z = radial / sigma;
            double tail = 0.5 * Math.exp(-0.5 * z * z) * ErrorFunction.scaledComplement(Math.abs(z) * SQRT_HALF);
            speed = sigma * INVERSE_SQRT_2PI * Math.exp(-0.5 * z * z) - radial * (z > 0 ? tail : 1 - tail);
        }
        return Math.exp(logConstant - 0.5 * square) * Math.max(0, speed);
    }
}
