package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.RtnFrame;

/** The volume around a primary whose entry by another object is a close approach. */
public sealed interface ScreeningVolume permits ScreeningVolume.Sphere, ScreeningVolume.Ellipsoid, ScreeningVolume.Box {
    /** The box about the ISS: 0.75 km radial, 25 km in-track and cross-track to each side (the operations book has 0.5 km). */
    ScreeningVolume ISS = new Box(750, 25e3, 25e3);

    /** Over this time about a closest approach relative motion at a few kilometres is straight to some metres. */
    double STRAIGHT_SECONDS = 30;

    /** Radius of the sphere about the primary that holds the volume, metres. */
    double reachMetres();

    /**
     * Whether an object enters the volume by its straight relative motion within {@value #STRAIGHT_SECONDS} s of its closest
     * approach: the point of closest approach itself may lie outside a flat volume.
     *
     * @param primary state of the primary at the closest approach, m and m/s
     * @param secondary state of the other object, same frame
     */
    default boolean entered(double[] primary, double[] secondary) {
        double[] inside = inside(relative(primary, secondary, 0), relative(primary, secondary, 3));
        return inside.length == 2 && inside[0] <= STRAIGHT_SECONDS && inside[1] >= -STRAIGHT_SECONDS;
    }

    /** Half of its extent along R, T, N of the primary, metres, 3 numbers. */
    double[] halfAxesMetres();

    /**
     * When an object is inside, by straight relative motion, seconds from the closest approach: entry and exit.
     *
     * @param primary state of the primary at the closest approach, m and m/s
     * @param secondary state of the other object, same frame
     * @return of no length where it is never inside, or is inside for so long that its motion is not straight ({@value #STRAIGHT_SECONDS} s to each side)
     */
    default double[] crossing(double[] primary, double[] secondary) {
        double[] inside = inside(relative(primary, secondary, 0), relative(primary, secondary, 3));
        return inside.length == 2 && inside[0] >= -STRAIGHT_SECONDS && inside[1] <= STRAIGHT_SECONDS
                ? inside
                : new double[0];
    }

    /**
     * When a straight motion is inside, seconds from a relative position and velocity in RTN (m, m/s): entry and exit, infinite for what
     * is at rest inside; of no length where it never is.
     */
    double[] inside(double[] r, double[] v);

    /** Miss distance below a radius (metres), by the closest approach alone. */
    record Sphere(double radiusMetres) implements ScreeningVolume {
        public Sphere {
            if (!(radiusMetres > 0)) {
                throw new IllegalArgumentException("the radius of a screening sphere must be above 0");
            }
        }

        @Override
        public double[] halfAxesMetres() {
            return new double[] {radiusMetres, radiusMetres, radiusMetres};
        }

        @Override
        public double reachMetres() {
            return radiusMetres;
        }

        @Override
        public boolean entered(double[] primary, double[] secondary) {
            double dx = secondary[0] - primary[0];
            double dy = secondary[1] - primary[1];
            double dz = secondary[2] - primary[2];
            return dx * dx + dy * dy + dz * dz <= radiusMetres * radiusMetres;
        }

        @Override
        public double[] inside(double[] r, double[] v) {
            return new Ellipsoid(radiusMetres, radiusMetres, radiusMetres).inside(r, v);
        }
    }

    /**
     * Ellipsoid with its axes along R, T, N of the primary.
     *
     * @param radialMetres half axis along R
     * @param inTrackMetres half axis along T
     * @param crossTrackMetres half axis along N
     */
    record Ellipsoid(double radialMetres, double inTrackMetres, double crossTrackMetres) implements ScreeningVolume {
        public Ellipsoid {
            if (!(radialMetres > 0 && inTrackMetres > 0 && crossTrackMetres > 0)) {
                throw new IllegalArgumentException("the half axes of a screening ellipsoid must be above 0");
            }
        }

        @Override
        public double[] halfAxesMetres() {
            return new double[] {radialMetres, inTrackMetres, crossTrackMetres};
        }

        @Override
        public double reachMetres() {
            return Math.max(radialMetres, Math.max(inTrackMetres, crossTrackMetres));
        }

        /** The roots of the quadratic form of the motion in the ellipsoid that is scaled to the unit sphere. */
        @Override
        public double[] inside(double[] r, double[] v) {
            double[] axes = halfAxesMetres();
            double outside = -1;
            double rv = 0;
            double vv = 0;
            for (int i = 0; i < 3; i++) {
                double x = r[i] / axes[i];
                double y = v[i] / axes[i];
                outside += x * x;
                rv += x * y;
                vv += y * y;
            }
            if (vv == 0) {
                return outside <= 0 ? new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY} : new double[0];
            }
            double discriminant = rv * rv - vv * outside;
            if (!(discriminant >= 0)) {
                return new double[0];
            }
            double root = Math.sqrt(discriminant);
            return new double[] {(-rv - root) / vv, (-rv + root) / vv};
        }
    }

    /**
     * Box with its edges along R, T, N of the primary.
     *
     * @param radialMetres half edge along R
     * @param inTrackMetres half edge along T
     * @param crossTrackMetres half edge along N
     */
    record Box(double radialMetres, double inTrackMetres, double crossTrackMetres) implements ScreeningVolume {
        public Box {
            if (!(radialMetres > 0 && inTrackMetres > 0 && crossTrackMetres > 0)) {
                throw new IllegalArgumentException("the half edges of a screening box must be above 0");
            }
        }

        @Override
        public double[] halfAxesMetres() {
            return new double[] {radialMetres, inTrackMetres, crossTrackMetres};
        }

        @Override
        public double reachMetres() {
            return Math.sqrt(
                    radialMetres * radialMetres + inTrackMetres * inTrackMetres + crossTrackMetres * crossTrackMetres);
        }

        /** The times in which the motion is between the faces of each direction must have an instant in common. */
        @Override
        public double[] inside(double[] r, double[] v) {
            double[] edges = halfAxesMetres();
            double from = Double.NEGATIVE_INFINITY;
            double to = Double.POSITIVE_INFINITY;
            for (int i = 0; i < 3; i++) {
                if (v[i] == 0) {
                    if (Math.abs(r[i]) > edges[i]) {
                        return new double[0];
                    }
                    continue;
                }
                double one = (-edges[i] - r[i]) / v[i];
                double other = (edges[i] - r[i]) / v[i];
                from = Math.max(from, Math.min(one, other));
                to = Math.min(to, Math.max(one, other));
            }
            return from <= to ? new double[] {from, to} : new double[0];
        }
    }

    /** Secondary minus primary in RTN of the primary: positions from 0 on, velocities from 3 on. */
    private static double[] relative(double[] primary, double[] secondary, int from) {
        double[] difference = new double[3];
        for (int i = 0; i < 3; i++) {
            difference[i] = secondary[from + i] - primary[from + i];
        }
        return RtnFrame.vectorToRtn(difference, primary);
    }
}
