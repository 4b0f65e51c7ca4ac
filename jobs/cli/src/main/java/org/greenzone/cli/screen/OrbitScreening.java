package org.greenzone.cli.screen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.ConjunctionScreener;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.OrbitTables;
import org.greenzone.astro.conjunction.ScreeningVolumes;
import org.greenzone.astro.conjunction.ShardScreening;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.Progress;

/**
 * A screening of orbits with their covariances, as the pipeline publishes them: of some objects, or of all, with all others, by the kernel that screens them as they
 * change ({@link ShardScreening}).
 */
final class OrbitScreening {
    private static final int PREDICTIONS = 256;
    private static final int TABLES = 16;

    private final PhysicalData physics;
    private final HardBodyRadii radii;
    private final ScreeningVolumes volumes;

    OrbitScreening(PhysicalData physics, HardBodyRadii radii, ScreeningVolumes volumes) {
        this.physics = physics;
        this.radii = radii;
        this.volumes = volumes;
    }

    /** Of each object the newest orbit that was known at an instant, by id; without those that turned out to be another object. */
    static TreeMap<String, CatalogueOrbit> knownAt(Collection<CatalogueOrbit> orbits, long micros) {
        TreeMap<String, CatalogueOrbit> newest = new TreeMap<>();
        for (CatalogueOrbit orbit : orbits) {
            if (orbit.availableMicros() <= micros) {
                newest.merge(orbit.objectId(), orbit, (a, b) -> BY_AGE.compare(a, b) <= 0 ? b : a);
            }
        }
        newest.values().removeIf(CatalogueOrbit::isMerged);
        return newest;
    }

    private static final Comparator<CatalogueOrbit> BY_AGE =
            Comparator.comparingLong(CatalogueOrbit::availableMicros).thenComparingInt(CatalogueOrbit::revision);

    /**
     * What a screening found.
     *
     * @param conjunctions encounters, and pairs that fly together, in the order of time
     * @param vague objects that are known too badly to be screened
     */
    record Result(List<Conjunction> conjunctions, int vague) {}

    /**
     * Screens.
     *
     * @param orbits of all objects by id
     * @param wanted ids of those that are screened against all
     */
    Result screen(Map<String, CatalogueOrbit> orbits, Set<String> wanted, long start, long end) {
        OrbitPropagator propagator = OrbitPropagator.screening(physics);
        OrbitTables tables = new OrbitTables(propagator, physics.leapSeconds(), (end - start) * 1e-6, TABLES);
        ConjunctionScreener screener = new ConjunctionScreener(
                physics.leapSeconds(), new OrbitPrediction(propagator, physics.leapSeconds(), PREDICTIONS), radii);
        boolean all = wanted.size() == orbits.size();
        ShardScreening share = new ShardScreening(tables, all ? screener.forCatalogue() : screener, volumes);
        Set<String> known = new HashSet<>();
        for (CatalogueOrbit orbit : orbits.values()) {
            if (tables.known(orbit, start)) {
                share.put(orbit);
                known.add(orbit.objectId());
            }
        }
        Set<String> asked = new HashSet<>(wanted);
        asked.retainAll(known);
        List<Conjunction> found = new ArrayList<>();
        try (Progress progress = Progress.start("screening", asked.size())) {
            for (CatalogueOrbit orbit : orbits.values()) {
                if (asked.contains(orbit.objectId())) {
                    found.addAll(share.screen(orbit, start, end, asked));
                    progress.step();
                }
            }
        }
        found.sort(Comparator.comparingLong(Conjunction::tcaMicros)
                .thenComparing(c -> c.primary().objectId())
                .thenComparing(c -> c.secondary().objectId()));
        return new Result(List.copyOf(found), orbits.size() - known.size());
    }
}
