package org.greenzone.astro.dynamics;

/**
 * The partials of a motion by its state at the epoch and its ballistic coefficient, cheaply: those of an orbit that flattening turns
 * and drag shrinks, without integrating them along.
 *
 * <p>In equinoctial elements the epoch is carried by the secular rates of J2 (Brouwer 1959, first order) and their partials; at both ends the elements
 * are those of the true motion, osculating. The ballistic coefficient acts on the semi-major axis and on the eccentricity vector (Gauss's
 * equations), summed along the motion every {@value #STEP_SECONDS} s, and by the axis on the longitude. For least squares whose
 * residuals come from the true motion: a Gauss-Newton step loses some per cent of its length, the optimum and its cost nothing that
 * counts. Against integrated partials over fifteen hours at 480 km: within 2 per cent of each column, 5 for drag (a test holds that).
 *
 * <p>Not thread-safe where the force field is in use elsewhere.
 */
public final class SecularTransition implements Partials {
    private static final double STEP_SECONDS = 240;
    private static final double J2 = 1.08262668e-3;
    private static final int STATE = 6;
    private static final int WIDTH = 7;
    /** Of the semi-major axis in units of itself, and of the other elements, for the partials of the rates. */
    private static final double DIFFERENCE = 1e-5;

    private static final int AXIS = 0;
    private static final int AXIS_MOMENT = 1;
    private static final int ECCENTRICITY_X = 2;
    private static final int ECCENTRICITY_Y = 3;
    private static final int SUMS = 4;

    private static final int APSIDES = 0;
    private static final int NODE = 1;
    private static final int LONGITUDE = 2;

    private final Motion motion;
    private final double mu;
    private final double[] elements;
    private final double[][] toElements;
    private final double[] rates = new double[3];
    private final double[][] ratePartials = new double[3][5];
    private final double step;
    private final double[] sums;
    private final double[] state = new double[STATE];
    private final double[][] carried = new double[STATE][WIDTH];

    /** @param seconds end of the interval from the epoch of the motion, negative for backwards */
    SecularTransition(ForceField force, Motion motion, OrbitalState start, double seconds) {
        this.motion = motion;
        mu = force.mu();
        elements = EquinoctialElements.fromCartesian(start.stateGcrf(), mu);
        toElements = EquinoctialElements.elementsByCartesian(elements, mu);
        rates(elements, mu, rates);
        double[] plus = new double[3];
        double[] minus = new double[3];
        double[] moved = elements.clone();
        for (int p = 0; p < 5; p++) {
            double d = p == 0 ? DIFFERENCE * elements[0] : DIFFERENCE;
            moved[p] = elements[p] + d;
            rates(moved, mu, plus);
            moved[p] = elements[p] - d;
            rates(moved, mu, minus);
            moved[p] = elements[p];
            for (int k = 0; k < 3; k++) {
                ratePartials[k][p] = (plus[k] - minus[k]) / (2 * d);
            }
        }
        int steps = Math.max(1, (int) Math.ceil(Math.abs(seconds) / STEP_SECONDS));
        step = seconds / steps;
        sums = new double[(steps + 1) * SUMS];
        sumDrag(force, start, steps);
    }

    /** Of the apsides against the equinox, of the node, and of the mean longitude, rad/s. */
    private static void rates(double[] elements, double mu, double[] out3) {
        double a = elements[0];
        double e2 = elements[1] * elements[1] + elements[2] * elements[2];
        double h2 = elements[3] * elements[3] + elements[4] * elements[4];
        double cosine = (1 - h2) / (1 + h2);
        double eta2 = 1 - e2;
        double n = Math.sqrt(mu / (a * a * a));
        double q = ForceField.EARTH_RADIUS / (a * eta2);
        double strength = 0.75 * J2 * q * q * n;
        out3[NODE] = -2 * strength * cosine;
        out3[APSIDES] = strength * (5 * cosine * cosine - 1) + out3[NODE];
        out3[LONGITUDE] = n + strength * Math.sqrt(eta2) * (3 * cosine * cosine - 1) + out3[APSIDES];
    }

    private void sumDrag(ForceField force, OrbitalState start, int steps) {
        double[] push = new double[3];
        double[] before = new double[SUMS];
        double[] here = new double[SUMS];
        force.begin(start);
        for (int k = 0; k <= steps; k++) {
            double t = k * step;
            motion.state(t, state);
            force.at(t);
            force.dragOfUnit(state, push);
            dragRates(t, push, here);
            for (int i = 0; k > 0 && i < SUMS; i++) {
                sums[k * SUMS + i] = sums[(k - 1) * SUMS + i] + 0.5 * step * (before[i] + here[i]);
            }
            System.arraycopy(here, 0, before, 0, SUMS);
        }
    }

