package org.greenzone.astro.catalogue;

/**
 * The deep-space part of SDP4 for periods of 225 minutes and more: secular and periodic terms of the Moon and the Sun, and
 * the resonances of geosynchronous and of eccentric half-day orbits with the geopotential. Hoots and Roehrich (1980),
 * section 10; Vallado et al. (2006), {@code dscom}, {@code dsinit}, {@code dspace}, {@code dpper}. Symbols are theirs.
 *
 * <p>The resonance integrator starts at the epoch for each instant, so that a state does not depend on what was asked
 * before. Immutable; thread-safe.
 */
final class DeepSpaceOrbit {
    private static final double SOLAR_MEAN_MOTION = 1.19459e-5;
    private static final double SOLAR_ECCENTRICITY = 0.01675;
    private static final double SOLAR_STRENGTH = 2.9864797e-6;
    private static final double LUNAR_MEAN_MOTION = 1.5835218e-4;
    private static final double LUNAR_ECCENTRICITY = 0.05490;
    private static final double LUNAR_STRENGTH = 4.7968065e-7;

    /** Rotation of the Earth, rad per minute (THDT of Hoots and Roehrich 1980, as Orekit has it). */
    private static final double EARTH_RATE = 4.3752691e-3;

    /** Below this inclination the terms in 1 / sin i are left out, rad. */
    private static final double LEAST_INCLINATION = Math.PI / 60;

    /** Below this inclination the periodic terms are applied with Lyddane's modification, rad. */
    private static final double LYDDANE_INCLINATION = 0.2;

    /** Step of the resonance integrator, minutes. */
    private static final double STEP_MINUTES = 720;

    private static final double SIDEREAL_RATE = 1.00273790934;
    private static final double MICROS_PER_DAY = 86_400e6;

    /** Julian date of 1970-01-01. */
    private static final double UNIX_EPOCH_JD = 2_440_587.5;

    private final Sgp4Orbit mean;
    private final double greenwich;
    private final double solarAnomaly;
    private final double lunarAnomaly;
    private final Body sun;
    private final Body moon;
    private final double eccentricityRate;
    private final double inclinationRate;
    private final double anomalyRate;
    private final double perigeeRate;
    private final double nodeRate;

    /** Terms of the resonance: strength, multiple of the resonant longitude, of the argument of perigee, and phase. */
    private final double[] strength;

    private final double[] ofLongitude;
    private final double[] ofPerigee;
    private final double[] phase;
    private final boolean synchronous;
    private final double longitudeAtEpoch;
    private final double longitudeRate;

