package org.greenzone.cli.screen;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.cli.Times;

/** Orbits of tracks through one point at one time, each so far above it, of another speed and inclination. */
final class OrbitsThatMeet {
    static final String MIDNIGHT = "2021-11-15T00:00:00Z";
    static final long START = Times.parse(MIDNIGHT);
    static final long TCA = START + 2 * 3_600_000_000L;
    static final double WEIGHTED_RMS = 1.25;

    private OrbitsThatMeet() {}

    /**
     * The orbit.
     *
     * @param revision is known so many minutes after midnight
     * @param sigmaMetres of the position along R, T, N
     */
    static CatalogueOrbit orbit(
            String id, int revision, double[] sigmaMetres, double above, double speed, double inclination) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        double[] sigmas = {sigmaMetres[0], sigmaMetres[1], sigmaMetres[2], 1e-2, 1e-2, 1e-2, 1e-3};
        for (int i = 0; i < sigmas.length; i++) {
            covariance[i * (i + 1) / 2 + i] = sigmas[i] * sigmas[i];
        }
        double[] state = {6_898_000 + above, 0, 0, 0, speed * Math.cos(inclination), speed * Math.sin(inclination)};
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(id, TCA, state, List.of(Integer.toString(revision))),
                id,
                "NAME " + id,
                "",
                revision,
                TCA,
                START + revision * 60_000_000L,
                state,
                0.01,
                0.02,
                covariance,
                OrbitSource.TRACKS,
                4,
                30,
                10,
                WEIGHTED_RMS,
                Map.of(),
                3,
                List.of());
    }
}
