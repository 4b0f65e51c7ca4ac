package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.orbit.ArcFit.RangeBias;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * The errors that the ranges of an arc share, as parameters of its fit in units of their sigmas: one of each site, in the order of their
 * ids, then one of each track, in the order of the tracks; each where it has a sigma and ranges.
 */
final class ArcRangeBiases {
    private static final int NONE = -1;

    private final int first;
    private final int[] siteParameter;
    private final int[] trackParameter;
    private final double[] trackScale;
    private final double siteScale;
    private final String[] name;

    /** @param first number of parameters before these */
    ArcRangeBiases(ArcFit.Options options, List<ArcTrack> tracks, int first) {
        this.first = first;
        siteScale = options.siteRangeBiasSigma();
        int next = first;
        List<String> names = new ArrayList<>();
        TreeMap<String, Integer> bySite = new TreeMap<>();
        if (siteScale > 0) {
            TreeSet<String> sites = new TreeSet<>();
            for (ArcTrack track : tracks) {
                if (track.observations().has(Kind.RANGE)) {
                    sites.add(track.track().siteId());
                }
            }
            for (String site : sites) {
                bySite.put(site, next++);
                names.add(site);
            }
        }
        siteParameter = new int[tracks.size()];
        trackParameter = new int[tracks.size()];
        trackScale = new double[tracks.size()];
        for (int t = 0; t < tracks.size(); t++) {
            ArcTrack track = tracks.get(t);
            siteParameter[t] = bySite.getOrDefault(track.track().siteId(), NONE);
            trackScale[t] = Math.hypot(track.observations().rangeBiasSigmaMetres(), options.trackRangeBiasSigma());
            boolean own = trackScale[t] > 0 && track.observations().has(Kind.RANGE);
            trackParameter[t] = own ? next++ : NONE;
            if (own) {
                names.add(track.track().trackId());
            }
        }
        name = names.toArray(new String[0]);
    }

    /** Number of parameters up to the last of these. */
    int end() {
        return first + name.length;
    }

    /**
     * A predicted range with its errors.
     *
     * @param point parameters of the fit
     * @param line receives the partials of the range by these parameters
     */
    double biased(double predicted, int track, double[] point, double[] line) {
        double withSite = predicted + one(siteParameter[track], siteScale, point, line);
        return withSite + one(trackParameter[track], trackScale[track], point, line);
    }

    private static double one(int parameter, double scale, double[] point, double[] line) {
        if (parameter == NONE) {
            return 0;
        }
        line[parameter] = scale;
        return scale * point[parameter];
    }

    /** Them as fitted, with their sigmas, metres. */
    List<RangeBias> of(double[] deviates, double[][] posterior) {
        double[] scales = new double[name.length];
        Arrays.fill(scales, siteScale);
        for (int t = 0; t < trackParameter.length; t++) {
            if (trackParameter[t] != NONE) {
                scales[trackParameter[t] - first] = trackScale[t];
            }
        }
        List<RangeBias> biases = new ArrayList<>();
        for (int b = 0; b < name.length; b++) {
            int p = first + b;
            biases.add(new RangeBias(name[b], scales[b] * deviates[p], scales[b] * Math.sqrt(posterior[p][p])));
        }
        return biases;
    }
}
