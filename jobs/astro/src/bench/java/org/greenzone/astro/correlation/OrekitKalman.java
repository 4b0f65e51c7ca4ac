package org.greenzone.astro.correlation;

import java.nio.file.Path;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.orekit.bodies.CelestialBody;
import org.orekit.bodies.GeodeticPoint;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.data.DirectoryCrawler;
import org.orekit.data.LazyLoadedDataContext;
import org.orekit.estimation.measurements.AngularAzEl;
import org.orekit.estimation.measurements.GroundStation;
import org.orekit.estimation.measurements.ObservableSatellite;
import org.orekit.estimation.measurements.Range;
import org.orekit.estimation.measurements.RangeRate;
import org.orekit.estimation.sequential.ConstantProcessNoise;
import org.orekit.estimation.sequential.KalmanEstimator;
import org.orekit.estimation.sequential.KalmanEstimatorBuilder;
import org.orekit.forces.drag.DragForce;
import org.orekit.forces.drag.DragSensitive;
import org.orekit.forces.drag.IsotropicDrag;
import org.orekit.forces.gravity.HolmesFeatherstoneAttractionModel;
import org.orekit.forces.gravity.SolidTides;
import org.orekit.forces.gravity.ThirdBodyAttraction;
import org.orekit.forces.gravity.potential.NormalizedSphericalHarmonicsProvider;
import org.orekit.forces.radiation.IsotropicRadiationSingleCoefficient;
import org.orekit.forces.radiation.SolarRadiationPressure;
import org.orekit.frames.Frame;
import org.orekit.frames.TopocentricFrame;
import org.orekit.models.earth.atmosphere.NRLMSISE00;
import org.orekit.models.earth.atmosphere.data.CssiSpaceWeatherData;
import org.orekit.orbits.CartesianOrbit;
import org.orekit.orbits.PositionAngleType;
import org.orekit.propagation.Propagator;
import org.orekit.propagation.conversion.DormandPrince853IntegratorBuilder;
import org.orekit.propagation.conversion.NumericalPropagatorBuilder;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.TimeScale;
import org.orekit.utils.Constants;
import org.orekit.utils.IERSConventions;
import org.orekit.utils.PVCoordinates;
import org.orekit.utils.ParameterDriver;

/**
 * The plain alternative: Orekit's Kalman filter with its numerical propagator, gravity 36 x 36, Sun, Moon, solid tides, drag
 * with NRLMSISE-00 and an estimated coefficient, radiation pressure; ranges, range rates and angles one by one.
 */
final class OrekitKalman {
    private static final int DEGREE = 36;
    /** Position tolerance of the integrator, metres: centimetres to decimetres after a day. */
    private static final double TOLERANCE_METRES = 1e-3;

    private static final double LONGEST_STEP_SECONDS = 120;
    private static final double LIGHT = Constants.SPEED_OF_LIGHT;

    private final PhysicalData data;
    private final LazyLoadedDataContext context = new LazyLoadedDataContext();
    private final TimeScale utc;
    private final Frame gcrf;
    private final OneAxisEllipsoid earth;

    OrekitKalman(Path folder, PhysicalData data) {
        this.data = data;
        context.getDataProvidersManager().clearProviders();
        context.getDataProvidersManager().addProvider(new DirectoryCrawler(folder.toFile()));
        utc = context.getTimeScales().getUTC();
        gcrf = context.getFrames().getGCRF();
        earth = new OneAxisEllipsoid(
                Constants.WGS84_EARTH_EQUATORIAL_RADIUS,
                Constants.WGS84_EARTH_FLATTENING,
                context.getFrames().getITRF(IERSConventions.IERS_2010, true));
    }

    private AbsoluteDate date(long micros) {
        return new AbsoluteDate(data.date(micros).getComponents(data.utc()), utc);
    }

