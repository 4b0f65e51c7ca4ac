package org.greenzone.simulator;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.manoeuvre.Burn;
import org.greenzone.astro.manoeuvre.BurnAdvisor;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.simulator.random.RandomStream;
import org.greenzone.simulator.scenario.CatalogueErrors;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.ScenarioException;

/** Assets that will be met by something, made from the seed: the truth, and the catalogue that is wrong by its covariances. */
final class RedCases {
    static final long HOUR = 3_600_000_000L;
    static final long HORIZON = 24 * HOUR;

    /** What is tracked well: 2 m of semi-major axis, 20 m elsewhere. */
    private static final CatalogueErrors TRACKED = new CatalogueErrors(2, 20, 40, 20, 0.05);

    private static final double MU = TestScenarios.PHYSICS.gravity().mu();

    private RedCases() {}

    /**
     * One case.
     *
     * @param estimated what the advice is made from
     * @param truth with the covariances of the estimate
     */
    record Case(BurnAdvisor.Question estimated, BurnAdvisor.Question truth) {}

    private static Scenario scenario(long seed, int objects) throws ScenarioException {
        return TestScenarios.read("""
                name: red
                seed: %d
                start: 2021-11-15T00:00:00Z
                end: 2021-11-16T00:00:00Z
                radars:
                  - id: pfisr
                    detects: {sizeMetres: 0.1, atRangeMetres: 1e+6}
                objects:
                  - id: "25544"
                    state:
                      epoch: 2021-11-15T00:00:00Z
                      positionGcrfMetres: [6798000, 0, 0]
                      velocityGcrfMetresPerSecond: [0, 4755, 6004]
                    sizeMetres: 60
                    hardBodyRadiusMetres: 55
                    ballisticCoefficient: 0.005
                background:
                  - count: %d
                    firstObjectNumber: 80001
                    lowestAltitudeMetres: 405e+3
                    highestAltitudeMetres: 435e+3
                    smallestSizeMetres: 0.2
                    largestSizeMetres: 5
                    inclinations: [{degrees: 97.5, weight: 2}, {degrees: 53, weight: 2}, {degrees: 74, weight: 1}]
                assets:
                  - {object: "25544", hardBodyRadiusMetres: 55, screeningRadialInTrackCrossTrackMetres: [2000, 25000, 25000]}
                gravityDegree: 12
                """.formatted(seed, objects));
    }

