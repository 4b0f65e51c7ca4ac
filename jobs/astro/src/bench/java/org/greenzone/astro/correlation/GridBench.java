package org.greenzone.astro.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot.Entry;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;

/**
 * What the coarse gate costs by the size of the catalogue: grid of a minute (building it, an orbit that comes, a question), the gate
 * itself, and the loop over all objects that it replaces. One thread, wall time of the second of two rounds.
 */
public final class GridBench {
    private static final double[] SIGMAS = {30, 150, 60, 0.15, 0.03, 0.06, 0.002};
    private static final int TRACKS = 200;
    private static final double GAP = 43_200;

    private GridBench() {}

    public static void main(String[] arguments) {
        PhysicalData data = PhysicalData.builtIn();
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        EarthRotation rotation = new EarthRotation(data);
        double mu = data.gravity().mu();
        for (double degrees : new double[] {0.1, 1, Double.NaN}) {
            double radians = Double.isNaN(degrees) ? 0.1 : Math.toRadians(degrees);
            Site.Noise noise = new Site.Noise(15, 0.1, radians, radians);
            for (int size : new int[] {1_000, 10_000, 30_000}) {
                SyntheticTracks synthetic = new SyntheticTracks(data, propagator, 7);
                List<OrbitalState> truths = new ArrayList<>();
                List<CatalogueOrbit> orbits = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    truths.add(synthetic.orbit());
                    orbits.add(synthetic.prior(truths.get(i), String.valueOf(i), SIGMAS));
                }
                List<TrackObservations> seen = new ArrayList<>();
                List<TrackGate> gates = new ArrayList<>();
                Plan plan = new Plan(GAP, 20, 1, true, !Double.isNaN(degrees));
                for (int i = 0; i < TRACKS; i++) {
                    Site site = synthetic.siteUnder(truths.get(i), GAP, noise);
                    Track track = synthetic.track(truths.get(i), site, plan);
                    seen.add(new TrackObservations(rotation, track, site));
                    gates.add(new TrackGate(seen.get(i), data.leapSeconds()));
                }
                for (int round = 0; round < 3; round++) {
                    CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
                    orbits.forEach(snapshot::put);
                    long before = used();
                    long start = System.nanoTime();
                    int named = snapshot.near(gates.get(0), seen.get(0)).size();
                    double build = micros(start);
                    long bytes = used() - before;
                    start = System.nanoTime();
                    for (int i = 1; i < TRACKS; i++) {
                        named += snapshot.near(gates.get(i), seen.get(i)).size();
                    }
                    double query = micros(start) / (TRACKS - 1);
                    CoarseGate coarse = new CoarseGate(data.leapSeconds(), mu);
                    int admitted = 0;
                    start = System.nanoTime();
                    for (int i = 0; i < TRACKS; i++) {
                        for (Entry entry : snapshot.near(gates.get(i), seen.get(i))) {
                            admitted += coarse.admits(entry, gates.get(i)) ? 1 : 0;
                        }
                    }
                    double both = micros(start) / TRACKS;
                    int brute = 0;
                    start = System.nanoTime();
                    for (int i = 0; i < TRACKS; i++) {
                        for (Entry entry : snapshot.entries()) {
                            brute += coarse.admits(entry, gates.get(i)) ? 1 : 0;
                        }
                    }
                    double loop = micros(start) / TRACKS;
                    Random random = new Random(1);
                    start = System.nanoTime();
                    for (int i = 0; i < TRACKS; i++) {
                        snapshot.put(orbits.get(random.nextInt(size)));
                    }
                    double put = micros(start) / TRACKS;
                    if (round == 2) {
                        System.out.printf(
                                Locale.ROOT,
                                "angles %.1f deg, %d objects: question %.1f us, %.1f named, %.2f admitted (%s); with the gate"
                                        + " %.1f us; loop %.0f us; minute built in %.2f ms, %.0f kB; an orbit put %.1f us%n",
                                degrees,
                                size,
                                query,
                                named / (double) TRACKS,
                                admitted / (double) TRACKS,
                                admitted == brute ? "as the loop" : "NOT AS THE LOOP: " + brute,
                                both,
                                loop,
                                build * 1e-3,
                                bytes / 1e3,
                                put);
                    }
                }
            }
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double micros(long start) {
        return (System.nanoTime() - start) * 1e-3;
    }
}
