package org.greenzone.astro.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Position and velocity of an element set by SGP4/SDP4 in TEME of date: Hoots and Roehrich (1980) as revised by Vallado et
 * al. (2006, "Revisiting Spacetrack Report #3", AIAA 2006-6753), WGS72, written for screening, where a catalogue is asked
 * for hundreds of states of each object. Verified against Orekit's over the whole catalogue to below 1 mm.
 *
 * <p>It is faster than a plain transcription by three things that change no result: sine and cosine share one reduction
 * ({@link SinCosKernel}); the small rotations of Kepler's iteration and of the short-period terms are applied to sine and
 * cosine and not to the angles; and the iteration ends by its order (the error of a third-order step below 1e-5 is below
 * 1e-15), so that the motion is smooth to rounding.
 *
 * <p>Where SGP4 has no orbit (eccentricity out of range, orbit below the surface: the object has decayed) there is
 * {@code false} and NaN, never an exception. Immutable; thread-safe.
 */
public final class Sgp4Orbit {
    /** Gravitational constant of SGP4 (WGS72), Earth radii^1.5 per minute. */
    static final double XKE = 0.0743669161331734132;

    /** Equatorial radius of WGS72, metres; below it the object has decayed (error 6 of Vallado et al.). */
    static final double EARTH_RADIUS_METRES = 6378135.0;

    private static final double EARTH_RADIUS_KM = 6378.135;
    private static final double J2 = 1.082616e-3;
    private static final double J3 = -2.53881e-6;
    private static final double J4 = -1.65597e-6;
    static final double CK2 = 0.5 * J2;
    private static final double CK4 = -0.375 * J4;
    static final double J3_OVER_CK2 = -J3 / CK2;
    static final double SECONDS_PER_MINUTE = 60;

    /** Heights of perigee, km: below the first the density fit of SGP4 changes, below the second drag is truncated. */
    private static final double LOW_PERIGEE_KM = 156;

    private static final double TRUNCATED_PERIGEE_KM = 220;

    /** Period from which SDP4 takes over, minutes. */
    private static final double DEEP_SPACE_MINUTES = 225;

    /** A step of Kepler's iteration below this is the last: the next would be below 1e-15. */
    private static final double LAST_STEP = 1e-5;

    private static final int MOST_STEPS = 12;
    static final double LOWEST_ECCENTRICITY = 1e-6;

    /** Below this mean eccentricity drag has carried the set beyond its end (error 1 of Vallado et al.). */
    private static final double DECAYED_ECCENTRICITY = -1e-3;

    /** Mean apogee, in radii of the Earth, at which no state is above the surface: the short-period terms of the radius are 2e-3. */
    private static final double SUNKEN_APOGEE = 0.99;

    private final ElementSet elements;
    final boolean truncated;
    final double meanMotion;
    final double axis;
    final double eccentricity;
    final double inclination;
    final double node;
    final double perigee;
    final double anomaly;
    final double bStar;
    final double sinInclination;
    final double cosInclination;
    final double anomalyRate;
    final double perigeeRate;
    final double nodeRate;
    final double nodeDrag;
    private final double eta;
    final double c1;
    final double c4;
    final double c5;
    final double d2;
    final double d3;
    final double d4;
    final double t2;
    final double t3;
    final double t4;
    final double t5;
    private final double perigeeDrag;
    private final double anomalyDrag;
    private final double deltaAtEpoch;
    final double sinAnomaly;
    private final @Nullable DeepSpaceOrbit deep;

