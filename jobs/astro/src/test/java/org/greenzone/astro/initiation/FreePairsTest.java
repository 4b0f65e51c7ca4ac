package org.greenzone.astro.initiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

/** Satellites that nobody knows, each seen twice. */
class FreePairsTest {
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));
    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final int SATELLITES = 20;

    private final OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
    private final SyntheticTracks synthetic = new SyntheticTracks(DATA, propagator, 11);
    private final Map<String, Integer> truthOf = new HashMap<>();
    private final List<Track> tracks = new ArrayList<>();
    private final Map<String, Site> siteOf = new HashMap<>();

    private void see(OrbitalState truth, int satellite, double seconds) {
        Site site = synthetic.siteUnder(truth, seconds, NOISE);
        Track track = synthetic.track(truth, site, new Plan(seconds, 20, 1, true, true));
        truthOf.put(track.trackId(), satellite);
        siteOf.put(track.trackId(), site);
        tracks.add(track);
    }

    private Map<String, Initiated> play() {
        Map<String, Initiated> objects = new TreeMap<>();
        tracks.sort(Comparator.comparingLong(Track::endMicros));
        TrackInitiation initiation = new TrackInitiation(DATA, InitiationState.EMPTY);
        for (Track track : tracks) {
            initiation = new TrackInitiation(DATA, initiation.state());
            initiation
                    .accept(track, java.util.Objects.requireNonNull(siteOf.get(track.trackId())), List::of)
                    .forEach(o -> objects.put(o.objectId(), o));
        }
        return objects;
    }

    @Test
    void twoPassesOfAnUnknownSatelliteBecomeOneObjectWithAnOrbit() {
        Random random = new Random(3);
        List<OrbitalState> truths = new ArrayList<>();
        for (int k = 0; k < SATELLITES; k++) {
            truths.add(synthetic.orbit());
            see(truths.get(k), k, 1_000 + 5_000 * random.nextDouble());
            see(truths.get(k), k, 10_000 + 25_000 * random.nextDouble());
        }

        Map<String, Initiated> objects = play();

        double sum = 0;
        for (Initiated object : objects.values()) {
            List<Integer> of = object.tracks().stream()
                    .map(t -> truthOf.get(t.trackId()))
                    .distinct()
                    .toList();
            assertThat(of)
                    .as("tracks of %s are of one satellite", object.objectId())
                    .hasSize(1);
            assertThat(object.determination()).get().isInstanceOf(Determined.class);
            var orbit = ((Determined) object.determination().orElseThrow()).orbit();
            sum += SyntheticTracks.nees(orbit, synthetic.truth(truths.get(of.get(0)), orbit.epochMicros()), 6);
        }
        assertThat(objects).hasSizeGreaterThanOrEqualTo(SATELLITES * 3 / 4);
        // chi-squared with six degrees of freedom for each orbit: within four sigmas
        double degrees = 6.0 * objects.size();
        assertThat(sum).isBetween(degrees - 4 * Math.sqrt(2 * degrees), degrees + 4 * Math.sqrt(2 * degrees));
    }

    @Test
    void satellitesOfOneLaunchInOnePlaneAreNotJoinedByGuess() {
        OrbitalState first = synthetic.orbit();
        for (int k = 0; k < SATELLITES; k++) {
            // 20 s apart on one orbit
            double[] state = new double[6];
            propagator.propagate(first, -20 * k - 1, 0).state(-20 * k, state);
            OrbitalState truth = new OrbitalState(first.epochMicros(), state, 0.02, 0.01);
            see(truth, k, 3_000 + 20 * k);
            see(truth, k, 14_500 + 20 * k);
        }

        for (Initiated object : play().values()) {
            assertThat(object.tracks().stream()
                            .map(t -> truthOf.get(t.trackId()))
                            .distinct())
                    .as("tracks of %s are of one satellite", object.objectId())
                    .hasSize(1);
        }
    }
}
