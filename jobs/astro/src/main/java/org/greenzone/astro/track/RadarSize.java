package org.greenzone.astro.track;

import java.util.List;

/** How large an object is by its radar cross sections. */
public final class RadarSize {
    /** The smallest fragments that radars follow, where no cross section is given. */
    private static final double DEFAULT_RADIUS = 0.1;

    private RadarSize() {}

    /** Radius of the sphere with the median radar cross section of all tracks, metres. */
    public static double radius(List<Track> tracks) {
        double[] sections = tracks.stream()
                .flatMap(track -> track.measurements().stream())
                .mapToDouble(Measurement::rcsSquareMetres)
                .filter(x -> x > 0)
                .sorted()
                .toArray();
        return sections.length == 0
                ? DEFAULT_RADIUS
                : Math.max(DEFAULT_RADIUS, Math.sqrt(sections[sections.length / 2] / Math.PI));
    }
}