    /** Names follow Hoots and Roehrich (1980), section 6; Vallado et al. (2006), {@code sgp4init}. */
    public Sgp4Orbit(ElementSet elements) {
        this.elements = elements;
        eccentricity = elements.eccentricity();
        inclination = elements.inclinationRadians();
        node = elements.rightAscensionOfNodeRadians();
        perigee = elements.argumentOfPerigeeRadians();
        anomaly = elements.meanAnomalyRadians();
        bStar = elements.bStar();
        sinInclination = Math.sin(inclination);
        cosInclination = Math.cos(inclination);
        double theta2 = cosInclination * cosInclination;
        double x3thm1 = 3 * theta2 - 1;
        double x1mth2 = 1 - theta2;
        double e2 = eccentricity * eccentricity;
        double beta2 = 1 - e2;
        double beta = Math.sqrt(beta2);

        // Brouwer's mean motion from Kozai's.
        double kozai = elements.meanMotionRadiansPerSecond() * SECONDS_PER_MINUTE;
        double a1 = Math.pow(XKE / kozai, 2.0 / 3);
        double j2Term = 1.5 * CK2 * x3thm1 / (beta * beta2);
        double delta1 = j2Term / (a1 * a1);
        double a0 = a1 * (1 - delta1 * (1.0 / 3 + delta1 * (1 + 134.0 / 81 * delta1)));
        double delta0 = j2Term / (a0 * a0);
        meanMotion = kozai / (1 + delta0);
        axis = a0 / (1 - delta0);

        double perigeeKm = (axis * (1 - eccentricity) - 1) * EARTH_RADIUS_KM;
        double s = 1 + 78 / EARTH_RADIUS_KM;
        double q = 1.880279159015270643865e-9;
        if (perigeeKm < LOW_PERIGEE_KM) {
            double sKm = perigeeKm <= 98 ? 20 : perigeeKm - 78;
            double qs = (120 - sKm) / EARTH_RADIUS_KM;
            q = qs * qs * qs * qs;
            s = 1 + sKm / EARTH_RADIUS_KM;
        }
        double tsi = 1 / (axis - s);
        eta = axis * eccentricity * tsi;
        double eta2 = eta * eta;
        double eeta = eccentricity * eta;
        double psi2 = Math.abs(1 - eta2);
        double coef = q * tsi * tsi * tsi * tsi;
        double coef1 = coef / Math.pow(psi2, 3.5);
        double c2 = coef1
                * meanMotion
                * (axis * (1 + 1.5 * eta2 + eeta * (4 + eta2))
                        + 0.75 * CK2 * tsi / psi2 * x3thm1 * (8 + 3 * eta2 * (8 + eta2)));
        c1 = bStar * c2;
        c4 = 2
                * meanMotion
                * coef1
                * axis
                * beta2
                * (eta * (2 + 0.5 * eta2)
                        + eccentricity * (0.5 + 2 * eta2)
                        - 2
                                * CK2
                                * tsi
                                / (axis * psi2)
                                * (-3 * x3thm1 * (1 - 2 * eeta + eta2 * (1.5 - 0.5 * eeta))
                                        + 0.75 * x1mth2 * (2 * eta2 - eeta * (1 + eta2)) * Math.cos(2 * perigee)));
        c5 = 2 * coef1 * axis * beta2 * (1 + 2.75 * (eta2 + eeta) + eeta * eta2);

        double theta4 = theta2 * theta2;
        double p2 = 1 / (axis * beta2 * axis * beta2);
        double k1 = 3 * CK2 * p2 * meanMotion;
        double k2 = k1 * CK2 * p2;
        double k3 = 1.25 * CK4 * p2 * p2 * meanMotion;
        anomalyRate = meanMotion + 0.5 * k1 * beta * x3thm1 + 0.0625 * k2 * beta * (13 - 78 * theta2 + 137 * theta4);
        perigeeRate = -0.5 * k1 * (1 - 5 * theta2)
                + 0.0625 * k2 * (7 - 114 * theta2 + 395 * theta4)
                + k3 * (3 - 36 * theta2 + 49 * theta4);
        double j2NodeRate = -k1 * cosInclination;
        nodeRate = j2NodeRate + (0.5 * k2 * (4 - 19 * theta2) + 2 * k3 * (3 - 7 * theta2)) * cosInclination;
        nodeDrag = 3.5 * beta2 * j2NodeRate * c1;
        t2 = 1.5 * c1;

        truncated = perigeeKm < TRUNCATED_PERIGEE_KM;
        double c12 = c1 * c1;
        d2 = 4 * axis * tsi * c12;
        double d2Term = d2 * tsi * c1 / 3;
        d3 = (17 * axis + s) * d2Term;
        d4 = 0.5 * d2Term * axis * tsi * (221 * axis + 31 * s) * c1;
        t3 = d2 + 2 * c12;
        t4 = 0.25 * (3 * d3 + c1 * (12 * d2 + 10 * c12));
        t5 = 0.2 * (3 * d4 + 12 * c1 * d3 + 6 * d2 * d2 + 15 * c12 * (2 * d2 + c12));
        double delta = 1 + eta * Math.cos(anomaly);
        deltaAtEpoch = delta * delta * delta;
        sinAnomaly = Math.sin(anomaly);
        if (eccentricity < 1e-4) {
            perigeeDrag = 0;
            anomalyDrag = 0;
        } else {
            double c3 = coef * tsi * J3_OVER_CK2 * meanMotion * sinInclination / eccentricity;
            perigeeDrag = bStar * c3 * Math.cos(perigee);
            anomalyDrag = -2.0 / 3 * coef * bStar / eeta;
        }
        deep = isDeepSpace() ? new DeepSpaceOrbit(this) : null;
    }

