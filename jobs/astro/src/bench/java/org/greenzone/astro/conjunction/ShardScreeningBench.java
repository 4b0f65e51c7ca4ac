package org.greenzone.astro.conjunction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.Sgp4Ephemeris;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;

/**
 * What an orbit that changes costs among so many others: processor time of one thread by number of objects, with the exponent of its growth.
 *
 * <p>A catalogue of element sets as numerical orbits (the state of SGP4 at the start, the covariance of {@link ElementSetOrbits}) comes in object by object,
 * in random order; at each number of objects {@value #SAMPLE} of them change once more. Tables of the catalogue are made with few degrees of the field ({@link
 * MeetingSieve#FORCES}), which makes the search no faster and no slower and is done in minutes; that of the orbit that changes as in the job, and timed.
 *
 * <p>Arguments: element-set file, start (ISO), hours, numbers of objects.
 */
public final class ShardScreeningBench {
    private static final int SAMPLE = 300;
    private static final int WARM = 100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ShardScreeningBench() {}

    public static void main(String[] arguments) throws IOException {
        PhysicalData physics = PhysicalData.builtIn();
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(arguments[1]));
        double hours = Double.parseDouble(arguments[2]);
        int[] sizes =
                Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
        List<CatalogueOrbit> orbits =
                orbits(TleFile.read(Path.of(arguments[0]), physics), physics, now, sizes[sizes.length - 1]);
        System.out.printf(Locale.ROOT, "%d orbits%n", orbits.size());
        OrbitPropagator propagator = OrbitPropagator.screening(physics);
        OrbitTables precise = new OrbitTables(propagator, physics.leapSeconds(), 3600 * hours, 4);
        OrbitPropagator quick = OrbitPropagator.quick(physics, MeetingSieve.FORCES);
        OrbitTables tables = new OrbitTables(quick, physics.leapSeconds(), 3600 * hours, 1 << 16);
        ShardScreening share = new ShardScreening(
                tables,
                new ConjunctionScreener(
                                physics.leapSeconds(), new OrbitPrediction(propagator, physics.leapSeconds(), 256))
                        .forCatalogue(),
                ScreeningVolumes.BY_REGIME);
        long until = now + Math.round(hours * 3600e6);
        int put = 0;
        double[] searches = new double[sizes.length];
        for (int n = 0; n < sizes.length; n++) {
            int size = Math.min(sizes[n], orbits.size());
            for (; put < size; put++) {
                share.put(orbits.get(put));
                tables.table(orbits.get(put), tables.seconds(now), tables.seconds(until));
            }
            changes(share, tables, precise, orbits.subList(0, size), now, until, WARM);
            searches[n] = changes(share, tables, precise, orbits.subList(0, size), now, until, SAMPLE);
        }
        int last = sizes.length - 1;
        System.out.printf(
                Locale.ROOT,
                "search grows as N^%.2f over all%n",
                Math.log(searches[last] / searches[0]) / Math.log((double) sizes[last] / sizes[0]));
        System.out.printf(
                Locale.ROOT,
                "%.1f kB of tables an object; heap in use %.0f MB%n",
                share.tableBytes() / 1e3 / share.size(),
                usedMegabytes());
    }

    /** Milliseconds of all searches. */
    private static double changes(
            ShardScreening share,
            OrbitTables tables,
            OrbitTables precise,
            List<CatalogueOrbit> orbits,
            long now,
            long until,
            int sample) {
        double[] total = new double[sample];
        double[] searches = new double[sample];
        double table = 0;
        int found = 0;
        int beyond = 0;
        Random random = new Random(3);
        for (int k = 0; k < sample; k++) {
            CatalogueOrbit orbit = changed(orbits.get(random.nextInt(orbits.size())), k);
            tables.table(orbit, tables.seconds(now), tables.seconds(until));
            double start = cpuMillis();
            precise.table(orbit, precise.seconds(now), precise.seconds(until));
            double made = cpuMillis();
            share.put(orbit);
            List<Conjunction> conjunctions = share.screen(orbit, now, until, Set.of(orbit.objectId()));
            double done = cpuMillis();
            found += conjunctions.size();
            beyond += (int) conjunctions.stream()
                    .filter(c -> c.probabilityMethod().equals(EncounterProbability.HALL_2021))
                    .count();
            total[k] = done - start;
            table += made - start;
            searches[k] = done - made;
        }
        double search = Arrays.stream(searches).sum();
        Arrays.sort(total);
        Arrays.sort(searches);
        if (sample == SAMPLE) {
            System.out.printf(
                    Locale.ROOT,
                    "%d objects: a change %.1f ms in the mean, %.1f median, %.1f p99; of it its table with covariances %.1f, search and"
                            + " probabilities %.1f (median %.1f, p99 %.1f); %.2f encounters, %.3f of them by HALL-2021%n",
                    orbits.size(),
                    Arrays.stream(total).average().orElseThrow(),
                    total[sample / 2],
                    total[sample * 99 / 100],
                    table / sample,
                    search / sample,
                    searches[sample / 2],
                    searches[sample * 99 / 100],
                    (double) found / sample,
                    (double) beyond / sample);
        }
        return search;
    }

    /** The object with a state some metres off. */
    private static CatalogueOrbit changed(CatalogueOrbit orbit, int k) {
        double[] state = orbit.stateGcrf().clone();
        state[0] += 1 + k % 7;
        return orbit(orbit, orbit.epochMicros(), state, orbit.revision() + 1 + k);
    }

    private static CatalogueOrbit orbit(CatalogueOrbit of, long epoch, double[] state, int revision) {
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(of.objectId(), epoch, state, List.of(Integer.toString(revision))),
                of.objectId(),
                of.objectName(),
                of.internationalDesignator(),
                revision,
                epoch,
                epoch,
                state,
                of.ballisticCoefficient(),
                of.radiationCoefficient(),
                of.covarianceRtn(),
                of.source(),
                0,
                0,
                0,
                Double.NaN,
                of.rmsByKind(),
                1,
                of.restsOn());
    }

    /** Numerical orbits at the start, with the states of SGP4 there. */
    private static List<CatalogueOrbit> orbits(List<ElementSet> sets, PhysicalData physics, long now, int most) {
        List<ElementSet> shuffled = new ArrayList<>(sets);
        Collections.shuffle(shuffled, new Random(1));
        return shuffled.subList(0, Math.min(most, shuffled.size())).parallelStream()
                .map(set -> atStart(set, physics, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<CatalogueOrbit> atStart(ElementSet set, PhysicalData physics, long now) {
        OrbitPropagator unused = new OrbitPropagator(physics, new ForceModel(2, false, false, false, false));
        double[] state = new double[6];
        boolean there = Math.abs(set.epochMicros() - now) < 10 * 86_400_000_000L
                && new Sgp4Ephemeris(physics, set).stateGcrf(now, state);
        return there
                ? new ElementSetOrbits(physics, unused).unfitted(set).map(orbit -> orbit(orbit, now, state, 0))
                : Optional.empty();
    }

    private static double cpuMillis() {
        return THREADS.getCurrentThreadCpuTime() * 1e-6;
    }

    private static double usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }
}