    DeepSpaceOrbit(Sgp4Orbit mean) {
        this.mean = mean;
        double jd = mean.elements().epochMicros() / MICROS_PER_DAY + UNIX_EPOCH_JD;
        double days1900 = jd - 2_415_020;
        greenwich = greenwichAngle(mean.elements().epochMicros());

        // Orbit of the Moon (Vallado et al. 2006, dscom).
        double lunarNode = 4.5236020 - 9.2422029e-4 * days1900;
        double stem = Math.sin(lunarNode);
        double ctem = Math.cos(lunarNode);
        double zcosil = 0.91375164 - 0.03568096 * ctem;
        double zsinil = Math.sqrt(1 - zcosil * zcosil);
        double zsinhl = 0.089683511 * stem / zsinil;
        double zcoshl = Math.sqrt(1 - zsinhl * zsinhl);
        double gam = 5.8351514 + 0.0019443680 * days1900;
        double zx = 0.39785416 * stem / zsinil;
        double zy = zcoshl * ctem + 0.91744867 * zsinhl * stem;
        double perigeeOfMoon = Math.atan2(zx, zy) + gam - lunarNode;
        lunarAnomaly = (0.228027132 * days1900 - 1.1151842) % (2 * Math.PI);
        solarAnomaly = (6.2565837 + 0.017201977 * days1900) % (2 * Math.PI);

        double sinNode = Math.sin(mean.node);
        double cosNode = Math.cos(mean.node);
        sun = new Body(
                mean,
                SOLAR_MEAN_MOTION,
                SOLAR_ECCENTRICITY,
                SOLAR_STRENGTH,
                0.1945905,
                -0.98088458,
                0.91744867,
                0.39785416,
                cosNode,
                sinNode);
        moon = new Body(
                mean,
                LUNAR_MEAN_MOTION,
                LUNAR_ECCENTRICITY,
                LUNAR_STRENGTH,
                Math.cos(perigeeOfMoon),
                Math.sin(perigeeOfMoon),
                zcosil,
                zsinil,
                zcoshl * cosNode + zsinhl * sinNode,
                sinNode * zcoshl - cosNode * zsinhl);
        eccentricityRate = sun.se + moon.se;
        inclinationRate = sun.si + moon.si;
        anomalyRate = sun.sl + moon.sl;
        boolean flat = mean.inclination < LEAST_INCLINATION;
        nodeRate = flat ? 0 : (sun.sh + moon.sh) / mean.sinInclination;
        perigeeRate = sun.sgh + moon.sgh - mean.cosInclination * nodeRate;

        double n = mean.meanMotion;
        double e = mean.eccentricity;
        if (n >= 0.00826 && n <= 0.00924 && e >= 0.5) {
            synchronous = false;
            strength = halfDayStrengths(mean);
            ofLongitude = new double[] {1, 1, 1, 1, 2, 2, 1, 1, 2, 2};
            ofPerigee = new double[] {2, 0, 1, -1, 2, 0, 1, -1, 1, -1};
            phase = new double[] {
                5.7686396,
                5.7686396,
                0.95240898,
                0.95240898,
                1.8014998,
                1.8014998,
                1.0508330,
                1.0508330,
                4.4108898,
                4.4108898
            };
            longitudeAtEpoch = mean.anomaly + 2 * mean.node - 2 * greenwich;
            longitudeRate = mean.anomalyRate + 2 * mean.nodeRate - 2 * EARTH_RATE + anomalyRate + 2 * nodeRate - n;
        } else if (n > 0.0034906585 && n < 0.0052359877) {
            synchronous = true;
            strength = synchronousStrengths(mean);
            ofLongitude = new double[] {1, 2, 3};
            ofPerigee = new double[3];
            phase = new double[] {0.13130908, 2 * 2.8843198, 3 * 0.37448087};
            longitudeAtEpoch = mean.anomaly + mean.node + mean.perigee - greenwich;
            longitudeRate = mean.anomalyRate
                    + mean.perigeeRate
                    + mean.nodeRate
                    - EARTH_RATE
                    + anomalyRate
                    + perigeeRate
                    + nodeRate
                    - n;
        } else {
            synchronous = false;
            strength = new double[0];
            ofLongitude = new double[0];
            ofPerigee = new double[0];
            phase = new double[0];
            longitudeAtEpoch = 0;
            longitudeRate = 0;
        }
    }

    /** Greenwich mean sidereal time, rad (IAU 1982; Astronomical Almanac 1992, B6). */
    private static double greenwichAngle(long epochMicros) {
        long dayMicros = (long) MICROS_PER_DAY;
        long days = Math.floorDiv(epochMicros, dayMicros);
        double ut = Math.floorMod(epochMicros, dayMicros) / MICROS_PER_DAY;
        double t = (days + UNIX_EPOCH_JD - 2_451_545.0) / 36_525;
        double seconds = 24_110.54841 + t * (8_640_184.812866 + t * (0.093104 - t * 6.2e-6));
        seconds = (seconds + 86_400 * SIDEREAL_RATE * ut) % 86_400;
        return 2 * Math.PI * (seconds < 0 ? seconds + 86_400 : seconds) / 86_400;
    }

