package org.greenzone.astro.dynamics;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.orekit.bodies.CelestialBody;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.data.DirectoryCrawler;
import org.orekit.data.LazyLoadedDataContext;
import org.orekit.forces.drag.DragForce;
import org.orekit.forces.drag.IsotropicDrag;
import org.orekit.forces.gravity.HolmesFeatherstoneAttractionModel;
import org.orekit.forces.gravity.SolidTides;
import org.orekit.forces.gravity.ThirdBodyAttraction;
import org.orekit.forces.gravity.potential.NormalizedSphericalHarmonicsProvider;
import org.orekit.forces.radiation.IsotropicRadiationSingleCoefficient;
import org.orekit.forces.radiation.SolarRadiationPressure;
import org.orekit.frames.Frame;
import org.orekit.models.earth.atmosphere.NRLMSISE00;
import org.orekit.models.earth.atmosphere.data.CssiSpaceWeatherData;
import org.orekit.orbits.CartesianOrbit;
import org.orekit.orbits.OrbitType;
import org.orekit.propagation.SpacecraftState;
import org.orekit.propagation.numerical.NumericalPropagator;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.TimeScale;
import org.orekit.utils.Constants;
import org.orekit.utils.IERSConventions;
import org.orekit.utils.PVCoordinates;

/**
 * Error of the built-in tables and force models after a day, against Orekit with a full orekit-data folder (EIGEN-6S 70 x 70
 * with its time-variable terms, Sun and Moon of DE405, solid tides of IERS 2010, NRLMSISE-00 with CSSI weather, radiation
 * pressure), and processor time of a propagation.
 *
 * <p>Arguments: the orekit-data folder.
 */
public final class PropagationBenchmark {
    private static final long EPOCH = 1_636_944_420_000_000L;
    private static final double DAY = 86_400;
    private static final double BALLISTIC = 0.01;
    private static final double RADIATION = 0.01;

    private PropagationBenchmark() {}

