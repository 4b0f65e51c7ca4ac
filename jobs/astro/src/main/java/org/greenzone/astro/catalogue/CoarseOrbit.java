package org.greenzone.astro.catalogue;

import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.physics.Vectors;

/**
 * An orbit as a few numbers that turn evenly under J2, and how far from it the object can be.
 *
 * <p>The semi-major axis comes from the energy with J2 in it, which J2 conserves (Brouwer 1959), so that the place along the orbit
 * drifts by what tesserals, Sun, Moon and drag do alone. Short-period terms are left out, at the epoch and at the instant asked
 * for. The bound of the distance from the numerical orbit: {@value #BASE_METRES} m, {@value #DRIFT_METRES_PER_DAY} m a
 * day, and the way by drag at an upper bound of the density; a test holds it over regimes. Not for orbits within a few days of
 * re-entry, whose density bound is exceeded. Not thread-safe.
 */
public final class CoarseOrbit {
    static final double BASE_METRES = 40_000;
    static final double DRIFT_METRES_PER_DAY = 20_000;
    private static final double J2 = 1.08262668e-3;
    private static final double EARTH_RADIUS = 6_378_137;
    private static final double DAY = 86_400;
    private static final double SIGMAS = 6;
    /** Metres at an eccentricity of 0.9. */
    private static final double KEPLER_TOLERANCE = 1e-3;

    private final double semiMajorAxis;
    private final double ex;
    private final double ey;
    private final double hx;
    private final double hy;
    private final double longitude;
    private final double longitudeRate;
    private final double perigeeLongitudeRate;
    private final double nodeRate;
    private final double speedFactor;
    private final PlaceUncertainty place;
    private final double[] elements = new double[6];
    private final double[] scratch = new double[10];

    /** @throws ArithmeticException where the orbit is not an ellipse */
    public CoarseOrbit(CatalogueOrbit orbit, double mu) {
        double[] state = orbit.stateGcrf();
        double[] elements = EquinoctialElements.fromCartesian(state, mu);
        ex = elements[1];
        ey = elements[2];
        hx = elements[3];
        hy = elements[4];
        longitude = elements[5];
        double r = Vectors.norm(state);
        double v2 = state[3] * state[3] + state[4] * state[4] + state[5] * state[5];
        double tan2 = hx * hx + hy * hy;
        double cosI = (1 - tan2) / (1 + tan2);
        double sin2 = 1 - cosI * cosI;
        double e2 = ex * ex + ey * ey;
        double eta2 = 1 - e2;
        double sinLatitude = state[2] / r;
        double energy = v2 / 2
                - mu / r
                + mu * J2 * EARTH_RADIUS * EARTH_RADIUS / (r * r * r) * (1.5 * sinLatitude * sinLatitude - 0.5);
        double a = elements[0];
        for (int i = 0; i < 5; i++) {
            double mean =
                    mu * J2 * EARTH_RADIUS * EARTH_RADIUS / (a * a * a * eta2 * Math.sqrt(eta2)) * (0.75 * sin2 - 0.5);
            a = -mu / (2 * (energy - mean));
        }
        if (!(a > 0)) {
            throw new ArithmeticException("the orbit is not an ellipse");
        }
        semiMajorAxis = a;
        double n = Math.sqrt(mu / (a * a * a));
        double q = EARTH_RADIUS / (a * eta2);
        double strength = 0.75 * J2 * q * q * n;
        nodeRate = -2 * strength * cosI;
        double perigeeRate = strength * (5 * cosI * cosI - 1);
        perigeeLongitudeRate = perigeeRate + nodeRate;
        longitudeRate = n + strength * Math.sqrt(eta2) * (3 * cosI * cosI - 1) + perigeeLongitudeRate;
        double e = Math.sqrt(e2);
        speedFactor = Math.sqrt((1 + e) / (1 - e));
        place = new PlaceUncertainty(orbit, mu);
    }

    /** Position (m) and velocity (m/s) in GCRF, so many seconds after the epoch. */
    public void state(double seconds, double[] out6, double mu) {
        double node = nodeRate * seconds;
        double turn = perigeeLongitudeRate * seconds;
        double cosTurn = Math.cos(turn);
        double sinTurn = Math.sin(turn);
        double cosNode = Math.cos(node);
        double sinNode = Math.sin(node);
        elements[0] = semiMajorAxis;
        elements[1] = ex * cosTurn - ey * sinTurn;
        elements[2] = ex * sinTurn + ey * cosTurn;
        elements[3] = hx * cosNode - hy * sinNode;
        elements[4] = hx * sinNode + hy * cosNode;
        double mean = longitude + longitudeRate * seconds;
        elements[5] = mean - 2 * Math.PI * Math.rint(mean / (2 * Math.PI));
        EquinoctialElements.toCartesian(elements, mu, KEPLER_TOLERANCE, scratch, out6);
    }

    /** How far from {@link #state} the numerical orbit can be, metres. */
    public double modelBound(double seconds) {
        double days = Math.abs(seconds) / DAY;
        return speedFactor * (BASE_METRES + DRIFT_METRES_PER_DAY * days) + place.dragMetres(seconds);
    }

    /** How far the object can be from its numerical orbit: six sigmas of its covariance, grown, metres. */
    public double covarianceBound(double seconds) {
        return SIGMAS * place.sigmaMetres(seconds) + 1_000;
    }

    /** How well its place is known. */
    public PlaceUncertainty place() {
        return place;
    }

    /** A speed that {@link #state} never exceeds, m/s: that at the perigee, and what the plane and the perigee turn. */
    public double speedBound() {
        double turning = Math.abs(nodeRate) + Math.abs(perigeeLongitudeRate - nodeRate);
        double eccentricity = Math.hypot(ex, ey);
        return speedFactor * semiMajorAxis * Math.abs(longitudeRate) + 2 * turning * semiMajorAxis * (1 + eccentricity);
    }

    /** Distance from the centre of the Earth below which {@link #state} never comes, metres. */
    public double perigeeRadius() {
        return semiMajorAxis * (1 - Math.hypot(ex, ey));
    }

    /**
     * How fast, at most, {@link #state} departs from the Kepler orbit that its state at an instant has, m/s: by the turning of node
     * and perigee, and by a mean anomaly that does not run with the Kepler rate.
     */
    public double turningSpeedBound(double mu) {
        double turning = Math.abs(nodeRate) + Math.abs(perigeeLongitudeRate - nodeRate);
        double kepler = Math.sqrt(mu / (semiMajorAxis * semiMajorAxis * semiMajorAxis));
        return turning * semiMajorAxis * (1 + Math.hypot(ex, ey))
                + speedFactor * semiMajorAxis * Math.abs(longitudeRate - perigeeLongitudeRate - kepler);
    }

    /** Mean motion, rad/s. */
    public double meanMotion() {
        return longitudeRate;
    }
}
