package org.greenzone.cli.calibrate;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.greenzone.astro.calibration.BiasKind;
import org.greenzone.astro.calibration.PassResiduals;
import org.greenzone.astro.calibration.ReferenceSigma;
import org.greenzone.astro.calibration.ResidualModel;
import org.greenzone.astro.calibration.SiteCalibration;
import org.greenzone.astro.calibration.SiteCalibrator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Refinement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SolidEarthTide;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
import org.greenzone.cli.input.OpenRecording;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.input.ValidTracks;
import org.greenzone.formats.site.SiteJsonWriter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.direct.DirectDetermination;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code greenzone calibrate}: what each site measures too much and how well it measures, from tracks of objects with
 * ephemerides, or from what the orbits of a catalogue foretold of each track before it was used.
 */
@Command(
        name = "calibrate",
        description = {
            "Biases and true noise of radar sites, from tracks of objects whose motion is known better: by ephemerides"
                    + " (SP3, CPF, OEM), or by the orbits that the tracks themselves improve from a catalogue.",
            "Against a catalogue the tracks go through correlation and determination as in the jobs, and each is"
                    + " compared with the orbit that was known before it, weighted by its covariance; time biases are not"
                    + " observable so. Element sets alone are"
                    + " a poor reference: give tracks of some hours at least."
        },
        sortOptions = false)
public final class CalibrateCommand implements Callable<Integer> {
    /** Form of the output. */
    enum Format {
        TEXT,
        JSONL
    }

