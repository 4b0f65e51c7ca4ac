package org.greenzone.astro.dynamics;

import java.util.Optional;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.GravityField;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SunAndMoon;
import org.greenzone.astro.physics.Thermosphere;

/**
 * The acceleration of an object in GCRF under a {@link ForceModel}, and a cheap part of it (centre and flattening of the
 * Earth) with its gradient. Not thread-safe; allocates nothing when called.
 *
 * <p>Use: {@link #begin} for an object, {@link #at} for an instant, then {@link #acceleration} for places there.
 */
final class ForceField {
    /** Radiation pressure at one astronomical unit, N/m2. */
    private static final double SOLAR_PRESSURE = 4.56e-6;

    private static final double ASTRONOMICAL_UNIT = 149_597_870_700.0;
    static final double EARTH_RADIUS = 6_378_137.0;
    static final double FLATTENING = 1 / 298.257223563;

    /**
     * Half-width of the edge of the shadow, rad. The real one (a quarter of a degree) lasts eight seconds; it is widened to
     * two steps of the integration, evenly to both sides, which keeps the impulse and lets the integrator see it.
     */
    private static final double PENUMBRA = 0.08;

    /** Love number of the solid Earth, degree 2 (IERS Conventions 2010, table 6.3, mean). */
    private static final double LOVE_NUMBER = 0.30;

    /** Half the distance of the differences that make the gradient of the field: 1e-5 of it is lost to a wave of degree 8. */
    private static final double GRADIENT_METRES = 1_000;

    private final ForceModel model;
    private final double mu;
    private final double radius;
    private final double flattening;
    private final GravityAcceleration gravity;
    private final Optional<Splined> splined;
    private final Optional<GravityAcceleration> gradientField;
    private final EarthRotation rotation;
    private final SunAndMoon sunAndMoon;
    private final Thermosphere.Lookup air;
    private final double[] matrix = new double[9];
    private final double[] bodies = new double[6];
    private final double[] pole = new double[3];
    private final double[] scratch = new double[3];
    private final double[] degreeTwo = new double[3];
    private final double[] gradientAhead = new double[3];
    private final double[] gradientBehind = new double[3];
    private final double[] gradientItrf = new double[9];

    private long epochMicros;
    private double ballisticCoefficient;
    private double radiationCoefficient;
    private double sunX;
    private double sunY;

    // of the last acceleration: what the partials need
    private final double[] airVelocity = new double[3];
    private double airSpeed;
    private double density;

    ForceField(PhysicalData data, ForceModel model) {
        this(data, model, 0);
    }

    /** @param gradientDegree degree of the gravity field in the partials; 0 for centre and flattening in closed form */
    ForceField(PhysicalData data, ForceModel model, int gradientDegree) {
        this(data, model, gradientDegree, Optional.empty());
    }

    /** One whose field is that of {@link GravitySpline} where there is one: a quarter of the cost, and 1e-4 off. */
    static ForceField splined(PhysicalData data, ForceModel model) {
        return new ForceField(
                data,
                model,
                0,
                Optional.of(new Splined(
                        new GravityAcceleration(data.gravity(), 2),
                        new GravitySpline(data.gravity(), model.gravityDegree()))));
    }

    private ForceField(PhysicalData data, ForceModel model, int gradientDegree, Optional<Splined> splined) {
        this.model = model;
        this.splined = splined;
        this.gradientField = gradientDegree == 0
                ? Optional.empty()
                : Optional.of(new GravityAcceleration(data.gravity(), gradientDegree));
        GravityField field = data.gravity();
        this.mu = field.mu();
        this.radius = field.radiusMetres();
        this.flattening = -Math.sqrt(5) * field.cosine(2, 0) * 1.5 * mu * radius * radius;
        this.gravity = new GravityAcceleration(field, model.gravityDegree());
        this.rotation = new EarthRotation(data);
        this.sunAndMoon = new SunAndMoon(data);
        this.air = data.thermosphere().lookup();
    }

    /** The field in two parts. */
    private record Splined(GravityAcceleration degreeTwo, GravitySpline above) {}

    double mu() {
        return mu;
    }

    void begin(OrbitalState state) {
        epochMicros = state.epochMicros();
        ballisticCoefficient = state.ballisticCoefficient();
        radiationCoefficient = state.radiationCoefficient();
        rotation.gcrfToItrf(epochMicros, 0, matrix);
        System.arraycopy(matrix, 6, pole, 0, 3);
    }

