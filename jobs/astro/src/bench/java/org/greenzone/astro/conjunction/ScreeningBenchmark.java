package org.greenzone.astro.conjunction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;

/**
 * The ISS against a whole catalogue, timed, and compared with a scan of the same SGP4 orbits at steps of a second.
 *
 * <p>Arguments: element-set file, primary id, start (ISO), days, kilometres, and how many of the catalogue's objects the
 * scan takes (each n-th; 1 for all, 0 for none).
 */
public final class ScreeningBenchmark {
    private ScreeningBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        PhysicalData physics = PhysicalData.builtIn();
        List<ElementSet> catalogue = TleFile.read(Path.of(arguments[0]), physics);
        String primaryId = arguments[1];
        long from = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(arguments[2]));
        long to = from + (long) (Double.parseDouble(arguments[3]) * 86_400e6);
        double reach = 1000 * Double.parseDouble(arguments[4]);
        int every = Integer.parseInt(arguments[5]);
        ElementSet own = catalogue.stream()
                .filter(set -> set.objectId().equals(primaryId))
                .findFirst()
                .orElseThrow();

        CatalogueScreening screening = new CatalogueScreening(physics, from, to, new ScreeningVolume.Sphere(reach));
        CatalogueScreening.Result result = screening.screen(screening.primary(own), catalogue);
        for (int run = 0; run < 15; run++) {
            double start = PairSweepBenchmark.cpuSeconds();
            result = screening.screen(screening.primary(own), catalogue);
            System.out.printf(
                    Locale.ROOT,
                    "%.2f s of CPU: %d approaches below %.0f km, companions %s, %d of %d in the band%n",
                    PairSweepBenchmark.cpuSeconds() - start,
                    result.approaches().size(),
                    reach / 1000,
                    result.companions(),
                    result.inBand(),
                    result.considered());
        }
        if (every > 0) {
            compare(physics, own, catalogue, from, to, reach, every, result);
        }
    }

    private static void compare(
            PhysicalData physics,
            ElementSet own,
            List<ElementSet> catalogue,
            long from,
            long to,
            double reach,
            int every,
            CatalogueScreening.Result result) {
        Set<String> skipped = new HashSet<>(result.companions());
        skipped.add(own.objectId());
        List<ElementSet> scanned = new ArrayList<>();
        for (int i = 0; i < catalogue.size(); i += every) {
            if (!skipped.contains(catalogue.get(i).objectId())) {
                scanned.add(catalogue.get(i));
            }
        }
        long start = System.nanoTime();
        double[] table = SecondScan.table(new Sgp4Motion(physics, own, from), (to - from) / 1e6);
        List<ElementSet> candidates = List.copyOf(scanned);
        scanned.clear();
        candidates.parallelStream()
                .filter(set -> near(table, new Sgp4Motion(physics, set, from), reach))
                .forEachOrdered(scanned::add);
        List<List<CloseApproach>> scans = IntStream.range(0, scanned.size())
                .parallel()
                .mapToObj(i -> SecondScan.scan(
                        table,
                        new Sgp4Motion(physics, own, from),
                        new Sgp4Motion(physics, scanned.get(i), from),
                        reach))
                .toList();
        int all = 0;
        int missed = 0;
        double worstTca = 0;
        double worstMiss = 0;
        Set<Integer> matched = new HashSet<>();
        for (int i = 0; i < scans.size(); i++) {
            for (CloseApproach expected : scans.get(i)) {
                all++;
                String id = scanned.get(i).objectId();
                double best = Double.POSITIVE_INFINITY;
                int at = -1;
                for (int k = 0; k < result.approaches().size(); k++) {
                    CatalogueScreening.Found found = result.approaches().get(k);
                    double distance = Math.abs(found.approach().seconds() - expected.seconds());
                    if (found.secondaryId().equals(id) && distance < best) {
                        best = distance;
                        at = k;
                    }
                }
                if (best > 1) {
                    missed++;
                    System.out.println("missed: " + id + " " + expected);
                } else {
                    matched.add(at);
                    worstTca = Math.max(worstTca, best);
                    worstMiss = Math.max(
                            worstMiss,
                            Math.abs(result.approaches().get(at).approach().missDistanceMetres()
                                    - expected.missDistanceMetres()));
                }
            }
        }
        Set<String> ids = new HashSet<>();
        scanned.forEach(set -> ids.add(set.objectId()));
        long extra = IntStream.range(0, result.approaches().size())
                .filter(k -> ids.contains(result.approaches().get(k).secondaryId()) && !matched.contains(k))
                .count();
        System.out.printf(
                Locale.ROOT,
                "scan of %d objects at 1 s: %.0f s; %d approaches, %d missed by the screening, %d more in it;"
                        + " worst TCA difference %.2g s, worst miss difference %.2g m%n",
                scanned.size(),
                (System.nanoTime() - start) * 1e-9,
                all,
                missed,
                extra,
                worstTca,
                worstMiss);
    }

    /** Whether a sample every 20 s ever lies within 60 km and the reach of the primary's radii. */
    private static boolean near(double[] table, Ephemeris motion, double reach) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (int i = 0; i < table.length; i += 3) {
            double r = Math.sqrt(table[i] * table[i] + table[i + 1] * table[i + 1] + table[i + 2] * table[i + 2]);
            lowest = Math.min(lowest, r);
            highest = Math.max(highest, r);
        }
        double[] s = new double[6];
        for (int i = 0; i < table.length / 3; i += 20) {
            motion.state(i, s);
            double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
            if (Double.isNaN(r) || (r > lowest - reach - 60e3 && r < highest + reach + 60e3)) {
                return true;
            }
        }
        return false;
    }
}
