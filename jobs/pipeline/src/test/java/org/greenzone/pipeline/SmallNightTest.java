package org.greenzone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.catalogue.OrbitSource;
import org.junit.jupiter.api.Test;

/** The other tests lean on it: it must hold each kind of outcome. */
class SmallNightTest {
    @Test
    void theNightHoldsKnownAndNewObjectsAndSuchAsAreSeenAgain() {
        var associations = SmallNight.associations();
        assertThat(associations.size()).isBetween(20, 200);
        assertThat(associations).anyMatch(a -> a.prior().isEmpty());
        assertThat(associations)
                .anyMatch(a -> !a.prior().isEmpty() && a.prior().get(0).source() == OrbitSource.ELEMENT_SET);
        assertThat(associations)
                .anyMatch(a -> !a.prior().isEmpty() && a.prior().get(0).revision() > 0);
        assertThat(SmallNight.orbits()).anyMatch(o -> o.revision() > 1);
    }
}
