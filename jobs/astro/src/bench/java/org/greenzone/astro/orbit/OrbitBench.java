package org.greenzone.astro.orbit;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * How long updates, first orbits and correlation take: medians of the processor time over seeded cases after a warm-up, one thread. Compile with the
 * test classes on the class path and run {@code main}.
 */
public final class OrbitBench {
    private static final int OBJECTS = 3_000;
    private static final int CASES = 60;
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));
    /** An orbit of several tracks: semi-major axis good to 5 m. */
    private static final double[] SIGMAS = {3, 15, 10, 0.015, 0.003, 0.01, 0.002};

    private OrbitBench() {}

    public static void main(String[] args) {
        PhysicalData data = PhysicalData.builtIn();
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 5);
        Plan plan = new Plan(43_200, 20, 10, true, true);
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        List<OrbitalState> truths = new ArrayList<>();
        List<CatalogueOrbit> priors = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            OrbitalState truth = tracks.orbit();
            truths.add(truth);
            priors.add(tracks.prior(truth, String.valueOf(i), SIGMAS));
            snapshot.put(priors.get(i));
        }
        List<Site> sites = new ArrayList<>();
        List<Track> seen = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            sites.add(tracks.siteUnder(truths.get(i), plan.centreSeconds(), NOISE));
            seen.add(tracks.track(truths.get(i), sites.get(i), plan));
        }
        OrbitDeterminer determiner = new OrbitDeterminer(data, propagator);
        TrackCorrelator correlator = new TrackCorrelator(data, propagator);
        for (int round = 0; round < 3; round++) {
            OrbitDeterminer fresh = round == 0 ? determiner : new OrbitDeterminer(data, propagator);
            report(
                    "update of a pass, 12 h gap, nothing kept",
                    i -> fresh.update(priors.get(i), seen.get(i), sites.get(i)));
            report("the same, prediction kept", i -> {
                fresh.update(priors.get(i), seen.get(i), sites.get(i));
                return cpuNanos();
            });
            report("first orbit", i -> determiner.initiate(seen.get(i), sites.get(i), "UCT-1"));
            report(
                    "one track against " + OBJECTS + (round == 0 ? ", nothing kept" : ", kept"),
                    i -> correlator.correlate(List.of(seen.get(i)), sites.get(i), snapshot));
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private interface Work {
        Object of(int index);
    }

    private static void report(String what, Work work) {
        double[] millis = new double[CASES];
        for (int i = 0; i < CASES; i++) {
            long start = cpuNanos();
            Object result = work.of(i);
            millis[i] = result instanceof Long end ? (end - start) / 1e6 : (cpuNanos() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-45s median %.2f ms, 90 %% below %.2f ms%n",
                what,
                millis[CASES / 2],
                millis[CASES * 9 / 10]);
    }
}
