package org.greenzone.astro.catalogue;

import java.util.Arrays;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.errors.OrekitException;
import org.orekit.propagation.analytical.tle.TLE;
import org.orekit.propagation.analytical.tle.TLEPropagator;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.PVCoordinates;

/**
 * Position and velocity of an element set by SGP4/SDP4 (Hoots and Roehrich 1980 as revised by Vallado et al. 2006;
 * computed by Orekit), in TEME of date, its own frame, or in GCRF.
 *
 * <p>An element set that SGP4 cannot propagate to an instant (eccentricity out of range, orbit below the surface: the
 * object has decayed) gives {@code false} and NaN there, never an exception. Not thread-safe: one instance a thread.
 */
public final class Sgp4Ephemeris {
    /** Equatorial radius of the Earth in SGP4 (WGS72); below it the object has decayed (error 6 of Vallado et al.). */
    private static final double EARTH_RADIUS_METRES = 6378135.0;

    private final PhysicalData physics;
    private final ElementSet elements;
    private final AbsoluteDate epoch;
    private final TLEPropagator propagator;

    public Sgp4Ephemeris(PhysicalData physics, ElementSet elements) {
        this.physics = physics;
        this.elements = elements;
        this.epoch = physics.date(elements.epochMicros());
        // Designators and counters do not enter SGP4; they are left out because Orekit limits their digits.
        TLE tle = new TLE(
                0,
                'U',
                0,
                0,
                "",
                TLE.DEFAULT,
                0,
                epoch,
                elements.meanMotionRadiansPerSecond(),
                elements.meanMotionDotRadiansPerSecond2(),
                elements.meanMotionDotDotRadiansPerSecond3(),
                elements.eccentricity(),
                elements.inclinationRadians(),
                elements.argumentOfPerigeeRadians(),
                elements.rightAscensionOfNodeRadians(),
                elements.meanAnomalyRadians(),
                0,
                elements.bStar(),
                physics.utc());
        this.propagator = TLEPropagator.selectExtrapolator(tle, physics.teme());
    }

    public ElementSet elements() {
        return elements;
    }

    /**
     * State in TEME of date.
     *
     * @param secondsFromEpoch elapsed (SI) seconds since the epoch of the element set
     * @param out6 receives position in metres and velocity in m/s; NaN where SGP4 has no orbit
     * @return whether SGP4 has an orbit there
     */
    public boolean stateTeme(double secondsFromEpoch, double[] out6) {
        return fill(epoch.shiftedBy(secondsFromEpoch), out6);
    }

    /** State in TEME of date at a UTC instant (microseconds since 1970) plus elapsed seconds; else as the other. */
    public boolean stateTeme(long micros, double plusSeconds, double[] out6) {
        return fill(physics.date(micros).shiftedBy(plusSeconds), out6);
    }

    /** State in GCRF at a UTC instant (microseconds since 1970); NaN and {@code false} where SGP4 has no orbit. */
    public boolean stateGcrf(long micros, double[] out6) {
        AbsoluteDate date = physics.date(micros);
        if (!fill(date, out6)) {
            return false;
        }
        PVCoordinates teme =
                new PVCoordinates(new Vector3D(out6[0], out6[1], out6[2]), new Vector3D(out6[3], out6[4], out6[5]));
        put(physics.teme().getTransformTo(physics.gcrf(), date).transformPVCoordinates(teme), out6);
        return true;
    }

    private boolean fill(AbsoluteDate date, double[] out6) {
        try {
            put(propagator.getPVCoordinates(date), out6);
        } catch (OrekitException noOrbit) {
            Arrays.fill(out6, Double.NaN);
            return false;
        }
        double radius2 = out6[0] * out6[0] + out6[1] * out6[1] + out6[2] * out6[2];
        if (radius2 >= EARTH_RADIUS_METRES * EARTH_RADIUS_METRES) {
            return true;
        }
        Arrays.fill(out6, Double.NaN);
        return false;
    }

    private static void put(PVCoordinates pv, double[] out6) {
        Vector3D p = pv.getPosition();
        Vector3D v = pv.getVelocity();
        out6[0] = p.getX();
        out6[1] = p.getY();
        out6[2] = p.getZ();
        out6[3] = v.getX();
        out6[4] = v.getY();
        out6[5] = v.getZ();
    }
}