    /** Fixes the instant, seconds from the epoch. */
    void at(double seconds) {
        rotation.gcrfToItrf(epochMicros, seconds, matrix);
        sunAndMoon.positions(epochMicros, seconds, bodies);
        if (model.drag()) {
            air.at(epochMicros, seconds);
            sunX = matrix[0] * bodies[0] + matrix[1] * bodies[1] + matrix[2] * bodies[2];
            sunY = matrix[3] * bodies[0] + matrix[4] * bodies[1] + matrix[5] * bodies[2];
        }
    }

    /** Height above the ellipsoid, metres (to some metres). */
    double altitude(double x, double y, double z) {
        double r = Math.sqrt(x * x + y * y + z * z);
        double sine = (pole[0] * x + pole[1] * y + pole[2] * z) / r;
        return altitude(r, sine * sine);
    }

    private static double altitude(double r, double sine2) {
        return r - EARTH_RADIUS * (1 - FLATTENING * sine2 * (1 + 1.5 * FLATTENING * (1 - sine2)));
    }

    /** The whole acceleration at the instant. */
    void acceleration(double x, double y, double z, double vx, double vy, double vz, double[] out, int at) {
        double[] m = matrix;
        double ex = m[0] * x + m[1] * y + m[2] * z;
        double ey = m[3] * x + m[4] * y + m[5] * z;
        double ez = m[6] * x + m[7] * y + m[8] * z;
        field(ex, ey, ez);
        double r2 = x * x + y * y + z * z;
        double r = Math.sqrt(r2);
        double central = -mu / (r2 * r);
        double ax = central * x + m[0] * scratch[0] + m[3] * scratch[1] + m[6] * scratch[2];
        double ay = central * y + m[1] * scratch[0] + m[4] * scratch[1] + m[7] * scratch[2];
        double az = central * z + m[2] * scratch[0] + m[5] * scratch[1] + m[8] * scratch[2];
        out[at] = ax;
        out[at + 1] = ay;
        out[at + 2] = az;
        if (model.sunMoon()) {
            thirdBody(SunAndMoon.SUN_MU, 0, x, y, z, out, at);
            thirdBody(SunAndMoon.MOON_MU, 3, x, y, z, out, at);
        }
        if (model.solidTides()) {
            tide(SunAndMoon.SUN_MU, 0, x, y, z, r, out, at);
            tide(SunAndMoon.MOON_MU, 3, x, y, z, r, out, at);
        }
        if (model.drag()) {
            drag(x, y, z, vx, vy, vz, ex, ey, ez, r, out, at);
        }
        if (model.radiationPressure() && radiationCoefficient != 0) {
            sunlight(x, y, z, r, radiationCoefficient, out, at);
        }
    }

    /** The non-central part, ITRF, into {@link #scratch}. */
    private void field(double ex, double ey, double ez) {
        if (splined.isPresent() && splined.get().above().acceleration(ex, ey, ez, scratch)) {
            splined.get().degreeTwo().acceleration(ex, ey, ez, degreeTwo);
            scratch[0] += degreeTwo[0];
            scratch[1] += degreeTwo[1];
            scratch[2] += degreeTwo[2];
        } else {
            gravity.acceleration(ex, ey, ez, scratch);
        }
    }

    /** Battin's form, which loses no digits: Vallado 2013, equation 8-35. */
    private void thirdBody(double bodyMu, int b, double x, double y, double z, double[] out, int at) {
        double sx = bodies[b];
        double sy = bodies[b + 1];
        double sz = bodies[b + 2];
        double dx = sx - x;
        double dy = sy - y;
        double dz = sz - z;
        double s2 = sx * sx + sy * sy + sz * sz;
        double d2 = dx * dx + dy * dy + dz * dz;
        double d3 = bodyMu / (d2 * Math.sqrt(d2));
        double q = (x * (x - 2 * sx) + y * (y - 2 * sy) + z * (z - 2 * sz)) / s2;
        double f = q * (3 + q * (3 + q)) / (1 + (1 + q) * Math.sqrt(1 + q));
        out[at] -= d3 * (x + f * sx);
        out[at + 1] -= d3 * (y + f * sy);
        out[at + 2] -= d3 * (z + f * sz);
    }

    /** Tide of degree 2 without lag: Montenbruck and Gill 2000, equation 3.145 for a spherical Earth. */
    private void tide(double bodyMu, int b, double x, double y, double z, double r, double[] out, int at) {
        double sx = bodies[b];
        double sy = bodies[b + 1];
        double sz = bodies[b + 2];
        double s = Math.sqrt(sx * sx + sy * sy + sz * sz);
        double cosine = (x * sx + y * sy + z * sz) / (r * s);
        double rr = radius / r;
        double scale = LOVE_NUMBER / 2 * bodyMu / (s * s * s) * radius * rr * rr * rr * rr;
        double radial = scale * (3 - 15 * cosine * cosine) / r;
        double along = scale * 6 * cosine / s;
        out[at] += radial * x + along * sx;
        out[at + 1] += radial * y + along * sy;
        out[at + 2] += radial * z + along * sz;
    }

