package org.greenzone.astro.catalogue;

import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.Vectors;

/**
 * How well the place of an object along its orbit is known as time goes on, in closed form.
 *
 * <p>The error of the semi-major axis drifts along the track by 3/2 n a second (Clohessy and Wiltshire 1960), that of drag with
 * the square of time, at an upper bound of the density; an error of the velocity in the turning RTN frame moves the object by
 * half as much again as itself times the time, and by four times itself over n at most. Two-body about the epoch; an
 * upper estimate, meant for gates, not for a covariance. Not for orbits within a few days of re-entry, whose density bound is
 * exceeded.
 */
public final class PlaceUncertainty {
    /**
     * Beyond this sigma along the orbit an object is lost, metres: six of it are a seventh of a low orbit, any other object of
     * the shell would fit as well, and no Gaussian describes where it is. Twice the spread of unknown objects in the
     * view of a radar.
     */
    public static final double LOST_METRES = 1_000_000;

    /** Greatest value of 2 (1 - cos n t) / n t, the way along the track by a radial velocity, rounded up. */
    private static final double SWING = 1.5;

    private static final double EARTH_RADIUS = 6_378_137;
    /** Density at 400 km at high solar activity, kg/m3, and a scale height, for the upper bound. */
    private static final double DENSITY = 1e-11;

    private static final double DENSITY_HEIGHT = 400_000;
    private static final double SCALE_HEIGHT = 60_000;
    /** Share of the drag that the atmosphere's model does not know. */
    private static final double DENSITY_SHARE = 0.2;

    private final double positionSigma;
    private final double velocitySigma;
    /** Time after which an error of the velocity goes no further, seconds. */
    private final double turn;

    private final double axisSigma;
    private final double driftSigma;
    private final double dragAcceleration;
    private final double dragSigma;

    /** @throws ArithmeticException where the orbit is not an ellipse */
    public PlaceUncertainty(CatalogueOrbit orbit, double mu) {
        double[] state = orbit.stateGcrf();
        double[] c = orbit.covarianceRtn();
        double r = Vectors.norm(state);
        double[] v = RtnFrame.vectorToRtn(new double[] {state[3], state[4], state[5]}, state);
        double a = 1 / (2 / r - (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) / mu);
        if (!(a > 0)) {
            throw new ArithmeticException("the orbit is not an ellipse");
        }
        double n = Math.sqrt(mu / (a * a * a));
        double e = Math.hypot(1 - r / a, r * v[0] / Math.sqrt(mu * a));
        double speedFactor = Math.sqrt((1 + e) / (1 - e));
        double[] axisBy = {
            2 * a * a / (r * r), 0, 0, 2 * a * a / mu * v[0], 2 * a * a / mu * v[1], 2 * a * a / mu * v[2]
        };
        double axisVariance = 0;
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                int high = Math.max(i, j);
                axisVariance += axisBy[i] * axisBy[j] * c[high * (high + 1) / 2 + Math.min(i, j)];
            }
        }
        positionSigma = speedFactor * Math.sqrt(c[0] + c[2] + c[5]);
        // Velocities of the covariance are inertial: in the frame that turns with the object, xdot = vR + n T, ydot =
        // vT - n R.
        double turning = c[9] + 2 * n * c[7] + n * n * c[2] + c[14] - 2 * n * c[10] + n * n * c[0] + c[20];
        velocitySigma = SWING * speedFactor * Math.sqrt(Math.max(0, turning));
        turn = 4 / (SWING * n);
        axisSigma = Math.sqrt(Math.max(0, axisVariance));
        driftSigma = speedFactor * 1.5 * n * axisSigma;
        double perigeeHeight = a * (1 - e) - EARTH_RADIUS;
        double density = DENSITY * Math.exp((DENSITY_HEIGHT - perigeeHeight) / SCALE_HEIGHT);
        double unit = 1.5 * 0.5 * density * mu / a * speedFactor;
        dragAcceleration = unit * Math.abs(orbit.ballisticCoefficient());
        dragSigma = unit * Math.sqrt(c[27]);
    }

    /** One sigma so many seconds after (or before) the epoch, metres. */
    public double sigmaMetres(double seconds) {
        double drift = driftSigma * seconds;
        double drag = (dragSigma + DENSITY_SHARE * dragAcceleration) * seconds * seconds;
        return Math.sqrt(square(shapeSigmaMetres(seconds)) + drift * drift + drag * drag);
    }

    /**
     * The part of it that is not drift along the orbit, one sigma, metres: how well the shape and the plane of the orbit are
     * known.
     */
    public double shapeSigmaMetres(double seconds) {
        return Math.hypot(positionSigma, velocitySigma * Math.min(Math.abs(seconds), turn));
    }

    /** One sigma of the semi-major axis at the epoch, metres. */
    public double axisSigmaMetres() {
        return axisSigma;
    }

    /** Upper bound of the way along the track that drag makes, metres. */
    public double dragMetres(double seconds) {
        return dragAcceleration * seconds * seconds;
    }

    /** Seconds from the epoch until the object is lost ({@link #LOST_METRES}); 0 where it is at the epoch. */
    public double knownForSeconds() {
        return knownForSeconds(LOST_METRES);
    }

    /** Seconds from the epoch until one sigma reaches a limit (metres); 0 where it does at the epoch. */
    public double knownForSeconds(double limitMetres) {
        double room = limitMetres * limitMetres - positionSigma * positionSigma;
        double early = root(velocitySigma * velocitySigma + driftSigma * driftSigma, room);
        return early <= turn ? early : root(driftSigma * driftSigma, room - square(velocitySigma * turn));
    }

    /** The time at which drag^2 t^4 + rate2 t^2 is the room, in the form that loses no digits where drag is small. */
    private double root(double rate2, double room) {
        if (!(room > 0)) {
            return 0;
        }
        double drag2 = square(dragSigma + DENSITY_SHARE * dragAcceleration);
        return Math.sqrt(2 * room / (rate2 + Math.sqrt(rate2 * rate2 + 4 * drag2 * room)));
    }

    private static double square(double x) {
        return x * x;
    }
}
