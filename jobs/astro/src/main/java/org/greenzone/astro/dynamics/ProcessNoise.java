package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;

/**
 * Growth of an orbit's covariance by what the force model does not know.
 *
 * <p>Four causes, each with a physical size. (1) The density of the thermosphere: models are wrong by 15 to 20 per cent from day
 * to day (Marcos 1990, Emmert 2015), which an estimated ballistic coefficient takes up until the error changes; so the
 * coefficient walks at random by 20 per cent of itself in a day, and its walk acts through the drag. (2) Sunlight on a body that
 * is no sphere and turns: the radiation coefficient walks by 5 per cent of itself in a day. (3) The gravity field above the degree N of the
 * model: white acceleration along track of 3.7e-10 m2/s3 (R / r)^(2 N + 6), R the radius of the Earth. Power and factor are those of
 * degree 21, 36 and 48 against 70 from 350 to 1336 km, after a fit of a day (GravityTruncation; within about a factor of two of all).
 * Across, a tenth of the error along track after a day: a hundred times the density. (4) What has the period of the orbit and no potential in the model:
 * tides of the oceans, light of the Earth, the shape of the body. Along track 3 m in a day, R and N 1 and 2 m in three days, as
 * fits to precise orbits of Jason-2 and SPOT-5 show. Not meant for manoeuvres or storms (set the coefficient's covariance wider).
 */
public final class ProcessNoise {
    private static final int PARAMETERS = 7;
    private static final int ALL = 8;
    private static final double DENSITY_SIGMA = 0.2;
    private static final double SUNLIGHT_SIGMA = 0.05;
    private static final double DAY_SECONDS = 86_400;
    private static final double TRUNCATION_DENSITY = 3.7e-10;
    private static final double ACROSS = 100;
    private static final double REST_RADIAL = 8e-12;
    private static final double REST_ALONG = 4e-15;
    private static final double REST_NORMAL = 3e-11;
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
     * Covariance that the interval adds, 8 x 8 (GCRF state, ballistic and radiation coefficient, SI), at its end.
     *
     * @param trajectory with transition, from the epoch over the interval
     * @param sunlight over the interval
     * @param seconds end of the interval from the epoch; negative for backwards. For at most a few hours: longer spans are put
     *     together from such intervals
     * @param gravityDegree of the field that the trajectory was made with
     * @param ballisticCoefficient m2/kg
     * @param radiationCoefficient m2/kg
     */
    public static double[][] over(
            Trajectory trajectory,
            RadiationSensitivity sunlight,
            double seconds,
            int gravityDegree,
            double ballisticCoefficient,
            double radiationCoefficient) {
        double[][] sum = new double[ALL][ALL];
        if (seconds == 0) {
            return sum;
        }
        double[][] end = transition(trajectory, sunlight, seconds);
        double[] state = new double[6];
        double[] axes = new double[9];
        double[][] kick = new double[ALL][3];
        double dragWalk = DENSITY_SIGMA * ballisticCoefficient;
        double dragRate = dragWalk * dragWalk / DAY_SECONDS;
        double lightWalk = SUNLIGHT_SIGMA * radiationCoefficient;
        double lightRate = lightWalk * lightWalk / DAY_SECONDS;
        for (int node = 0; node < NODES.length; node++) {
            double at = NODES[node] * seconds;
            double[][] fromHere = SymmetricMatrix.fromInner(end, transition(trajectory, sunlight, at));
            trajectory.state(at, state);
            double[] white = whiteRtn(state, gravityDegree);
            RtnFrame.axes(state, axes);
            kicks(fromHere, axes, kick);
            double weight = WEIGHTS[node] * Math.abs(seconds);
            for (int i = 0; i < ALL; i++) {
                for (int j = 0; j <= i; j++) {
                    double kicked = white[0] * kick[i][0] * kick[j][0]
                            + white[1] * kick[i][1] * kick[j][1]
                            + white[2] * kick[i][2] * kick[j][2];
                    sum[i][j] += weight
                            * (kicked
                                    + dragRate * fromHere[i][6] * fromHere[j][6]
                                    + lightRate * fromHere[i][7] * fromHere[j][7]);
                }
            }
        }
        mirror(sum);
        return sum;
    }

    /**
     * Covariance that an interval adds, mapped to the epoch of the trajectory: 7 x 7 (GCRF state and ballistic coefficient, SI), without the
     * walk of the radiation coefficient. Over intervals that follow each other outward from the epoch these covariances simply add up.
     *
     * @param trajectory with transition, over the interval
     * @param from seconds from the epoch
     * @param to seconds from the epoch, on the same side of it; before or after {@code from}
     * @param gravityDegree of the field that the trajectory was made with
     * @param ballisticCoefficient m2/kg
     */
    public static double[][] atEpoch(
            Trajectory trajectory, double from, double to, int gravityDegree, double ballisticCoefficient) {
        return atEpoch(trajectory, trajectory::transition, from, to, gravityDegree, ballisticCoefficient);
    }

