package org.greenzone.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.simulator.breakup.Fragment;
import org.greenzone.simulator.breakup.JohnsonBreakup2001;
import org.greenzone.simulator.random.RandomStream;
import org.greenzone.simulator.scenario.Background;
import org.greenzone.simulator.scenario.Deployment;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.ScenarioBreakup;
import org.greenzone.simulator.scenario.ScenarioManoeuvre;
import org.greenzone.simulator.scenario.ScenarioObject;
import org.orekit.orbits.KeplerianOrbit;
import org.orekit.orbits.PositionAngleType;
import org.orekit.utils.PVCoordinates;

/** The objects of a scenario with their true states: those of the file, the background, and the fragments. */
final class Population {
    /** Drag and radiation coefficients of a plate that tumbles; customary. */
    static final double DRAG_COEFFICIENT = 2.2;

    static final double RADIATION_COEFFICIENT = 1.3;

    private static final double EQUATORIAL_RADIUS = 6_378_137.0;

    /** Background orbits are nearly circular: half of apogee minus perigee stays below this. */
    private static final double LARGEST_ECCENTRICITY_METRES = 20_000;

    /** Area to mass of catalogued objects that are still up: log10 of m2/kg, mean and sigma; about 0.02. */
    private static final double MEAN_LOG_AREA_TO_MASS = -1.7;

    private static final double SIGMA_LOG_AREA_TO_MASS = 0.3;

    private static final double[] NO_DELTA_V = {Double.NaN, Double.NaN, Double.NaN};

    private final PhysicalData physics;
    private final Scenario scenario;
    private final OrbitPropagator propagator;

    Population(PhysicalData physics, Scenario scenario) {
        this.physics = physics;
        this.scenario = scenario;
        this.propagator = new OrbitPropagator(physics, scenario.forces());
    }

    /** All objects: the catalogued ones as the scenario orders them, then the fragments. */
    List<SimulatedObject> objects() {
        List<SimulatedObject> objects = new ArrayList<>();
        for (ScenarioObject object : scenario.objects()) {
            objects.add(simulated(object));
        }
        for (Background background : scenario.backgrounds()) {
            for (int i = 0; i < background.count(); i++) {
                objects.add(drawn(background, i));
            }
        }
        scenario.manoeuvres().stream()
                .sorted(Comparator.comparingLong(ScenarioManoeuvre::timeMicros))
                .forEach(manoeuvre -> manoeuvre(objects, manoeuvre));
        List<SimulatedObject> fragments = new ArrayList<>();
        for (Deployment deployment : scenario.deployments()) {
            fragments.addAll(deployed(at(objects, deployment.carrierId(), deployment.timeMicros()), deployment));
        }
        for (ScenarioBreakup breakup : scenario.breakups()) {
            SimulatedObject parent = at(objects, breakup.parentId(), breakup.timeMicros());
            fragments.addAll(fragments(parent, breakup));
            objects.set(objects.indexOf(parent), parent.until(breakup.timeMicros()));
        }
        objects.addAll(fragments);
        return objects;
    }

    /** The arc of an object at an instant. */
    private static SimulatedObject at(List<SimulatedObject> objects, String objectId, long micros) {
        for (SimulatedObject object : objects) {
            if (object.objectId().equals(objectId) && object.fromMicros() <= micros && micros < object.toMicros()) {
                return object;
            }
        }
        throw new ScenarioFailure("the scenario has no object " + objectId + " at the time of what happens to it");
    }

    /** Ends the arc of an object, and begins another behind it. */
    private void manoeuvre(List<SimulatedObject> objects, ScenarioManoeuvre manoeuvre) {
        SimulatedObject before = at(objects, manoeuvre.objectId(), manoeuvre.timeMicros());
        double[] state = new double[6];
        propagated(before.objectId(), before.state(), manoeuvre.timeMicros(), state);
        double[] deltaV = RtnFrame.vectorToInertial(manoeuvre.deltaVRtn(), state);
        for (int i = 0; i < 3; i++) {
            state[3 + i] += deltaV[i];
        }
        int place = objects.indexOf(before);
        objects.set(place, before.until(manoeuvre.timeMicros()));
        objects.add(
                place + 1,
                before.manoeuvred(new OrbitalState(
                        manoeuvre.timeMicros(),
                        state,
                        before.state().ballisticCoefficient(),
                        before.state().radiationCoefficient())));
    }

