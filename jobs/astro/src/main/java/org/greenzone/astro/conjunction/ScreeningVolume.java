package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.RtnFrame;

/** The volume around a primary whose entry by another object is a close approach. */
public sealed interface ScreeningVolume permits ScreeningVolume.Sphere, ScreeningVolume.Ellipsoid {
    /** Radius of the sphere about the primary that holds the volume, metres. */
    double reachMetres();

    /**
     * Whether an object enters the volume at its closest approach.
     *
     * @param primary state of the primary at the closest approach, m and m/s
     * @param secondary state of the other object, same frame
     */
    boolean entered(double[] primary, double[] secondary);

    /** Miss distance below a radius (metres). */
    record Sphere(double radiusMetres) implements ScreeningVolume {
        public Sphere {
            if (!(radiusMetres > 0)) {
                throw new IllegalArgumentException("the radius of a screening sphere must be above 0");
            }
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
    }

    /**
     * Ellipsoid with its axes along R, T, N of the primary. An object enters it where its straight relative motion
     * within {@value #STRAIGHT_SECONDS} s of the closest approach does: the point of closest approach itself may lie
     * outside a flat ellipsoid.
     *
     * @param radialMetres half axis along R
     * @param inTrackMetres half axis along T
     * @param crossTrackMetres half axis along N
     */
    record Ellipsoid(double radialMetres, double inTrackMetres, double crossTrackMetres) implements ScreeningVolume {
        /** Over this time relative motion at a few kilometres is straight to some metres. */
        private static final double STRAIGHT_SECONDS = 30;

        public Ellipsoid {
            if (!(radialMetres > 0 && inTrackMetres > 0 && crossTrackMetres > 0)) {
                throw new IllegalArgumentException("the half axes of a screening ellipsoid must be above 0");
            }
        }

        @Override
        public double reachMetres() {
            return Math.max(radialMetres, Math.max(inTrackMetres, crossTrackMetres));
        }

        @Override
        public boolean entered(double[] primary, double[] secondary) {
            double[] r = new double[3];
            double[] v = new double[3];
            for (int i = 0; i < 3; i++) {
                r[i] = secondary[i] - primary[i];
                v[i] = secondary[i + 3] - primary[i + 3];
            }
            r = RtnFrame.vectorToRtn(r, primary);
            v = RtnFrame.vectorToRtn(v, primary);
            double[] axes = {radialMetres, inTrackMetres, crossTrackMetres};
            double rr = 0;
            double rv = 0;
            double vv = 0;
            for (int i = 0; i < 3; i++) {
                double x = r[i] / axes[i];
                double y = v[i] / axes[i];
                rr += x * x;
                rv += x * y;
                vv += y * y;
            }
            double seconds = vv > 0 ? Math.max(-STRAIGHT_SECONDS, Math.min(STRAIGHT_SECONDS, -rv / vv)) : 0;
            return rr + seconds * (2 * rv + seconds * vv) <= 1;
        }
    }
}
