package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.conjunction.TleFile;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.Correlation;
import org.greenzone.astro.correlation.SeedGate;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

/**
 * The real pass of Envisat, ranges alone, against the whole catalogue of 18,912 element sets: that of January 2025, each epoch moved by the
 * same number of whole days to the day of the pass, in 2016, and Envisat's own set of that day.
 */
class EnvisatAmongAllTest {
    private static final String ENVISAT = "27386";
    private static final String BEFORE_THE_PASS = "16250.12384028";
    private static final long DAY = 86_400_000_000L;

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);

    private List<ElementSet> catalogueOfThatDay(long micros) throws IOException {
        List<ElementSet> sets = TleFile.read(SharedData.require("catalogue/full_catalog_20250113.3le.gz"), data);
        long[] epochs =
                sets.stream().mapToLong(ElementSet::epochMicros).sorted().toArray();
        long days = Math.floorDiv(epochs[epochs.length / 2] - micros, DAY) + 1;
        Map<String, ElementSet> byObject = new TreeMap<>();
        for (ElementSet s : sets) {
            byObject.put(s.objectId(), moved(s, s.epochMicros() - days * DAY));
        }
        byObject.put(ENVISAT, EiscatPass.elementSet(BEFORE_THE_PASS));
        return new ArrayList<>(byObject.values());
    }

    private static ElementSet moved(ElementSet s, long epoch) {
        return new ElementSet(
                s.objectId(),
                s.objectName(),
                s.internationalDesignator(),
                epoch,
                s.meanMotionRadiansPerSecond(),
                s.meanMotionDotRadiansPerSecond2(),
                s.meanMotionDotDotRadiansPerSecond3(),
                s.eccentricity(),
                s.inclinationRadians(),
                s.rightAscensionOfNodeRadians(),
                s.argumentOfPerigeeRadians(),
                s.meanAnomalyRadians(),
                s.bStar(),
                s.ephemerisType(),
                s.elementSetNumber(),
                s.revolutionNumber());
    }

    @Test
    void rangesOfOnePassBelongToEnvisatAndToNoOtherOfTheWholeCatalogue() throws IOException {
        Track track = EiscatPass.track(false);
        Site site = EiscatPass.site();
        List<ElementSet> sets = catalogueOfThatDay(track.startMicros());
        assertThat(sets).hasSizeGreaterThan(18_900);

        Set<String> seen = new SeedGate(data, propagator).mayBeSeen(sets, List.of(track), Map.of(site.siteId(), site));
        CatalogueSnapshot catalogue = new CatalogueSnapshot(data, propagator);
        ElementSetOrbits orbits = new ElementSetOrbits(data, propagator);
        sets.stream()
                .filter(set -> seen.contains(set.objectId()))
                .sorted(Comparator.comparing(ElementSet::objectId))
                .forEach(set -> {
                    if (orbits.convert(set, set.epochMicros(), set.epochMicros(), 1)
                            instanceof ElementSetOrbits.Result.Converted converted) {
                        catalogue.put(converted.orbit());
                    }
                });
        Correlation found = new TrackCorrelator(data, propagator)
                .correlate(List.of(track), site, catalogue)
                .get(0);

        assertThat(found).isInstanceOfSatisfying(Correlation.Correlated.class, correlated -> {
            assertThat(correlated.prior().objectId()).isEqualTo(ENVISAT);
            assertThat(correlated.mahalanobis()).isLessThan(2.5);
            assertThat(correlated.candidates()).isEqualTo(Arrays.asList(ENVISAT));
        });
        // The gate is worth its name, and passes more than the one that is sought.
        assertThat(seen).hasSizeBetween(2, 1_000);
    }
}
