package org.greenzone.astro.conjunction;

import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;

/**
 * An orbit whose equinoctial elements at the time of closest approach are Gaussian and which moves by Kepler's laws: the
 * assumption of Hall, "Expected collision rates for tracked satellites", J. Spacecraft and Rockets 58 (2021).
 *
 * <p>Elements are mean motion (rad/s), ex, ey, hx, hy and the mean longitude (rad) at time zero; times are seconds from then.
 * With the mean motion as first element the longitude is linear in time and the Gaussian stays one.
 */
final class KeplerianGaussian {
    /** Gravitational parameter of the Earth, m3/s2 (WGS84). */
    static final double MU = 3.986004418e14;

    private static final double KEPLER_TOLERANCE = 1e-13;
    private static final int SIZE = 6;

    private final double[] mean;
    private final double[][] covariance;

    private KeplerianGaussian(double[] mean, double[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * The two orbits of an encounter in axes that are turned so that neither is near the singularity of the elements at
     * 180 degrees of inclination.
     *
     * @return primary and secondary
     * @throws ArithmeticException where an orbit is not an ellipse
     */
    static KeplerianGaussian[] pair(CurvedEncounter encounter) {
        double[][] axes = axes(encounter.primaryState(), encounter.secondaryState());
        return new KeplerianGaussian[] {
            of(encounter.primaryState(), encounter.primaryCovariance(), axes),
            of(encounter.secondaryState(), encounter.secondaryCovariance(), axes)
        };
    }

    private static KeplerianGaussian of(double[] state, double[][] covariance, double[][] axes) {
        double[][] turn = new double[SIZE][SIZE];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(axes[i], 0, turn[i], 0, 3);
            System.arraycopy(axes[i], 0, turn[3 + i], 3, 3);
        }
        double[] turned = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                turned[i] += turn[i][j] * state[j];
            }
        }
        double[] elements = EquinoctialElements.fromCartesian(turned, MU);
        double[][] byState = EquinoctialElements.elementsByCartesian(elements, MU);
        double motion = Math.sqrt(MU / elements[0]) / elements[0];
        for (int j = 0; j < SIZE; j++) {
            byState[0][j] *= -1.5 * motion / elements[0];
        }
        elements[0] = motion;
        return new KeplerianGaussian(
                elements, SymmetricMatrix.congruence(SymmetricMatrix.product(byState, turn), covariance));
    }

    /** Rows of a rotation whose third axis lies between the angular momenta. */
    private static double[][] axes(double[] first, double[] second) {
        double[] h1 = Vectors.normal(first);
        double[] h2 = Vectors.normal(second);
        double[] z = new double[3];
        for (int i = 0; i < 3; i++) {
            z[i] = h1[i] + h2[i];
        }
        double length = Vectors.norm(z);
        if (length < 0.1) {
            // Opposite orbits: any axis in their common plane is at 90 degrees to both.
            z = normal(new double[] {h1[0] - h2[0], h1[1] - h2[1], h1[2] - h2[2]});
            length = 1;
        }
        for (int i = 0; i < 3; i++) {
            z[i] /= length;
        }
        double[] x = normal(z);
        return new double[][] {x, Vectors.cross(z, x), z};
    }

    /** A unit vector at right angles, along the axis of coordinates that leans least. */
    static double[] normal(double[] z) {
        int least = 0;
        for (int i = 1; i < 3; i++) {
            if (Math.abs(z[i]) < Math.abs(z[least])) {
                least = i;
            }
        }
        double square = z[0] * z[0] + z[1] * z[1] + z[2] * z[2];
        double[] normal = new double[3];
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            normal[i] = (i == least ? 1 : 0) - z[least] * z[i] / square;
            sum += normal[i] * normal[i];
        }
        for (int i = 0; i < 3; i++) {
            normal[i] /= Math.sqrt(sum);
        }
        return normal;
    }

    double[] mean() {
        return mean;
    }

    /** Of the elements, 6x6. */
    double[][] covariance() {
        return covariance;
    }

    double periodSeconds() {
        return 2 * Math.PI / mean[0];
    }

    /** The state of elements at a time. */
    static double[] state(double[] elements, double seconds) {
        double[] state = new double[SIZE];
        state(elements, seconds, new double[SIZE], new double[10], state);
        return state;
    }

    /** The same without allocation; the scratches are written. */
    static void state(double[] elements, double seconds, double[] scratch6, double[] scratch10, double[] out6) {
        double motion = elements[0];
        scratch6[0] = Math.cbrt(MU / (motion * motion));
        System.arraycopy(elements, 1, scratch6, 1, 4);
        scratch6[5] = Math.IEEEremainder(elements[5] + motion * seconds, 2 * Math.PI);
        EquinoctialElements.toCartesian(scratch6, MU, KEPLER_TOLERANCE, scratch10, out6);
    }

    /** Partials of the state at a time by the elements at time zero. */
    static double[][] partials(double[] elements, double seconds) {
        double[] now = elements.clone();
        now[0] = Math.cbrt(MU / (elements[0] * elements[0]));
        now[5] = Math.IEEEremainder(elements[5] + elements[0] * seconds, 2 * Math.PI);
        double[][] partials = EquinoctialElements.cartesianByElements(now, MU);
        double axisByMotion = -2 * now[0] / (3 * elements[0]);
        for (int i = 0; i < SIZE; i++) {
            partials[i][0] = axisByMotion * partials[i][0] + seconds * partials[i][5];
        }
        return partials;
    }

    /**
     * Elements at time zero of a state at another time.
     *
     * @throws ArithmeticException where the orbit is not an ellipse
     */
    static double[] elements(double[] state, double seconds) {
        double[] elements = EquinoctialElements.fromCartesian(state, MU);
        elements[0] = Math.sqrt(MU / elements[0]) / elements[0];
        elements[5] = Math.IEEEremainder(elements[5] - elements[0] * seconds, 2 * Math.PI);
        return elements;
    }

    /** Mean elements minus those given. */
    double[] meanMinus(double[] elements) {
        double[] difference = new double[SIZE];
        for (int i = 0; i < SIZE - 1; i++) {
            difference[i] = mean[i] - elements[i];
        }
        difference[5] = Math.IEEEremainder(mean[5] - elements[5], 2 * Math.PI);
        return difference;
    }
}