    /** Resonance of half-day orbits with e of 0.5 and more (Vallado et al. 2006, dsinit). */
    private static double[] halfDayStrengths(Sgp4Orbit mean) {
        double e = mean.eccentricity;
        double e2 = e * e;
        double e3 = e * e2;
        double c = mean.cosInclination;
        double s = mean.sinInclination;
        double c2 = c * c;
        double s2 = s * s;
        double g201 = -0.306 - (e - 0.64) * 0.440;
        boolean low = e <= 0.65;
        double g211 = low ? 3.616 - 13.247 * e + 16.290 * e2 : -72.099 + 331.819 * e - 508.738 * e2 + 266.724 * e3;
        double g310 = low
                ? -19.302 + 117.390 * e - 228.419 * e2 + 156.591 * e3
                : -346.844 + 1582.851 * e - 2415.925 * e2 + 1246.113 * e3;
        double g322 = low
                ? -18.9068 + 109.7927 * e - 214.6334 * e2 + 146.5816 * e3
                : -342.585 + 1554.908 * e - 2366.899 * e2 + 1215.972 * e3;
        double g410 = low
                ? -41.122 + 242.694 * e - 471.094 * e2 + 313.953 * e3
                : -1052.797 + 4758.686 * e - 7193.992 * e2 + 3651.957 * e3;
        double g422 = low
                ? -146.407 + 841.880 * e - 1629.014 * e2 + 1083.435 * e3
                : -3581.69 + 16178.11 * e - 24462.77 * e2 + 12422.52 * e3;
        double g520 = low
                ? -532.114 + 3017.977 * e - 5740.032 * e2 + 3708.276 * e3
                : e <= 0.715
                        ? 1464.74 - 4664.75 * e + 3763.64 * e2
                        : -5149.66 + 29936.92 * e - 54087.36 * e2 + 31324.56 * e3;
        boolean below = e < 0.7;
        double g533 = below
                ? -919.2277 + 4988.61 * e - 9064.77 * e2 + 5542.21 * e3
                : -37995.78 + 161616.52 * e - 229838.2 * e2 + 109377.94 * e3;
        double g521 = below
                ? -822.71072 + 4568.6173 * e - 8491.4146 * e2 + 5337.524 * e3
                : -51752.104 + 218913.95 * e - 309468.16 * e2 + 146349.42 * e3;
        double g532 = below
                ? -853.666 + 4690.25 * e - 8624.77 * e2 + 5341.4 * e3
                : -40023.88 + 170470.89 * e - 242699.48 * e2 + 115605.82 * e3;

        double f220 = 0.75 * (1 + 2 * c + c2);
        double f221 = 1.5 * s2;
        double f321 = 1.875 * s * (1 - 2 * c - 3 * c2);
        double f322 = -1.875 * s * (1 + 2 * c - 3 * c2);
        double f441 = 35 * s2 * f220;
        double f442 = 39.3750 * s2 * s2;
        double f522 = 9.84375 * s * (s2 * (1 - 2 * c - 5 * c2) + 0.33333333 * (-2 + 4 * c + 6 * c2));
        double f523 = s * (4.92187512 * s2 * (-2 - 4 * c + 10 * c2) + 6.56250012 * (1 + 2 * c - 3 * c2));
        double f542 = 29.53125 * s * (2 - 8 * c + c2 * (-12 + 8 * c + 10 * c2));
        double f543 = 29.53125 * s * (-2 - 8 * c + c2 * (12 + 8 * c - 10 * c2));

        double a = 1 / mean.axis;
        double k2 = 3 * mean.meanMotion * mean.meanMotion * a * a;
        double k3 = k2 * a;
        double k4 = k3 * a;
        double k5 = k4 * a;
        double root22 = 1.7891679e-6;
        double root32 = 3.7393792e-7;
        double root44 = 7.3636953e-9;
        double root52 = 1.1428639e-7;
        double root54 = 2.1765803e-9;
        return new double[] {
            k2 * root22 * f220 * g201,
            k2 * root22 * f221 * g211,
            k3 * root32 * f321 * g310,
            k3 * root32 * f322 * g322,
            2 * k4 * root44 * f441 * g410,
            2 * k4 * root44 * f442 * g422,
            k5 * root52 * f522 * g520,
            k5 * root52 * f523 * g532,
            2 * k5 * root54 * f542 * g521,
            2 * k5 * root54 * f543 * g533
        };
    }

    private static double[] synchronousStrengths(Sgp4Orbit mean) {
        double e2 = mean.eccentricity * mean.eccentricity;
        double c = mean.cosInclination;
        double s = mean.sinInclination;
        double g200 = 1 + e2 * (-2.5 + 0.8125 * e2);
        double g310 = 1 + 2 * e2;
        double g300 = 1 + e2 * (-6 + 6.60937 * e2);
        double f220 = 0.75 * (1 + c) * (1 + c);
        double f311 = 0.9375 * s * s * (1 + 3 * c) - 0.75 * (1 + c);
        double f330 = 2.5 * f220 * (1 + c);
        double a = 1 / mean.axis;
        double k = 3 * mean.meanMotion * mean.meanMotion * a * a;
        return new double[] {
            k * f311 * g310 * 2.1460748e-6 * a,
            2 * k * f220 * g200 * 1.7891679e-6,
            3 * k * f330 * g300 * 2.2123015e-7 * a
        };
    }