    private void drag(
            double x,
            double y,
            double z,
            double vx,
            double vy,
            double vz,
            double ex,
            double ey,
            double ez,
            double r,
            double[] out,
            int at) {
        double sine = ez / r;
        double altitude = altitude(r, sine * sine);
        if (altitude >= Thermosphere.TOP_METRES) {
            density = 0;
            airSpeed = 0;
            return;
        }
        double latitude = Math.asin(sine);
        latitude += FLATTENING * Math.sin(2 * latitude);
        double fromSun = Math.atan2(ey * sunX - ex * sunY, ex * sunX + ey * sunY);
        density = air.density(altitude, latitude, fromSun);
        double wx = EarthRotation.RATE * matrix[6];
        double wy = EarthRotation.RATE * matrix[7];
        double wz = EarthRotation.RATE * matrix[8];
        double ux = vx - (wy * z - wz * y);
        double uy = vy - (wz * x - wx * z);
        double uz = vz - (wx * y - wy * x);
        airSpeed = Math.sqrt(ux * ux + uy * uy + uz * uz);
        airVelocity[0] = ux;
        airVelocity[1] = uy;
        airVelocity[2] = uz;
        double scale = -0.5 * density * ballisticCoefficient * airSpeed;
        out[at] += scale * ux;
        out[at + 1] += scale * uy;
        out[at + 2] += scale * uz;
    }

    /** Acceleration by drag for a ballistic coefficient of 1 m2/kg of a state at the instant; zero where the model has none. */
    void dragOfUnit(double[] state, double[] out3) {
        out3[0] = 0;
        out3[1] = 0;
        out3[2] = 0;
        if (!model.drag()) {
            return;
        }
        double x = state[0];
        double y = state[1];
        double z = state[2];
        double[] m = matrix;
        double ex = m[0] * x + m[1] * y + m[2] * z;
        double ey = m[3] * x + m[4] * y + m[5] * z;
        double ez = m[6] * x + m[7] * y + m[8] * z;
        double r = Math.sqrt(x * x + y * y + z * z);
        double given = ballisticCoefficient;
        ballisticCoefficient = 1;
        drag(x, y, z, state[3], state[4], state[5], ex, ey, ez, r, out3, 0);
        ballisticCoefficient = given;
    }

    /** Acceleration by sunlight for a coefficient of 1 m2/kg at the instant; zero where the model has none. */
    void sunlightOfUnit(double x, double y, double z, double[] out3) {
        out3[0] = 0;
        out3[1] = 0;
        out3[2] = 0;
        if (model.radiationPressure()) {
            sunlight(x, y, z, Math.sqrt(x * x + y * y + z * z), 1, out3, 0);
        }
    }

    private void sunlight(double x, double y, double z, double r, double coefficient, double[] out, int at) {
        double dx = x - bodies[0];
        double dy = y - bodies[1];
        double dz = z - bodies[2];
        double d = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double light = light(r, (x * dx + y * dy + z * dz) / (r * d));
        double scale = light * SOLAR_PRESSURE * ASTRONOMICAL_UNIT * ASTRONOMICAL_UNIT * coefficient / (d * d * d);
        out[at] += scale * dx;
        out[at + 1] += scale * dy;
        out[at + 2] += scale * dz;
    }

    /**
     * Share of the Sun that is seen.
     *
     * @param cosine of the angle between the directions to the Earth's centre and to the Sun
     */
    private static double light(double r, double cosine) {
        if (cosine <= 0) {
            return 1;
        }
        double apart = Math.acos(Math.min(1, cosine)) - Math.asin(Math.min(1, EARTH_RADIUS / r));
        double u = Math.max(0, Math.min(1, (apart + PENUMBRA) / (2 * PENUMBRA)));
        return u * u * u * (10 + u * (6 * u - 15));
    }

    /** Centre and flattening alone, about the pole of the epoch. */
    void simpleAcceleration(double x, double y, double z, double[] out, int at) {
        double r2 = x * x + y * y + z * z;
        double r = Math.sqrt(r2);
        double height = pole[0] * x + pole[1] * y + pole[2] * z;
        double k = flattening / (r2 * r2 * r);
        double along = -mu / (r2 * r) + k * (5 * height * height / r2 - 1);
        double up = -2 * k * height;
        out[at] = along * x + up * pole[0];
        out[at + 1] = along * y + up * pole[1];
        out[at + 2] = along * z + up * pole[2];
    }