    /** The asset, so many other objects, and one that it meets between 8 and 20 hours ahead. */
    static Case of(long seed, int objects) throws ScenarioException {
        Scenario scenario = scenario(seed, objects);
        List<SimulatedObject> all = new ArrayList<>(new Population(TestScenarios.PHYSICS, scenario).objects());
        all.add(threat(seed, scenario, all.get(0)));
        long now = scenario.startMicros();
        SeedCatalogue seeds = new SeedCatalogue(seed, TRACKED, now, MU);
        List<CatalogueOrbit> estimated = all.stream().map(seeds::orbit).toList();
        List<CatalogueOrbit> truth = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            truth.add(with(estimated.get(i), all.get(i).state()));
        }
        Asset asset = scenario.assets().get(0);
        return new Case(question(asset, estimated, now), question(asset, truth, now));
    }

    private static BurnAdvisor.Question question(Asset asset, List<CatalogueOrbit> orbits, long now) {
        return new BurnAdvisor.Question(
                asset, orbits.get(0), List.copyOf(orbits.subList(1, orbits.size())), now, now + HORIZON);
    }

    private static CatalogueOrbit with(CatalogueOrbit orbit, OrbitalState state) {
        return new CatalogueOrbit(
                orbit.orbitId() + "-true",
                orbit.objectId(),
                orbit.objectName(),
                orbit.internationalDesignator(),
                orbit.revision(),
                orbit.epochMicros(),
                orbit.availableMicros(),
                state.stateGcrf(),
                state.ballisticCoefficient(),
                state.radiationCoefficient(),
                orbit.covarianceRtn(),
                orbit.source(),
                orbit.tracksUsed(),
                orbit.measurementsUsed(),
                orbit.measurementsRejected(),
                orbit.weightedRms(),
                orbit.rmsByKind(),
                orbit.hardBodyRadiusMetres(),
                orbit.restsOn());
    }

    /** A circular orbit that crosses that of the asset at an angle and misses it by tens of metres. */
    private static SimulatedObject threat(long seed, Scenario scenario, SimulatedObject asset) {
        RandomStream random = RandomStream.of(seed, "threat");
        double seconds = 3600 * random.uniform(8, 20);
        double angle = Math.toRadians(random.uniform(20, 160)) * (random.uniform() < 0.5 ? -1 : 1);
        double[] miss = new double[3];
        for (int i = 0; i < 3; i++) {
            miss[i] = 40 * random.gaussian();
        }
        OrbitPropagator propagator = new OrbitPropagator(TestScenarios.PHYSICS, scenario.forces());
        OrbitalState start = meeting(
                propagator, asset.state(), seconds, angle, miss, asset.state().epochMicros());
        return new SimulatedObject(
                "99999",
                "THREAT",
                "",
                "",
                1,
                1,
                Double.NaN,
                Double.NaN,
                new double[] {Double.NaN, Double.NaN, Double.NaN},
                start,
                0,
                scenario.startMicros(),
                scenario.endMicros());
    }

    /** State at an instant of an object that meets an orbit so many seconds after its epoch. */
    private static OrbitalState meeting(
            OrbitPropagator propagator,
            OrbitalState orbit,
            double seconds,
            double angle,
            double[] missRtn,
            long atMicros) {
        double[] met = new double[6];
        propagator.propagate(orbit, 0, seconds).state(seconds, met);
        double[] rtnVelocity = RtnFrame.vectorToRtn(new double[] {met[3], met[4], met[5]}, met);
        double speed = Math.hypot(rtnVelocity[1], rtnVelocity[2]);
        double[] velocity = RtnFrame.vectorToInertial(
                new double[] {rtnVelocity[0], speed * Math.cos(angle), speed * Math.sin(angle)}, met);
        double[] offset = RtnFrame.vectorToInertial(missRtn, met);
        double[] there = new double[6];
        for (int i = 0; i < 3; i++) {
            there[i] = met[i] + offset[i];
            there[3 + i] = velocity[i];
        }
        var leapSeconds = TestScenarios.PHYSICS.leapSeconds();
        long when = leapSeconds.plusSeconds(orbit.epochMicros(), seconds);
        double back = leapSeconds.elapsedSeconds(when, atMicros);
        double[] start = new double[6];
        propagator
                .propagate(new OrbitalState(when, there, 0.01, 0.006), back, 0)
                .state(back, start);
        return new OrbitalState(atMicros, start, 0.01, 0.006);
    }

    /** With an object that meets the asset six hours after a burn, if the burn is made. */
    static BurnAdvisor.Question withSomethingInTheWay(BurnAdvisor.Question question, Burn burn) {
        OrbitPropagator propagator =
                new OrbitPropagator(TestScenarios.PHYSICS, new ForceModel(12, true, false, true, true));
        CatalogueOrbit orbit = question.orbit();
        OrbitalState before = orbit.orbitalState();
        double seconds = TestScenarios.PHYSICS.leapSeconds().elapsedSeconds(orbit.epochMicros(), burn.timeMicros());
        double[] state = new double[6];
        propagator.propagate(before, 0, seconds).state(seconds, state);
        double[] deltaV = RtnFrame.vectorToInertial(burn.deltaVRtn(), state);
        for (int i = 0; i < 3; i++) {
            state[3 + i] += deltaV[i];
        }
        OrbitalState burned =
                new OrbitalState(burn.timeMicros(), state, orbit.ballisticCoefficient(), orbit.radiationCoefficient());
        OrbitalState start =
                meeting(propagator, burned, 6 * 3600, Math.toRadians(70), new double[3], orbit.epochMicros());
        SimulatedObject object = new SimulatedObject(
                "99998",
                "",
                "",
                "",
                1,
                1,
                Double.NaN,
                Double.NaN,
                new double[] {Double.NaN, Double.NaN, Double.NaN},
                start,
                0,
                orbit.epochMicros(),
                question.toMicros());
        CatalogueOrbit seen = with(new SeedCatalogue(1, TRACKED, orbit.epochMicros(), MU).orbit(object), start);
        List<CatalogueOrbit> others = new ArrayList<>(question.others());
        others.add(seen);
        return new BurnAdvisor.Question(question.asset(), orbit, others, question.nowMicros(), question.toMicros());
    }
}