    public ElementSet elements() {
        return elements;
    }

    /** Whether the period is 225 minutes or more, so that the Moon and Sun act (SDP4). */
    public boolean isDeepSpace() {
        return 2 * Math.PI / meanMotion >= DEEP_SPACE_MINUTES;
    }

    /**
     * From when on there is no orbit any more, seconds from the epoch; infinite where that is not known, as in deep space. Drag takes the mean eccentricity down (or up) by B* C4 t, while its
     * term in the anomaly stays within B* C5 (1 + |sin M0|): once their sum is below the least eccentricity that is an orbit, it is so at all times. And it takes the
     * square root of the axis down by a polynomial of which no coefficient is of the other sign, by more than it may take the eccentricity up: once the apogee is below the surface, by more than the short-period
     * terms are, it stays so.
     */
    public double goneSeconds() {
        double perMinute = bStar * c4;
        if (deep != null || !(c1 > 0 && Math.abs(perMinute) < 2 * c1)) {
            return Double.POSITIVE_INFINITY;
        }
        double most = eccentricity + (truncated ? 0 : Math.abs(bStar * c5) * (1 + Math.abs(sinAnomaly)));
        double there = 0;
        double gone = 1 / c1;
        while (gone - there > 1) {
            double middle = 0.5 * (there + gone);
            double root = shrinking(middle);
            double apogee = axis * root * root * (1 + most + Math.max(0, -perMinute * middle));
            if (root > 0 && apogee > SUNKEN_APOGEE) {
                there = middle;
            } else {
                gone = middle;
            }
        }
        double byEccentricity = perMinute > 0 ? (most - DECAYED_ECCENTRICITY) / perMinute : Double.POSITIVE_INFINITY;
        return SECONDS_PER_MINUTE * Math.min(byEccentricity, gone);
    }

    /**
     * What drag changes the eccentricity and the logarithm of the semi-major axis by, together, between an instant and another: infinite where the axis shrinks to a half. For deep space, where drag is linear.
     *
     * @param seconds of the instant, since the epoch
     * @param withinSeconds how far the other may be
     */
    public double dragChange(double seconds, double withinSeconds) {
        double within = withinSeconds / SECONDS_PER_MINUTE;
        double left = 1 - Math.abs(c1) * (Math.abs(seconds) / SECONDS_PER_MINUTE + within);
        return left > 0.7 ? within * (Math.abs(bStar * c4) + 2 * Math.abs(c1) / left) : Double.POSITIVE_INFINITY;
    }

    /** Square root of the semi-major axis over that of the epoch. */
    private double shrinking(double t) {
        double linear = 1 - c1 * t;
        return truncated ? linear : linear - t * t * (d2 + t * (d3 + t * d4));
    }

    /**
     * Position in TEME of date.
     *
     * @param seconds elapsed (SI) seconds since the epoch of the element set
     * @param out receives three numbers from {@code offset} on, metres; NaN where there is no orbit
     * @return whether there is an orbit
     */
    public boolean position(double seconds, double[] out, int offset) {
        return compute(seconds / SECONDS_PER_MINUTE, out, offset, false);
    }

    /** State in TEME of date, 6 numbers, m and m/s; else as {@link #position}. */
    public boolean state(double seconds, double[] out6) {
        return compute(seconds / SECONDS_PER_MINUTE, out6, 0, true);
    }