    public static void main(String[] arguments) {
        PhysicalData data = PhysicalData.builtIn();
        Map<String, double[]> orbits = new LinkedHashMap<>();
        orbits.put("415 km", state(412, 418, 51.6));
        orbits.put("480 km", state(465, 490, 82.6));
        orbits.put("300 x 1100 km", state(300, 1_100, 82.6));
        Map<String, ForceModel> models = new LinkedHashMap<>();
        for (int degree : new int[] {12, 21, 30, 36, 44, 60, 70}) {
            models.put("degree " + degree, new ForceModel(degree, true, true, true, true));
        }
        models.put("STANDARD", ForceModel.STANDARD);
        models.put("STANDARD without tides", without(ForceModel.STANDARD));
        models.put("TRUTH", ForceModel.TRUTH);
        Map<String, double[]> truth = new LinkedHashMap<>();
        Map<String, double[]> truthWithoutDrag = new LinkedHashMap<>();
        for (Map.Entry<String, double[]> orbit : orbits.entrySet()) {
            truth.put(orbit.getKey(), reference(Path.of(arguments[0]), data, orbit.getValue(), true));
            truthWithoutDrag.put(orbit.getKey(), reference(Path.of(arguments[0]), data, orbit.getValue(), false));
        }
        System.out.println("position error after a day, m: with drag / without drag; processor ms per object and day:"
                + " without / with transition");
        for (Map.Entry<String, ForceModel> model : models.entrySet()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-24s", model.getKey()));
            ForceModel m = model.getValue();
            ForceModel noDrag =
                    new ForceModel(m.gravityDegree(), m.sunMoon(), m.solidTides(), false, m.radiationPressure());
            OrbitPropagator propagator = new OrbitPropagator(data, m);
            OrbitPropagator dragless = new OrbitPropagator(data, noDrag);
            for (Map.Entry<String, double[]> orbit : orbits.entrySet()) {
                line.append(String.format(
                        Locale.ROOT,
                        "  %s %8.2f / %7.2f",
                        orbit.getKey(),
                        distance(
                                after(propagator, orbit.getValue()), Objects.requireNonNull(truth.get(orbit.getKey()))),
                        distance(
                                after(dragless, orbit.getValue()),
                                Objects.requireNonNull(truthWithoutDrag.get(orbit.getKey())))));
            }
            line.append(String.format(
                    Locale.ROOT,
                    "  ms %6.2f / %6.2f",
                    milliseconds(propagator, orbits, false),
                    milliseconds(propagator, orbits, true)));
            System.out.println(line);
        }
        for (Map.Entry<String, double[]> orbit : orbits.entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "drag of a day at %s, Cd A/m %.3f m2/kg: %.0f m%n",
                    orbit.getKey(),
                    BALLISTIC,
                    distance(
                            Objects.requireNonNull(truth.get(orbit.getKey())),
                            Objects.requireNonNull(truthWithoutDrag.get(orbit.getKey()))));
        }
    }

    private static ForceModel without(ForceModel m) {
        return new ForceModel(m.gravityDegree(), m.sunMoon(), false, m.drag(), m.radiationPressure());
    }

    private static double milliseconds(OrbitPropagator propagator, Map<String, double[]> orbits, boolean transition) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 6; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int count = 0;
            for (int repeat = 0; repeat < 8; repeat++) {
                for (double[] s : orbits.values()) {
                    OrbitalState state = new OrbitalState(EPOCH, s, BALLISTIC, RADIATION);
                    if (transition) {
                        propagator.propagateWithTransition(state, 0, DAY);
                    } else {
                        propagator.propagate(state, 0, DAY);
                    }
                    count++;
                }
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            best = Math.min(best, spent * 1e-6 / count);
        }
        return best;
    }

    private static double[] after(OrbitPropagator propagator, double[] start) {
        double[] out = new double[6];
        propagator
                .propagate(new OrbitalState(EPOCH, start, BALLISTIC, RADIATION), 0, DAY)
                .state(DAY, out);
        return out;
    }

    private static double[] reference(Path folder, PhysicalData data, double[] s, boolean drag) {
        LazyLoadedDataContext context = new LazyLoadedDataContext();
        context.getDataProvidersManager().clearProviders();
        context.getDataProvidersManager().addProvider(new DirectoryCrawler(folder.toFile()));
        TimeScale utc = context.getTimeScales().getUTC();
        Frame gcrf = context.getFrames().getGCRF();
        Frame itrf = context.getFrames().getITRF(IERSConventions.IERS_2010, false);
        AbsoluteDate date = new AbsoluteDate(data.date(EPOCH).getComponents(data.utc()), utc);
        NormalizedSphericalHarmonicsProvider gravity =
                context.getGravityFields().getNormalizedProvider(70, 70);
        CelestialBody sun = context.getCelestialBodies().getSun();
        CelestialBody moon = context.getCelestialBodies().getMoon();
        OneAxisEllipsoid earth =
                new OneAxisEllipsoid(Constants.WGS84_EARTH_EQUATORIAL_RADIUS, Constants.WGS84_EARTH_FLATTENING, itrf);
        CartesianOrbit orbit = new CartesianOrbit(
                new PVCoordinates(new Vector3D(s[0], s[1], s[2]), new Vector3D(s[3], s[4], s[5])),
                gcrf,
                date,
                gravity.getMu());
        NumericalPropagator propagator = new NumericalPropagator(new DormandPrince853Integrator(1e-3, 60, 1e-4, 1e-7));
        propagator.setOrbitType(OrbitType.CARTESIAN);
        propagator.addForceModel(new HolmesFeatherstoneAttractionModel(itrf, gravity));
        propagator.addForceModel(new ThirdBodyAttraction(sun));
        propagator.addForceModel(new ThirdBodyAttraction(moon));
        propagator.addForceModel(new SolidTides(
                itrf,
                gravity.getAe(),
                gravity.getMu(),
                gravity.getTideSystem(),
                IERSConventions.IERS_2010,
                context.getTimeScales().getUT1(IERSConventions.IERS_2010, true),
                sun,
                moon));
        if (drag) {
            propagator.addForceModel(new DragForce(
                    new NRLMSISE00(
                                    new CssiSpaceWeatherData(
                                            CssiSpaceWeatherData.DEFAULT_SUPPORTED_NAMES,
                                            context.getDataProvidersManager(),
                                            utc),
                                    sun,
                                    earth,
                                    utc)
                            .withSwitch(9, -1),
                    new IsotropicDrag(BALLISTIC, 1)));
        }
        propagator.addForceModel(
                new SolarRadiationPressure(sun, earth, new IsotropicRadiationSingleCoefficient(RADIATION, 1)));
        propagator.setInitialState(new SpacecraftState(orbit).withMass(1));
        PVCoordinates end = propagator.propagate(date.shiftedBy(DAY)).getPVCoordinates(gcrf);
        return new double[] {
            end.getPosition().getX(),
            end.getPosition().getY(),
            end.getPosition().getZ()
        };
    }

    private static double[] state(double perigeeKm, double apogeeKm, double inclinationDegrees) {
        double axis = 6_378_137.0 + (perigeeKm + apogeeKm) * 500;
        double eccentricity = (apogeeKm - perigeeKm) * 500 / axis;
        double r = axis * (1 - eccentricity);
        double v = Math.sqrt(3.986004415e14 * (1 + eccentricity) / r);
        double inclination = Math.toRadians(inclinationDegrees);
        return new double[] {0, r * Math.cos(inclination), r * Math.sin(inclination), -v, 0, 0};
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
