package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.breakup.CatalogueBreakup.Epoch;
import org.greenzone.astro.breakup.CatalogueBreakup.Status;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.TleFile;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

/**
 * The real fragments of Kosmos 1408, two weeks later. The reader leaves designators and names out: nothing here rests on them. The event was
 * between 02:47 and 02:53 UTC.
 */
class CatalogueBreakupsTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long DOCUMENTED = micros("2021-11-15T02:50:00Z");
    private static final long DOCUMENTED_HALF_WIDTH = 180_000_000L;

    @Test
    void fragmentsOfKosmos1408LeadBackToItAndToTheMinutesOfTheEvent() throws IOException {
        CatalogueBreakup breakup = only(new CatalogueBreakups(PHYSICS, 60).findAll(fragments()));
        assertThat(breakup.status()).isEqualTo(Status.CONFIRMED);
        assertThat(breakup.parentId()).isEqualTo("13552");
        assertThat(breakup.launch()).isEmpty();
        Epoch epoch = breakup.epoch().orElseThrow();
        assertThat(Math.abs(epoch.epochMicros() - DOCUMENTED)).isLessThan(DOCUMENTED_HALF_WIDTH);
        assertThat(epoch.sigmaSeconds()).isBetween(0.5, 30.0);
        assertThat(epoch.pinchDispersionMetres()).isLessThan(1_000);
        assertThat(epoch.fragmentsUsed()).isGreaterThan(60);
    }

    @Test
    void theRocketBodyOfTheSameLaunchIsNotTheParent() throws IOException {
        CatalogueBreakup breakup = new CatalogueBreakups(PHYSICS, 60).find(fragments(), "13553");
        assertThat(breakup.status()).isEqualTo(Status.UNRESOLVED);
        assertThat(breakup.epoch()).isEmpty();
    }

    @Test
    void halvesOfTheFragmentsAgreeWithinTheirSigmas() throws IOException {
        List<ElementSet> all = fragments();
        List<Epoch> epochs = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            List<ElementSet> sets = new ArrayList<>(all.subList(0, 2));
            for (int i = 2 + half; i < all.size(); i += 2) {
                sets.add(all.get(i));
            }
            epochs.add(new CatalogueBreakups(PHYSICS, 30)
                    .find(sets, "13552")
                    .epoch()
                    .orElseThrow());
        }
        double apart = (epochs.get(0).epochMicros() - epochs.get(1).epochMicros()) * 1e-6;
        double sigma = Math.hypot(epochs.get(0).sigmaSeconds(), epochs.get(1).sigmaSeconds());
        assertThat(Math.abs(apart)).isLessThan(3 * sigma);
    }

    /** Each fragment's node is turned by its own amount: no common point is left. */
    @Test
    void fragmentsWithScatteredNodesAreNoBreakup() throws IOException {
        List<ElementSet> scattered = new ArrayList<>();
        int i = 0;
        for (ElementSet set : fragments()) {
            double turn = 0.6 * (i++ * 0.6180339887498949 % 1);
            scattered.add(new ElementSet(
                    set.objectId(),
                    set.objectName(),
                    set.internationalDesignator(),
                    set.epochMicros(),
                    set.meanMotionRadiansPerSecond(),
                    set.meanMotionDotRadiansPerSecond2(),
                    set.meanMotionDotDotRadiansPerSecond3(),
                    set.eccentricity(),
                    set.inclinationRadians(),
                    set.rightAscensionOfNodeRadians() + turn,
                    set.argumentOfPerigeeRadians(),
                    set.meanAnomalyRadians(),
                    set.bStar(),
                    set.ephemerisType(),
                    set.elementSetNumber(),
                    set.revolutionNumber()));
        }
        CatalogueBreakup breakup = only(new CatalogueBreakups(PHYSICS, 60).findAll(scattered));
        assertThat(breakup.status()).isIn(Status.UNRESOLVED, Status.NONE);
        assertThat(breakup.epoch()).isEmpty();
    }

    @Test
    void aParentThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> new CatalogueBreakups(PHYSICS, 60).find(List.of(), "13552"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("13552");
    }

    private static List<ElementSet> fragments() throws IOException {
        return TleFile.read(SharedData.require("kosmos-1408/fragments-2021-11-30.3le"), PHYSICS);
    }

    private static CatalogueBreakup only(List<CatalogueBreakup> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
