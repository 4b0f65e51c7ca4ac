package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.conjunction.Ephemeris;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.Vectors;

/**
 * When an asset crosses the orbit plane of a parent object, and how it meets the parent's shell there.
 *
 * <p>The plane is the parent's osculating one at the same instant. Both motions are in one inertial frame (GCRF or TEME)
 * and count seconds from the same origin. The shell is the parent's radius at its own passage of the asset's direction
 * nearest in time: fragments spread along it within hours of a breakup, before drag and precession take them out of the plane. Orbits
 * that lie in one plane within {@value #COPLANAR_RADIANS} rad have no crossings.
 */
public final class PlanePassages {
    private static final double MU = 3.986004418e14;

    /** Crossings are half a revolution apart: no two fall into one step. */
    private static final double STEP_SECONDS = 60;

    /** Root finding ends here, seconds. */
    private static final double ROOT_SECONDS = 1e-5;

    /** Angle of two planes below which a crossing is not an event, radians. */
    private static final double COPLANAR_RADIANS = 1e-3;

    private final LeapSeconds leapSeconds;

    public PlanePassages(LeapSeconds leapSeconds) {
        this.leapSeconds = leapSeconds;
    }

    /**
     * Passages between two instants in the order of time.
     *
     * @param assetId the asset
     * @param asset its motion, seconds from {@code fromMicros}
     * @param parentId the object whose plane is crossed
     * @param parent its motion (as if it were whole), likewise
     * @param fromMicros origin of the seconds and start, UTC microseconds since 1970
     * @param toMicros end
     */
    public List<Passage> find(
            String assetId, Ephemeris asset, String parentId, Ephemeris parent, long fromMicros, long toMicros) {
        List<Passage> passages = new ArrayList<>();
        double end = leapSeconds.elapsedSeconds(fromMicros, toMicros);
        double[] a = new double[6];
        double[] p = new double[6];
        double before = Double.NaN;
        double at = 0;
        while (true) {
            double height = height(at, asset, parent, a, p);
            if (before * height < 0 || (height == 0 && at > 0)) {
                double root = root(Math.max(0, at - STEP_SECONDS), at, before, asset, parent, a, p);
                add(assetId, parentId, root, fromMicros, asset, parent, passages);
            }
            before = height == 0 ? Double.NaN : height;
            if (at >= end) {
                return List.copyOf(passages);
            }
            at = Math.min(end, at + STEP_SECONDS);
        }
    }

    /** Asset's position along the normal of the parent's plane, metres; NaN where one of them has no state. */
    private static double height(double at, Ephemeris asset, Ephemeris parent, double[] a, double[] p) {
        if (!asset.state(at, a) || !parent.state(at, p)) {
            return Double.NaN;
        }
        double[] n = Vectors.normal(p);
        return a[0] * n[0] + a[1] * n[1] + a[2] * n[2];
    }

    private static double root(
            double from, double to, double atFrom, Ephemeris asset, Ephemeris parent, double[] a, double[] p) {
        double low = from;
        double high = to;
        double sign = Math.signum(atFrom);
        while (high - low > ROOT_SECONDS) {
            double middle = 0.5 * (low + high);
            if (height(middle, asset, parent, a, p) * sign > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private void add(
            String assetId,
            String parentId,
            double at,
            long fromMicros,
            Ephemeris asset,
            Ephemeris parent,
            List<Passage> passages) {
        double[] a = new double[6];
        double[] p = new double[6];
        if (!asset.state(at, a) || !parent.state(at, p)) {
            return;
        }
        double[] own = Vectors.normal(a);
        double[] n = Vectors.normal(p);
        if (Vectors.norm(Vectors.cross(own, n)) < COPLANAR_RADIANS) {
            return;
        }
        double phase = secondsUntil(p, a, n);
        // The parent itself when it is there, with its short-period variations; its osculating ellipse where it has
        // decayed.
        double[] there = new double[6];
        if (!parent.state(at + phase, there)) {
            there = onOrbit(p, a, n);
        }
        double radius = Vectors.norm(a);
        double[] relative = {there[3] - a[3], there[4] - a[4], there[5] - a[5]};
        passages.add(new Passage(
                assetId,
                parentId,
                leapSeconds.plusSeconds(fromMicros, at),
                Vectors.norm(there) - radius,
                Vectors.norm(relative),
                phase));
    }

    /** State on the osculating ellipse of the parent in the direction of a vector in its plane. */
    private static double[] onOrbit(double[] p, double[] direction, double[] n) {
        double[] h = Vectors.cross(p, Vectors.velocity(p));
        double hh = Vectors.norm(h);
        double parameter = hh * hh / MU;
        double[] e = eccentricity(p);
        double length = Vectors.norm(direction);
        double[] u = {direction[0] / length, direction[1] / length, direction[2] / length};
        double[] w = Vectors.cross(n, u);
        double eCos = Vectors.dot(e, u);
        double eSin = -Vectors.dot(e, w);
        double radius = parameter / (1 + eCos);
        double radial = MU / hh * eSin;
        double transverse = MU / hh * (1 + eCos);
        double[] state = new double[6];
        for (int i = 0; i < 3; i++) {
            state[i] = radius * u[i];
            state[i + 3] = radial * u[i] + transverse * w[i];
        }
        return state;
    }

    /** Time until the parent is in the direction, by Kepler's equation, in (-period/2, period/2]. */
    private static double secondsUntil(double[] p, double[] direction, double[] n) {
        double r = Vectors.norm(p);
        double v2 = p[3] * p[3] + p[4] * p[4] + p[5] * p[5];
        double axis = 1 / (2 / r - v2 / MU);
        double[] e = eccentricity(p);
        double ecc = Vectors.norm(e);
        double[] x = ecc > 1e-12 ? new double[] {e[0] / ecc, e[1] / ecc, e[2] / ecc} : Vectors.unit(p);
        double[] y = Vectors.cross(n, x);
        double now = meanAnomaly(Math.atan2(Vectors.dot(p, y), Vectors.dot(p, x)), ecc);
        double then = meanAnomaly(Math.atan2(Vectors.dot(direction, y), Vectors.dot(direction, x)), ecc);
        double difference = Math.IEEEremainder(then - now, 2 * Math.PI);
        if (difference <= -Math.PI) {
            difference += 2 * Math.PI;
        }
        return difference * Math.sqrt(axis * axis * axis / MU);
    }

    private static double meanAnomaly(double trueAnomaly, double ecc) {
        double anomaly = 2
                * Math.atan2(
                        Math.sqrt(1 - ecc) * Math.sin(0.5 * trueAnomaly),
                        Math.sqrt(1 + ecc) * Math.cos(0.5 * trueAnomaly));
        return anomaly - ecc * Math.sin(anomaly);
    }

    private static double[] eccentricity(double[] s) {
        double[] v = {s[3], s[4], s[5]};
        double[] vh = Vectors.cross(v, Vectors.cross(s, v));
        double r = Vectors.norm(s);
        return new double[] {vh[0] / MU - s[0] / r, vh[1] / MU - s[1] / r, vh[2] / MU - s[2] / r};
    }
}
