package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.PreciseOrbit.SeenTrack;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.ObservationModel;
import org.greenzone.astro.track.Site;

/**
 * What few passes can tell and what the batch fit makes of them: an object at 550 km, radars with 15 m, 0.1 m/s and 0.1 degrees below it, 20 measurements
 * in 20 s. Prints R, T, N in metres at the end of the last pass: the bound of Cramer and Rao, and the RMS of the errors over seeds. Each pass has
 * a radar of its own place. Compile with the test classes on the class path and run {@code main [SEEDS]}.
 */
public final class CramerRaoBench {
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));
    private static final double PERIOD = 5_740;
    /** Middle of each pass, seconds. */
    private static final double[][] PASSES = {
        {0},
        {0, PERIOD},
        {0, PERIOD, 5 * PERIOD, 8 * PERIOD},
        {0, PERIOD, 2 * PERIOD, 4 * PERIOD, 5 * PERIOD, 7 * PERIOD, 8 * PERIOD, 10 * PERIOD, 13 * PERIOD, 15 * PERIOD}
    };

    private CramerRaoBench() {}

    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        PhysicalData data = PhysicalData.builtIn();
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD, 8);
        LeapSeconds leap = data.leapSeconds();
        ArcFit fit = new ArcFit(data, propagator, ArcFit.Options.STANDARD.withoutProcessNoise());
        for (double[] passes : PASSES) {
            double[] bound = new double[3];
            double[] error = new double[3];
            int fitted = 0;
            for (int seed = 0; seed < seeds; seed++) {
                SyntheticTracks synthetic = new SyntheticTracks(data, propagator, seed);
                OrbitalState truth = orbit(data, seed);
                double last = passes[passes.length - 1] + 30;
                Trajectory way = propagator.propagate(truth, -30, last);
                List<SeenTrack> seen = new ArrayList<>();
                List<ArcTrack> tracks = new ArrayList<>();
                for (double at : passes) {
                    Site site = synthetic.siteUnder(truth, at, NOISE);
                    SeenTrack track =
                            new SeenTrack(synthetic.track(truth, site, new Plan(at, 20, 1, true, true)), site);
                    seen.add(track);
                    tracks.add(new ArcTrack(track.track(), new ObservationModel(data).of(track.track(), site)));
                }
                long end = seen.get(seen.size() - 1).track().endMicros();
                CramerRao rao = new CramerRao(
                        data, propagator, micros -> state(way, leap.elapsedSeconds(truth.epochMicros(), micros)), seen);
                double[] there = state(way, leap.elapsedSeconds(truth.epochMicros(), end));
                double[] off = there.clone();
                for (int i = 0; i < 3; i++) {
                    off[i] += 500;
                    off[3 + i] += 1;
                }
                if (!(fit.fit(new OrbitalState(end, off, 0.04, 0.02), tracks) instanceof ArcFit.Fitted result)) {
                    continue;
                }
                fitted++;
                double[] found = result.state().stateGcrf();
                double[] apart = RtnFrame.vectorToRtn(
                        new double[] {found[0] - there[0], found[1] - there[1], found[2] - there[2]}, there);
                double[] sigmas = rao.sigmasRtn(end);
                for (int i = 0; i < 3; i++) {
                    bound[i] += sigmas[i] * sigmas[i];
                    error[i] += apart[i] * apart[i];
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%2d passes, %d of %d fitted: bound %.1f / %.1f / %.1f m, error %.1f / %.1f / %.1f m, ratio in space %.2f%n",
                    passes.length,
                    fitted,
                    seeds,
                    Math.sqrt(bound[0] / fitted),
                    Math.sqrt(bound[1] / fitted),
                    Math.sqrt(bound[2] / fitted),
                    Math.sqrt(error[0] / fitted),
                    Math.sqrt(error[1] / fitted),
                    Math.sqrt(error[2] / fitted),
                    Math.sqrt((error[0] + error[1] + error[2]) / (bound[0] + bound[1] + bound[2])));
        }
    }

    private static double[] state(Trajectory way, double seconds) {
        double[] state = new double[6];
        way.state(seconds, state);
        return state;
    }

    /** 550 km, 65 degrees, the node by the seed. */
    private static OrbitalState orbit(PhysicalData data, int seed) {
        double tan = Math.tan(Math.toRadians(65) / 2);
        double node = 2.4 * seed;
        double[] elements = {6_378_137 + 550_000, 0.0005, 0.0005, tan * Math.cos(node), tan * Math.sin(node), 1.7 * seed
        };
        double[] state =
                EquinoctialElements.toCartesian(elements, data.gravity().mu());
        return new OrbitalState(SyntheticTracks.EPOCH, state, 0.04, 0.02);
    }
}
