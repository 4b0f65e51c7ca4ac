package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.oem.OemEphemeris;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone screen}: close approaches of some objects with a whole catalogue. */
@Command(
        name = "screen",
        description = "Close approaches of primaries with a catalogue of element sets, with their probability.",
        sortOptions = false)
public final class ScreenCommand implements Callable<Integer> {
    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double DEFAULT_MISS_KM = 10;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            required = true,
            description = "Element sets (TLE, 3LE, OMM; gzipped or not); may be repeated.")
    private List<Path> catalogueFiles = new ArrayList<>();

    @Option(
            names = "--primary",
            paramLabel = "ID[,ID...]",
            split = ",",
            hideParamSyntax = true,
            description = "Catalogued object to protect; may be repeated.")
    private List<String> primaries = new ArrayList<>();

    @Option(
            names = "--ephemeris",
            paramLabel = "FILE",
            description = "Owner's ephemeris of an object to protect (OEM, CPF, SP3); may be repeated.")
    private List<Path> ephemerides = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start, UTC (default: the newest epoch, or first state, of the primaries).")
    private @Nullable String from;

    @Option(names = "--days", paramLabel = "D", description = "How long (default: 3).")
    private double days = 3;

    @Option(names = "--miss-km", paramLabel = "X", description = "Approaches closer than this (default: 10).")
    private @Nullable Double missKilometres;

    @Option(
            names = "--volume",
            paramLabel = "R,T,N",
            split = ",",
            hideParamSyntax = true,
            description = "Half axes of an ellipsoid in km: radial, in-track, cross-track.")
    private @Nullable List<Double> volume;

    @Option(
            names = "--hbr",
            paramLabel = "METRES",
            description = "Combined hard-body radius for the probability (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private double hardBodyRadius = 20;

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--format", paramLabel = "text|csv|jsonl|cdm", description = "Form of the output (default: text).")
    private ApproachPrinter.Format format = ApproachPrinter.Format.TEXT;

    @Override
    public Integer call() {
        ScreeningVolume screeningVolume = screeningVolume();
        if (primaries.isEmpty() && ephemerides.isEmpty()) {
            throw common.wrongUse("--primary ID or --ephemeris FILE: name what is to be protected");
        }
        if (!(days > 0 && days <= 30)) {
            throw common.wrongUse("--days " + days + ": must be above 0 and at most 30");
        }
        if (!(hardBodyRadius > 0 && Double.isFinite(hardBodyRadius))) {
            throw common.wrongUse("--hbr " + hardBodyRadius + ": must be above 0 metres");
        }
        report.check(common);
        Optional<Long> wantedStart = Optional.ofNullable(from).map(text -> common.time("--from", text));
        PhysicalData physics = common.physicalData();
        Inputs inputs = new Inputs(common);
        HardBodyRadii radii = report.radii(inputs, hardBodyRadius);
        List<ElementSet> all = new ArrayList<>();
        catalogueFiles.forEach(file -> all.addAll(inputs.elementSets(file)));
        if (all.isEmpty()) {
            throw common.nothing("--catalogue " + catalogueFiles.get(0) + ": holds no element set that can be used");
        }
        List<OwnerEphemeris> owners = ownerEphemerides(inputs, physics, all);
        long start = wantedStart.orElseGet(() -> newestEpoch(all, owners));
        long end = start + Math.round(days * MICROS_PER_DAY);
        TreeMap<String, ElementSet> catalogue = nearest(all, start);
        for (String warning : physics.warnings(start, end)) {
            common.warn("note: " + warning);
        }

        warnOfAge(catalogue.values(), start, end);
        CatalogueScreening screening = new CatalogueScreening(physics, start, end, screeningVolume);
        ApproachAssessment assessment = new ApproachAssessment(physics, catalogue, owners, radii, start);
        ApproachPrinter printer = new ApproachPrinter(common.out(), format, radii);
        Optional<CdmFolder> messages = report.folder(CdmFolder.screening(screeningVolume, start, end), radii);
        printer.head();
        List<CatalogueScreening.Primary> wanted = primaries(screening, catalogue, owners, start, end);
        try (Progress progress = Progress.start("screening", wanted.size())) {
            for (CatalogueScreening.Primary primary : wanted) {
                CatalogueScreening.Result result = screening.screen(primary, List.copyOf(catalogue.values()));
                if (!result.companions().isEmpty()) {
                    common.warn("note: companions of " + primary.objectId() + ", not screened: "
                            + String.join(", ", result.companions()));
                }
                for (Conjunction conjunction : assessment.assess(result.approaches())) {
                    printer.print(conjunction);
                    messages.ifPresent(folder -> folder.write(conjunction));
                }
                progress.step();
                if (common.verbose()) {
                    common.warn(primary.objectId() + ": " + result.considered() + " objects, " + result.inBand()
                            + " in the band of its heights, "
                            + result.approaches().size() + " approaches from "
                            + Times.iso(start) + " to " + Times.iso(end));
                }
            }
        }
        messages.ifPresent(folder -> common.warn(folder.written() + " messages written to " + report.where()));
        return common.exitCode();
    }

    private ScreeningVolume screeningVolume() {
        if (missKilometres != null && volume != null) {
            throw common.wrongUse("--miss-km and --volume: name one of them");
        }
        try {
            if (volume == null) {
                return new ScreeningVolume.Sphere(1e3 * (missKilometres == null ? DEFAULT_MISS_KM : missKilometres));
            }
            if (volume.size() != 3) {
                throw common.wrongUse("--volume: three half axes are wanted, R,T,N in km");
            }
            return new ScreeningVolume.Ellipsoid(1e3 * volume.get(0), 1e3 * volume.get(1), 1e3 * volume.get(2));
        } catch (IllegalArgumentException e) {
            throw common.wrongUse((volume == null ? "--miss-km: " : "--volume: ") + CommonOptions.messageOf(e));
        }
    }

    private List<OwnerEphemeris> ownerEphemerides(Inputs inputs, PhysicalData physics, List<ElementSet> sets) {
        List<OwnerEphemeris> owners = new ArrayList<>();
        for (Path file : ephemerides) {
            for (OemEphemeris ephemeris : inputs.ephemerides(file, physics)) {
                String id = sets.stream()
                        .filter(set -> !ephemeris.internationalDesignator().isEmpty()
                                && set.internationalDesignator().equals(ephemeris.internationalDesignator()))
                        .map(ElementSet::objectId)
                        .findFirst()
                        .orElse(ephemeris.objectId());
                OwnerEphemeris owner = new OwnerEphemeris(ephemeris, id);
                if (owner.isUsable()) {
                    owners.add(owner);
                } else {
                    common.complain(file + ": " + id + " has fewer than two usable states and is left out");
                }
            }
        }
        if (owners.isEmpty() && !ephemerides.isEmpty() && primaries.isEmpty()) {
            throw common.nothing("--ephemeris " + ephemerides.get(0) + ": holds no ephemeris that can be used");
        }
        return owners;
    }

    private long newestEpoch(List<ElementSet> sets, List<OwnerEphemeris> owners) {
        long newest = Long.MIN_VALUE;
        for (ElementSet set : sets) {
            if (primaries.contains(set.objectId())) {
                newest = Math.max(newest, set.epochMicros());
            }
        }
        for (OwnerEphemeris owner : owners) {
            newest = Math.max(newest, owner.firstMicros());
        }
        if (newest == Long.MIN_VALUE) {
            throw new CommandFailed("--primary " + primaries.get(0) + ": not in the catalogue; give its NORAD number");
        }
        return newest;
    }

    /** Of each object the set whose epoch is nearest to the start. */
    static TreeMap<String, ElementSet> nearest(List<ElementSet> sets, long micros) {
        TreeMap<String, ElementSet> nearest = new TreeMap<>();
        for (ElementSet set : sets) {
            nearest.merge(
                    set.objectId(),
                    set,
                    (a, b) -> Math.abs(b.epochMicros() - micros) <= Math.abs(a.epochMicros() - micros) ? b : a);
        }
        return nearest;
    }

    private List<CatalogueScreening.Primary> primaries(
            CatalogueScreening screening,
            TreeMap<String, ElementSet> catalogue,
            List<OwnerEphemeris> owners,
            long start,
            long end) {
        List<CatalogueScreening.Primary> wanted = new ArrayList<>();
        for (String id : primaries) {
            ElementSet set = catalogue.get(id);
            if (set == null) {
                common.complain("--primary " + id + ": not in the catalogue; give its NORAD number");
            } else {
                wanted.add(screening.primary(set));
            }
        }
        for (OwnerEphemeris owner : owners) {
            if (owner.firstMicros() > end || owner.lastMicros() < start) {
                common.complain("the ephemeris of " + owner.objectId() + " reaches from "
                        + Times.iso(owner.firstMicros())
                        + " to " + Times.iso(owner.lastMicros()) + ", the screening from " + Times.iso(start) + " to "
                        + Times.iso(end) + ": not screened; choose another --from");
                continue;
            }
            if (owner.firstMicros() > start || owner.lastMicros() < end) {
                common.warn("note: the ephemeris of " + owner.objectId() + " reaches from "
                        + Times.iso(owner.firstMicros()) + " to " + Times.iso(owner.lastMicros())
                        + ": screened only so far");
            }
            wanted.add(owner.primary(screening));
        }
        return wanted;
    }

    /** SGP4 far from the epoch of a set says nothing: approaches found there, or not found, mean as little. */
    private void warnOfAge(Collection<ElementSet> sets, long start, long end) {
        long old = sets.stream()
                .filter(set -> ElementSetErrors.isTooFar(set, start) || ElementSetErrors.isTooFar(set, end))
                .count();
        if (old > 0) {
            common.warn("note: " + old + " of " + sets.size() + " element sets are more than "
                    + ElementSetErrors.LONGEST_DAYS + " days from the screening: what is found or not found with them"
                    + " means little; give a catalogue of that time");
        }
    }
}
