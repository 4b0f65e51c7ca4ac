package org.greenzone.astro.conjunction;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.greenzone.astro.conjunction.ProbabilityMethod.Computed;

/**
 * Encounters a second of processor time on one thread by each method, and each method's relative error against quadrature in 40
 * digits, over the 2170 encounters of the Kelvins set. Arguments: {@code kelvins_armellin_2170.csv.gz}, and how many rows are compared
 * in extended precision (default all).
 */
public final class ProbabilityBenchmark {
    private static final double LEAST_SECONDS = 2;

    private ProbabilityBenchmark() {}

    public static void main(String[] arguments) {
        List<Encounter> encounters = new ArrayList<>();
        List<EncounterPlane> planes = new ArrayList<>();
        for (String[] row : PublishedProbabilitiesTest.rows(Path.of(arguments[0]))) {
            encounters.add(PublishedProbabilitiesTest.kelvins(row));
            planes.add(EncounterPlane.of(encounters.get(encounters.size() - 1)));
        }
        int compared = arguments.length > 1 ? Integer.parseInt(arguments[1]) : planes.size();
        double[] truth = new double[compared];
        for (int i = 0; i < compared; i++) {
            EncounterPlane plane = planes.get(i);
            truth[i] = ExtendedPrecisionDisk.probability(
                    plane.missMinorMetres(),
                    plane.missMajorMetres(),
                    plane.sigmaMinorMetres(),
                    plane.sigmaMajorMetres(),
                    encounters.get(i).hardBodyRadiusMetres());
        }
        System.out.printf(
                Locale.ROOT,
                "%d encounters, Pc from %.3e to %.3e%n",
                compared,
                Arrays.stream(truth).min().orElse(Double.NaN),
                Arrays.stream(truth).max().orElse(Double.NaN));
        for (ProbabilityMethod method : ProbabilityMethod.values()) {
            report(
                    method.label(),
                    truth,
                    i -> {
                        ProbabilityMethod.Outcome outcome =
                                method.compute(planes.get(i), encounters.get(i).hardBodyRadiusMetres());
                        return outcome instanceof Computed computed ? computed.probability() : Double.NaN;
                    },
                    planes.size());
        }
        report(
                "series with bound alone (ChebyshevDisk)",
                truth,
                i -> {
                    EncounterPlane p = planes.get(i);
                    return ChebyshevDisk.probability(
                            p.missMinorMetres(),
                            p.missMajorMetres(),
                            p.sigmaMinorMetres(),
                            p.sigmaMajorMetres(),
                            encounters.get(i).hardBodyRadiusMetres());
                },
                planes.size());
        report(
                "assess: reference, maximum, dilution, warnings",
                truth,
                i -> CollisionProbability.assess(encounters.get(i)) instanceof CollisionProbability.Assessed a
                        ? a.probability()
                        : Double.NaN,
                planes.size());
    }

    private static void report(String name, double[] truth, IntToDoubleFunction method, int size) {
        double worst = 0;
        int beyond = 0;
        int none = 0;
        double[] errors = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            double value = method.applyAsDouble(i);
            if (Double.isNaN(value)) {
                none++;
                continue;
            }
            errors[i] = truth[i] > 0 ? Math.abs(value / truth[i] - 1) : value;
            worst = Math.max(worst, errors[i]);
            beyond += errors[i] > 1e-9 ? 1 : 0;
        }
        Arrays.sort(errors);
        double rate = 0;
        double sum = 0;
        for (int run = 0; run < 3; run++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long count = 0;
            double seconds;
            do {
                for (int i = 0; i < size; i++) {
                    sum += method.applyAsDouble(i);
                }
                count += size;
                seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-9;
            } while (seconds < LEAST_SECONDS);
            rate = Math.max(rate, count / seconds);
        }
        System.out.printf(
                Locale.ROOT,
                "%-48s %10.0f /s  worst %.1e  median %.1e  beyond 1e-9 %d  not valid %d  (%.4f)%n",
                name,
                rate,
                worst,
                errors[errors.length / 2],
                beyond,
                none,
                sum);
    }
}
