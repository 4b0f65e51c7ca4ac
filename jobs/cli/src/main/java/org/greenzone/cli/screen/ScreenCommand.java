package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterMerger;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.conjunction.ScreeningVolumes;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
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

    /** From so many primaries on, one sweep of all pairs costs less than a search for each. */
    private static final int MANY = 20;

    /** So many objects whose orbits end are named without --verbose. */
    private static final int NAMED = 20;

    /** The same approach, found from either object. */
    private static final long SAME_MICROS = 10_000;

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
        if (!orbitSources.isEmpty()) {
            return screenOrbits(volumes);
        }
        Optional<Long> wantedStart = Optional.ofNullable(from).map(text -> common.time("--from", text));
        PhysicalData physics = common.physicalData();
        Inputs inputs = new Inputs(common);
        HardBodyRadii radii = report.radii(inputs, hardBodyRadius);
        List<ElementSet> sets = new ArrayList<>();
        catalogueFiles.forEach(file -> sets.addAll(inputs.elementSets(file)));
        if (sets.isEmpty()) {
            throw common.nothing("--catalogue " + catalogueFiles.get(0) + ": holds no element set that can be used");
        }
        List<OwnerEphemeris> owners = ownerEphemerides(inputs, physics, sets);
        long start = wantedStart.orElseGet(() -> newestEpoch(sets, owners));
        long end = start + Math.round(days * MICROS_PER_DAY);
        TreeMap<String, ElementSet> catalogue = nearest(sets, start);
        for (String warning : physics.warnings(start, end)) {
            common.warn("note: " + warning);
        }

        warnOfAge(catalogue.values(), start, end);
        CatalogueScreening screening = new CatalogueScreening(physics, start, end, volumes);
        List<ElementSet> objects = List.copyOf(catalogue.values());
        nameEnded(screening.ended(objects), start);
        List<CatalogueScreening.Primary> catalogued = catalogued(screening, catalogue);
        List<CatalogueScreening.Primary> wanted = owned(screening, owners, start, end);
        List<CatalogueScreening.Found> approaches = new ArrayList<>();
        if (all || catalogued.size() >= MANY) {
            approaches.addAll(pairs(screening, objects));
        } else {
            wanted.addAll(0, catalogued);
        }
        approaches.addAll(searches(screening, objects, wanted, start, end));
        ApproachAssessment assessment = new ApproachAssessment(
                physics,
                catalogue,
                owners,
                radii,
                start,
                probability == null ? !all || report.asksForMessages() : probability);
        print(screening, assessment, radii, catalogue, wanted, approaches, start, end);
        return common.exitCode();
    }

    /** Orbits with covariances in place of element sets. */
    private int screenOrbits(ScreeningVolumes volumes) {
        if (!ephemerides.isEmpty() || probability != null) {
            throw common.wrongUse("--orbits: --ephemeris and --probability are for element sets");
        }
        PhysicalData physics = common.physicalData();
        Inputs inputs = new Inputs(common);
        HardBodyRadii radii = report.radii(inputs, hardBodyRadius);
        List<CatalogueOrbit> orbits = new OrbitSources(common, source).read(orbitSources, inputs, physics);
        if (orbits.isEmpty()) {
            throw common.nothing("--orbits " + orbitSources.get(0) + ": holds no orbit");
        }
        long start = from == null
                ? orbits.stream()
                        .mapToLong(CatalogueOrbit::availableMicros)
                        .max()
                        .orElseThrow()
                : common.time("--from", from);
        long end = start + Math.round(days * MICROS_PER_DAY);
        for (String warning : physics.warnings(start, end)) {
            common.warn("note: " + warning);
        }
        TreeMap<String, CatalogueOrbit> known = OrbitScreening.knownAt(orbits, start);
        for (String id : primaries) {
            if (!known.containsKey(id)) {
                throw common.nothing("--primary " + id + ": has no orbit that was known at " + Times.iso(start));
            }
        }
        OrbitScreening.Result result = new OrbitScreening(physics, radii, volumes)
                .screen(known, all ? known.keySet() : Set.copyOf(primaries), start, end);
        if (result.vague() > 0) {
            common.warn("note: " + result.vague() + " of " + known.size()
                    + " objects are known too badly at the start and are not screened");
        }
        String together = result.conjunctions().stream()
                .filter(Conjunction::formation)
                .map(c -> c.primary().objectId() + " and " + c.secondary().objectId())
                .collect(Collectors.joining(", "));
        if (!together.isEmpty()) {
            common.warn("note: stay together, not screened: " + together);
        }
        ApproachPrinter printer = new ApproachPrinter(common.out(), format, radii);
        Optional<ApproachMessages> messages = report.folder(radii);
        printer.head();
        for (Conjunction conjunction : result.conjunctions()) {
            if (!conjunction.formation()) {
                printer.print(conjunction);
                messages.ifPresent(folder -> folder.write(conjunction));
            }
        }
        messages.ifPresent(folder -> common.warn(folder.written() + " messages written to " + report.where()));
        return common.exitCode();
    }

    /** One sweep of all pairs, or of those with a primary. */
    private List<CatalogueScreening.Found> pairs(CatalogueScreening screening, List<ElementSet> objects) {
        CatalogueScreening.PairsResult result =
                screening.screenPairs(objects, set -> all || primaries.contains(set.objectId()));
        if (!result.companions().isEmpty()) {
            common.warn("note: stay together, not screened: "
                    + result.companions().stream()
                            .map(pair -> pair.oneId() + " and " + pair.otherId())
                            .collect(Collectors.joining(", ")));
        }
        if (common.verbose()) {
            common.warn(objects.size() + " objects, " + result.approaches().size() + " approaches");
        }
        return new ArrayList<>(result.approaches());
    }

    /** A search of the catalogue for each primary; an approach of two primaries is taken once. */
    private List<CatalogueScreening.Found> searches(
            CatalogueScreening screening,
            List<ElementSet> objects,
            List<CatalogueScreening.Primary> wanted,
            long start,
            long end) {
        List<CatalogueScreening.Found> approaches = new ArrayList<>();
        try (Progress progress = Progress.start("screening", wanted.size())) {
            for (CatalogueScreening.Primary primary : wanted) {
                CatalogueScreening.Result result = screening.screen(primary, objects);
                if (!result.companions().isEmpty()) {
                    common.warn("note: companions of " + primary.objectId() + ", not screened: "
                            + String.join(", ", result.companions()));
                }
                List<CatalogueScreening.Found> before = List.copyOf(approaches);
                result.approaches().stream()
                        .filter(found -> before.stream().noneMatch(known -> isReverse(known, found)))
                        .forEach(approaches::add);
                progress.step();
                if (common.verbose()) {
                    common.warn(primary.objectId() + ": " + result.considered() + " objects, " + result.inBand()
                            + " in the band of its heights, "
                            + result.approaches().size() + " approaches from "
                            + Times.iso(start) + " to " + Times.iso(end));
                }
            }
        }
        return approaches;
    }

    private static boolean isReverse(CatalogueScreening.Found one, CatalogueScreening.Found other) {
        return one.primaryId().equals(other.secondaryId())
                && one.secondaryId().equals(other.primaryId())
                && Math.abs(one.tcaMicros() - other.tcaMicros()) < SAME_MICROS;
    }

    private void print(
            CatalogueScreening screening,
            ApproachAssessment assessment,
            HardBodyRadii radii,
            TreeMap<String, ElementSet> catalogue,
            List<CatalogueScreening.Primary> wanted,
            List<CatalogueScreening.Found> approaches,
            long start,
            long end) {
        approaches.sort(Comparator.comparingLong(CatalogueScreening.Found::tcaMicros)
                .thenComparing(CatalogueScreening.Found::primaryId)
                .thenComparing(CatalogueScreening.Found::secondaryId));
        Map<String, CatalogueScreening.Primary> byId = new TreeMap<>();
        wanted.forEach(primary -> byId.putIfAbsent(primary.objectId(), primary));
        Function<String, CatalogueScreening.Primary> object = id ->
                byId.computeIfAbsent(id, other -> screening.primary(Objects.requireNonNull(catalogue.get(other))));
        EncounterMerger.Pairing pairing = new EncounterMerger.Pairing(
                id -> object.apply(id).volume().reachMetres(),
                id -> object.apply(id).motionTeme().get());
        ApproachPrinter printer = new ApproachPrinter(common.out(), format, radii);
        Optional<ApproachMessages> messages = report.folder(radii);
        printer.head();
        for (EncounterMerger.Merged encounter : EncounterMerger.merge(approaches, pairing)) {
            Conjunction conjunction = assessment.assess(encounter);
            printer.print(conjunction);
            messages.ifPresent(folder -> folder.write(conjunction.screenedIn(
                    object.apply(conjunction.primary().objectId()).volume(), start, end)));
        }
        messages.ifPresent(folder -> common.warn(folder.written() + " messages written to " + report.where()));
    }

    private void nameEnded(List<CatalogueScreening.Ended> ended, long start) {
        name(
                "decayed by SGP4, screened until then: ",
                ended.stream()
                        .filter(one -> one.micros() > start)
                        .map(one -> one.objectId() + " at " + Times.iso(one.micros()))
                        .toList());
        name(
                "without an orbit by SGP4 at the start (decayed), not screened: ",
                ended.stream()
                        .filter(one -> one.micros() <= start)
                        .map(CatalogueScreening.Ended::objectId)
                        .toList());
    }

    private void name(String what, List<String> objects) {
        int named = common.verbose() ? objects.size() : Math.min(NAMED, objects.size());
        if (named > 0) {
            common.warn("note: " + what + String.join(", ", objects.subList(0, named))
                    + (named < objects.size()
                            ? " and " + (objects.size() - named) + " more (--verbose names them)"
                            : ""));
        }
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

    private static boolean reaches(OwnerEphemeris owner, long start, long end) {
        return owner.firstMicros() <= end && owner.lastMicros() >= start;
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

    private List<CatalogueScreening.Primary> catalogued(
            CatalogueScreening screening, TreeMap<String, ElementSet> catalogue) {
        List<CatalogueScreening.Primary> wanted = new ArrayList<>();
        for (String id : primaries) {
            ElementSet set = catalogue.get(id);
            if (set == null) {
                common.complain("--primary " + id + ": not in the catalogue; give its NORAD number");
            } else {
                wanted.add(screening.primary(set));
            }
        }
        return wanted;
    }

    private List<CatalogueScreening.Primary> owned(
            CatalogueScreening screening, List<OwnerEphemeris> owners, long start, long end) {
        List<CatalogueScreening.Primary> wanted = new ArrayList<>();
        for (OwnerEphemeris owner : owners) {
            if (!reaches(owner, start, end)) {
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
