package org.greenzone.formats;

import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.Frame;
import org.orekit.frames.Frames;
import org.orekit.frames.Transform;
import org.orekit.utils.CartesianDerivativesFilter;
import org.orekit.utils.IERSConventions;
import org.orekit.utils.PVCoordinates;

/** The reference frame that a message names (REF_FRAME), and its way to GCRF. Not thread-safe. */
public final class FileFrame {
    private final PhysicalData physics;
    private final Frame frame;
    private final Axes axes;

    private enum Axes {
        FIXED,
        /** They follow an equator and an equinox of date. */
        OF_DATE,
        /** They turn with the Earth. */
        TURNING
    }

    private FileFrame(PhysicalData physics, Frame frame, Axes axes) {
        this.physics = physics;
        this.frame = frame;
        this.axes = axes;
    }

    /**
     * The frame of this name (SANA registries of celestial body and Earth-fixed reference frames). All realisations of the
     * ITRF, and WGS 84, count as one (they differ by centimetres). True and mean of date follow the IERS 2010 conventions.
     */
    public static FileFrame named(String name, PhysicalData physics) throws BadValueException {
        String plain = name.strip().toUpperCase(Locale.ROOT).replaceAll("[ _-]", "");
        if (plain.startsWith("ITRF")) {
            return new FileFrame(physics, physics.itrf(), Axes.TURNING);
        }
        Frames frames = physics.dataContext().getFrames();
        return switch (plain) {
            case "GCRF", "ICRF" -> gcrf(physics);
            case "EME2000", "J2000" -> new FileFrame(physics, physics.eme2000(), Axes.FIXED);
            case "TEME", "TEMEOFDATE" -> new FileFrame(physics, physics.teme(), Axes.OF_DATE);
            case "TOD", "TODEARTH" ->
                new FileFrame(physics, frames.getTOD(IERSConventions.IERS_2010, true), Axes.OF_DATE);
            case "MOD", "MODEARTH" -> new FileFrame(physics, frames.getMOD(IERSConventions.IERS_2010), Axes.OF_DATE);
            case "TDR", "GTOD", "EFG" ->
                new FileFrame(physics, frames.getGTOD(IERSConventions.IERS_2010, true), Axes.TURNING);
            case "WGS84" -> new FileFrame(physics, physics.itrf(), Axes.TURNING);
            default ->
                throw new BadValueException("'" + Values.shown(name)
                        + "' is not a frame that is read; use GCRF, ICRF, EME2000, ITRF, TEME, TOD, MOD or TDR");
        };
    }

    public static FileFrame gcrf(PhysicalData physics) {
        return new FileFrame(physics, physics.gcrf(), Axes.FIXED);
    }

    /** Whether its axes follow an equator and an equinox of date, which a message may hold fast at an epoch. */
    public boolean isOfDate() {
        return axes == Axes.OF_DATE;
    }

    /** Whether its axes turn with the Earth. */
    public boolean isTurning() {
        return axes == Axes.TURNING;
    }

    /** A direction in GCRF. */
    public Vector3D directionToGcrf(Vector3D direction, long utcMicros) {
        return frame.getStaticTransformTo(physics.gcrf(), physics.date(utcMicros))
                .transformVector(direction);
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

    /**
     * A 6x6 covariance of position and velocity in this frame, in GCRF. In a turning frame the velocity is the one that is
     * seen there, as the states of the same message have it.
     */
    public double[][] covarianceToGcrf(double[][] covariance, long utcMicros) {
        double[][] jacobian = new double[6][6];
        frame.getTransformTo(physics.gcrf(), physics.date(utcMicros))
                .getJacobian(CartesianDerivativesFilter.USE_PV, jacobian);
        double[][] out = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                for (int k = 0; k < 6; k++) {
                    for (int m = 0; m < 6; m++) {
                        sum += jacobian[i][k] * covariance[k][m] * jacobian[j][m];
                    }
                }
                out[i][j] = sum;
            }
        }
        return out;
    }
}
