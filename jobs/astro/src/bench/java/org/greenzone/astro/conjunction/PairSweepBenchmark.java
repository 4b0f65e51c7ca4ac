package org.greenzone.astro.conjunction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;

/**
 * A catalogue against itself: CPU time by number of objects with the exponent of its growth, or the approaches of some random
 * objects with all others, compared with {@link PairScan}.
 *
 * <p>Arguments: element-set file, start (ISO), hours, kilometres, then {@code growth N...} (random subsets) or
 * {@code complete SAMPLE SEED} (the sample against all) or {@code among SAMPLE SEED} (the sample against itself).
 */
public final class PairSweepBenchmark {
    private PairSweepBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        PhysicalData physics = PhysicalData.builtIn();
        List<ElementSet> catalogue = TleFile.read(Path.of(arguments[0]), physics);
        long from = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(arguments[1]));
        double seconds = 3600 * Double.parseDouble(arguments[2]);
        double reach = 1000 * Double.parseDouble(arguments[3]);
        if (arguments[4].equals("growth")) {
            int[] sizes =
                    Arrays.stream(arguments).skip(5).mapToInt(Integer::parseInt).toArray();
            growth(physics, catalogue, from, seconds, reach, sizes);
        } else {
            int sample = Integer.parseInt(arguments[5]);
            Random random = new Random(Long.parseLong(arguments[6]));
            List<ElementSet> sets = new ArrayList<>(catalogue);
            java.util.Collections.shuffle(sets, random);
            boolean among = arguments[4].equals("among");
            complete(motions(physics, among ? sets.subList(0, sample) : sets, from), seconds, reach, sample);
        }
    }

    private static Sgp4Motion[] motions(PhysicalData physics, List<ElementSet> sets, long from) {
        return sets.stream().map(set -> new Sgp4Motion(physics, set, from)).toArray(Sgp4Motion[]::new);
    }

    /** Of all threads of this process. */
    static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                * 1e-9;
    }

    private static void growth(
            PhysicalData physics, List<ElementSet> catalogue, long from, double seconds, double reach, int[] sizes) {
        List<ElementSet> shuffled = new ArrayList<>(catalogue);
        java.util.Collections.shuffle(shuffled, new Random(1));
        PairSweepTest.sweep(motions(physics, shuffled, from), Math.min(seconds, 6 * 3600), reach);
        double[] cost = new double[sizes.length];
        for (int n = 0; n < sizes.length; n++) {
            List<ElementSet> some = shuffled.subList(0, Math.min(sizes[n], shuffled.size()));
            cost[n] = Double.POSITIVE_INFINITY;
            int found = 0;
            for (int run = 0; run < 3; run++) {
                double before = cpuSeconds();
                found = PairSweepTest.sweep(motions(physics, some, from), seconds, reach)
                        .size();
                cost[n] = Math.min(cost[n], cpuSeconds() - before);
            }
            System.out.printf(Locale.ROOT, "%d objects: %.2f s of CPU, %d approaches%n", some.size(), cost[n], found);
        }
        int last = sizes.length - 1;
        System.out.printf(
                Locale.ROOT,
                "growth N^%.2f over all, N^%.2f over the last step%n",
                Math.log(cost[last] / cost[0]) / Math.log((double) sizes[last] / sizes[0]),
                Math.log(cost[last] / cost[last - 1]) / Math.log((double) sizes[last] / sizes[last - 1]));
    }

    private static void complete(Sgp4Motion[] motions, double seconds, double reach, int sample) {
        boolean[] chosen = new boolean[motions.length];
        Arrays.fill(chosen, 0, sample, true);
        List<PairSweep.Found> found = PairSweepTest.sweep(motions, seconds, reach);
        double before = cpuSeconds();
        List<PairScan.Minimum> expected = new PairScan(motions, seconds, reach).scan(chosen);
        boolean[] matched = new boolean[found.size()];
        int missed = 0;
        double worstTca = 0;
        double worstSlowTca = 0;
        double worstMiss = 0;
        for (PairScan.Minimum m : expected) {
            int at = -1;
            double best = m.speed() > 10 ? 1 : 30;
            for (int k = 0; k < found.size(); k++) {
                PairSweep.Found f = found.get(k);
                boolean pair =
                        f.primary() == Math.min(m.one(), m.other()) && f.secondary() == Math.max(m.one(), m.other());
                double off = Math.abs(f.approach().seconds() - m.seconds());
                if (pair && off < best) {
                    best = off;
                    at = k;
                }
            }
            if (at < 0) {
                missed++;
                System.out.println("missed: " + motions[m.one()].elements().objectId() + " "
                        + motions[m.other()].elements().objectId() + " " + m);
                continue;
            }
            matched[at] = true;
            if (m.speed() > 10) {
                worstTca = Math.max(worstTca, best);
            } else {
                worstSlowTca = Math.max(worstSlowTca, best);
            }
            worstMiss = Math.max(worstMiss, Math.abs(found.get(at).approach().missDistanceMetres() - m.metres()));
        }
        int more = 0;
        for (int k = 0; k < found.size(); k++) {
            PairSweep.Found f = found.get(k);
            if ((chosen[f.primary()] || chosen[f.secondary()]) && !matched[k]) {
                more++;
                System.out.println("more: " + motions[f.primary()].elements().objectId() + " "
                        + motions[f.secondary()].elements().objectId() + " "
                        + f.approach().seconds() + " " + f.approach().missDistanceMetres());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d objects against all, %.0f s of CPU: %d approaches, %d missed by the sweep, %d more in it; worst TCA"
                        + " difference %.2g s (%.2g s below 10 m/s), worst miss difference %.2g m%n",
                sample,
                motions.length,
                cpuSeconds() - before,
                expected.size(),
                missed,
                more,
                worstTca,
                worstSlowTca,
                worstMiss);
    }
}
