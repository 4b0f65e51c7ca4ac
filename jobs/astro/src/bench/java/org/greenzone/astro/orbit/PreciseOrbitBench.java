package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.PreciseOrbit.SeenTrack;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.score.Realism;
import org.greenzone.astro.score.StateError;
import org.greenzone.testkit.SharedData;

/**
 * Orbits from tracks that six radars would have made of Jason-2 and SPOT-5, against their SP3: the filter started from one track,
 * its errors and covariances after each track, its predictions, and the bound of the same tracks. Run {@code main} with the
 * number of seeds, the degree of gravity, the hours to track.
 */
public final class PreciseOrbitBench {
    static final long HOUR = 3_600_000_000L;
    private static final int SHIFT_HOURS = 3;
    private static final int[] AHEAD_HOURS = {0, 6, 24, 72, 168};

    private final PhysicalData data;
    private final ForceModel model;
    private final double radiation;

    private PreciseOrbitBench(PhysicalData data, ForceModel model, double radiation) {
        this.data = data;
        this.model = model;
        this.radiation = radiation;
    }

    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int degree = args.length > 1 ? Integer.parseInt(args[1]) : 36;
        int hours = args.length > 2 ? Integer.parseInt(args[2]) : 48;
        double radiation = args.length > 3 ? Double.parseDouble(args[3]) : 0.02;
        PhysicalData data = PhysicalData.fromOrekitData(SharedData.require("orekit-data"));
        ForceModel model = new ForceModel(degree, true, true, true, true);
        for (boolean jason : new boolean[] {true, false}) {
            PreciseOrbit truth =
                    PreciseOrbit.read(data, SharedData.require(jason ? PreciseOrbit.JASON_2 : PreciseOrbit.SPOT_5));
            // SPOT-5 manoeuvres on 2010-06-28 (PreciseOrbitFit)
            long until = jason ? truth.lastMicros() - HOUR / 2 : truth.firstMicros() + 205 * HOUR;
            System.out.println((jason ? "Jason-2" : "SPOT-5") + ", degree " + degree + ", " + hours + " h, " + seeds
                    + " seeds" + ", CrA/m " + radiation);
            new PreciseOrbitBench(data, model, radiation).run(truth, until, hours, seeds);
        }
    }

    private void run(PreciseOrbit truth, long until, int hours, int seeds) {
        List<List<StateError>> updated = lists(10);
        List<List<StateError>> ahead = lists(AHEAD_HOURS.length);
        List<StateError> seven = new ArrayList<>();
        List<StateError> next = new ArrayList<>();
        int tracks = 0;
        int refused = 0;
        double[] actual = new double[8];
        double[] bound = new double[8];
        for (int seed = 1; seed <= seeds; seed++) {
            long from = truth.firstMicros() + HOUR / 2 + (seed - 1) * SHIFT_HOURS * HOUR;
            List<SeenTrack> seen = truth.tracks(from, from + hours * HOUR, seed);
            OrbitPropagator propagator = new OrbitPropagator(data, model);
            OrbitDeterminer determiner = new OrbitDeterminer(data, propagator);
            OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), 4);
            CatalogueOrbit orbit = truth.seed(from, radiation, seed);
            List<CatalogueOrbit> orbits = new ArrayList<>();
            for (SeenTrack track : seen) {
                PredictedOrbit p =
                        prediction.predict(orbit, track.track().endMicros()).orElseThrow();
                if (orbits.size() > 5) {
                    next.add(error(p, truth));
                }
                Determination result = determiner.update(orbit, track.track(), track.site());
                tracks++;
                if (result instanceof Determined determined) {
                    orbit = determined.orbit();
                    orbits.add(orbit);
                    int hour = (int) ((orbit.epochMicros() - from) / HOUR);
                    int bin = hour < 3
                            ? 0
                            : hour < 6
                                    ? 1
                                    : hour < 12
                                            ? 2
                                            : hour < 24
                                                    ? 3
                                                    : hour < 36
                                                            ? 4
                                                            : hour < 48 ? 5 : hour < 72 ? 6 : hour < 120 ? 7 : 8;
                    if (orbits.size() > 0) {
                        updated.get(bin)
                                .add(StateError.of(
                                        orbit.stateGcrf(), orbit.covarianceRtn(), truth.state(orbit.epochMicros())));
                    }
                } else {
                    refused++;
                    System.out.println("  " + ((Determination.Refused) result).reason());
                }
            }
            CramerRao cramerRao = new CramerRao(data, propagator, truth::state, seen);
            for (CatalogueOrbit o : orbits) {
                if (o.epochMicros() < from + 24 * HOUR) {
                    continue;
                }
                double[] b = cramerRao.sigmasRtn(o.epochMicros());
                StateError e = StateError.of(o.stateGcrf(), o.covarianceRtn(), truth.state(o.epochMicros()));
                for (int i = 0; i < 3; i++) {
                    actual[i] += e.errorRtn()[i] * e.errorRtn()[i];
                    bound[i] += b[i] * b[i];
                }
                actual[3] += o.covarianceRtn()[0] + o.covarianceRtn()[2] + o.covarianceRtn()[5];
                bound[3]++;
            }
            for (CatalogueOrbit o : orbits) {
                if (o.epochMicros() < from + 24 * HOUR) {
                    continue;
                }
                for (int a = 0; a < AHEAD_HOURS.length; a++) {
                    long t = o.epochMicros() + AHEAD_HOURS[a] * HOUR;
                    if (t < until) {
                        ahead.get(a).add(error(prediction.predict(o, t).orElseThrow(), truth));
                    }
                }
            }
            CatalogueOrbit last = orbits.get(orbits.size() - 1);
            System.out.printf(
                    Locale.ROOT,
                    "  seed %d: CdA/m %.4f +- %.4f CrA/m %.4f +- %.4f, %s%n",
                    seed,
                    last.ballisticCoefficient(),
                    Math.sqrt(last.covarianceRtn()[27]),
                    last.radiationCoefficient(),
                    Math.sqrt(last.radiationCovarianceRtn()[7]),
                    last.realism());
            for (int back = 0; back < 12; back += 3) {
                CatalogueOrbit o = orbits.get(orbits.size() - 1 - back);
                for (long t = o.epochMicros(); t < Math.min(until, o.epochMicros() + 168 * HOUR); t += 3 * HOUR) {
                    seven.add(error(prediction.predict(o, t).orElseThrow(), truth));
                }
            }
        }
        System.out.printf(Locale.ROOT, "  %d tracks, %d refused%n", tracks, refused);
        String[] bins = {"0-3", "3-6", "6-12", "12-24", "24-36", "36-48", "48-72", "72-120", "120-"};
        for (int i = 0; i < bins.length; i++) {
            report("updates " + bins[i] + " h", updated.get(i));
        }
        for (int a = 0; a < AHEAD_HOURS.length; a++) {
            report("ahead " + AHEAD_HOURS[a] + " h", ahead.get(a));
        }
        report("to the next track", next);
        report("four orbits, each 3 h of 7 days", seven);
        double a = Math.sqrt((actual[0] + actual[1] + actual[2]) / bound[3]);
        double b = Math.sqrt((bound[0] + bound[1] + bound[2]) / bound[3]);
        System.out.printf(
                Locale.ROOT,
                "  from 24 h on: 3D rms %.2f m (R %.2f T %.2f N %.2f), stated %.2f, Cramer-Rao %.2f m (R %.2f T %.2f N %.2f), ratio %.2f%n",
                a,
                Math.sqrt(actual[0] / bound[3]),
                Math.sqrt(actual[1] / bound[3]),
                Math.sqrt(actual[2] / bound[3]),
                Math.sqrt(actual[3] / bound[3]),
                b,
                Math.sqrt(bound[0] / bound[3]),
                Math.sqrt(bound[1] / bound[3]),
                Math.sqrt(bound[2] / bound[3]),
                a / b);
    }

    private static StateError error(PredictedOrbit p, PreciseOrbit truth) {
        double[] state = p.state().stateGcrf();
        return StateError.of(state, RtnFrame.toRtn(p.covariance(), state), truth.state(p.micros()));
    }

    private static List<List<StateError>> lists(int n) {
        List<List<StateError>> lists = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static void report(String what, List<StateError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        double[] rms = new double[3];
        for (StateError e : errors) {
            for (int i = 0; i < 3; i++) {
                rms[i] += e.errorRtn()[i] * e.errorRtn()[i] / errors.size();
            }
        }
        Realism r = Realism.of(errors);
        System.out.printf(
                Locale.ROOT,
                "  %-32s n %5d, rms R %.2f T %.2f N %.2f 3D %.2f m; NEES/6 %.2f, position/3 mean %.2f median %.2f; <=4 %.1f %%, <=5 %.1f %%, chi2-95 %.1f %%%n",
                what,
                errors.size(),
                Math.sqrt(rms[0]),
                Math.sqrt(rms[1]),
                Math.sqrt(rms[2]),
                Math.sqrt(rms[0] + rms[1] + rms[2]),
                r.state().mean(),
                r.positionAlone().mean(),
                r.positionAlone().median(),
                100 * r.shareWithin4(),
                100 * r.shareWithin5(),
                100 * r.shareWithin95());
    }
}
