package org.greenzone.cli.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;

/**
 * Orbits with covariance out of element sets: of each object the newest set that is not after the first track. A set
 * after the track is no prior: it was made with what came later.
 */
public final class CatalogueSeeds {
    private static final double HARD_BODY_METRES = 1;

    private final CommonOptions common;
    private final PhysicalData physics;

    public CatalogueSeeds(CommonOptions common, PhysicalData physics) {
        this.common = common;
        this.physics = physics;
    }

    /**
     * Converts the sets.
     *
     * @param beforeMicros instant after which sets are not used, UTC microseconds since 1970
     * @param hardBodyRadii radii by object id, where they are known
     */
    public List<CatalogueOrbit> before(
            long beforeMicros, Collection<ElementSet> sets, Map<String, Double> hardBodyRadii) {
        return before(beforeMicros, sets, hardBodyRadii, OpenRecording.SeedChoice.ALL);
    }

    /** As {@link #before(long, Collection, Map)}, of those of the newest sets that are chosen. */
    List<CatalogueOrbit> before(
            long beforeMicros,
            Collection<ElementSet> sets,
            Map<String, Double> hardBodyRadii,
            OpenRecording.SeedChoice choice) {
        List<ElementSet> newest = choice.of(newest(beforeMicros, sets));
        ElementSetOrbits.Result[] results = new ElementSetOrbits.Result[newest.size()];
        ThreadLocal<ElementSetOrbits> converters = ThreadLocal.withInitial(
                () -> new ElementSetOrbits(physics, new OrbitPropagator(physics, ForceModel.STANDARD)));
        try (Progress progress = Progress.start("catalogue", newest.size())) {
            IntStream.range(0, newest.size()).parallel().forEach(i -> {
                ElementSet set = newest.get(i);
                results[i] = converters
                        .get()
                        .convert(
                                set,
                                set.epochMicros(),
                                set.epochMicros(),
                                hardBodyRadii.getOrDefault(set.objectId(), HARD_BODY_METRES));
                synchronized (progress) {
                    progress.step();
                }
            });
        }
        List<CatalogueOrbit> orbits = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            if (results[i] instanceof ElementSetOrbits.Result.Converted converted) {
                orbits.add(converted.orbit());
            } else if (results[i] instanceof ElementSetOrbits.Result.Unusable unusable) {
                common.note("object " + newest.get(i).objectId() + " is left out: " + unusable.reason());
            }
        }
        return orbits;
    }

    private List<ElementSet> newest(long beforeMicros, Collection<ElementSet> sets) {
        Map<String, ElementSet> byObject = new TreeMap<>();
        Map<String, ElementSet> later = new TreeMap<>();
        for (ElementSet set : sets) {
            Map<String, ElementSet> target = set.epochMicros() <= beforeMicros ? byObject : later;
            target.merge(set.objectId(), set, (a, b) -> b.epochMicros() >= a.epochMicros() ? b : a);
        }
        later.keySet().removeAll(byObject.keySet());
        if (!later.isEmpty()) {
            common.note(later.size() + " objects have element sets only after the first track and are not"
                    + " used (a later set is no prior), the first of them "
                    + later.keySet().iterator().next());
        }
        return new ArrayList<>(byObject.values());
    }
}
