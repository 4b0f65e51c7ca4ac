package org.greenzone.cli.determine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.PassPrediction;
import org.greenzone.astro.correlation.PassPrediction.Residuals;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ObservationModel;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.pipeline.direct.DirectDetermination.Foretold;

/** Passes that were predicted and not used: one line each, how far off their ranges were and how far they should be. */
final class EvaluationPrinter {
    private static final int KEPT_ORBITS = 64;
    private static final double MICROS_PER_HOUR = 3.6e9;

    private final CommonOptions common;
    private final Map<String, Site> sites;
    private final OrbitPrinter.Format format;
    private final ObservationModel model;
    private final OrbitPrediction prediction;
    private final PassPrediction passes;

    EvaluationPrinter(CommonOptions common, PhysicalData physics, Map<String, Site> sites, OrbitPrinter.Format format) {
        this.common = common;
        this.sites = sites;
        this.format = format;
        this.model = new ObservationModel(physics);
        OrbitPropagator propagator = new OrbitPropagator(physics, ForceModel.STANDARD);
        this.prediction = new OrbitPrediction(propagator, physics.leapSeconds(), KEPT_ORBITS);
        this.passes = new PassPrediction(physics, propagator);
    }

    void print(Foretold foretold) {
        Track track = foretold.track();
        String pass = "the pass over " + track.siteId() + " at " + Times.forPeople(track.startMicros());
        if (foretold.orbit().isEmpty()) {
            common.complain("not evaluated, " + pass + ": no orbit is known that it belongs to");
            return;
        }
        CatalogueOrbit orbit = foretold.orbit().get();
        Site site = sites.get(track.siteId());
        if (site == null) {
            throw new IllegalStateException("an accepted track of the unknown site " + track.siteId());
        }
        TrackObservations observations = model.of(track, site);
        if (!observations.has(Kind.RANGE)) {
            common.complain("not evaluated, " + pass + ": it measures no range");
            return;
        }
        Optional<PredictedOrbit> predicted = prediction.predict(orbit, track.endMicros());
        if (predicted.isEmpty()) {
            common.complain("not evaluated, " + pass + ": " + orbit.objectId() + " has re-entered before it");
            return;
        }
        try {
            print(orbit, track, passes.residuals(predicted.get(), observations, Kind.RANGE));
        } catch (ArithmeticException lost) {
            common.complain("not evaluated, " + pass + ": " + lost.getMessage());
        }
    }

    private void print(CatalogueOrbit orbit, Track track, Residuals residuals) {
        double hours = (track.startMicros() - orbit.epochMicros()) / MICROS_PER_HOUR;
        if (format == OrbitPrinter.Format.JSONL) {
            common.out()
                    .println(new JsonLine()
                            .add("evaluated", true)
                            .add("objectId", orbit.objectId())
                            .add("orbitId", orbit.orbitId())
                            .add("siteId", track.siteId())
                            .addTime("passStart", track.startMicros())
                            .add("hoursSinceLastUsed", hours)
                            .add("residualRmsMetres", residuals.rms())
                            .add("residualMeanMetres", residuals.mean())
                            .add("predictedSigmaMetres", residuals.predictedSigma())
                            .add("measurements", residuals.count())
                            .end());
            return;
        }
        String line = String.format(
                Locale.ROOT,
                "evaluated %s over %s at %s, %.1f h after the last used track: %d ranges, rms %.2f m, mean %+.2f m,"
                        + " foretold sigma %.2f m",
                orbit.objectId(),
                track.siteId(),
                Times.forPeople(track.startMicros()),
                hours,
                residuals.count(),
                residuals.rms(),
                residuals.mean(),
                residuals.predictedSigma());
        if (format == OrbitPrinter.Format.OEM) {
            common.warn(line);
        } else {
            common.out().println(line);
        }
    }
}