    /** Centre in closed form, the field by central differences in two directions; the third follows from Laplace's equation. */
    private void fieldGradient(GravityAcceleration field, double x, double y, double z, double[] out, int at) {
        double[] m = matrix;
        double[] g = gradientItrf;
        double ex = m[0] * x + m[1] * y + m[2] * z;
        double ey = m[3] * x + m[4] * y + m[5] * z;
        double ez = m[6] * x + m[7] * y + m[8] * z;
        for (int c = 0; c < 2; c++) {
            double dx = c == 0 ? GRADIENT_METRES : 0;
            double dy = c == 1 ? GRADIENT_METRES : 0;
            field.acceleration(ex + dx, ey + dy, ez, gradientAhead);
            field.acceleration(ex - dx, ey - dy, ez, gradientBehind);
            for (int i = 0; i < 3; i++) {
                g[3 * i + c] = (gradientAhead[i] - gradientBehind[i]) / (2 * GRADIENT_METRES);
            }
        }
        g[2] = g[6];
        g[5] = g[7];
        g[8] = -g[0] - g[4];
        double r2 = x * x + y * y + z * z;
        double c = mu / (r2 * Math.sqrt(r2));
        double[] place = {x, y, z};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = c * (3 * place[i] * place[j] / r2 - (i == j ? 1 : 0));
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        sum += m[3 * k + i] * g[3 * k + l] * m[3 * l + j];
                    }
                }
                out[at + 3 * i + j] = sum;
            }
        }
    }

    /**
     * Partials of the acceleration at the place that {@link #acceleration} was last asked for: centre, flattening (or field), drag.
     *
     * @param out21 receives 3 x 3 by position, 3 x 3 by velocity, 3 by the ballistic coefficient
     */
    void partials(double x, double y, double z, double[] out21, int at) {
        double r2 = x * x + y * y + z * z;
        double r = Math.sqrt(r2);
        double ux = x / r;
        double uy = y / r;
        double uz = z / r;
        double px = pole[0];
        double py = pole[1];
        double pz = pole[2];
        double sine = px * ux + py * uy + pz * uz;
        double c = mu / (r2 * r);
        double k = flattening / (r2 * r2 * r);
        double unit = -c + k * (5 * sine * sine - 1);
        double rr = 3 * c + k * (5 - 35 * sine * sine);
        double rp = 10 * k * sine;
        double pp = -2 * k;
        double xx = unit + rr * ux * ux + 2 * rp * ux * px + pp * px * px;
        double yy = unit + rr * uy * uy + 2 * rp * uy * py + pp * py * py;
        double zz = unit + rr * uz * uz + 2 * rp * uz * pz + pp * pz * pz;
        double xy = rr * ux * uy + rp * (ux * py + uy * px) + pp * px * py;
        double xz = rr * ux * uz + rp * (ux * pz + uz * px) + pp * px * pz;
        double yz = rr * uy * uz + rp * (uy * pz + uz * py) + pp * py * pz;
        double[] o = out21;
        o[at] = xx;
        o[at + 1] = xy;
        o[at + 2] = xz;
        o[at + 3] = xy;
        o[at + 4] = yy;
        o[at + 5] = yz;
        o[at + 6] = xz;
        o[at + 7] = yz;
        o[at + 8] = zz;
        if (gradientField.isPresent()) {
            fieldGradient(gradientField.get(), x, y, z, o, at);
        }
        if (!model.drag() || density == 0) {
            for (int i = 9; i < 21; i++) {
                o[at + i] = 0;
            }
            return;
        }
        double[] u = airVelocity;
        double half = -0.5 * density * airSpeed;
        double coefficient = half * ballisticCoefficient;
        double slope = coefficient * air.logSlope();
        double wx = EarthRotation.RATE * matrix[6];
        double wy = EarthRotation.RATE * matrix[7];
        double wz = EarthRotation.RATE * matrix[8];
        for (int i = 0; i < 3; i++) {
            double ui = coefficient * u[i] / (airSpeed * airSpeed);
            double dx = ui * u[0] + (i == 0 ? coefficient : 0);
            double dy = ui * u[1] + (i == 1 ? coefficient : 0);
            double dz = ui * u[2] + (i == 2 ? coefficient : 0);
            o[at + 9 + 3 * i] = dx;
            o[at + 10 + 3 * i] = dy;
            o[at + 11 + 3 * i] = dz;
            // air velocity = v - w x r: its partials by position are minus the cross-product matrix of w
            o[at + 3 * i] += slope * u[i] * ux - (dy * wz - dz * wy);
            o[at + 1 + 3 * i] += slope * u[i] * uy - (dz * wx - dx * wz);
            o[at + 2 + 3 * i] += slope * u[i] * uz - (dx * wy - dy * wx);
            o[at + 18 + i] = half * u[i];
        }
    }
}
