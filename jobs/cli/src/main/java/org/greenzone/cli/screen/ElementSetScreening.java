package org.greenzone.cli.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening;
import org.greenzone.astro.conjunction.EncounterMerger;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.conjunction.ScreeningVolumes;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
import org.greenzone.cli.Times;

/**
 * A screening of element sets by SGP4: of some objects and of owners' ephemerides, or of all, with all others. It says which objects it leaves out or
 * knows badly.
 */
final class ElementSetScreening {
    /** From so many primaries on, one sweep of all pairs costs less than a search for each. */
    private static final int MANY = 20;

    /** So many objects whose orbits end are named without --verbose. */
    private static final int NAMED = 20;

    /** The same approach, found from either object. */
    private static final long SAME_MICROS = 10_000;

    private final CommonOptions common;
    private final CatalogueScreening screening;
    private final Map<String, ElementSet> catalogue;
    private final List<ElementSet> objects;
    private final long start;
    private final long end;

    /** Objects that encounters were found of, made where they are asked for. */
    private final Map<String, CatalogueScreening.Primary> made = new TreeMap<>();

    /** @param catalogue the set of each object, by id */
    ElementSetScreening(
            CommonOptions common,
            PhysicalData physics,
            ScreeningVolumes volumes,
            Map<String, ElementSet> catalogue,
            long start,
            long end) {
        this.common = common;
        this.screening = new CatalogueScreening(physics, start, end, volumes);
        this.catalogue = catalogue;
        this.objects = List.copyOf(catalogue.values());
        this.start = start;
        this.end = end;
    }

    /** Of each object the set whose epoch is nearest to an instant, by id. */
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

    /** The encounters of all objects, and of ephemerides, in the order of time. */
    List<EncounterMerger.Merged> screenAll(List<OwnerEphemeris> owners) {
        nameDoubtful();
        List<CatalogueScreening.Primary> owned = owned(owners);
        return encounters(pairs(set -> true), owned);
    }

    /** The encounters of some objects, and of ephemerides, in the order of time. */
    List<EncounterMerger.Merged> screen(List<String> ids, List<OwnerEphemeris> owners) {
        nameDoubtful();
        List<CatalogueScreening.Primary> catalogued = catalogued(ids);
        List<CatalogueScreening.Primary> owned = owned(owners);
        if (catalogued.size() >= MANY) {
            return encounters(pairs(set -> ids.contains(set.objectId())), owned);
        }
        catalogued.addAll(owned);
        return encounters(List.of(), catalogued);
    }

    /** Of the approaches of a sweep, and of those that searches find. */
    private List<EncounterMerger.Merged> encounters(
            List<CatalogueScreening.Found> swept, List<CatalogueScreening.Primary> searched) {
        List<CatalogueScreening.Found> approaches = new ArrayList<>(swept);
        approaches.addAll(searches(searched));
        approaches.sort(Comparator.comparingLong(CatalogueScreening.Found::tcaMicros)
                .thenComparing(CatalogueScreening.Found::primaryId)
                .thenComparing(CatalogueScreening.Found::secondaryId));
        searched.forEach(primary -> made.putIfAbsent(primary.objectId(), primary));
        return EncounterMerger.merge(
                approaches,
                new EncounterMerger.Pairing(
                        id -> volume(id).reachMetres(),
                        id -> primary(id).motionTeme().get()));
    }

    /** Volume about an object that an encounter was found of. */
    ScreeningVolume volume(String objectId) {
        return primary(objectId).volume();
    }

    private CatalogueScreening.Primary primary(String objectId) {
        return made.computeIfAbsent(objectId, id -> screening.primary(Objects.requireNonNull(catalogue.get(id))));
    }

    /** One sweep of the pairs with a primary. */
    private List<CatalogueScreening.Found> pairs(Predicate<ElementSet> isPrimary) {
        CatalogueScreening.PairsResult result = screening.screenPairs(objects, isPrimary);
        if (!result.companions().isEmpty()) {
            common.note("stay together, not screened: "
                    + result.companions().stream()
                            .map(pair -> pair.oneId() + " and " + pair.otherId())
                            .collect(Collectors.joining(", ")));
        }
        if (common.verbose()) {
            common.warn(objects.size() + " objects, " + result.approaches().size() + " approaches");
        }
        return result.approaches();
    }

    /** A search of the catalogue for each primary; an approach of two primaries is taken once. */
    private List<CatalogueScreening.Found> searches(List<CatalogueScreening.Primary> wanted) {
        List<CatalogueScreening.Found> approaches = new ArrayList<>();
        try (Progress progress = Progress.start("screening", wanted.size())) {
            for (CatalogueScreening.Primary primary : wanted) {
                CatalogueScreening.Result result = screening.screen(primary, objects);
                if (!result.companions().isEmpty()) {
                    common.note("companions of " + primary.objectId() + ", not screened: "
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

    private void nameDoubtful() {
        warnOfAge();
        nameEnded();
    }

    private void nameEnded() {
        List<CatalogueScreening.Ended> ended = screening.ended(objects);
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

    private void name(String what, List<String> ids) {
        int named = common.verbose() ? ids.size() : Math.min(NAMED, ids.size());
        if (named > 0) {
            common.note(what
                    + String.join(", ", ids.subList(0, named))
                    + (named < ids.size() ? " and " + (ids.size() - named) + " more (--verbose names them)" : ""));
        }
    }

    private boolean reaches(OwnerEphemeris owner) {
        return owner.firstMicros() <= end && owner.lastMicros() >= start;
    }

    private List<CatalogueScreening.Primary> catalogued(List<String> ids) {
        List<CatalogueScreening.Primary> wanted = new ArrayList<>();
        for (String id : ids) {
            ElementSet set = catalogue.get(id);
            if (set == null) {
                common.complain("--primary " + id + ": not in the catalogue; give its NORAD number");
            } else {
                wanted.add(screening.primary(set));
            }
        }
        return wanted;
    }

    private List<CatalogueScreening.Primary> owned(List<OwnerEphemeris> owners) {
        List<CatalogueScreening.Primary> wanted = new ArrayList<>();
        for (OwnerEphemeris owner : owners) {
            if (!reaches(owner)) {
                common.complain("the ephemeris of " + owner.objectId() + " reaches from "
                        + Times.iso(owner.firstMicros())
                        + " to " + Times.iso(owner.lastMicros()) + ", the screening from " + Times.iso(start) + " to "
                        + Times.iso(end) + ": not screened; choose another --from");
                continue;
            }
            if (owner.firstMicros() > start || owner.lastMicros() < end) {
                common.note("the ephemeris of " + owner.objectId() + " reaches from "
                        + Times.iso(owner.firstMicros()) + " to " + Times.iso(owner.lastMicros())
                        + ": screened only so far");
            }
            wanted.add(owner.primary(screening));
        }
        return wanted;
    }

    /** SGP4 far from the epoch of a set says nothing: approaches found there, or not found, mean as little. */
    private void warnOfAge() {
        long old = objects.stream()
                .filter(set -> ElementSetErrors.isTooFar(set, start) || ElementSetErrors.isTooFar(set, end))
                .count();
        if (old > 0) {
            common.note(old + " of " + objects.size() + " element sets are more than "
                    + ElementSetErrors.LONGEST_DAYS + " days from the screening: what is found or not found with them"
                    + " means little; give a catalogue of that time");
        }
    }
}