    /** The state after the track, GCRF, at its last measurement. */
    double[] update(CatalogueOrbit prior, Track track, Site site) {
        NormalizedSphericalHarmonicsProvider gravity =
                context.getGravityFields().getNormalizedProvider(DEGREE, DEGREE);
        double[] s = prior.stateGcrf();
        CartesianOrbit orbit = new CartesianOrbit(
                new PVCoordinates(new Vector3D(s[0], s[1], s[2]), new Vector3D(s[3], s[4], s[5])),
                gcrf,
                date(prior.epochMicros()),
                gravity.getMu());
        NumericalPropagatorBuilder builder = new NumericalPropagatorBuilder(
                orbit,
                new DormandPrince853IntegratorBuilder(1e-3, LONGEST_STEP_SECONDS, TOLERANCE_METRES),
                PositionAngleType.TRUE,
                1);
        forces(builder, gravity, prior);
        builder.setMass(1);
        for (ParameterDriver driver : builder.getPropagationParametersDrivers().getDrivers()) {
            driver.setSelected(driver.getName().contains(DragSensitive.DRAG_COEFFICIENT));
        }
        RealMatrix covariance =
                MatrixUtils.createRealMatrix(RtnFrame.toInertial(prior.covarianceRtn(), prior.stateGcrf()));
        // The coefficient of drag is that of the catalogue in units of its own.
        double unit = prior.ballisticCoefficient();
        for (int i = 0; i < 7; i++) {
            covariance.setEntry(i, 6, covariance.getEntry(i, 6) / unit);
            covariance.setEntry(6, i, covariance.getEntry(6, i) / unit);
        }
        KalmanEstimator estimator = new KalmanEstimatorBuilder()
                .addPropagationConfiguration(
                        builder, new ConstantProcessNoise(covariance, MatrixUtils.createRealMatrix(7, 7)))
                .build();
        Propagator[] result = new Propagator[0];
        GroundStation station = new GroundStation(new TopocentricFrame(
                earth,
                new GeodeticPoint(site.latitudeRadians(), site.longitudeRadians(), site.altitudeMetres()),
                site.siteId()));
        ObservableSatellite satellite = new ObservableSatellite(0);
        List<Measurement> measurements = track.measurements();
        for (Measurement m : measurements) {
            AbsoluteDate received = date(m.timeMicros()).shiftedBy(m.rangeMetres() / LIGHT);
            estimator.estimationStep(new Range(
                    station, false, received, m.rangeMetres(), site.noise().rangeMetres(), 1, satellite));
            estimator.estimationStep(new RangeRate(
                    station,
                    received,
                    m.rangeRateMetresPerSecond(),
                    site.noise().rangeRateMetresPerSecond(),
                    1,
                    false,
                    satellite));
            result = estimator.estimationStep(new AngularAzEl(
                    station,
                    received,
                    new double[] {m.azimuthRadians(), m.elevationRadians()},
                    new double[] {site.noise().azimuthRadians(), site.noise().elevationRadians()},
                    new double[] {1, 1},
                    satellite));
        }
        Vector3D p = result[0].getPosition(date(track.endMicros()), gcrf);
        return new double[] {p.getX(), p.getY(), p.getZ()};
    }

    private void forces(
            NumericalPropagatorBuilder builder, NormalizedSphericalHarmonicsProvider gravity, CatalogueOrbit prior) {
        CelestialBody sun = context.getCelestialBodies().getSun();
        CelestialBody moon = context.getCelestialBodies().getMoon();
        builder.addForceModel(new HolmesFeatherstoneAttractionModel(earth.getBodyFrame(), gravity));
        builder.addForceModel(new ThirdBodyAttraction(sun));
        builder.addForceModel(new ThirdBodyAttraction(moon));
        builder.addForceModel(new SolidTides(
                earth.getBodyFrame(),
                gravity.getAe(),
                gravity.getMu(),
                gravity.getTideSystem(),
                IERSConventions.IERS_2010,
                context.getTimeScales().getUT1(IERSConventions.IERS_2010, true),
                sun,
                moon));
        builder.addForceModel(new DragForce(
                new NRLMSISE00(
                                new CssiSpaceWeatherData(
                                        CssiSpaceWeatherData.DEFAULT_SUPPORTED_NAMES,
                                        context.getDataProvidersManager(),
                                        utc),
                                sun,
                                earth,
                                utc)
                        .withSwitch(9, -1),
                new IsotropicDrag(prior.ballisticCoefficient(), 1)));
        builder.addForceModel(new SolarRadiationPressure(
                sun, earth, new IsotropicRadiationSingleCoefficient(prior.radiationCoefficient(), 1)));
    }
}
