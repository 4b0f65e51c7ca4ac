package org.greenzone.astro.breakup;

import java.util.List;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * One track of a cloud, as far as it says of which fragment it is.
 *
 * @param trackId the track
 * @param siteId which site saw it
 * @param micros middle, UTC microseconds since 1970
 * @param rangeMetres there
 * @param rangeRateMetresPerSecond there
 * @param objectId the object with an orbit that it was correlated with; empty where with none
 * @param velocities against the parent at the epoch, m/s, 3 numbers for each number of revolutions that is possible; none where it was
 *     correlated
 * @param covariances of these, 9 numbers each
 * @param originRevision revision of the origin that the velocities rest on
 * @param fan which of the site's fans saw it: the number of the one whose plane is nearest; 0 where the site has one or none, or no direction was measured
 */
public record CloudSight(
        String trackId,
        String siteId,
        long micros,
        double rangeMetres,
        double rangeRateMetresPerSecond,
        String objectId,
        double[] velocities,
        double[] covariances,
        int originRevision,
        int fan) {
    private static final double MICROS = 1e-6;

    /** Two tracks of one object: the range between them by the trapezoid of the range rates, metres. */
    private static final double SAME_METRES = 500;

    /** Greatest third derivative of the range in a low orbit (m/s3): what the trapezoid may be wrong by, over 12. */
    private static final double RANGE_JERK = 1.0;

    /** Square of the distance of velocities in sigmas beyond which they are of two fragments; by chance one of 1e8 exceeds it. */
    private static final double DIFFERENT_SQUARED = 41;

    /** What the common motion leaves open, each axis of the difference, m/s. */
    private static final double SAME_SPEED = 1;

    /** The fan of a site whose plane is nearest to the direction that was measured nearest to the middle of the track. */
    static int fan(Track track, Site site) {
        long middle = track.startMicros() + (track.endMicros() - track.startMicros()) / 2;
        long least = Long.MAX_VALUE;
        int fan = 0;
        for (Measurement m : track.measurements()) {
            long away = Math.abs(m.timeMicros() - middle);
            if (away < least && !Double.isNaN(m.azimuthRadians() + m.elevationRadians())) {
                least = away;
                fan = fan(m.azimuthRadians(), m.elevationRadians(), site.fields());
            }
        }
        return fan;
    }

    private static int fan(double azimuth, double elevation, List<Site.FieldOfView> fields) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < fields.size(); i++) {
            // Sine of the angle from the plane through the zenith.
            double off = Math.abs(
                    Math.cos(elevation) * Math.sin(azimuth - fields.get(i).boresightAzimuthRadians()));
            if (off < least) {
                least = off;
                nearest = i;
            }
        }
        return nearest;
    }

    /** Whether they may be of one fragment, both of one site and pass: not where ranges or velocities exclude it. */
    boolean maybeSame(CloudSight other) {
        if (!objectId.isEmpty() && !other.objectId.isEmpty()) {
            return objectId.equals(other.objectId);
        }
        double seconds = (other.micros - micros) * MICROS;
        double moved = 0.5 * seconds * (rangeRateMetresPerSecond + other.rangeRateMetresPerSecond);
        double open = SAME_METRES + RANGE_JERK / 12 * Math.abs(seconds * seconds * seconds);
        if (Math.abs(other.rangeMetres - rangeMetres - moved) > open) {
            return false;
        }
        if (velocities.length == 0 || other.velocities.length == 0 || originRevision != other.originRevision) {
            return true;
        }
        for (int a = 0; a < velocities.length / 3; a++) {
            for (int b = 0; b < other.velocities.length / 3; b++) {
                if (squared(a, other, b) < DIFFERENT_SQUARED) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Mahalanobis distance of two velocities, squared; Cramer's rule. */
    private double squared(int a, CloudSight other, int b) {
        double dx = velocities[3 * a] - other.velocities[3 * b];
        double dy = velocities[3 * a + 1] - other.velocities[3 * b + 1];
        double dz = velocities[3 * a + 2] - other.velocities[3 * b + 2];
        double floor = SAME_SPEED * SAME_SPEED;
        double xx = covariances[9 * a] + other.covariances[9 * b] + floor;
        double xy = covariances[9 * a + 1] + other.covariances[9 * b + 1];
        double xz = covariances[9 * a + 2] + other.covariances[9 * b + 2];
        double yy = covariances[9 * a + 4] + other.covariances[9 * b + 4] + floor;
        double yz = covariances[9 * a + 5] + other.covariances[9 * b + 5];
        double zz = covariances[9 * a + 8] + other.covariances[9 * b + 8] + floor;
        double cxx = yy * zz - yz * yz;
        double cxy = xz * yz - xy * zz;
        double cxz = xy * yz - xz * yy;
        double cyy = xx * zz - xz * xz;
        double cyz = xy * xz - xx * yz;
        double czz = xx * yy - xy * xy;
        double determinant = xx * cxx + xy * cxy + xz * cxz;
        return (dx * (cxx * dx + cxy * dy + cxz * dz)
                        + dy * (cxy * dx + cyy * dy + cyz * dz)
                        + dz * (cxz * dx + cyz * dy + czz * dz))
                / determinant;
    }
}
