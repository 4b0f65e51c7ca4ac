package org.greenzone.astro.initiation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.initiation.EpochFit.Prior;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;

/**
 * One track as of a satellite of which nothing is known but that it is one: place within the view of a radar, radial velocity small,
 * speed nearly circular. The evidence of that is what other explanations of the track are measured by.
 */
final class FreeOrbit {
    static final double PLACE_SIGMA = 500_000;
    private static final double RADIAL_SIGMA = 300;
    private static final double SPEED_SIGMA = 300;
    /** Any direction. */
    private static final double ACROSS_SIGMA = 5_000;
    /** Tracks whose orbit is kept; of others it is computed anew, to the same. */
    private static final int KEPT = 20_000;

    private final EpochFit fit;
    private final double mu;
    private final Map<String, Optional<Fitted>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Fitted>> eldest) {
            return size() > KEPT;
        }
    };

    FreeOrbit(PhysicalData data, EpochFit fit) {
        this.fit = fit;
        this.mu = data.gravity().mu();
    }

    /** The prior at the middle of the track; empty where it has no places. */
    Optional<Prior> prior(Sighting sighting) {
        double[] line = sighting.hasPlaces() ? sighting.line(mu) : new double[0];
        if (line.length == 0 || !(Vectors.norm(line, 0) > 6_400_000)) {
            return Optional.empty();
        }
        double[] radial = Vectors.unit(line);
        double[] across = Vectors.normal(line);
        double[] along = Vectors.cross(across, radial);
        double circular = Math.sqrt(mu / Vectors.norm(line, 0));
        int n = Sighting.PARAMETERS;
        double[] mean = new double[n];
        double[][] covariance = new double[n][n];
        double[] sigma = {RADIAL_SIGMA, SPEED_SIGMA, ACROSS_SIGMA};
        double[][] axes = {radial, along, across};
        for (int i = 0; i < 3; i++) {
            mean[i] = line[i];
            mean[3 + i] = circular * along[i];
            covariance[i][i] = PLACE_SIGMA * PLACE_SIGMA;
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    covariance[3 + i][3 + j] += sigma[k] * sigma[k] * axes[k][i] * axes[k][j];
                }
            }
        }
        mean[6] = Origin.FRAGMENT_BALLISTIC;
        covariance[6][6] = Origin.FRAGMENT_BALLISTIC_SIGMA * Origin.FRAGMENT_BALLISTIC_SIGMA;
        return Optional.of(new Prior(sighting.middleMicros(), mean, SymmetricMatrix.flooredCholesky(covariance)));
    }

    /** The orbit of the track alone; empty where there is none. */
    Optional<Fitted> orbit(Sighting sighting) {
        Optional<Fitted> kept = known.get(sighting.id());
        if (kept == null) {
            kept = prior(sighting)
                    .flatMap(p -> fit.fit(p, start(p, sighting), List.of(sighting), Double.POSITIVE_INFINITY));
            known.put(sighting.id(), kept);
        }
        return kept;
    }

    private double[] start(Prior prior, Sighting sighting) {
        double[] start = prior.mean().clone();
        double[] line = sighting.line(mu);
        double speed = Vectors.norm(line, 3);
        if (speed > 6_000 && speed < 9_500) {
            System.arraycopy(line, 3, start, 3, 3);
        }
        return start;
    }

    /** Evidence as in {@link EpochFit}; NaN where there is no orbit. */
    double logEvidence(Sighting sighting) {
        return orbit(sighting).map(Fitted::logEvidence).orElse(Double.NaN);
    }
}