    boolean compute(double t, double[] out, int offset, boolean velocity) {
        double omega = mean.perigee + mean.perigeeRate * t + perigeeRate * t;
        double node = mean.node + mean.nodeRate * t + mean.nodeDrag * t * t + nodeRate * t;
        double e = mean.eccentricity + eccentricityRate * t;
        double inclination = mean.inclination + inclinationRate * t;
        double anomaly = mean.anomaly + mean.anomalyRate * t + anomalyRate * t;
        double n = mean.meanMotion;
        if (strength.length > 0) {
            // Resonance: steps of second order from the epoch (dspace).
            double longitude = longitudeAtEpoch;
            double at = 0;
            boolean last;
            do {
                double step = t - at;
                last = Math.abs(step) <= STEP_MINUTES;
                step = last ? step : Math.copySign(STEP_MINUTES, step);
                double argument = mean.perigee + mean.perigeeRate * at;
                double acceleration = 0;
                double slope = 0;
                for (int j = 0; j < strength.length; j++) {
                    double angle = ofLongitude[j] * longitude + ofPerigee[j] * argument - phase[j];
                    double quarter = SinCosKernel.quarter(angle);
                    double rest = SinCosKernel.rest(angle, quarter);
                    double sr = SinCosKernel.sin(rest);
                    double cr = SinCosKernel.cos(rest);
                    acceleration += strength[j] * SinCosKernel.sin(quarter, sr, cr);
                    slope += strength[j] * ofLongitude[j] * SinCosKernel.cos(quarter, sr, cr);
                }
                double rate = n + longitudeRate;
                longitude += step * (rate + 0.5 * step * acceleration);
                n += step * (acceleration + 0.5 * step * slope * rate);
                at += step;
            } while (!last);
            double turn = greenwich + t * EARTH_RATE - node;
            anomaly = longitude + turn + (synchronous ? -omega : turn);
        }
        double perMotion = Sgp4Orbit.XKE / n;
        double tempa = 1 - mean.c1 * t;
        double a = Math.cbrt(perMotion * perMotion) * tempa * tempa;
        e -= mean.bStar * mean.c4 * t;
        anomaly += mean.meanMotion * mean.t2 * t * t;

        // Periodic terms of Sun and Moon (dpper).
        double zm = solarAnomaly + SOLAR_MEAN_MOTION * t;
        double zf = zm + 2 * SOLAR_ECCENTRICITY * sine(zm);
        double sinS = sine(zf);
        double f2S = 0.5 * sinS * sinS - 0.25;
        double f3S = -0.5 * sinS * sine(zf + Math.PI / 2);
        zm = lunarAnomaly + LUNAR_MEAN_MOTION * t;
        zf = zm + 2 * LUNAR_ECCENTRICITY * sine(zm);
        double sinL = sine(zf);
        double f2L = 0.5 * sinL * sinL - 0.25;
        double f3L = -0.5 * sinL * sine(zf + Math.PI / 2);
        e += sun.e2 * f2S + sun.e3 * f3S + moon.e2 * f2L + moon.e3 * f3L;
        double di = sun.i2 * f2S + sun.i3 * f3S + moon.i2 * f2L + moon.i3 * f3L;
        inclination += di;
        anomaly += sun.l2 * f2S + sun.l3 * f3S + sun.l4 * sinS + moon.l2 * f2L + moon.l3 * f3L + moon.l4 * sinL;
        omega += sun.gh2 * f2S + sun.gh3 * f3S + sun.gh4 * sinS + moon.gh2 * f2L + moon.gh3 * f3L + moon.gh4 * sinL;
        double dh = sun.h2 * f2S + sun.h3 * f3S + moon.h2 * f2L + moon.h3 * f3L;
        double quarter = SinCosKernel.quarter(inclination);
        double rest = SinCosKernel.rest(inclination, quarter);
        double sr = SinCosKernel.sin(rest);
        double cr = SinCosKernel.cos(rest);
        double sini = SinCosKernel.sin(quarter, sr, cr);
        double cosi = SinCosKernel.cos(quarter, sr, cr);
        if (Math.abs(inclination) >= LYDDANE_INCLINATION) {
            double turn = dh / sini;
            omega -= cosi * turn;
            node += turn;
        } else {
            double sinNode = sine(node);
            double cosNode = sine(node + Math.PI / 2);
            double alfdp = dh * cosNode + (di * cosi + sini) * sinNode;
            double betdp = -dh * sinNode + (di * cosi + sini) * cosNode;
            double turn = Math.atan2(alfdp, betdp) - node;
            turn -= 2 * Math.PI * Math.rint(turn / (2 * Math.PI));
            omega -= node * sini * di + cosi * turn;
            node += turn;
        }
        return Sgp4Orbit.periodics(a, e, omega, node, anomaly + omega, inclination, sini, cosi, out, offset, velocity);
    }

    private static double sine(double angle) {
        double quarter = SinCosKernel.quarter(angle);
        double rest = SinCosKernel.rest(angle, quarter);
        return SinCosKernel.sin(quarter, SinCosKernel.sin(rest), SinCosKernel.cos(rest));
    }

    /** What one body does to an orbit: secular rates (se to sh) and strengths of the periodic terms. */
    private static final class Body {
        final double se;
        final double si;
        final double sl;
        final double sgh;
        final double sh;
        final double e2;
        final double e3;
        final double i2;
        final double i3;
        final double l2;
        final double l3;
        final double l4;
        final double gh2;
        final double gh3;
        final double gh4;
        final double h2;
        final double h3;

