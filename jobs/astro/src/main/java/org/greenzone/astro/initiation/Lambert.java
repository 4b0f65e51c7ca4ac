package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.List;

/**
 * Lambert's problem: the two-body orbits that lead from one place to another in a given time, with any number of whole
 * revolutions.
 *
 * <p>Izzo 2015 (Revisiting Lambert's problem, Celestial Mechanics and Dynamical Astronomy 121): Householder iterations on the variable x of
 * Lancaster and Blanchard, with Izzo's starting values. In the plane: the caller gives the angle of the transfer and so says
 * which way round, and a transfer of half a revolution is no special case. NOT for places on one ray from the centre
 * (angle 0), where the orbit is rectilinear. The orbits are those of the centre alone; flattening is the caller's.
 */
public final class Lambert {
    private static final int ITERATIONS = 20;
    private static final double TOLERANCE = 1e-12;
    /** Distance of x from 1 within which the time comes from a series (Battin), and from Lagrange's form further on. */
    private static final double NEAR_PARABOLA = 0.01;

    private static final double LANCASTER = 0.2;

    private Lambert() {}

    /**
     * An orbit that makes the transfer; velocities in m/s, outwards (radial) and along (transverse).
     *
     * @param revolutions whole revolutions before arrival
     * @param semiMajorAxis metres; negative for hyperbolas
     */
    public record Transfer(
            int revolutions,
            double semiMajorAxis,
            double departureRadial,
            double departureTransverse,
            double arrivalRadial,
            double arrivalTransverse) {}

    /**
     * All transfers: one without a whole revolution, and for each possible number of revolutions up to the limit two.
     *
     * @param mu m3/s2
     * @param r1 distance from the centre at departure, metres
     * @param r2 at arrival
     * @param angle swept beyond whole revolutions, in the direction of motion, rad, in (0, 2 pi)
     * @param seconds of flight, positive
     * @param leastRevolutions smallest number of whole revolutions
     * @param mostRevolutions greatest
     * @return by number of revolutions; of two of equal number the one of the greater x first
     */
    public static List<Transfer> transfers(
            double mu, double r1, double r2, double angle, double seconds, int leastRevolutions, int mostRevolutions) {
        return transfers(mu, r1, r2, angle, seconds, leastRevolutions, mostRevolutions, 0);
    }

    /**
     * As {@link #transfers(double, double, double, double, double, int, int)}, where the places are not known exactly.
     *
     * @param tooShort part of the least time by which the time may fall short of it: then the transfer of least time is
     *     given, which does not arrive in time
     */
    public static List<Transfer> transfers(
            double mu,
            double r1,
            double r2,
            double angle,
            double seconds,
            int leastRevolutions,
            int mostRevolutions,
            double tooShort) {
        if (!(mu > 0 && r1 > 0 && r2 > 0 && seconds > 0 && angle > 0 && angle < 2 * Math.PI)) {
            throw new IllegalArgumentException(
                    "no transfer: r1 " + r1 + " r2 " + r2 + " angle " + angle + " s " + seconds);
        }
        double chord = Math.sqrt(Math.max(0, r1 * r1 + r2 * r2 - 2 * r1 * r2 * Math.cos(angle)));
        double s = (r1 + r2 + chord) / 2;
        double lambda = Math.sqrt(r1 * r2) * Math.cos(angle / 2) / s;
        double time = Math.sqrt(2 * mu / (s * s * s)) * seconds;
        List<Transfer> transfers = new ArrayList<>();
        double parabola = 2.0 / 3 * (1 - lambda * lambda * lambda);
        double none = Math.acos(lambda) + lambda * Math.sqrt(1 - lambda * lambda);
        for (int n = Math.max(0, leastRevolutions); n <= mostRevolutions; n++) {
            if (n == 0) {
                double start;
                if (time >= none) {
                    start = Math.pow(none / time, 2.0 / 3) - 1;
                } else if (time < parabola) {
                    start = 2.5 * parabola / time * (parabola - time) / (1 - Math.pow(lambda, 5)) + 1;
                } else {
                    start = Math.pow(none / time, Math.log(2) / Math.log(none / parabola)) - 1;
                }
                add(transfers, mu, r1, r2, chord, s, lambda, 0, householder(time, start, 0, lambda));
                continue;
            }
            double fastest = fastest(none + n * Math.PI, n, lambda);
            double least = timeOfFlight(fastest, n, lambda);
            if (time < least) {
                if (time > least * (1 - tooShort)) {
                    add(transfers, mu, r1, r2, chord, s, lambda, n, fastest);
                }
                break;
            }
            double ratio = Math.pow((n * Math.PI + Math.PI) / (8 * time), 2.0 / 3);
            add(transfers, mu, r1, r2, chord, s, lambda, n, householder(time, (ratio - 1) / (ratio + 1), n, lambda));
            ratio = Math.pow(8 * time / (n * Math.PI), 2.0 / 3);
            add(transfers, mu, r1, r2, chord, s, lambda, n, householder(time, (ratio - 1) / (ratio + 1), n, lambda));
        }
        return transfers;
    }