    /** What an acceleration does to the semi-major axis, that times the time, and the eccentricity vector. */
    private void dragRates(double t, double[] push, double[] out) {
        double x = state[0];
        double y = state[1];
        double z = state[2];
        double vx = state[3];
        double vy = state[4];
        double vz = state[5];
        double power = vx * push[0] + vy * push[1] + vz * push[2];
        double a = 1 / (2 / Math.sqrt(x * x + y * y + z * z) - (vx * vx + vy * vy + vz * vz) / mu);
        out[AXIS] = 2 * a * a / mu * power;
        out[AXIS_MOMENT] = t * out[AXIS];
        double out1 = x * push[0] + y * push[1] + z * push[2];
        double radial = x * vx + y * vy + z * vz;
        double eccX = (2 * power * x - out1 * vx - radial * push[0]) / mu;
        double eccY = (2 * power * y - out1 * vy - radial * push[1]) / mu;
        double eccZ = (2 * power * z - out1 * vz - radial * push[2]) / mu;
        double wx = y * vz - z * vy;
        double wy = z * vx - x * vz;
        double wz = x * vy - y * vx;
        double d = 1 / (Math.sqrt(wx * wx + wy * wy + wz * wz) + wz);
        double hx = -d * wy;
        double hy = d * wx;
        double scale = 1 / (1 + hx * hx + hy * hy);
        double fx = scale * (1 + hx * hx - hy * hy);
        double fy = scale * 2 * hx * hy;
        out[ECCENTRICITY_X] = eccX * fx + eccY * fy - eccZ * scale * 2 * hy;
        out[ECCENTRICITY_Y] = eccX * fy + eccY * scale * (1 + hy * hy - hx * hx) + eccZ * scale * 2 * hx;
    }

    /**
     * The partials at an instant of the interval.
     *
     * @param seconds from the epoch
     * @param out42 receives those of position and velocity (rows) by position and velocity at the epoch and the ballistic coefficient
     */
    @Override
    public void at(double seconds, double[] out42) {
        double t = seconds;
        double apsides = rates[APSIDES] * t;
        double node = rates[NODE] * t;
        double cosA = Math.cos(apsides);
        double sinA = Math.sin(apsides);
        double cosN = Math.cos(node);
        double sinN = Math.sin(node);
        double ex = cosA * elements[1] - sinA * elements[2];
        double ey = sinA * elements[1] + cosA * elements[2];
        double hx = cosN * elements[3] - sinN * elements[4];
        double hy = sinN * elements[3] + cosN * elements[4];
        for (int j = 0; j < STATE; j++) {
            double byApsides = 0;
            double byNode = 0;
            double byLongitude = 0;
            for (int p = 0; p < 5; p++) {
                byApsides += t * ratePartials[APSIDES][p] * toElements[p][j];
                byNode += t * ratePartials[NODE][p] * toElements[p][j];
                byLongitude += t * ratePartials[LONGITUDE][p] * toElements[p][j];
            }
            carried[0][j] = toElements[0][j];
            carried[1][j] = cosA * toElements[1][j] - sinA * toElements[2][j] - ey * byApsides;
            carried[2][j] = sinA * toElements[1][j] + cosA * toElements[2][j] + ex * byApsides;
            carried[3][j] = cosN * toElements[3][j] - sinN * toElements[4][j] - hy * byNode;
            carried[4][j] = sinN * toElements[3][j] + cosN * toElements[4][j] + hx * byNode;
            carried[5][j] = toElements[5][j] + byLongitude;
        }
        carried[0][STATE] = sum(AXIS, t);
        carried[1][STATE] = sum(ECCENTRICITY_X, t);
        carried[2][STATE] = sum(ECCENTRICITY_Y, t);
        carried[3][STATE] = 0;
        carried[4][STATE] = 0;
        carried[5][STATE] = ratePartials[LONGITUDE][0] * (t * sum(AXIS, t) - sum(AXIS_MOMENT, t));
        motion.state(t, state);
        double[][] toState = EquinoctialElements.cartesianByElements(EquinoctialElements.fromCartesian(state, mu), mu);
        for (int i = 0; i < STATE; i++) {
            for (int j = 0; j < WIDTH; j++) {
                double entry = 0;
                for (int k = 0; k < STATE; k++) {
                    entry += toState[i][k] * carried[k][j];
                }
                out42[i * WIDTH + j] = entry;
            }
        }
    }

    private double sum(int which, double seconds) {
        int last = sums.length / SUMS - 1;
        double place = step == 0 ? 0 : seconds / step;
        int left = Math.max(0, Math.min((int) Math.floor(place), last - 1));
        double u = place - left;
        return (1 - u) * sums[left * SUMS + which] + u * sums[(left + 1) * SUMS + which];
    }
}
