package org.greenzone.astro.conjunction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Probabilities a second over the 2170 encounters of the Kelvins set. Argument: {@code kelvins_armellin_2170.csv.gz}. */
public final class ProbabilityBenchmark {
    private ProbabilityBenchmark() {}

    public static void main(String[] arguments) {
        List<Encounter> encounters = new ArrayList<>();
        List<EncounterPlane> planes = new ArrayList<>();
        for (String[] row : PublishedProbabilitiesTest.rows(Path.of(arguments[0]))) {
            encounters.add(PublishedProbabilitiesTest.kelvins(row));
            planes.add(EncounterPlane.of(encounters.get(encounters.size() - 1)));
        }
        for (int run = 0; run < 5; run++) {
            double sum = 0;
            long start = System.nanoTime();
            for (int k = 0; k < 20; k++) {
                for (int i = 0; i < planes.size(); i++) {
                    sum += ProbabilityMethod.reference(
                            planes.get(i), encounters.get(i).hardBodyRadiusMetres());
                }
            }
            double reference = 20 * planes.size() / ((System.nanoTime() - start) * 1e-9);
            start = System.nanoTime();
            for (Encounter encounter : encounters) {
                sum += CollisionProbability.assess(encounter) instanceof CollisionProbability.Assessed a
                        ? a.maximumProbability()
                        : 0;
            }
            double assessed = planes.size() / ((System.nanoTime() - start) * 1e-9);
            System.out.printf(
                    Locale.ROOT,
                    "FOSTER-1992 %.0f /s, with maximum and warnings %.0f /s (%.6f)%n",
                    reference,
                    assessed,
                    sum);
        }
    }
}
