package org.greenzone.astro.conjunction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two dimensions, Hall 2021 and Monte Carlo beside each other on CARA's CDMs. Arguments: the folder, and the number of trials (default
 * 500,000); encounters whose probability gives fewer than 20 hits are not counted. A third argument is a part of the names of the files wanted.
 */
public final class CurvedBench {
    /** Half of the time in seconds that Alfano's cases are followed, and 3D-Nc of CARA (Pc3D_Hall_UnitTest.m). */
    private static final Map<String, double[]> ALFANO = Map.ofEntries(
            Map.entry("AlfanoTestCase01.cdm", new double[] {21600, 2.1680836276E-01, 0.216784601, 0.216946155}),
            Map.entry("AlfanoTestCase02.cdm", new double[] {21600, 1.5567748968E-02, 0.015522661, 0.015571167}),
            Map.entry("AlfanoTestCase03.cdm", new double[] {21600, 1.0033642320E-01, 0.100281979, 0.100399764}),
            Map.entry("AlfanoTestCase04.cdm", new double[] {21600, 7.3640419383E-02, 0.073589356, 0.073691749}),
            Map.entry("AlfanoTestCase05.cdm", new double[] {1419, 4.4489813350E-02, 0.044425718, 0.044506529}),
            Map.entry("AlfanoTestCase06.cdm", new double[] {1419, 4.3331309702E-03, 0.004311369, 0.004337100}),
            Map.entry("AlfanoTestCase07.cdm", new double[] {1419, 1.6184123020E-04, 0.000157640, 0.000162609}),
            Map.entry("AlfanoTestCase08.cdm", new double[] {10135, 3.5250174961E-02, 0.035201221, 0.035273509}),
            Map.entry("AlfanoTestCase09.cdm", new double[] {10800, 2.7983426149E-01, 0.279686791, 0.279862762}),
            Map.entry("AlfanoTestCase10.cdm", new double[] {21600, 3.6406379645E-01, 0.363951603, 0.364140225}),
            Map.entry("AlfanoTestCase11.cdm", new double[] {1420, 2.4407488450E-03, 0.002426768, 0.002446102}));

    private static final double ANY_RADIUS = 20;
    private static final double FEWEST_HITS = 20;

    private CurvedBench() {}

    public static void main(String[] arguments) throws IOException {
        long trials = arguments.length > 1 ? Long.parseLong(arguments[1]) : 500_000;
        String part = arguments.length > 2 ? arguments[2] : "";
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.filter(
                            p -> p.toString().endsWith(".cdm") && p.toString().contains(part))
                    .sorted()
                    .toList();
        }
        System.out.printf(
                "| case | R m | 2D | Hall 2021 | CPU s | published 3D-Nc | of it | Monte Carlo, 95 %% | CARA's, 1e8 | doubts of 2D |%n");
        for (Path file : files) {
            CdmFile cdm = new CdmFile(file);
            double radius = Double.isNaN(cdm.hardBodyRadius()) ? ANY_RADIUS : cdm.hardBodyRadius();
            report(file.getFileName().toString(), cdm.curved(radius), trials);
        }
    }

    private static void report(String name, CurvedEncounter encounter, long trials) {
        double @Nullable [] published = ALFANO.get(name);
        EncounterSegment segment = published == null ? null : new EncounterSegment(-published[0], published[0]);
        double flat = CollisionProbability.assess(encounter.flat()) instanceof CollisionProbability.Assessed a
                ? a.probability()
                : Double.NaN;
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Hall2021.Estimate estimate = Hall2021.estimate(encounter, segment).orElse(null);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-9;
        double curved = estimate == null ? Double.NaN : estimate.expectedCollisions();
        String counted = "";
        if (curved * trials > FEWEST_HITS) {
            MonteCarlo.Count count =
                    MonteCarlo.count(encounter, trials, 1, segment).orElseThrow();
            counted = String.format(
                    Locale.ROOT,
                    "%.4e to %.4e, entries %.4e",
                    count.low(),
                    count.high(),
                    (double) count.entries() / trials);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.4e | %.5e%s | %.1f | %s | %s | %s | %s | %s |%n",
                name.replace(".cdm", ""),
                encounter.hardBodyRadiusMetres(),
                flat,
                curved,
                estimate != null && estimate.converged() ? "" : " (not at rest)",
                seconds,
                published == null ? "" : String.format(Locale.ROOT, "%.5e", published[1]),
                published == null ? "" : String.format(Locale.ROOT, "%+.1e", curved / published[1] - 1),
                counted,
                published == null ? "" : String.format(Locale.ROOT, "%.5f to %.5f", published[2], published[3]),
                String.join(" ", PlaneUsage.of(encounter).doubts()));
    }
}