    private List<SimulatedObject> deployed(SimulatedObject carrier, Deployment deployment) {
        double[] atRelease = new double[6];
        propagated(carrier.objectId(), carrier.state(), deployment.timeMicros(), atRelease);
        RandomStream random = RandomStream.of(scenario.seed(), "deployment", carrier.objectId());
        double areaToMass = deployment.areaSquareMetres() / deployment.massKilograms();
        List<SimulatedObject> satellites = new ArrayList<>();
        for (int number = 1; number <= deployment.count(); number++) {
            double[] deltaV = new double[3];
            double[] state = atRelease.clone();
            for (int i = 0; i < 3; i++) {
                deltaV[i] = deployment.speedMetresPerSecond() * random.gaussian();
                state[3 + i] += deltaV[i];
            }
            satellites.add(new SimulatedObject(
                    String.format(Locale.ROOT, "%s-D%04d", carrier.objectId(), number),
                    "",
                    "",
                    carrier.objectId(),
                    deployment.sizeMetres(),
                    deployment.sizeMetres() / 2,
                    deployment.massKilograms(),
                    areaToMass,
                    deltaV,
                    new OrbitalState(
                            deployment.timeMicros(),
                            state,
                            DRAG_COEFFICIENT * areaToMass,
                            RADIATION_COEFFICIENT * areaToMass),
                    0,
                    deployment.timeMicros(),
                    scenario.endMicros()));
        }
        return satellites;
    }

    private SimulatedObject simulated(ScenarioObject object) {
        OrbitalState state = atStart(object);
        return new SimulatedObject(
                object.objectId(),
                object.name(),
                object.internationalDesignator(),
                "",
                object.sizeMetres(),
                object.hardBodyRadiusMetres(),
                Double.NaN,
                Double.NaN,
                NO_DELTA_V,
                state,
                0,
                scenario.startMicros(),
                scenario.endMicros());
    }

    /** The true state at the start of the scenario. */
    private OrbitalState atStart(ScenarioObject object) {
        OrbitalState given;
        if (object.orbit() instanceof ScenarioObject.FromElementSet from) {
            given = fitted(object, from.elementSet());
        } else if (object.orbit() instanceof ScenarioObject.FromState from) {
            given = new OrbitalState(
                    from.epochMicros(), from.stateGcrf(), object.ballisticCoefficient(), object.radiationCoefficient());
        } else {
            throw new IllegalStateException("object " + object.objectId() + " has an orbit of an unknown kind");
        }
        double[] state = new double[6];
        propagated(object.objectId(), given, scenario.startMicros(), state);
        return new OrbitalState(
                scenario.startMicros(), state, given.ballisticCoefficient(), given.radiationCoefficient());
    }

    /**
     * The numerical orbit that follows SGP4 before the epoch of the set, at that epoch. The field of the estimator does
     * for the fit: against that of the truth it shifts the orbit by tens of metres, the set is wrong by a kilometre.
     */
    private OrbitalState fitted(ScenarioObject object, ElementSet set) {
        ElementSetOrbits.Result result = new ElementSetOrbits(
                        physics, new OrbitPropagator(physics, ForceModel.STANDARD))
                .convert(set, set.epochMicros(), set.epochMicros(), object.hardBodyRadiusMetres());
        if (result instanceof ElementSetOrbits.Result.Unusable unusable) {
            throw new ScenarioFailure("object " + object.objectId() + ": " + unusable.reason()
                    + "; give an element set of about the start of the scenario");
        }
        CatalogueOrbit orbit = ((ElementSetOrbits.Result.Converted) result).orbit();
        double ballistic = object.ballisticCoefficient();
        return new OrbitalState(
                orbit.epochMicros(),
                orbit.stateGcrf(),
                Double.isNaN(ballistic) ? orbit.ballisticCoefficient() : ballistic,
                object.radiationCoefficient());
    }

    private void propagated(String objectId, OrbitalState from, long toMicros, double[] out6) {
        double seconds = physics.leapSeconds().elapsedSeconds(from.epochMicros(), toMicros);
        Trajectory trajectory;
        try {
            trajectory = propagator.propagate(from, Math.min(0, seconds), Math.max(0, seconds));
        } catch (IllegalArgumentException e) {
            throw new ScenarioFailure("object " + objectId + ": " + e.getMessage());
        }
        if (trajectory.decayed()) {
            throw new ScenarioFailure("object " + objectId + " re-enters before it is needed; give a higher orbit");
        }
        trajectory.state(seconds, out6);
    }