    /** Secular terms of gravity and drag: Vallado et al. (2006), first part of {@code sgp4}. */
    private boolean compute(double t, double[] out, int offset, boolean velocity) {
        if (deep != null) {
            return deep.compute(t, out, offset, velocity);
        }
        double tt = t * t;
        double meanAnomaly = anomaly + anomalyRate * t;
        double omega = perigee + perigeeRate * t;
        double nodeNow = node + nodeRate * t + nodeDrag * tt;
        double tempa = 1 - c1 * t;
        double tempe = bStar * c4 * t;
        double templ = t2 * tt;
        if (!truncated) {
            double quarter = SinCosKernel.quarter(meanAnomaly);
            double rest = SinCosKernel.rest(meanAnomaly, quarter);
            double delm = 1 + eta * SinCosKernel.cos(quarter, SinCosKernel.sin(rest), SinCosKernel.cos(rest));
            double shift = perigeeDrag * t + anomalyDrag * (delm * delm * delm - deltaAtEpoch);
            meanAnomaly += shift;
            omega -= shift;
            tempa -= tt * (d2 + t * (d3 + t * d4));
            quarter = SinCosKernel.quarter(meanAnomaly);
            rest = SinCosKernel.rest(meanAnomaly, quarter);
            double sin = SinCosKernel.sin(quarter, SinCosKernel.sin(rest), SinCosKernel.cos(rest));
            tempe += bStar * c5 * (sin - sinAnomaly);
            templ += tt * t * (t3 + t * (t4 + t * t5));
        }
        double a = axis * tempa * tempa;
        double e = eccentricity - tempe;
        // Below the surface the short-period terms grow without bound as the axis shrinks, and make radii of anything.
        if (!(e > DECAYED_ECCENTRICITY && tempa > 0 && a * (1 + e) > SUNKEN_APOGEE)) {
            return none(out, offset, velocity);
        }
        e = Math.max(LOWEST_ECCENTRICITY, e);
        double argument = meanAnomaly + omega + meanMotion * templ;
        return periodics(
                a, e, omega, nodeNow, argument, inclination, sinInclination, cosInclination, out, offset, velocity);
    }

    /**
     * Long- and short-period terms, Kepler's equation and the state.
     *
     * @param argument mean argument of latitude
     */
    static boolean periodics(
            double a,
            double e,
            double omega,
            double node,
            double argument,
            double inclination,
            double sini,
            double cosi,
            double[] out,
            int offset,
            boolean velocity) {
        if (!(e <= 1 - 1e-6 && a > 0)) {
            return none(out, offset, velocity);
        }
        double quarter = SinCosKernel.quarter(omega);
        double rest = SinCosKernel.rest(omega, quarter);
        double sr = SinCosKernel.sin(rest);
        double cr = SinCosKernel.cos(rest);
        double axn = e * SinCosKernel.cos(quarter, sr, cr);
        double p = 1 / (a * (1 - e * e));
        double ayn = e * SinCosKernel.sin(quarter, sr, cr) + p * 0.25 * J3_OVER_CK2 * sini;
        double u = argument + p * 0.125 * J3_OVER_CK2 * sini * (3 + 5 * cosi) / (1 + cosi) * axn;

        // Kepler's equation for E + omega in the rest of u within pi/4: turning by quarters commutes with it.
        quarter = SinCosKernel.quarter(u);
        double capu = SinCosKernel.rest(u, quarter);
        double sinE = SinCosKernel.sin(quarter, SinCosKernel.sin(capu), SinCosKernel.cos(capu));
        double cosE = SinCosKernel.cos(quarter, SinCosKernel.sin(capu), SinCosKernel.cos(capu));
        double most = 1.25 * e;
        double moved = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            double eSin = axn * sinE - ayn * cosE;
            double slope = 1 - axn * cosE - ayn * sinE;
            double f = eSin - moved;
            double step = f / slope;
            boolean limited = i == 0 && Math.abs(step) > most;
            if (limited) {
                step = step > 0 ? most : -most;
            } else {
                step = f / (slope + 0.5 * eSin * step);
            }
            moved += step;
            if (Math.abs(step) > 0.75) {
                sinE = Math.sin(u + moved);
                cosE = Math.cos(u + moved);
            } else {
                double s = SinCosKernel.sin(step);
                double c = SinCosKernel.cos(step);
                double turned = sinE * c + cosE * s;
                cosE = cosE * c - sinE * s;
                sinE = turned;
            }
            if (!limited && Math.abs(step) < LAST_STEP) {
                break;
            }
        }

