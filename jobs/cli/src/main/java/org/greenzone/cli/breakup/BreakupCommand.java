package org.greenzone.cli.breakup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greenzone.astro.breakup.CatalogueBreakup;
import org.greenzone.astro.breakup.CatalogueBreakup.Epoch;
import org.greenzone.astro.breakup.CatalogueBreakup.Hypothesis;
import org.greenzone.astro.breakup.CatalogueBreakup.Status;
import org.greenzone.astro.breakup.CatalogueBreakups;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.Inputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone breakup}: which object broke up, and when, from element sets of its fragments. */
@Command(
        name = "breakup",
        description = "Parent and epoch of breakups, from element sets of fragments days or weeks later.",
        sortOptions = false)
public final class BreakupCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSONL
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--catalogue", paramLabel = "FILE", required = true, description = "Element sets.")
    private List<Path> catalogueFiles = new ArrayList<>();

    @Option(
            names = "--parent",
            paramLabel = "ID",
            description = "The object that broke up (default: every launch with later objects is looked at).")
    private @Nullable String parent;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "How long before the element sets a breakup is looked for (default: 60).")
    private double days = 60;

    @Option(names = "--all", description = "Print groups in which nothing speaks for a breakup, too.")
    private boolean all;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        if (!(days > 0 && days <= 400)) {
            throw common.wrongUse("--days " + days + ": must be above 0 and at most 400");
        }
        Inputs inputs = new Inputs(common);
        List<ElementSet> sets = new ArrayList<>();
        catalogueFiles.forEach(file -> sets.addAll(inputs.elementSets(file)));
        CatalogueBreakups breakups = new CatalogueBreakups(common.physicalData(), days);
        List<CatalogueBreakup> found;
        if (parent == null) {
            found = breakups.findAll(sets);
        } else if (sets.stream().anyMatch(set -> set.objectId().equals(parent))) {
            found = List.of(breakups.find(sets, parent));
        } else {
            throw common.nothing("--parent " + parent + ": not in the catalogue; give its NORAD number");
        }
        found.stream()
                .filter(b -> all || parent != null || b.status() != Status.NONE)
                .forEach(this::print);
        common.out().flush();
        if (parent == null) {
            common.err().println(summary(found));
        }
        return common.exitCode();
    }

    private static String summary(List<CatalogueBreakup> found) {
        return found.size()
                + (found.size() == 1 ? " group" : " groups")
                + " of "
                + CatalogueBreakups.LEAST_FRAGMENTS
                + " objects or more: "
                + found.stream()
                        .collect(Collectors.groupingBy(
                                CatalogueBreakup::status, java.util.TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private void print(CatalogueBreakup b) {
        common.out().println(format == Format.JSONL ? json(b) : text(b));
    }

    private static String text(CatalogueBreakup b) {
        StringBuilder text = new StringBuilder();
        text.append(b.status())
                .append(' ')
                .append(b.launch().isEmpty() ? "(no launch)" : b.launch())
                .append(": ");
        if (!b.parentId().isEmpty()) {
            text.append(b.parentId())
                    .append(b.parentName().isEmpty() ? "" : " " + b.parentName())
                    .append(" (")
                    .append(b.parentBasis())
                    .append(")");
        } else {
            text.append("parent not known");
        }
        text.append(", ").append(b.fragments()).append(" fragments");
        b.epoch()
                .ifPresent(e -> text.append(String.format(
                        Locale.ROOT,
                        ", %s +- %.1f s, %d paths within %.0f m (median of all), %d agree in time, %.0f m/s",
                        Times.forPeopleMillis(e.epochMicros()),
                        e.sigmaSeconds(),
                        e.fragmentsUsed(),
                        e.pinchDispersionMetres(),
                        e.fragmentsTimed(),
                        e.medianSpeedMetresPerSecond())));
        if (!b.reason().isEmpty()) {
            text.append(": ").append(b.reason());
        }
        return text.toString();
    }

    private static String json(CatalogueBreakup b) {
        JsonLine line = new JsonLine()
                .add("status", b.status().name().toLowerCase(Locale.ROOT))
                .add("reason", b.reason())
                .add("launch", b.launch());
        line = b.parentId().isEmpty()
                ? line.addNull("parentId").addNull("parentName")
                : line.add("parentId", b.parentId()).add("parentName", b.parentName());
        line = line.add("parentBasis", b.parentBasis());
        Optional<Epoch> epoch = b.epoch();
        if (epoch.isPresent()) {
            Epoch e = epoch.get();
            line = line.addTime("epoch", e.epochMicros())
                    .add("epochSigmaSeconds", e.sigmaSeconds())
                    .add("fragments", b.fragments())
                    .add("fragmentsUsed", e.fragmentsUsed())
                    .add("fragmentsTimed", e.fragmentsTimed())
                    .add("pinchDispersionMetres", e.pinchDispersionMetres())
                    .add("medianSpeedMetresPerSecond", e.medianSpeedMetresPerSecond())
                    .add("revolutionProbability", e.revolutionProbability())
                    .add("alongTrackSeconds", e.alongTrackSeconds())
                    .add("dragErrorPart", e.dragErrorPart())
                    .add("dragBiasPart", e.dragBiasPart())
                    .add("planeContrast", e.contrast())
                    .add("placeTeme", e.placeTeme());
        } else {
            line = line.addNull("epoch")
                    .addNull("epochSigmaSeconds")
                    .add("fragments", b.fragments())
                    .add("fragmentsUsed", 0)
                    .addNull("pinchDispersionMetres");
        }
        return line.addRaw(
                        "hypotheses",
                        b.hypotheses().stream().map(BreakupCommand::json).collect(Collectors.joining(",", "[", "]")))
                .end();
    }

    private static String json(Hypothesis h) {
        return new JsonLine()
                .add("objectId", h.objectId())
                .add("objectName", h.objectName())
                .add("logOdds", h.logOdds())
                .add("pathDistanceMetres", h.pathDistanceMetres())
                .add("sameLaunch", h.sameLaunch())
                .end();
    }
}
