package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.ArcFit.Fitted;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.LaserRanges.Model;
import org.greenzone.astro.orbit.LaserRanges.Reading;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

/** BLITS, a glass sphere at 832 km: real laser ranges of six stations over four days, June 2012. */
class BlitsArcTest {
    /** 17 cm and 7.53 kg: 0.003 m2/kg, with Cd 2.2 and Cr 1.1. */
    private static final double BALLISTIC = 0.0066;

    private static final double RADIATION = 0.0033;
    /** 2012-06-05T00:00:00 and 06-06T00:00:00 UTC. */
    private static final long FIFTH_OF_JUNE = 1_338_854_400_000_000L;

    private static final long SIXTH_OF_JUNE = FIFTH_OF_JUNE + 86_400_000_000L;
    private static final String MATERA = "7941";

    private final PhysicalData data = PhysicalData.fromOrekitData(SharedData.require("orekit-data"));
    private final Path ranges = SharedData.require("slr-blits/blits_2012-06-01_21.frd.gz");

    private List<ArcTrack> tracks(boolean angles) {
        return LaserRanges.tracks(data, ranges, new Reading(0, 0.1, 20, angles, Model.FULL));
    }

    @Test
    void oneTrackWithAnglesBringsInFourDaysOfRangesAndTheNextPassIsPredicted() {
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        ArcTrack pointed = tracks(true).stream()
                .filter(t -> t.track().siteId().equals(MATERA))
                .findFirst()
                .orElseThrow();
        CatalogueOrbit first = ((Determined) new OrbitDeterminer(data, propagator)
                        .initiate(
                                pointed.track(),
                                LaserRanges.site(MATERA, pointed.track().startMicros()),
                                "BLITS"))
                .orbit();
        OrbitalState start = new OrbitalState(first.epochMicros(), first.stateGcrf(), BALLISTIC, RADIATION);
        List<ArcTrack> all = tracks(false);
        List<ArcTrack> before =
                all.stream().filter(t -> t.track().endMicros() < FIFTH_OF_JUNE).toList();
        List<ArcTrack> next = all.stream()
                .filter(t ->
                        t.track().startMicros() >= FIFTH_OF_JUNE && t.track().endMicros() < SIXTH_OF_JUNE)
                .toList();

        Fitted fitted = (Fitted) new ArcFit(
                        data,
                        propagator,
                        ArcFit.Options.STANDARD.withBallistic(0.001).withoutProcessNoise())
                .fit(start, before);

        assertThat(fitted.tracks()).hasSize(7).allMatch(t -> t.verdict() == ArcFit.Verdict.USED);
        assertThat(fitted.rmsByKind().getOrDefault("range", Double.NaN)).isLessThan(1.0);
        ArcLinearisation prediction = new ArcLinearisation(
                data, propagator, ArcFit.Options.STANDARD, fitted.state(), fitted.covariance(), next);
        assertThat(prediction.evaluate(new double[prediction.parameters()])).isTrue();
        assertThat(prediction.size()).isPositive();
        double squares = 0;
        for (int s = 0; s < prediction.size(); s++) {
            squares += prediction.residual(s) * prediction.residual(s);
        }
        assertThat(Math.sqrt(squares / prediction.size())).isLessThan(3);
    }
}
