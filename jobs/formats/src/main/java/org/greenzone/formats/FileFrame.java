package org.greenzone.formats;

import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.Frame;
import org.orekit.frames.Transform;
import org.orekit.utils.PVCoordinates;

/** The reference frame that a message names (REF_FRAME), and its way to GCRF. Not thread-safe. */
public final class FileFrame {
    private final PhysicalData physics;
    private final Frame frame;
    private final boolean inertial;

    private FileFrame(PhysicalData physics, Frame frame, boolean inertial) {
        this.physics = physics;
        this.frame = frame;
        this.inertial = inertial;
    }

    /** The frame of this name; all realisations of the ITRF count as one (they differ by centimetres). */
    public static FileFrame named(String name, PhysicalData physics) throws BadValueException {
        String plain = name.strip().toUpperCase(Locale.ROOT).replaceAll("[ _-]", "");
        if (plain.startsWith("ITRF")) {
            return new FileFrame(physics, physics.itrf(), false);
        }
        return switch (plain) {
            case "GCRF", "ICRF" -> new FileFrame(physics, physics.gcrf(), true);
            case "EME2000", "J2000" -> new FileFrame(physics, physics.eme2000(), true);
            case "TEME", "TEMEOFDATE" -> new FileFrame(physics, physics.teme(), true);
            default ->
                throw new BadValueException("'" + Values.shown(name)
                        + "' is not a frame that is read; use GCRF, ICRF, EME2000, ITRF or TEME");
        };
    }

    public boolean isInertial() {
        return inertial;
    }

    /** Position and velocity (m, m/s, 6 numbers) in GCRF, with the rotation of the Earth in the velocity for ITRF. */
    public double[] stateToGcrf(double[] state, long utcMicros) {
        if (frame == physics.gcrf()) {
            return state.clone();
        }
        Transform transform = frame.getTransformTo(physics.gcrf(), physics.date(utcMicros));
        PVCoordinates in = transform.transformPVCoordinates(new PVCoordinates(
                new Vector3D(state[0], state[1], state[2]), new Vector3D(state[3], state[4], state[5])));
        Vector3D p = in.getPosition();
        Vector3D v = in.getVelocity();
        return new double[] {p.getX(), p.getY(), p.getZ(), v.getX(), v.getY(), v.getZ()};
    }

    /** A 6x6 covariance in the axes of this inertial frame, in the axes of GCRF. */
    public double[][] covarianceToGcrf(double[][] covariance, long utcMicros) {
        double[][] axes = new double[3][];
        for (int i = 0; i < 3; i++) {
            Vector3D unit = new Vector3D(i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
            Vector3D rotated = frame.getStaticTransformTo(physics.gcrf(), physics.date(utcMicros))
                    .transformVector(unit);
            axes[i] = rotated.toArray();
        }
        double[][] out = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    for (int m = 0; m < 3; m++) {
                        sum += axes[k][i % 3] * covariance[3 * (i / 3) + k][3 * (j / 3) + m] * axes[m][j % 3];
                    }
                }
                out[i][j] = sum;
            }
        }
        return out;
    }
}
