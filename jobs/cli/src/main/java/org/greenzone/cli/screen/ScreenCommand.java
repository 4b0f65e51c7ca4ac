package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterMerger;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.conjunction.ScreeningVolumes;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.Inputs;
import org.greenzone.cli.stream.SourceOptions;
import org.greenzone.formats.oem.OemEphemeris;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone screen}: close approaches of some objects, or of all, with a whole catalogue. */
@Command(
        name = "screen",
        description = "Close approaches of primaries, or of all objects, with a catalogue of element sets or orbits.",
        sortOptions = false)
public final class ScreenCommand implements Callable<Integer> {
    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double DEFAULT_MISS_KM = 10;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Element sets (TLE, 3LE, OMM; gzipped or not); may be repeated.")
    private List<Path> catalogueFiles = new ArrayList<>();

    @Option(
            names = "--orbits",
            paramLabel = "FILE|orbits",
            description = "Instead of element sets: orbits with their covariances, an archive or the topic orbits of a"
                    + " broker, each as it was known at the start; may be repeated.")
    private List<String> orbitSources = new ArrayList<>();

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Option(
            names = "--primary",
            paramLabel = "ID[,ID...]",
            split = ",",
            hideParamSyntax = true,
            description = "Catalogued object to protect; may be repeated.")
    private List<String> primaries = new ArrayList<>();

    @Option(names = "--all", description = "Screen all objects of the catalogue against each other.")
    private boolean all;

    @Option(
            names = "--ephemeris",
            paramLabel = "FILE",
            description = "Owner's ephemeris of an object to protect (OEM, CPF, SP3); may be repeated.")
    private List<Path> ephemerides = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start, UTC (default: the newest epoch, or first state, of what is protected).")
    private @Nullable String from;

    @Option(names = "--days", paramLabel = "D", description = "How long (default: 3).")
    private double days = 3;

    @Option(names = "--miss-km", paramLabel = "X", description = "Approaches closer than this (default: 10).")
    private @Nullable Double missKilometres;

    @Option(
            names = "--volume",
            paramLabel = "R,T,N|box:R,T,N|iss|regime",
            description =
                    "Half axes of an ellipsoid, or half edges of a box, in km (radial, in-track, cross-track); the box"
                            + " of the ISS (0.75,25,25); or what 18/19 SDS use for the orbit of each primary.")
    private @Nullable String volume;

