package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * Growth of an orbit's covariance by what the force model does not know.
 *
 * <p>Two causes, each with a physical size. (1) The density of the thermosphere: models are wrong by 15 to 20 per cent from day
 * to day (Marcos 1990, Emmert 2015), which an estimated ballistic coefficient takes up until the error changes; so the
 * coefficient walks at random by 20 per cent of itself in a day, and its walk acts through the drag. (2) The gravity
 * field above the degree of the model and what else is small: white acceleration of 2e-12 m2/s3 at 500 km (60 m along track after a day),
 * falling with height as the field of degree 36 does, with a floor of 1e-13 m2/s3 (14 m) for tides and sunlight. Not meant for
 * manoeuvres, storms (set the coefficient's covariance wider) or objects with an area-to-mass ratio above 1 m2/kg.
 */
public final class ProcessNoise {
    private static final int PARAMETERS = 7;
    private static final double DENSITY_SIGMA = 0.2;
    private static final double DENSITY_DAYS_SECONDS = 86_400;
    private static final double ACCELERATION_DENSITY = 2e-14;
    private static final double ACCELERATION_FLOOR = 1e-16;
    private static final double REFERENCE_RADIUS = 6_878_137;
    private static final double TRUNCATION_POWER = 76;
    /** The transition turns with the orbit: four points serve for the time of two revolutions. */
    private static final double LONGEST_LEG_SECONDS = 10_800;
    /** Gauss-Legendre nodes and weights on 0..1, four points. */
    private static final double[] NODES = {
        0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970262
    };

    private static final double[] WEIGHTS = {
        0.17392742256872692, 0.32607257743127307, 0.32607257743127307, 0.17392742256872692
    };

    private ProcessNoise() {}

    /**
     * Covariance that the interval adds, 7 x 7 (GCRF state and ballistic coefficient, SI), at its end.
     *
     * @param trajectory with transition, from the epoch over the interval
     * @param seconds end of the interval from the epoch; negative for backwards. For at most a few hours: longer spans are put
     *     together from such intervals
     * @param ballisticCoefficient m2/kg
     */
    public static double[][] over(Trajectory trajectory, double seconds, double ballisticCoefficient) {
        double[][] sum = new double[PARAMETERS][PARAMETERS];
        if (seconds == 0) {
            return sum;
        }
        double[][] end = transition(trajectory, seconds);
        double[] state = new double[6];
        double dragWalk = DENSITY_SIGMA * ballisticCoefficient;
        double dragRate = dragWalk * dragWalk / DENSITY_DAYS_SECONDS;
        for (int node = 0; node < NODES.length; node++) {
            double at = NODES[node] * seconds;
            double[][] fromHere = SymmetricMatrix.fromInner(end, transition(trajectory, at));
            trajectory.state(at, state);
            double white = whiteDensity(state);
            double weight = WEIGHTS[node] * Math.abs(seconds);
            for (int i = 0; i < PARAMETERS; i++) {
                for (int j = 0; j <= i; j++) {
                    double kicked = fromHere[i][3] * fromHere[j][3]
                            + fromHere[i][4] * fromHere[j][4]
                            + fromHere[i][5] * fromHere[j][5];
                    sum[i][j] += weight * (white * kicked + dragRate * fromHere[i][6] * fromHere[j][6]);
                }
            }
        }
        mirror(sum);
        return sum;
    }

    /**
     * Covariance that an interval adds, mapped to the epoch of the trajectory: 7 x 7 (GCRF state and ballistic coefficient, SI). Over
     * intervals that follow each other outward from the epoch these covariances simply add up.
     *
     * @param trajectory with transition, over the interval
     * @param from seconds from the epoch
     * @param to seconds from the epoch, on the same side of it; before or after {@code from}
     * @param ballisticCoefficient m2/kg
     */
    public static double[][] atEpoch(Trajectory trajectory, double from, double to, double ballisticCoefficient) {
        double[][] sum = new double[PARAMETERS][PARAMETERS];
        double dragWalk = DENSITY_SIGMA * ballisticCoefficient;
        double dragRate = dragWalk * dragWalk / DENSITY_DAYS_SECONDS;
        double[] state = new double[6];
        double[][] identity = identity();
        int legs = Math.max(1, (int) Math.ceil(Math.abs(to - from) / LONGEST_LEG_SECONDS));
        double length = (to - from) / legs;
        for (int leg = 0; leg < legs; leg++) {
            for (int node = 0; node < NODES.length; node++) {
                double at = from + (leg + NODES[node]) * length;
                double[][] back = SymmetricMatrix.solveGeneral(transition(trajectory, at), identity);
                trajectory.state(at, state);
                double white = whiteDensity(state);
                double weight = WEIGHTS[node] * Math.abs(length);
                for (int i = 0; i < PARAMETERS; i++) {
                    for (int j = 0; j <= i; j++) {
                        double kicked = back[i][3] * back[j][3] + back[i][4] * back[j][4] + back[i][5] * back[j][5];
                        sum[i][j] += weight * (white * kicked + dragRate * back[i][6] * back[j][6]);
                    }
                }
            }
        }
        mirror(sum);
        return sum;
    }

    private static double whiteDensity(double[] state) {
        double r = Math.sqrt(state[0] * state[0] + state[1] * state[1] + state[2] * state[2]);
        return ACCELERATION_FLOOR + ACCELERATION_DENSITY * Math.pow(REFERENCE_RADIUS / r, TRUNCATION_POWER);
    }

    private static double[][] identity() {
        double[][] identity = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static void mirror(double[][] lower) {
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < i; j++) {
                lower[j][i] = lower[i][j];
            }
        }
    }

    /** Transition of state and ballistic coefficient, 7 x 7, at an instant of a trajectory. */
    public static double[][] transition(Trajectory trajectory, double seconds) {
        double[] flat = new double[42];
        trajectory.transition(seconds, flat);
        double[][] full = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(flat, i * PARAMETERS, full[i], 0, PARAMETERS);
        }
        full[6][6] = 1;
        return full;
    }
}
