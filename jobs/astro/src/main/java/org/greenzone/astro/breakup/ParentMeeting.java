package org.greenzone.astro.breakup;

import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.initiation.Origin;
import org.greenzone.astro.physics.Vectors;

/**
 * Whether the parents of two clouds met at an instant that both epochs allow: then it was a collision, and its instant is that of their closest approach,
 * which two orbits know better than all fragments. Motion is straight within {@value #APPROACH_STEP_SECONDS} s. Not thread-safe.
 */
final class ParentMeeting {
    static final double COLLISION_METRES = 20_000;
    private static final double SIGMAS = 3;
    private static final double APPROACH_STEP_SECONDS = 1;
    private static final double LEAST_SIGMA_SECONDS = 0.05;
    private static final double MICROS = 1e6;

    private final OrbitPrediction prediction;

    ParentMeeting(OrbitPrediction prediction) {
        this.prediction = prediction;
    }

    /** When two objects were nearest to each other, and how well that is known. */
    record Meeting(long micros, double sigmaSeconds) {}

    Optional<Meeting> of(Origin a, CatalogueOrbit parentA, Origin b, CatalogueOrbit parentB) {
        double apart = (b.epochMicros() - a.epochMicros()) / MICROS;
        double sigma = Math.hypot(a.epochSigmaSeconds(), b.epochSigmaSeconds());
        if (Math.abs(apart) > SIGMAS * sigma) {
            return Optional.empty();
        }
        double weight = Math.pow(a.epochSigmaSeconds() / sigma, 2);
        double middle = weight * apart;
        double window = SIGMAS * Math.max(a.epochSigmaSeconds(), b.epochSigmaSeconds());
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double t = middle - window; t <= middle + window; t += APPROACH_STEP_SECONDS) {
            double[] relative = relative(parentA, parentB, a.epochMicros() + Math.round(t * MICROS));
            if (relative.length > 0 && Vectors.norm(relative) < least) {
                least = Vectors.norm(relative);
                best = t;
            }
        }
        double[] there = relative(parentA, parentB, a.epochMicros() + Math.round(best * MICROS));
        if (there.length == 0) {
            return Optional.empty();
        }
        double[] velocity = Vectors.velocity(there);
        double speed = Vectors.norm(velocity);
        double later = Math.max(
                -APPROACH_STEP_SECONDS,
                Math.min(APPROACH_STEP_SECONDS, -Vectors.dot(there, velocity) / (speed * speed)));
        double[] miss = new double[3];
        for (int i = 0; i < 3; i++) {
            miss[i] = there[i] + later * velocity[i];
        }
        double place = Math.hypot(a.positionSigmaMetres(), b.positionSigmaMetres());
        return Vectors.norm(miss) < COLLISION_METRES
                ? Optional.of(new Meeting(
                        a.epochMicros() + Math.round((best + later) * MICROS),
                        Math.max(LEAST_SIGMA_SECONDS, place / speed)))
                : Optional.empty();
    }

    /** State of one object against another at an instant; empty where one of them is not in orbit. */
    private double[] relative(CatalogueOrbit of, CatalogueOrbit against, long micros) {
        double[] first = new double[6];
        double[] second = new double[6];
        if (!prediction.state(of, micros, first) || !prediction.state(against, micros, second)) {
            return new double[0];
        }
        double[] relative = new double[6];
        for (int i = 0; i < 6; i++) {
            relative[i] = second[i] - first[i];
        }
        return relative;
    }
}
