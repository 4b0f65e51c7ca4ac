package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.ArcStep.Fate;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * Tells a manoeuvre from a track that is wrong or of another object.
 *
 * <p>One track that contradicts the orbit and would agree with it after a change of speed of some metres per second ({@link
 * OrbitDeterminer#manoeuvred}) raises a suspicion and no more. The next track that agrees with the suspected orbit and
 * contradicts the old one makes it certain. Where the old orbit was not yet confirmed by tracks, it was wrong and nothing burnt. Not thread-safe.
 */
final class ManoeuvreHypothesis {
    private static final int KEPT_ORBITS = 8;
    /** Steps of the search for the time of the burn; within one the orbits part by some metres per m/s. */
    private static final double SEARCH_SECONDS = 20;

    private static final int HALVINGS = 20;
    /** Tracks that an orbit rests on, before two that contradict it are taken for a manoeuvre. */
    private static final int CONFIRMED_TRACKS = 2;

    private final PhysicalData data;
    private final OrbitPrediction prediction;

    ManoeuvreHypothesis(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.prediction = new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS);
    }

    /** The step of a track that contradicts the orbit before it; empty where no manoeuvre explains it. */
    Optional<ArcStep> decide(ObjectArc before, OrbitDeterminer determiner, Track track, Site site, boolean claimed) {
        for (int s = before.steps().size() - 1; s >= 0; s--) {
            ArcStep earlier = before.steps().get(s);
            if (!earlier.orbit().isEmpty()) {
                break;
            }
            if (!earlier.suspected().isEmpty()) {
                CatalogueOrbit suspected = earlier.suspected().get(0);
                if (determiner.agrees(suspected, track, site)
                        && determiner.update(suspected, track, site) instanceof Determined certain) {
                    Fate fate = isTracked(before.newest().orElseThrow()) ? Fate.MANOEUVRED : Fate.RECOVERED;
                    return Optional.of(ArcStep.orbit(track, site, claimed, fate, certain.orbit()));
                }
            }
        }
        CatalogueOrbit orbit = before.newest().orElseThrow();
        return determiner.manoeuvred(orbit, track, site) instanceof Determined determined
                ? Optional.of(new ArcStep(
                        track,
                        site,
                        claimed,
                        Fate.SUSPICIOUS,
                        "track " + track.trackId() + " contradicts the orbit of " + orbit.objectId()
                                + " as a manoeuvre would: a further track decides",
                        List.of(),
                        List.of(determined.orbit())))
                : Optional.empty();
    }

    /** Whether an orbit was confirmed by a track; one that never was is more likely wrong than the object's burn. */
    private static boolean isTracked(CatalogueOrbit orbit) {
        return orbit.source() == OrbitSource.TRACKS && orbit.tracksUsed() >= CONFIRMED_TRACKS;
    }

    /** The manoeuvre that a step has made certain; empty where the orbits cannot be compared. */
    Optional<Manoeuvre> between(ObjectArc arc, int certain) {
        ArcStep last = arc.steps().get(certain);
        int first = certain;
        for (int s = certain - 1; s >= 0 && arc.steps().get(s).orbit().isEmpty(); s--) {
            if (!arc.steps().get(s).suspected().isEmpty()) {
                first = s;
            }
        }
        Optional<CatalogueOrbit> before = arc.before(first);
        if (before.isEmpty() || last.orbit().isEmpty()) {
            return Optional.empty();
        }
        CatalogueOrbit old = before.get();
        CatalogueOrbit now = last.orbit().get(0);
        long earliest = old.epochMicros();
        long latest = arc.steps().get(first).track().startMicros();
        if (latest <= earliest) {
            return Optional.empty();
        }
        long time = closest(old, now, earliest, latest);
        Optional<PredictedOrbit> one = prediction.predict(old, time);
        Optional<PredictedOrbit> two = prediction.predict(now, time);
        if (one.isEmpty() || two.isEmpty()) {
            return Optional.empty();
        }
        List<String> tracks = new ArrayList<>();
        for (int s = first; s <= certain; s++) {
            ArcStep step = arc.steps().get(s);
            if (step.fate() == Fate.SUSPICIOUS || s == certain) {
                tracks.add(step.track().trackId());
            }
        }
        return Optional.of(manoeuvre(old, now, earliest, latest, one.get(), two.get(), tracks));
    }

    private static Manoeuvre manoeuvre(
            CatalogueOrbit old,
            CatalogueOrbit now,
            long earliest,
            long latest,
            PredictedOrbit one,
            PredictedOrbit two,
            List<String> tracks) {
        double[] state = one.state().stateGcrf();
        double[] axes = new double[9];
        RtnFrame.axes(state, axes);
        double[] other = two.state().stateGcrf();
        double[][] rotation = new double[3][3];
        double[][] velocity = new double[3][3];
        double[] change = new double[3];
        double miss = 0;
        for (int i = 0; i < 3; i++) {
            miss += (other[i] - state[i]) * (other[i] - state[i]);
            for (int j = 0; j < 3; j++) {
                rotation[i][j] = axes[3 * i + j];
                change[i] += axes[3 * i + j] * (other[3 + j] - state[3 + j]);
                velocity[i][j] = one.covariance()[3 + i][3 + j] + two.covariance()[3 + i][3 + j];
            }
        }
        double[][] inRtn = SymmetricMatrix.congruence(rotation, velocity);
        double[] sigma = new double[3];
        for (int i = 0; i < 3; i++) {
            sigma[i] = Math.sqrt(inRtn[i][i]);
        }
        return new Manoeuvre(
                Manoeuvre.id(old.objectId(), tracks),
                old.objectId(),
                now.epochMicros(),
                earliest,
                latest,
                one.micros(),
                Math.sqrt(miss),
                change,
                sigma,
                old.orbitId(),
                now.orbitId(),
                tracks);
    }

    /** Where two orbits are closest to each other within an interval. */
    private long closest(CatalogueOrbit one, CatalogueOrbit two, long from, long to) {
        double length = data.leapSeconds().elapsedSeconds(from, to);
        int steps = Math.max(1, (int) Math.ceil(length / SEARCH_SECONDS));
        double best = Double.POSITIVE_INFINITY;
        double at = 0;
        for (int i = 0; i <= steps; i++) {
            double seconds = length * i / steps;
            double distance = distance(one, two, from, seconds);
            if (distance < best) {
                best = distance;
                at = seconds;
            }
        }
        double step = length / steps;
        for (int i = 0; i < HALVINGS; i++) {
            step /= 2;
            double before = Math.max(0, at - step);
            double after = Math.min(length, at + step);
            double left = distance(one, two, from, before);
            double right = distance(one, two, from, after);
            if (Math.min(left, right) < best) {
                best = Math.min(left, right);
                at = left < right ? before : after;
            }
        }
        return data.leapSeconds().plusSeconds(from, at);
    }

    private double distance(CatalogueOrbit one, CatalogueOrbit two, long from, double seconds) {
        long micros = data.leapSeconds().plusSeconds(from, seconds);
        double[] a = new double[6];
        double[] b = new double[6];
        if (!prediction.state(one, micros, a) || !prediction.state(two, micros, b)) {
            return Double.POSITIVE_INFINITY;
        }
        return Vectors.distance(a, b);
    }
}