    /** The same of a motion with secular partials, from its epoch. */
    public static double[][] atEpoch(
            Motion motion, SecularTransition partials, double to, int gravityDegree, double ballisticCoefficient) {
        return atEpoch(motion, partials, 0, to, gravityDegree, ballisticCoefficient);
    }

    private static double[][] atEpoch(
            Motion motion, Partials partials, double from, double to, int gravityDegree, double ballisticCoefficient) {
        double[][] sum = new double[PARAMETERS][PARAMETERS];
        double dragWalk = DENSITY_SIGMA * ballisticCoefficient;
        double dragRate = dragWalk * dragWalk / DAY_SECONDS;
        double[] state = new double[6];
        double[] axes = new double[9];
        double[][] kick = new double[PARAMETERS][3];
        double[][] identity = identity();
        int legs = Math.max(1, (int) Math.ceil(Math.abs(to - from) / LONGEST_LEG_SECONDS));
        double length = (to - from) / legs;
        for (int leg = 0; leg < legs; leg++) {
            for (int node = 0; node < NODES.length; node++) {
                double at = from + (leg + NODES[node]) * length;
                double[][] back = SymmetricMatrix.solveGeneral(transition(partials, at), identity);
                motion.state(at, state);
                double[] white = whiteRtn(state, gravityDegree);
                RtnFrame.axes(state, axes);
                kicks(back, axes, kick);
                double weight = WEIGHTS[node] * Math.abs(length);
                for (int i = 0; i < PARAMETERS; i++) {
                    for (int j = 0; j <= i; j++) {
                        double kicked = white[0] * kick[i][0] * kick[j][0]
                                + white[1] * kick[i][1] * kick[j][1]
                                + white[2] * kick[i][2] * kick[j][2];
                        sum[i][j] += weight * (kicked + dragRate * back[i][6] * back[j][6]);
                    }
                }
            }
        }
        mirror(sum);
        return sum;
    }

    private static double[][] identity() {
        double[][] identity = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static void mirror(double[][] lower) {
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j < i; j++) {
                lower[j][i] = lower[i][j];
            }
        }
    }

    /** What a change of velocity along R, T and N at an instant makes of each parameter at the end. */
    private static void kicks(double[][] fromHere, double[] axes, double[][] kick) {
        for (int i = 0; i < kick.length; i++) {
            for (int axis = 0; axis < 3; axis++) {
                kick[i][axis] = fromHere[i][3] * axes[3 * axis]
                        + fromHere[i][4] * axes[3 * axis + 1]
                        + fromHere[i][5] * axes[3 * axis + 2];
            }
        }
    }

    /** Density of the white acceleration that stands for the field above a degree, m2/s3, along track. */
    static double truncation(double radiusMetres, int gravityDegree) {
        return TRUNCATION_DENSITY * Math.pow(ForceField.EARTH_RADIUS / radiusMetres, 2 * gravityDegree + 6);
    }

    /** Densities of the white acceleration along R, T and N, m2/s3. */
    private static double[] whiteRtn(double[] state, int gravityDegree) {
        double r = Vectors.norm(state);
        double truncation = truncation(r, gravityDegree);
        return new double[] {
            REST_RADIAL + ACROSS * truncation, REST_ALONG + truncation, REST_NORMAL + ACROSS * truncation
        };
    }

    /** Transition of state and ballistic coefficient, 7 x 7, from the epoch of a trajectory to an instant. */
    public static double[][] transition(Trajectory trajectory, double seconds) {
        return transition((Partials) trajectory::transition, seconds);
    }

    private static double[][] transition(Partials partials, double seconds) {
        double[] flat = new double[6 * PARAMETERS];
        partials.at(seconds, flat);
        double[][] full = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(flat, i * PARAMETERS, full[i], 0, PARAMETERS);
        }
        full[6][6] = 1;
        return full;
    }

    /** Transition of state and both coefficients, 8 x 8, from the epoch of a trajectory to an instant. */
    public static double[][] transition(Trajectory trajectory, RadiationSensitivity sunlight, double seconds) {
        double[] flat = new double[42];
        trajectory.transition(seconds, flat);
        double[] inner = new double[6];
        sunlight.inner(seconds, inner);
        double[][] full = new double[ALL][ALL];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(flat, i * PARAMETERS, full[i], 0, PARAMETERS);
            for (int j = 0; j < 6; j++) {
                full[i][7] += full[i][j] * inner[j];
            }
        }
        full[6][6] = 1;
        full[7][7] = 1;
        return full;
    }
}