    /** Variable of the least time of flight with so many revolutions, by Halley's iteration on its derivative. */
    private static double fastest(double start, int n, double lambda) {
        double x = 0;
        double time = start;
        double[] d = new double[3];
        for (int i = 0; i < ITERATIONS; i++) {
            derivatives(x, time, lambda, d);
            double next = x - d[0] * d[1] / (d[1] * d[1] - d[0] * d[2] / 2);
            double change = Math.abs(next - x);
            x = next;
            time = timeOfFlight(x, n, lambda);
            if (change < TOLERANCE) {
                break;
            }
        }
        return x;
    }

    private static double householder(double time, double start, int n, double lambda) {
        double x = start;
        double[] d = new double[3];
        for (int i = 0; i < ITERATIONS; i++) {
            double tof = timeOfFlight(x, n, lambda);
            derivatives(x, tof, lambda, d);
            double delta = tof - time;
            double square = d[0] * d[0];
            double step =
                    delta * (square - delta * d[1] / 2) / (d[0] * (square - delta * d[1]) + d[2] * delta * delta / 6);
            x -= step;
            if (!(Math.abs(step) > TOLERANCE)) {
                break;
            }
        }
        return x;
    }

    /** Izzo 2015, equation 22: first to third derivative of the time of flight by x. */
    private static void derivatives(double x, double time, double lambda, double[] out3) {
        double l2 = lambda * lambda;
        double l3 = l2 * lambda;
        double free = 1 - x * x;
        double y = Math.sqrt(1 - l2 * free);
        double y3 = y * y * y;
        out3[0] = (3 * time * x - 2 + 2 * l3 * x / y) / free;
        out3[1] = (3 * time + 5 * x * out3[0] + 2 * (1 - l2) * l3 / y3) / free;
        out3[2] = (7 * x * out3[1] + 8 * out3[0] - 6 * (1 - l2) * l2 * l3 * x / (y3 * y * y)) / free;
    }

    /** Non-dimensional time of flight: Izzo 2015, equations 18 to 20. */
    private static double timeOfFlight(double x, int n, double lambda) {
        double distance = Math.abs(x - 1);
        double l2 = lambda * lambda;
        if (distance < LANCASTER && distance > NEAR_PARABOLA) {
            double a = 1 / (1 - x * x);
            if (a > 0) {
                double alpha = 2 * Math.acos(x);
                double beta = Math.copySign(2 * Math.asin(Math.sqrt(l2 / a)), lambda);
                return a * Math.sqrt(a) * ((alpha - Math.sin(alpha)) - (beta - Math.sin(beta)) + 2 * Math.PI * n) / 2;
            }
            double alpha = 2 * acosh(x);
            double beta = Math.copySign(2 * asinh(Math.sqrt(-l2 / a)), lambda);
            return -a * Math.sqrt(-a) * ((beta - Math.sinh(beta)) - (alpha - Math.sinh(alpha))) / 2;
        }
        double e = x * x - 1;
        double rho = Math.abs(e);
        double z = Math.sqrt(1 + l2 * e);
        if (distance <= NEAR_PARABOLA) {
            double eta = z - lambda * x;
            double s1 = 0.5 * (1 - lambda - x * eta);
            double q = 4.0 / 3 * hypergeometric(s1);
            double whole = n == 0 ? 0 : n * Math.PI / Math.pow(rho, 1.5);
            return (eta * eta * eta * q + 4 * lambda * eta) / 2 + whole;
        }
        double y = Math.sqrt(rho);
        double g = x * z - lambda * e;
        double d = e < 0 ? n * Math.PI + Math.acos(Math.max(-1, Math.min(1, g))) : Math.log(y * (z - lambda * x) + g);
        return (x - lambda * z - d / y) / e;
    }

    private static double acosh(double x) {
        return Math.log(x + Math.sqrt(x * x - 1));
    }

    private static double asinh(double x) {
        return Math.log(x + Math.sqrt(x * x + 1));
    }

    /** F(3, 1; 5/2; z), by its series. */
    private static double hypergeometric(double z) {
        double sum = 1;
        double term = 1;
        for (int j = 0; j < 200; j++) {
            term *= (3 + j) * (1.0 + j) / (2.5 + j) * z / (j + 1);
            sum += term;
            if (Math.abs(term) < 1e-15) {
                break;
            }
        }
        return sum;
    }

    /** Velocities from x: Izzo 2015, section 4 (after Gooding 1990). */
    private static void add(
            List<Transfer> transfers,
            double mu,
            double r1,
            double r2,
            double chord,
            double s,
            double lambda,
            int n,
            double x) {
        double y = Math.sqrt(1 - lambda * lambda * (1 - x * x));
        double gamma = Math.sqrt(mu * s / 2);
        double rho = chord > 0 ? (r1 - r2) / chord : 0;
        double sigma = Math.sqrt(1 - rho * rho);
        Transfer transfer = new Transfer(
                n,
                s / (2 * (1 - x * x)),
                gamma * ((lambda * y - x) - rho * (lambda * y + x)) / r1,
                gamma * sigma * (y + lambda * x) / r1,
                -gamma * ((lambda * y - x) + rho * (lambda * y + x)) / r2,
                gamma * sigma * (y + lambda * x) / r2);
        if (Double.isFinite(transfer.departureRadial()) && Double.isFinite(transfer.departureTransverse())) {
            transfers.add(transfer);
        }
    }
}