    private SimulatedObject drawn(Background background, int number) {
        String objectId = Integer.toString(background.firstObjectNumber() + number);
        RandomStream random = RandomStream.of(scenario.seed(), "background", objectId);
        double mean = random.uniform(background.lowestMetres(), background.highestMetres());
        double room = Math.min(mean - background.lowestMetres(), background.highestMetres() - mean);
        double a = EQUATORIAL_RADIUS + mean;
        double e = Math.min(room, LARGEST_ECCENTRICITY_METRES) * random.uniform() / a;
        double inclination = inclination(background, random);
        double perigee = 2 * Math.PI * random.uniform();
        double node = 2 * Math.PI * random.uniform();
        double anomaly = 2 * Math.PI * random.uniform();
        double size = background.smallestMetres()
                * Math.pow(background.largestMetres() / background.smallestMetres(), random.uniform());
        double areaToMass = Math.pow(10, MEAN_LOG_AREA_TO_MASS + SIGMA_LOG_AREA_TO_MASS * random.gaussian());
        PVCoordinates pv = new KeplerianOrbit(
                        a,
                        e,
                        inclination,
                        perigee,
                        node,
                        anomaly,
                        PositionAngleType.MEAN,
                        physics.gcrf(),
                        physics.date(scenario.startMicros()),
                        physics.gravity().mu())
                .getPVCoordinates();
        double[] state = {
            pv.getPosition().getX(), pv.getPosition().getY(), pv.getPosition().getZ(),
            pv.getVelocity().getX(), pv.getVelocity().getY(), pv.getVelocity().getZ()
        };
        return new SimulatedObject(
                objectId,
                "BACKGROUND " + objectId,
                "",
                "",
                size,
                size / 2,
                Double.NaN,
                areaToMass,
                NO_DELTA_V,
                new OrbitalState(
                        scenario.startMicros(),
                        state,
                        DRAG_COEFFICIENT * areaToMass,
                        RADIATION_COEFFICIENT * areaToMass),
                0,
                scenario.startMicros(),
                scenario.endMicros());
    }

    private static double inclination(Background background, RandomStream random) {
        double total = 0;
        for (Background.Inclination part : background.inclinations()) {
            total += part.weight();
        }
        double choice = total * random.uniform();
        Background.Inclination chosen = background.inclinations().get(0);
        for (Background.Inclination part : background.inclinations()) {
            chosen = part;
            choice -= part.weight();
            if (choice < 0) {
                break;
            }
        }
        double drawn = Math.abs(chosen.meanRadians() + chosen.sigmaRadians() * random.gaussian());
        return Math.min(drawn, Math.PI);
    }

    private List<SimulatedObject> fragments(SimulatedObject parent, ScenarioBreakup breakup) {
        double[] atBreakup = new double[6];
        propagated(parent.objectId(), parent.state(), breakup.timeMicros(), atBreakup);
        List<SimulatedObject> fragments = new ArrayList<>();
        int number = 0;
        RandomStream random = RandomStream.of(scenario.seed(), "breakup", parent.objectId());
        for (Fragment fragment : JohnsonBreakup2001.fragments(breakup.event(), random)) {
            number++;
            double[] state = atBreakup.clone();
            for (int i = 0; i < 3; i++) {
                state[3 + i] += fragment.deltaVMetresPerSecond()[i];
            }
            double areaToMass = fragment.areaToMassSquareMetresPerKilogram();
            fragments.add(new SimulatedObject(
                    String.format(Locale.ROOT, "%s-F%04d", parent.objectId(), number),
                    "",
                    "",
                    parent.objectId(),
                    fragment.lengthMetres(),
                    fragment.lengthMetres() / 2,
                    fragment.massKilograms(),
                    areaToMass,
                    fragment.deltaVMetresPerSecond(),
                    new OrbitalState(
                            breakup.timeMicros(),
                            state,
                            DRAG_COEFFICIENT * areaToMass,
                            RADIATION_COEFFICIENT * areaToMass),
                    0,
                    breakup.timeMicros(),
                    scenario.endMicros()));
        }
        return fragments;
    }
}
