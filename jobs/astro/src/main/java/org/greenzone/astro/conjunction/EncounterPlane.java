package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.Vectors;

/**
 * The plane through the primary normal to the relative velocity, with the combined position covariance projected on it.
 *
 * <p>The miss vector is that of straight relative motion at its own closest approach, so an input whose time of closest
 * approach is rounded (a CDM's is, to a millisecond) does no harm. x points along the miss vector, y completes it;
 * principal axes are those of the projected covariance, {@code sigmaMinor <= sigmaMajor}.
 *
 * @param missMetres length of the miss vector
 * @param relativeSpeedMetresPerSecond length of the relative velocity
 * @param covariance projected covariance xx, xy, yy in m2, remediated where it was not positive definite
 * @param alongVelocityVariance variance of the combined covariance along the relative velocity, m2
 * @param missMinorMetres component of the miss vector along the minor principal axis, not negative
 * @param missMajorMetres component along the major principal axis, not negative
 * @param sigmaMinorMetres sigma along the minor principal axis
 * @param sigmaMajorMetres sigma along the major principal axis
 * @param remediated whether eigenvalues were clipped
 */
record EncounterPlane(
        double missMetres,
        double relativeSpeedMetresPerSecond,
        double[] covariance,
        double alongVelocityVariance,
        double missMinorMetres,
        double missMajorMetres,
        double sigmaMinorMetres,
        double sigmaMajorMetres,
        boolean remediated) {

    /**
     * Eigenvalues of the projected covariance are not taken below the square of this fraction of the combined radius
     * (Hall, Hejduk, Johnson, "Remediating non-positive definite state covariances for collision probability
     * estimation", AAS 17-567).
     */
    static final double CLIP_FRACTION = 1e-4;

    /** The plane of an encounter with finite numbers and a relative speed above zero. */
    static EncounterPlane of(Encounter encounter) {
        double[] r = new double[3];
        double[] v = new double[3];
        for (int i = 0; i < 3; i++) {
            r[i] = encounter.secondaryState()[i] - encounter.primaryState()[i];
            v[i] = encounter.secondaryState()[i + 3] - encounter.primaryState()[i + 3];
        }
        double speed = Vectors.norm(v);
        double[] z = {v[0] / speed, v[1] / speed, v[2] / speed};
        double along = Vectors.dot(r, z);
        double[] miss = {r[0] - along * z[0], r[1] - along * z[1], r[2] - along * z[2]};
        double distance = Vectors.norm(miss);
        double[] x = distance > 1e-9 ? scaled(miss, 1 / distance) : anyNormal(z);
        double[] y = Vectors.cross(z, x);
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[i][j] = encounter.primaryCovariance()[i][j] + encounter.secondaryCovariance()[i][j];
            }
        }
        double radius = encounter.hardBodyRadiusMetres();
        return inPlane(
                distance,
                speed,
                new double[] {form(x, c, x), form(x, c, y), form(y, c, y)},
                Math.max(0, form(z, c, z)),
                CLIP_FRACTION * CLIP_FRACTION * radius * radius);
    }

    /** Encounter given by its numbers in the principal axes, as the literature tabulates them. */
    static EncounterPlane ofPrincipal(double x, double y, double sigmaX, double sigmaY) {
        boolean swap = sigmaX > sigmaY;
        double distance = Math.hypot(x, y);
        double cos = distance > 0 ? x / distance : 1;
        double sin = distance > 0 ? y / distance : 0;
        double xx = sigmaX * sigmaX;
        double yy = sigmaY * sigmaY;
        return new EncounterPlane(
                distance,
                Double.NaN,
                new double[] {cos * cos * xx + sin * sin * yy, cos * sin * (yy - xx), sin * sin * xx + cos * cos * yy},
                0,
                Math.abs(swap ? y : x),
                Math.abs(swap ? x : y),
                Math.min(sigmaX, sigmaY),
                Math.max(sigmaX, sigmaY),
                false);
    }

    private static EncounterPlane inPlane(
            double distance, double speed, double[] covariance, double alongVariance, double clip) {
        double a = covariance[0];
        double b = covariance[1];
        double d = covariance[2];
        double mean = 0.5 * (a + d);
        double spread = Math.hypot(0.5 * (a - d), b);
        double major = mean + spread;
        // Product over the major eigenvalue rather than mean - spread: no cancellation for long thin ellipses.
        double minor = major > 0 ? differenceOfProducts(a, d, b, b) / major : mean - spread;
        double angle = spread > 0 ? 0.5 * Math.atan2(2 * b, a - d) : 0;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        boolean remediated = minor < clip || major < clip;
        if (remediated) {
            major = Math.max(major, clip);
            minor = Math.max(minor, clip);
            covariance = new double[] {
                cos * cos * major + sin * sin * minor,
                cos * sin * (major - minor),
                sin * sin * major + cos * cos * minor
            };
        }
        return new EncounterPlane(
                distance,
                speed,
                covariance,
                alongVariance,
                Math.abs(distance * sin),
                Math.abs(distance * cos),
                Math.sqrt(minor),
                Math.sqrt(major),
                remediated);
    }

    /** The same plane with all sigmas times the factor. */
    EncounterPlane scaledBy(double factor) {
        double square = factor * factor;
        return new EncounterPlane(
                missMetres,
                relativeSpeedMetresPerSecond,
                new double[] {covariance[0] * square, covariance[1] * square, covariance[2] * square},
                alongVelocityVariance * square,
                missMinorMetres,
                missMajorMetres,
                sigmaMinorMetres * factor,
                sigmaMajorMetres * factor,
                remediated);
    }

    /** Mahalanobis distance of the miss vector. */
    double mahalanobis() {
        return Math.hypot(missMinorMetres / sigmaMinorMetres, missMajorMetres / sigmaMajorMetres);
    }

    /** a b - c d without cancellation (Kahan). */
    private static double differenceOfProducts(double a, double b, double c, double d) {
        double cd = c * d;
        double error = Math.fma(-c, d, cd);
        return Math.fma(a, b, -cd) + error;
    }

    private static double[] scaled(double[] v, double factor) {
        return new double[] {v[0] * factor, v[1] * factor, v[2] * factor};
    }

    private static double[] anyNormal(double[] z) {
        double[] axis = Math.abs(z[0]) < 0.6 ? new double[] {1, 0, 0} : new double[] {0, 1, 0};
        double[] normal = Vectors.cross(z, axis);
        return scaled(normal, 1 / Vectors.norm(normal));
    }

    private static double form(double[] a, double[][] c, double[] b) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += a[i] * (c[i][0] * b[0] + c[i][1] * b[1] + c[i][2] * b[2]);
        }
        return sum;
    }
}
