package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.ArcFit.Failed;
import org.greenzone.astro.orbit.ArcFit.Fitted;
import org.greenzone.astro.orbit.ArcFit.TrackOutcome;
import org.greenzone.astro.orbit.ArcFit.Verdict;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;

/**
 * A catalogue orbit refined by all tracks that it rests on at once ({@link ArcFit}).
 *
 * <p>The orbit is a start and not a prior, since its tracks would else count twice. The epoch of the result is the end of the last
 * track. Deterministic. Not thread-safe.
 */
public final class ArcDeterminer {
    private static final int KEPT_ORBITS = 4;
    private static final double MICROS_PER_HOUR = 3.6e9;

    private final ArcFit fit;
    private final OrbitPrediction prediction;

    public ArcDeterminer(PhysicalData data, OrbitPropagator propagator, ArcFit.Options options) {
        this.fit = new ArcFit(data, propagator, options);
        this.prediction = new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS);
    }

    /**
     * Refines an orbit.
     *
     * @param newest the object's orbit, from its element set or from some of the tracks
     * @param tracks all tracks of the object, at least one, in any order
     */
    public Determination refine(CatalogueOrbit newest, List<ArcTrack> tracks) {
        List<ArcTrack> inOrder = new ArrayList<>(tracks);
        inOrder.sort(Comparator.comparingLong((ArcTrack t) -> t.track().endMicros())
                .thenComparing(t -> t.track().trackId()));
        long epoch = inOrder.get(inOrder.size() - 1).track().endMicros();
        Optional<PredictedOrbit> start = prediction.predict(newest, epoch);
        if (start.isEmpty()) {
            return new Refused(String.format(
                    Locale.ROOT,
                    "the orbit of %s has re-entered within the %.1f h between its epoch and the last track",
                    newest.objectId(),
                    (epoch - newest.epochMicros()) / MICROS_PER_HOUR));
        }
        ArcFit.Result result = fit.fit(start.get().state(), inOrder);
        return result instanceof Fitted fitted
                ? new Determined(orbit(newest, fitted))
                : new Refused("arc of " + tracks.size() + " tracks on " + newest.objectId() + ": "
                        + ((Failed) result).reason());
    }

    private static CatalogueOrbit orbit(CatalogueOrbit newest, Fitted fitted) {
        double[] vector = OrbitDeterminer.vector(fitted.state());
        OrbitDeterminer.keepDragPositive(vector, fitted.covariance());
        double[] state = Arrays.copyOf(vector, 6);
        long epoch = fitted.state().epochMicros();
        List<String> restsOn = fitted.tracks().stream()
                .filter(t -> t.verdict() == Verdict.USED)
                .map(TrackOutcome::trackId)
                .sorted()
                .toList();
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(newest.objectId(), epoch, state, restsOn),
                newest.objectId(),
                newest.objectName(),
                newest.internationalDesignator(),
                newest.revision() + 1,
                epoch,
                Math.max(epoch, newest.availableMicros()),
                state,
                vector[6],
                Math.max(0, fitted.state().radiationCoefficient()),
                RtnFrame.toRtn(fitted.covariance(), state),
                OrbitSource.TRACKS,
                restsOn.size(),
                fitted.used(),
                fitted.rejected(),
                fitted.weightedRms(),
                new TreeMap<>(fitted.rmsByKind()),
                newest.hardBodyRadiusMetres(),
                restsOn,
                radiationRow(newest, fitted, state),
                newest.realism(),
                "");
    }

    /** Of an estimated radiation coefficient its covariances in RTN, of one that was held its variance as it was. */
    private static double[] radiationRow(CatalogueOrbit newest, Fitted fitted, double[] state) {
        double[] gcrf = fitted.radiationRow();
        if (!(gcrf[CatalogueOrbit.PARAMETERS] > 0)) {
            double[] row = new double[CatalogueOrbit.ALL_PARAMETERS];
            row[CatalogueOrbit.PARAMETERS] = newest.radiationCovarianceRtn()[CatalogueOrbit.PARAMETERS];
            return row;
        }
        double[] row = gcrf.clone();
        double[] axes = new double[9];
        RtnFrame.axes(state, axes);
        for (int axis = 0; axis < 3; axis++) {
            row[axis] = 0;
            row[3 + axis] = 0;
            for (int i = 0; i < 3; i++) {
                row[axis] += axes[3 * axis + i] * gcrf[i];
                row[3 + axis] += axes[3 * axis + i] * gcrf[3 + i];
            }
        }
        return row;
    }
}
