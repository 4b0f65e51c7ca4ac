package org.greenzone.astro.correlation;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.correlation.Correlation.Correlated;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.OrbitDeterminer;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;

/**
 * Tracks correlated and fused per second and core against a catalogue of 30,000 objects, 12 h after the last pass of each: 20
 * points in 20 s, 15 m, 0.1 m/s, one degree. Each track is of another object, so nothing that was propagated serves twice.
 * Beside it, in the same run, Orekit's Kalman filter on the same tracks ({@link OrekitKalman}), which is told the object.
 *
 * <p>Arguments: the orekit-data folder (without it our side alone), and the number of tracks that Orekit gets.
 */
public final class FusionBench {
    private static final int OBJECTS = 30_000;
    private static final int TRACKS = 300;
    private static final double GAP = 43_200;
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(1), Math.toRadians(1));
    /** An orbit of several tracks: semi-major axis good to 5 m. */
    private static final double[] SIGMAS = {3, 15, 10, 0.015, 0.003, 0.01, 0.002};

    private FusionBench() {}

    public static void main(String[] arguments) {
        PhysicalData data = PhysicalData.builtIn();
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        SyntheticTracks synthetic = new SyntheticTracks(data, propagator, 5);
        List<OrbitalState> truths = new ArrayList<>();
        List<CatalogueOrbit> priors = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            truths.add(synthetic.orbit());
            priors.add(synthetic.prior(truths.get(i), String.valueOf(i), SIGMAS));
        }
        List<Site> sites = new ArrayList<>();
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < TRACKS; i++) {
            sites.add(synthetic.siteUnder(truths.get(i), GAP + 0.3 * i, NOISE));
            tracks.add(synthetic.track(truths.get(i), sites.get(i), new Plan(GAP + 0.3 * i, 20, 1, true, true)));
        }
        double ours = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 4; round++) {
            ours = Math.min(ours, round(data, propagator, synthetic, truths, priors, sites, tracks));
            parts(data, propagator, priors, sites, tracks);
        }
        if (arguments.length > 0) {
            int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
            OrekitKalman kalman = new OrekitKalman(Path.of(arguments[0]), data);
            kalman.update(priors.get(0), tracks.get(0), sites.get(0));
            double[] errors = new double[count];
            long start = cpuNanos();
            for (int i = 0; i < count; i++) {
                double[] state = kalman.update(priors.get(i), tracks.get(i), sites.get(i));
                errors[i] = distance(
                        state, synthetic.truth(truths.get(i), tracks.get(i).endMicros()));
            }
            double theirs = (cpuNanos() - start) * 1e-6 / count;
            Arrays.sort(errors);
            System.out.printf(
                    Locale.ROOT,
                    "Orekit's Kalman filter, told the object: %.1f ms a track, %.2f a second and core, error median %.0f m;"
                            + " ratio %.1f%n",
                    theirs,
                    1e3 / theirs,
                    errors[count / 2],
                    theirs / ours);
        }
    }

    private static double round(
            PhysicalData data,
            OrbitPropagator propagator,
            SyntheticTracks synthetic,
            List<OrbitalState> truths,
            List<CatalogueOrbit> priors,
            List<Site> sites,
            List<Track> tracks) {
        OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), 64);
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, prediction);
        priors.forEach(snapshot::put);
        TrackCorrelator correlator = new TrackCorrelator(data, propagator);
        OrbitDeterminer determiner = new OrbitDeterminer(data, propagator, prediction);
        correlator.correlate(tracks.subList(0, 1), sites.get(0), snapshot);
        long correlating = 0;
        long fusing = 0;
        int right = 0;
        double[] errors = new double[TRACKS];
        for (int i = 1; i < TRACKS; i++) {
            long start = cpuNanos();
            List<Correlation> found = correlator.correlate(tracks.subList(i, i + 1), sites.get(i), snapshot);
            long middle = cpuNanos();
            correlating += middle - start;
            if (found.get(0) instanceof Correlated correlated) {
                right += correlated.prior().objectId().equals(String.valueOf(i)) ? 1 : 0;
                middle = cpuNanos();
                if (determiner.update(correlated.prior(), tracks.get(i), sites.get(i)) instanceof Determined d) {
                    snapshot.put(d.orbit());
                    fusing += cpuNanos() - middle;
                    errors[i] = distance(
                            d.orbit().stateGcrf(),
                            synthetic.truth(truths.get(i), d.orbit().epochMicros()));
                }
            }
        }
        double n = TRACKS - 1;
        double total = (correlating + fusing) * 1e-6 / n;
        Arrays.sort(errors);
        System.out.printf(
                Locale.ROOT,
                "correlated %.2f ms, fused %.2f ms: %.0f tracks a second and core; %d of %.0f right, error median %.0f m%n",
                correlating * 1e-6 / n,
                fusing * 1e-6 / n,
                1e3 / total,
                right,
                n,
                errors[TRACKS / 2]);
        return total;
    }

    /** Where the time goes: each part alone. */
    private static void parts(
            PhysicalData data,
            OrbitPropagator propagator,
            List<CatalogueOrbit> priors,
            List<Site> sites,
            List<Track> tracks) {
        EarthRotation rotation = new EarthRotation(data);
        OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), 2 * TRACKS + 2);
        TrackFit fit = new TrackFit(data, propagator);
        long[] spent = new long[4];
        double[] state = new double[6];
        for (int i = 0; i < TRACKS; i++) {
            long start = cpuNanos();
            TrackObservations observations = new TrackObservations(rotation, tracks.get(i), sites.get(i));
            spent[0] += cpuNanos() - start;
            start = cpuNanos();
            prediction.state(priors.get(i), tracks.get(i).endMicros(), state);
            spent[1] += cpuNanos() - start;
            start = cpuNanos();
            var predicted = prediction.predict(priors.get(i), tracks.get(i).endMicros());
            spent[2] += cpuNanos() - start;
            start = cpuNanos();
            fit.fit(predicted.get(), observations);
            spent[3] += cpuNanos() - start;
        }
        System.out.printf(
                Locale.ROOT,
                "    parts: observations %.3f ms, state %.2f ms, then the prediction with covariance %.2f ms, fit %.3f ms%n",
                spent[0] * 1e-6 / TRACKS,
                spent[1] * 1e-6 / TRACKS,
                spent[2] * 1e-6 / TRACKS,
                spent[3] * 1e-6 / TRACKS);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