    /** In the first round ranges of a pass may be off together by so much: as far as those of real sites. */
    private static final Site.Calibration UNCALIBRATED = new Site.Calibration(
            Site.CalibrationOrigin.GIVEN, 0, 0, new Site.Bias(50, 0, 0, 0, 0), Site.NoiseScale.NONE);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with tracks.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--ephemeris",
            paramLabel = "[ID=]FILE",
            description =
                    "Ephemeris of an object (SP3, CPF, OEM), and its id in the tracks where the file has another; may be"
                            + " repeated.")
    private List<String> ephemerides = new ArrayList<>();

    @Option(
            names = "--reference-sigma",
            paramLabel = "R,T,N",
            split = ",",
            hideParamSyntax = true,
            description = "How far the ephemerides may be off, metres radial, along, across (default: SP3 0.1, CPF 2,"
                    + " OEM 10 in each).")
    private @Nullable List<Double> referenceSigma;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Known objects (TLE, 3LE, OMM, an archive of orbits); may be repeated.")
    private List<Path> catalogue = new ArrayList<>();

    @Option(
            names = "--worst",
            paramLabel = "METRES",
            defaultValue = "1000",
            description = "Orbits that are known worse, one sigma, are not used (default: ${DEFAULT-VALUE}).")
    private double worstMetres = 1000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often the orbits of the catalogue are made anew with the biases found"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "Radar sites beside those inside (JSON, SINEX); may be repeated.")
    private List<Path> sites = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the sites with their calibration as JSON, for --sites of determine, run and ingest.")
    private @Nullable Path out;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        if (ephemerides.isEmpty() && catalogue.isEmpty()) {
            throw common.wrongUse("--ephemeris FILE or --catalogue FILE: name what the tracks are to be held against");
        }
        if (!(worstMetres > 0) || rounds < 1 || rounds > 20) {
            throw common.wrongUse("--worst must be above 0, --rounds from 1 to 20");
        }
        ReferenceSigma sigma = sigma();
        PhysicalData physics = common.physicalData();
        OpenRecording opened =
                OpenRecording.read(common, physics, new Recording.Files(files, catalogue, sites, List.of()));
        Map<String, Site> known = new TreeMap<>();
        opened.sites().forEach(site -> known.put(site.siteId(), site));
        List<Track> tracks = ValidTracks.of(common, opened.tracks(), known);
        References references = new References(common, physics);
        ephemerides.forEach(argument -> references.add(argument, sigma));
        Map<String, List<PassResiduals>> fixed = new TreeMap<>();
        List<Track> others = againstEphemerides(tracks, known, references, physics, fixed);
        Map<String, SiteCalibration> calibrations = calibrate(fixed);
        if (!catalogue.isEmpty() && !others.isEmpty()) {
            Recording recording = opened.withCatalogueSeenBy(others, known);
            calibrations = againstCatalogue(recording, others, known, physics, fixed);
        }
        if (calibrations.isEmpty()) {
            throw common.nothing("none of the " + tracks.size() + " tracks can be compared with "
                    + (catalogue.isEmpty()
                            ? "an ephemeris: they claim other objects (ephemerides of "
                                    + String.join(", ", references.objects())
                                    + ") or are of other times; name the object"
                                    + " of the tracks with --ephemeris ID=FILE"
                            : "an orbit known to " + Math.round(worstMetres) + " m"));
        }
        CalibrationPrinter printer = new CalibrationPrinter(common.out());
        for (SiteCalibration calibration : calibrations.values()) {
            if (format == Format.TEXT) {
                printer.text(calibration, site(known, calibration.siteId()));
            } else {
                printer.jsonl(calibration, site(known, calibration.siteId()));
            }
        }
        write(known, calibrations);
        return common.exitCode();
    }

    private @Nullable ReferenceSigma sigma() {
        if (referenceSigma == null) {
            return null;
        }
        if (referenceSigma.size() != 3 || referenceSigma.stream().anyMatch(s -> !(s >= 0))) {
            throw common.wrongUse("--reference-sigma: give three numbers of metres from 0, radial, along, across");
        }
        return new ReferenceSigma(referenceSigma.get(0), referenceSigma.get(1), referenceSigma.get(2));
    }

    /** Compares what has an ephemeris; returns the other tracks. */
    private List<Track> againstEphemerides(
            List<Track> tracks,
            Map<String, Site> known,
            References references,
            PhysicalData physics,
            Map<String, List<PassResiduals>> into) {
        ResidualModel model = new ResidualModel(
                physics,
                new OrbitPropagator(physics, ForceModel.STANDARD),
                new Refinement(Optional.of(new SolidEarthTide(physics)), Optional.empty(), true));
        List<Track> others = new ArrayList<>();
        for (Track track : tracks) {
            Optional<ReferenceEphemeris> reference = references.of(track);
            if (reference.isEmpty()) {
                others.add(track);
                continue;
            }
            keep(
                    model.against(
                            reference.get(),
                            reference.get().sigma(),
                            track.claimedObjectId(),
                            track,
                            site(known, track.siteId())),
                    into);
        }
        return others;
    }

    /** Orbits from biased tracks are biased: so anew with what was found, a few times. */
    private Map<String, SiteCalibration> againstCatalogue(
            Recording recording,
            List<Track> tracks,
            Map<String, Site> known,
            PhysicalData physics,
            Map<String, List<PassResiduals>> fixed) {
        JobOptions options = JobOptions.DEFAULT;
        ResidualModel model = new ResidualModel(physics, new OrbitPropagator(physics, ForceModel.STANDARD));
        Map<String, Site> calibrated = new TreeMap<>();
        // Orbits that trust the ranges of sites that may be biased would take up the bias and hide it.
        known.forEach((id, site) -> calibrated.put(id, site.withCalibration(site.bias(), UNCALIBRATED)));
        Map<String, SiteCalibration> calibrations = calibrate(fixed);
        calibrations.forEach((id, calibration) -> calibrated.put(id, calibration.applyTo(site(known, id), 1)));
        try (Progress progress = Progress.start("tracks", (long) rounds * tracks.size())) {
            for (int round = 0; round < rounds; round++) {
                Map<String, List<PassResiduals>> residuals = new TreeMap<>();
                fixed.forEach((id, passes) -> residuals.put(id, new ArrayList<>(passes)));
                new DirectDetermination(options, physics, calibrated, recording.seedsKnownInTime(options))
                        .run(tracks, outcome -> {
                            progress.step();
                            Track track = outcome.association().track();
                            if (!outcome.association().prior().isEmpty()
                                    && !Double.isNaN(outcome.association().mahalanobisDistance())) {
                                keep(
                                        holdingTime(model.against(
                                                outcome.association().prior().get(0),
                                                worstMetres,
                                                track,
                                                site(known, track.siteId()))),
                                        residuals);
                            }
                        });
                calibrations = calibrate(residuals);
                calibrations.forEach((id, calibration) -> calibrated.put(id, calibration.applyTo(site(known, id), 1)));
            }
        }
        return calibrations;
    }

    /** What all clocks of the network are late by is in the orbits as well. */
    private static ResidualModel.Result holdingTime(ResidualModel.Result result) {
        return result instanceof ResidualModel.Compared compared
                ? new ResidualModel.Compared(compared.pass().holding(BiasKind.TIME))
                : result;
    }

    private void keep(ResidualModel.Result result, Map<String, List<PassResiduals>> into) {
        if (result instanceof ResidualModel.Compared compared) {
            into.computeIfAbsent(compared.pass().siteId(), id -> new ArrayList<>())
                    .add(compared.pass());
        } else if (result instanceof ResidualModel.NotComparable not && common.verbose()) {
            common.warn("not compared: " + not.reason());
        }
    }

    private static Map<String, SiteCalibration> calibrate(Map<String, List<PassResiduals>> residuals) {
        Map<String, SiteCalibration> calibrations = new TreeMap<>();
        residuals.forEach((id, passes) -> calibrations.put(id, SiteCalibrator.calibrate(passes)));
        return calibrations;
    }

    private static Site site(Map<String, Site> known, String siteId) {
        Site site = known.get(siteId);
        if (site == null) {
            throw new IllegalStateException("an accepted track of the unknown site " + siteId);
        }
        return site;
    }

    private void write(Map<String, Site> known, Map<String, SiteCalibration> calibrations) {
        if (out == null) {
            return;
        }
        List<Site> written = new ArrayList<>();
        known.forEach((id, site) -> {
            SiteCalibration calibration = calibrations.get(id);
            written.add(
                    calibration == null
                            ? site
                            : calibration.applyTo(site, site.calibration().revision() + 1));
        });
        try (Writer writer = Files.newBufferedWriter(out)) {
            SiteJsonWriter.write(written, writer);
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + out + ": " + CommonOptions.messageOf(e));
        }
    }
}