        /**
         * @param zn mean motion of the body, rad per minute
         * @param ze its eccentricity
         * @param cc its strength
         * @param zcosg cosine of its argument of perigee; g perigee, i inclination, h node relative to that of the orbit
         */
        Body(
                Sgp4Orbit mean,
                double zn,
                double ze,
                double cc,
                double zcosg,
                double zsing,
                double zcosi,
                double zsini,
                double zcosh,
                double zsinh) {
            double sini = mean.sinInclination;
            double cosi = mean.cosInclination;
            double sing = Math.sin(mean.perigee);
            double cosg = Math.cos(mean.perigee);
            double e = mean.eccentricity;
            double ee = e * e;
            double beta2 = 1 - ee;
            double beta = Math.sqrt(beta2);
            double a1 = zcosg * zcosh + zsing * zcosi * zsinh;
            double a3 = -zsing * zcosh + zcosg * zcosi * zsinh;
            double a7 = -zcosg * zsinh + zsing * zcosi * zcosh;
            double a8 = zsing * zsini;
            double a9 = zsing * zsinh + zcosg * zcosi * zcosh;
            double a10 = zcosg * zsini;
            double a2 = cosi * a7 + sini * a8;
            double a4 = cosi * a9 + sini * a10;
            double a5 = -sini * a7 + cosi * a8;
            double a6 = -sini * a9 + cosi * a10;
            double x1 = a1 * cosg + a2 * sing;
            double x2 = a3 * cosg + a4 * sing;
            double x3 = -a1 * sing + a2 * cosg;
            double x4 = -a3 * sing + a4 * cosg;
            double x5 = a5 * sing;
            double x6 = a6 * sing;
            double x7 = a5 * cosg;
            double x8 = a6 * cosg;
            double z31 = 12 * x1 * x1 - 3 * x3 * x3;
            double z32 = 24 * x1 * x2 - 6 * x3 * x4;
            double z33 = 12 * x2 * x2 - 3 * x4 * x4;
            double z11 = -6 * a1 * a5 + ee * (-24 * x1 * x7 - 6 * x3 * x5);
            double z12 = -6 * (a1 * a6 + a3 * a5) + ee * (-24 * (x2 * x7 + x1 * x8) - 6 * (x3 * x6 + x4 * x5));
            double z13 = -6 * a3 * a6 + ee * (-24 * x2 * x8 - 6 * x4 * x6);
            double z21 = 6 * a2 * a5 + ee * (24 * x1 * x5 - 6 * x3 * x7);
            double z22 = 6 * (a4 * a5 + a2 * a6) + ee * (24 * (x2 * x5 + x1 * x6) - 6 * (x4 * x7 + x3 * x8));
            double z23 = 6 * a4 * a6 + ee * (24 * x2 * x6 - 6 * x4 * x8);
            double s3 = cc / mean.meanMotion;
            double s2 = -0.5 * s3 / beta;
            double s4 = s3 * beta;
            double s1 = -15 * e * s4;
            double s5 = x1 * x3 + x2 * x4;
            double s6 = x2 * x3 + x1 * x4;
            double s7 = x2 * x4 - x1 * x3;
            double z1 = 6 * (a1 * a1 + a2 * a2) + 2 * z31 * ee + beta2 * z31;
            double z2 = 12 * (a1 * a3 + a2 * a4) + 2 * z32 * ee + beta2 * z32;
            double z3 = 6 * (a3 * a3 + a4 * a4) + 2 * z33 * ee + beta2 * z33;
            se = s1 * zn * s5;
            si = s2 * zn * (z11 + z13);
            sl = -zn * s3 * (z1 + z3 - 14 - 6 * ee);
            sgh = s4 * zn * (z31 + z33 - 6);
            sh = mean.inclination < LEAST_INCLINATION ? 0 : -zn * s2 * (z21 + z23);
            e2 = 2 * s1 * s6;
            e3 = 2 * s1 * s7;
            i2 = 2 * s2 * z12;
            i3 = 2 * s2 * (z13 - z11);
            l2 = -2 * s3 * z2;
            l3 = -2 * s3 * (z3 - z1);
            l4 = -2 * s3 * (-21 - 9 * ee) * ze;
            gh2 = 2 * s4 * z32;
            gh3 = 2 * s4 * (z33 - z31);
            gh4 = -18 * s4 * ze;
            h2 = -2 * s2 * z22;
            h3 = -2 * s2 * (z23 - z21);
        }
    }
}