        double eCos = axn * cosE + ayn * sinE;
        double eSin = axn * sinE - ayn * cosE;
        double beta2 = 1 - axn * axn - ayn * ayn;
        double pl = a * beta2;
        double r = a * (1 - eCos);
        double betal = Math.sqrt(beta2);
        double perRadius = a / r;
        double w = eSin / (1 + betal);
        double cosu = perRadius * (cosE - axn + ayn * w);
        double sinu = perRadius * (sinE - ayn - axn * w);
        double sin2u = 2 * sinu * cosu;
        double cos2u = 2 * cosu * cosu - 1;
        double temp1 = CK2 / pl;
        double temp2 = temp1 / pl;
        double theta2 = cosi * cosi;
        double x1mth2 = 1 - theta2;
        double x3thm1 = 3 * theta2 - 1;
        double rk = r * (1 - 1.5 * temp2 * betal * x3thm1) + 0.5 * temp1 * x1mth2 * cos2u;
        if (!(rk >= 1)) {
            return none(out, offset, velocity);
        }

        // Small turns: of the argument of latitude, the node and the inclination.
        double du = -0.25 * temp2 * (7 * theta2 - 1) * sin2u;
        double sd = smallSin(du);
        double cd = smallCos(du);
        double sinuk = sinu * cd + cosu * sd;
        double cosuk = cosu * cd - sinu * sd;
        double di = 1.5 * temp2 * cosi * sini * cos2u;
        sd = smallSin(di);
        cd = smallCos(di);
        double sinik = sini * cd + cosi * sd;
        double cosik = cosi * cd - sini * sd;
        double nodek = node + 1.5 * temp2 * cosi * sin2u;
        quarter = SinCosKernel.quarter(nodek);
        rest = SinCosKernel.rest(nodek, quarter);
        sr = SinCosKernel.sin(rest);
        cr = SinCosKernel.cos(rest);
        double sinNode = SinCosKernel.sin(quarter, sr, cr);
        double cosNode = SinCosKernel.cos(quarter, sr, cr);
        double mx = -sinNode * cosik;
        double my = cosNode * cosik;
        double ux = mx * sinuk + cosNode * cosuk;
        double uy = my * sinuk + sinNode * cosuk;
        double uz = sinik * sinuk;
        double metres = EARTH_RADIUS_METRES * rk;
        out[offset] = metres * ux;
        out[offset + 1] = metres * uy;
        out[offset + 2] = metres * uz;
        if (velocity) {
            double n = XKE / (a * Math.sqrt(a));
            double rdot = XKE * Math.sqrt(a) * eSin / r - n * temp1 * x1mth2 * sin2u;
            double rfdot = XKE * Math.sqrt(pl) / r + n * temp1 * (x1mth2 * cos2u + 1.5 * x3thm1);
            double perSecond = EARTH_RADIUS_METRES / SECONDS_PER_MINUTE;
            out[offset + 3] = perSecond * (rdot * ux + rfdot * (mx * cosuk - cosNode * sinuk));
            out[offset + 4] = perSecond * (rdot * uy + rfdot * (my * cosuk - sinNode * sinuk));
            out[offset + 5] = perSecond * (rdot * uz + rfdot * sinik * cosuk);
        }
        return true;
    }

    /** Of angles below 0.01: the next term is below 1e-18. */
    private static double smallSin(double x) {
        double z = x * x;
        return x * (1 - z / 6 * (1 - z / 20));
    }

    private static double smallCos(double x) {
        double z = x * x;
        return 1 - z / 2 * (1 - z / 12 * (1 - z / 30));
    }

    private static boolean none(double[] out, int offset, boolean velocity) {
        for (int k = offset; k < offset + (velocity ? 6 : 3); k++) {
            out[k] = Double.NaN;
        }
        return false;
    }
}
