package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.greenzone.astro.breakup.CloudPassage;
import org.greenzone.astro.breakup.CloudPassages;
import org.greenzone.astro.breakup.CloudShape;
import org.greenzone.astro.breakup.FragmentCloud;
import org.greenzone.astro.breakup.Passage;
import org.greenzone.astro.breakup.PlanePassages;
import org.greenzone.astro.breakup.StandardBreakupModel;
import org.greenzone.astro.breakup.StandardBreakupModel.Cause;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.Sgp4Motion;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.Inputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone passages}: when an asset crosses the orbit plane of an object that broke up. */
@Command(
        name = "passages",
        description = "Crossings of the orbit plane of a parent object by an asset, before any fragment has an orbit.",
        sortOptions = false)
public final class PassagesCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSONL,
        CSV
    }

    /** Longest fragments, metres: about the size of a satellite. */
    private static final double LONGEST_METRES = 2;

    private static final double MICROS_PER_DAY = 86_400e6;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--catalogue", paramLabel = "FILE", required = true, description = "Element sets of both objects.")
    private List<Path> catalogueFiles = new ArrayList<>();

    @Option(names = "--primary", paramLabel = "ID", required = true, description = "The asset.")
    private String primary = "";

    @Option(names = "--parent", paramLabel = "ID", required = true, description = "The object that broke up.")
    private String parent = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start, UTC (default: --epoch, else the epoch of the parent's set).")
    private @Nullable String from;

    @Option(names = "--days", paramLabel = "D", description = "How long (default: 1).")
    private double days = 1;

    @Option(
            names = "--epoch",
            paramLabel = "TIME",
            description =
                    "Instant of the breakup, UTC: the cloud by the NASA breakup model, and what the asset meets of it.")
    private @Nullable String epoch;

    @Option(names = "--mass", paramLabel = "KG", description = "Mass that broke up (default: 1000).")
    private double mass = 1000;

    @Option(names = "--cause", paramLabel = "collision|explosion", description = "What broke it (default: collision).")
    private Cause cause = Cause.COLLISION;

    @Option(names = "--cross-section", paramLabel = "M2", description = "Of the asset (default: 1000).")
    private double crossSection = 1000;

    @Option(names = "--shortest", paramLabel = "M", description = "Smallest fragments that count (default: 0.01).")
    private double shortest = 0.01;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Samples above 0.1 m, and as many below (default: 1000).")
    private int samples = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the samples (default: 1).")
    private long seed = 1;

    @Option(names = "--format", paramLabel = "text|jsonl|csv", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        if (!(days > 0 && days <= 30)) {
            throw common.wrongUse("--days " + days + ": must be above 0 and at most 30");
        }
        Inputs inputs = new Inputs(common);
        List<ElementSet> sets = new ArrayList<>();
        catalogueFiles.forEach(file -> sets.addAll(inputs.elementSets(file)));
        long start = start(sets);
        TreeMap<String, ElementSet> nearest = ElementSetScreening.nearest(sets, start);
        PhysicalData physics = common.physicalData();
        if (epoch != null) {
            cloud(physics, nearest, start, common.time("--epoch", epoch));
            return common.exitCode();
        }
        List<Passage> passages = new PlanePassages(physics.leapSeconds())
                .find(
                        primary,
                        new Sgp4Motion(physics, find(nearest, "--primary", primary), start),
                        parent,
                        new Sgp4Motion(physics, find(nearest, "--parent", parent), start),
                        start,
                        start + Math.round(days * MICROS_PER_DAY));
        if (format == Format.TEXT) {
            common.out().println("crossing (UTC)           shell km  speed m/s  parent there after s");
        } else if (format == Format.CSV) {
            common.out()
                    .println("assetId,parentId,crossing,shellSeparationMetres,relativeSpeedMetresPerSecond,"
                            + "parentPhaseSeconds");
        }
        passages.forEach(this::print);
        return common.exitCode();
    }

    private void cloud(PhysicalData physics, TreeMap<String, ElementSet> sets, long start, long epochMicros) {
        if (!(mass > 0 && crossSection > 0 && shortest > 0 && shortest < StandardBreakupModel.TRACKED_LENGTH_METRES)) {
            throw common.wrongUse("--mass and --cross-section must be positive, --shortest between 0 and 0.1");
        }
        if (samples < 10 || samples > 1_000_000) {
            throw common.wrongUse("--samples " + samples + ": must be from 10 to 1000000");
        }
        Sgp4Motion parentMotion = new Sgp4Motion(physics, find(sets, "--parent", parent), start);
        double[] state = new double[6];
        if (!parentMotion.state(physics.leapSeconds().elapsedSeconds(start, epochMicros), state)) {
            throw common.nothing("--epoch " + epoch + ": SGP4 has no orbit of " + parent + " there");
        }
        FragmentCloud fragments = FragmentCloud.of(
                physics,
                new FragmentCloud.Event(
                        epochMicros, state, cause, cause == Cause.COLLISION ? mass : 1, shortest, LONGEST_METRES),
                List.of(),
                samples,
                seed);
        CloudPassages.Question question = new CloudPassages.Question(
                primary,
                new Sgp4Motion(physics, find(sets, "--primary", primary), start),
                crossSection,
                parent,
                parentMotion,
                start,
                start + Math.round(days * MICROS_PER_DAY));
        CloudPassagePrinter printer = new CloudPassagePrinter(common.out(), format);
        printer.head();
        for (CloudPassage passage : new CloudPassages(physics.leapSeconds()).find(question, fragments)) {
            double age = physics.leapSeconds()
                    .elapsedSeconds(epochMicros, passage.plane().crossingMicros());
            printer.print(passage, CloudShape.of(fragments, age));
        }
    }

    private long start(List<ElementSet> sets) {
        if (from != null) {
            return common.time("--from", from);
        }
        if (epoch != null) {
            return common.time("--epoch", epoch);
        }
        return sets.stream()
                .filter(set -> set.objectId().equals(parent))
                .mapToLong(ElementSet::epochMicros)
                .max()
                .orElseThrow(() -> notThere("--parent", parent));
    }

    private ElementSet find(TreeMap<String, ElementSet> sets, String option, String id) {
        ElementSet set = sets.get(id);
        if (set == null) {
            throw notThere(option, id);
        }
        return set;
    }

    private CommandFailed notThere(String option, String id) {
        return common.nothing(option + " " + id + ": not in the catalogue; give its NORAD number");
    }

    private void print(Passage p) {
        switch (format) {
            case TEXT ->
                common.out()
                        .printf(
                                Locale.ROOT,
                                "%s %9.1f %10.1f %21.1f%n",
                                Times.forPeopleMillis(p.crossingMicros()),
                                p.shellSeparationMetres() / 1e3,
                                p.relativeSpeedMetresPerSecond(),
                                p.parentPhaseSeconds());
            case JSONL ->
                common.out()
                        .println(new JsonLine()
                                .add("assetId", p.assetId())
                                .add("parentId", p.parentId())
                                .addTime("crossing", p.crossingMicros())
                                .add("shellSeparationMetres", p.shellSeparationMetres())
                                .add("relativeSpeedMetresPerSecond", p.relativeSpeedMetresPerSecond())
                                .add("parentPhaseSeconds", p.parentPhaseSeconds())
                                .end());
            case CSV ->
                common.out()
                        .println(String.join(
                                ",",
                                p.assetId(),
                                p.parentId(),
                                Times.iso(p.crossingMicros()),
                                Double.toString(p.shellSeparationMetres()),
                                Double.toString(p.relativeSpeedMetresPerSecond()),
                                Double.toString(p.parentPhaseSeconds())));
        }
    }
}
