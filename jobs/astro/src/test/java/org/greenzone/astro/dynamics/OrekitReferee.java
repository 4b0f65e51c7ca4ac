package org.greenzone.astro.dynamics;

import java.util.List;
import org.greenzone.astro.physics.GravityField;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SunAndMoon;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.geometry.euclidean.threed.FieldVector3D;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.util.FastMath;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.forces.drag.DragForce;
import org.orekit.forces.drag.IsotropicDrag;
import org.orekit.forces.gravity.HolmesFeatherstoneAttractionModel;
import org.orekit.forces.gravity.ThirdBodyAttraction;
import org.orekit.forces.gravity.potential.NormalizedSphericalHarmonicsProvider;
import org.orekit.forces.gravity.potential.TideSystem;
import org.orekit.forces.radiation.IsotropicRadiationSingleCoefficient;
import org.orekit.forces.radiation.SolarRadiationPressure;
import org.orekit.frames.Frame;
import org.orekit.orbits.CartesianOrbit;
import org.orekit.orbits.OrbitType;
import org.orekit.propagation.SpacecraftState;
import org.orekit.propagation.numerical.NumericalPropagator;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.FieldAbsoluteDate;
import org.orekit.utils.Constants;
import org.orekit.utils.ExtendedPositionProvider;
import org.orekit.utils.PVCoordinates;

/** Orekit's numerical propagator with the forces of a {@link ForceModel} from Orekit's own classes, at tight tolerances. */
final class OrekitReferee {
    private OrekitReferee() {}

    static NumericalPropagator propagator(PhysicalData data, ForceModel model, OrbitalState state) {
        Frame gcrf = data.gcrf();
        double[] s = state.stateGcrf();
        CartesianOrbit orbit = new CartesianOrbit(
                new PVCoordinates(new Vector3D(s[0], s[1], s[2]), new Vector3D(s[3], s[4], s[5])),
                gcrf,
                data.date(state.epochMicros()),
                data.gravity().mu());
        DormandPrince853Integrator integrator = new DormandPrince853Integrator(1e-3, 60, 1e-5, 1e-8);
        NumericalPropagator propagator = new NumericalPropagator(integrator);
        propagator.setOrbitType(OrbitType.CARTESIAN);
        OneAxisEllipsoid earth = new OneAxisEllipsoid(
                Constants.WGS84_EARTH_EQUATORIAL_RADIUS, Constants.WGS84_EARTH_FLATTENING, data.itrf());
        propagator.addForceModel(new HolmesFeatherstoneAttractionModel(
                data.itrf(), new Coefficients(data.gravity(), model.gravityDegree())));
        ExtendedPositionProvider sun = new Series(data, 0);
        if (model.sunMoon()) {
            propagator.addForceModel(new ThirdBodyAttraction(sun, "Sun", SunAndMoon.SUN_MU));
            propagator.addForceModel(new ThirdBodyAttraction(new Series(data, 3), "Moon", SunAndMoon.MOON_MU));
        }
        if (model.drag()) {
            propagator.addForceModel(
                    new DragForce(data.thermosphere().model(sun), new IsotropicDrag(state.ballisticCoefficient(), 1)));
        }
        if (model.radiationPressure()) {
            propagator.addForceModel(new SolarRadiationPressure(
                    sun, earth, new IsotropicRadiationSingleCoefficient(state.radiationCoefficient(), 1)));
        }
        propagator.setInitialState(new SpacecraftState(orbit).withMass(1));
        return propagator;
    }

    static double[] stateAfter(PhysicalData data, ForceModel model, OrbitalState state, double seconds) {
        PVCoordinates end = propagator(data, model, state)
                .propagate(data.date(state.epochMicros()).shiftedBy(seconds))
                .getPVCoordinates(data.gcrf());
        Vector3D p = end.getPosition();
        Vector3D v = end.getVelocity();
        return new double[] {p.getX(), p.getY(), p.getZ(), v.getX(), v.getY(), v.getZ()};
    }

    /** The coefficients of the physical data as Orekit takes them. */
    private record Coefficients(GravityField field, int degree) implements NormalizedSphericalHarmonicsProvider {
        @Override
        public int getMaxDegree() {
            return degree;
        }

        @Override
        public int getMaxOrder() {
            return degree;
        }

        @Override
        public double getMu() {
            return field.mu();
        }

        @Override
        public double getAe() {
            return field.radiusMetres();
        }

        @Override
        public AbsoluteDate getReferenceDate() {
            return AbsoluteDate.ARBITRARY_EPOCH;
        }

        @Override
        public TideSystem getTideSystem() {
            return TideSystem.TIDE_FREE;
        }

        @Override
        public NormalizedSphericalHarmonics onDate(AbsoluteDate date) {
            return new NormalizedSphericalHarmonics() {
                @Override
                public double getNormalizedCnm(int n, int m) {
                    return field.cosine(n, m);
                }

                @Override
                public double getNormalizedSnm(int n, int m) {
                    return field.sine(n, m);
                }

                @Override
                public AbsoluteDate getDate() {
                    return date;
                }
            };
        }
    }

    /** Sun (0) or Moon (3) of the product's series. */
    private static final class Series implements ExtendedPositionProvider {
        private final PhysicalData data;
        private final SunAndMoon series;
        private final int at;

        Series(PhysicalData data, int at) {
            this.data = data;
            this.series = new SunAndMoon(data);
            this.at = at;
        }

        @Override
        public Vector3D getPosition(AbsoluteDate date, Frame frame) {
            double[] both = new double[6];
            long micros = data.micros(date);
            series.positions(micros, date.durationFrom(data.date(micros)), both);
            Vector3D gcrf = new Vector3D(both[at], both[at + 1], both[at + 2]);
            return frame == data.gcrf()
                    ? gcrf
                    : data.gcrf().getStaticTransformTo(frame, date).transformPosition(gcrf);
        }

        @Override
        public <T extends CalculusFieldElement<T>> FieldVector3D<T> getPosition(
                FieldAbsoluteDate<T> date, Frame frame) {
            return new FieldVector3D<>(date.getField(), getPosition(date.toAbsoluteDate(), frame));
        }
    }

    /** A state at the perigee of an orbit, in GCRF. */
    static double[] perigeeState(double perigeeKm, double apogeeKm, double inclinationDeg, double argumentDeg) {
        double axis = 6_378_137.0 + (perigeeKm + apogeeKm) * 500;
        double eccentricity = (apogeeKm - perigeeKm) * 500 / axis;
        double r = axis * (1 - eccentricity);
        double v = FastMath.sqrt(3.986004415e14 * (1 + eccentricity) / r);
        double c = FastMath.cos(FastMath.toRadians(argumentDeg));
        double s = FastMath.sin(FastMath.toRadians(argumentDeg));
        double ci = FastMath.cos(FastMath.toRadians(inclinationDeg));
        double si = FastMath.sin(FastMath.toRadians(inclinationDeg));
        return new double[] {r * c, r * s * ci, r * s * si, -v * s, v * c * ci, v * c * si};
    }

    static double distance(double[] a, double[] b) {
        return FastMath.sqrt(
                (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }

    static List<double[]> lowOrbits() {
        return List.of(
                perigeeState(410, 420, 51.6, 60),
                perigeeState(465, 490, 82.6, 120),
                perigeeState(300, 1100, 82.6, 60),
                perigeeState(400, 1140, 30, 200));
    }
}