    @Option(
            names = "--probability",
            negatable = true,
            description = "Compute probabilities, which takes longer (default: yes; with --all only for --cdm-out).")
    private @Nullable Boolean probability;

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
        ScreeningVolumes volumes = volumes();
        check();
        Optional<Long> wantedStart = Optional.ofNullable(from).map(text -> common.time("--from", text));
        PhysicalData physics = common.physicalData();
        Inputs inputs = new Inputs(common);
        HardBodyRadii radii = report.radii(inputs, hardBodyRadius);
        if (orbitSources.isEmpty()) {
            screenElementSets(physics, inputs, radii, volumes, wantedStart);
        } else {
            screenOrbits(physics, inputs, radii, volumes, wantedStart);
        }
        return common.exitCode();
    }

    /** What is asked for must go together. */
    private void check() {
        boolean some = !primaries.isEmpty() || !ephemerides.isEmpty();
        if (all == some) {
            throw common.wrongUse(
                    all
                            ? "--all and --primary or --ephemeris: name one of them"
                            : "--primary ID, --ephemeris FILE or --all: name what is to be protected");
        }
        if (!(days > 0 && days <= 30)) {
            throw common.wrongUse("--days " + days + ": must be above 0 and at most 30");
        }
        if (!(hardBodyRadius > 0 && Double.isFinite(hardBodyRadius))) {
            throw common.wrongUse("--hbr " + hardBodyRadius + ": must be above 0 metres");
        }
        report.check(common);
        if (catalogueFiles.isEmpty() == orbitSources.isEmpty()) {
            throw common.wrongUse("--catalogue FILE or --orbits FILE: name one of them");
        }
        if (!orbitSources.isEmpty() && (!ephemerides.isEmpty() || probability != null)) {
            throw common.wrongUse("--orbits: --ephemeris and --probability are for element sets");
        }
    }

    private void screenElementSets(
            PhysicalData physics,
            Inputs inputs,
            HardBodyRadii radii,
            ScreeningVolumes volumes,
            Optional<Long> wantedStart) {
        List<ElementSet> sets = new ArrayList<>();
        catalogueFiles.forEach(file -> sets.addAll(inputs.elementSets(file)));
        if (sets.isEmpty()) {
            throw common.nothing("--catalogue " + catalogueFiles.get(0) + ": holds no element set that can be used");
        }
        List<OwnerEphemeris> owners = ownerEphemerides(inputs, physics, sets);
        long start = wantedStart.orElseGet(() -> newestEpoch(sets, owners));
        long end = end(start);
        common.noteShortcomings(physics, start, end);
        TreeMap<String, ElementSet> catalogue = ElementSetScreening.nearest(sets, start);
        ElementSetScreening screening = new ElementSetScreening(common, physics, volumes, catalogue, start, end);
        List<EncounterMerger.Merged> encounters =
                all ? screening.screenAll(owners) : screening.screen(primaries, owners);
        ApproachAssessment assessment = new ApproachAssessment(
                physics,
                catalogue,
                owners,
                radii,
                start,
                probability == null ? !all || report.asksForMessages() : probability);
        report(
                radii,
                encounters.stream().map(assessment::assess),
                c -> c.screenedIn(screening.volume(c.primary().objectId()), start, end));
    }

    /** Orbits with covariances in place of element sets. */
    private void screenOrbits(
            PhysicalData physics,
            Inputs inputs,
            HardBodyRadii radii,
            ScreeningVolumes volumes,
            Optional<Long> wantedStart) {
        List<CatalogueOrbit> orbits = new OrbitSources(common, source).read(orbitSources, inputs, physics);
        if (orbits.isEmpty()) {
            throw common.nothing("--orbits " + orbitSources.get(0) + ": holds no orbit");
        }
        long start = wantedStart.orElseGet(() ->
                orbits.stream().mapToLong(CatalogueOrbit::availableMicros).max().orElseThrow());
        long end = end(start);
        common.noteShortcomings(physics, start, end);
        TreeMap<String, CatalogueOrbit> known = OrbitScreening.knownAt(orbits, start);
        for (String id : primaries) {
            if (!known.containsKey(id)) {
                throw common.nothing("--primary " + id + ": has no orbit that was known at " + Times.iso(start));
            }
        }
        OrbitScreening.Result result = new OrbitScreening(physics, radii, volumes)
                .screen(known, all ? known.keySet() : Set.copyOf(primaries), start, end);
        if (result.vague() > 0) {
            common.note(result.vague() + " of " + known.size()
                    + " objects are known too badly at the start and are not screened");
        }
        String together = result.conjunctions().stream()
                .filter(Conjunction::formation)
                .map(c -> c.primary().objectId() + " and " + c.secondary().objectId())
                .collect(Collectors.joining(", "));
        if (!together.isEmpty()) {
            common.note("stay together, not screened: " + together);
        }
        report(radii, result.conjunctions().stream().filter(c -> !c.formation()), c -> c);
    }

    private long end(long start) {
        return start + Math.round(days * MICROS_PER_DAY);
    }

    /**
     * Prints conjunctions as they are assessed, and writes the messages that are asked for.
     *
     * @param asMessage what of a conjunction is written
     */
    private void report(HardBodyRadii radii, Stream<Conjunction> conjunctions, UnaryOperator<Conjunction> asMessage) {
        ApproachPrinter printer = new ApproachPrinter(common.out(), format, radii);
        Optional<ApproachMessages> messages = report.folder(radii);
        printer.head();
        conjunctions.forEachOrdered(conjunction -> {
            printer.print(conjunction);
            messages.ifPresent(folder -> folder.write(asMessage.apply(conjunction)));
        });
        messages.ifPresent(folder -> common.warn(folder.written() + " messages written to " + report.where()));
    }

    private ScreeningVolumes volumes() {
        if (missKilometres != null && volume != null) {
            throw common.wrongUse("--miss-km and --volume: name one of them");
        }
        try {
            return volume == null
                    ? ScreeningVolumes.same(new ScreeningVolume.Sphere(
                            1e3 * (missKilometres == null ? DEFAULT_MISS_KM : missKilometres)))
                    : VolumeOption.parse(volume);
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
            if (all || primaries.contains(set.objectId())) {
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
}
