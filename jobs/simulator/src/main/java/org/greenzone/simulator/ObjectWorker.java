package org.greenzone.simulator;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.simulator.radar.RadarStation;
import org.greenzone.simulator.radar.RadarTarget;
import org.greenzone.simulator.radar.SiteGrid;
import org.greenzone.simulator.radar.Timeline;
import org.greenzone.simulator.random.RandomStream;
import org.greenzone.simulator.scenario.Radar;
import org.greenzone.simulator.scenario.Scenario;

/** Propagates one object after the other and lets all radars look at it. Not thread-safe: one for each thread. */
final class ObjectWorker {
    static final String PUBLISHER = "simulator";

    /** No air and no ionosphere are simulated: the tracks are as if these corrections had been made. */
    static final List<String> CORRECTIONS = List.of(Track.IONOSPHERE, Track.TROPOSPHERE);

    private final Scenario scenario;
    private final Timeline timeline;
    private final List<String> cataloguedIds;
    private final OrbitPropagator propagator;
    private final List<RadarStation> stations = new ArrayList<>();

    ObjectWorker(
            PhysicalData physics,
            Scenario scenario,
            Timeline timeline,
            List<SiteGrid> grids,
            List<String> cataloguedIds) {
        this.scenario = scenario;
        this.timeline = timeline;
        this.cataloguedIds = cataloguedIds;
        this.propagator = new OrbitPropagator(physics, scenario.forces());
        EarthRotation rotation = new EarthRotation(physics);
        for (int i = 0; i < scenario.radars().size(); i++) {
            Radar radar = scenario.radars().get(i);
            stations.add(
                    new RadarStation(radar, grids.get(i), rotation, scenario.observation(), timeline, scenario.seed()));
        }
    }

    ObservedObject observe(SimulatedObject object) {
        double epoch = timeline.seconds(object.state().epochMicros());
        double from = timeline.seconds(object.fromMicros());
        double to = timeline.seconds(object.toMicros());
        Trajectory trajectory = propagator.propagate(object.state(), from - epoch, to - epoch);
        double last = Math.min(to, epoch + trajectory.lastSeconds());
        RadarTarget target = new RadarTarget(
                object.streamId(),
                object.catalogued(),
                object.sizeMetres(),
                trajectory,
                epoch,
                from,
                Math.max(from, last));
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < stations.size(); i++) {
            String siteId = scenario.radars().get(i).site().siteId();
            List<List<Measurement>> observed = stations.get(i).observe(target);
            for (int k = 0; k < observed.size(); k++) {
                String claimed = claimed(object, siteId, k);
                tracks.add(Track.of(siteId, siteId, PUBLISHER, claimed, CORRECTIONS, observed.get(k)));
            }
        }
        return new ObservedObject(truth(object, trajectory, target), tracks);
    }

    private String claimed(SimulatedObject object, String siteId, int number) {
        RandomStream random =
                RandomStream.of(scenario.seed(), "claim", siteId, object.streamId(), Integer.toString(number));
        boolean named = random.uniform() < scenario.identification().claimedShare();
        boolean wrong = random.uniform() < scenario.identification().wrongShare();
        if (!object.catalogued() || !named) {
            return "";
        }
        return wrong ? cataloguedIds.get(random.below(cataloguedIds.size())) : object.objectId();
    }

    private TrueObject truth(SimulatedObject object, Trajectory trajectory, RadarTarget target) {
        List<TrueState> states = new ArrayList<>();
        double step = scenario.truthStepSeconds();
        states.add(state(trajectory, target, target.fromSeconds()));
        for (double seconds = step * (Math.floor(target.fromSeconds() / step) + 1);
                seconds < target.toSeconds();
                seconds += step) {
            states.add(state(trajectory, target, seconds));
        }
        if (target.toSeconds() > target.fromSeconds()) {
            states.add(state(trajectory, target, target.toSeconds()));
        }
        return new TrueObject(
                object.objectId(),
                object.name(),
                object.parentId(),
                object.sizeMetres(),
                object.massKilograms(),
                object.areaToMass(),
                object.state().ballisticCoefficient(),
                object.state().radiationCoefficient(),
                object.deltaV(),
                object.fromMicros(),
                timeline.micros(target.toSeconds()),
                trajectory.decayed(),
                states);
    }

    private TrueState state(Trajectory trajectory, RadarTarget target, double seconds) {
        double[] state = new double[6];
        trajectory.state(seconds - target.epochSeconds(), state);
        return new TrueState(timeline.micros(seconds), state);
    }
}
