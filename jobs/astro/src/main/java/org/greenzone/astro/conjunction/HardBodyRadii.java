package org.greenzone.astro.conjunction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hard-body radii of objects, each with the source it comes from; the combined radius of a pair.
 *
 * <p>A radius that is estimated has an error of its own. The effective combined radius, of which the disk has the mean area, is that of Baars and
 * Hall, "Processing Space Fence radar cross-section data to produce size and mass estimates", AAS 22-586 (2022), eq. 8:
 * {@code sqrt((R1 + R2)^2 + sigma1^2 + sigma2^2)}; the sum of the radii where both are certain.
 */
public final class HardBodyRadii {
    /** Source of a radius that stands for an object of which nothing is known. */
    public static final String DEFAULT = "default";

    /**
     * Radius of one object.
     *
     * @param metres radius of the sphere around it, above 0
     * @param sigmaMetres standard deviation, 0 where it is certain
     * @param source who says so, for example {@code CARA Protected Primary}, {@code SFK RCS Estimate}, {@code owner}
     */
    public record Radius(double metres, double sigmaMetres, String source) {
        public Radius {
            if (!(metres > 0 && metres < 1e5 && sigmaMetres >= 0 && sigmaMetres < 1e5)) {
                throw new IllegalArgumentException("a radius is above 0 and its sigma not below, in metres");
            }
        }
    }

    /** One line of a table. */
    public record Entry(String objectId, Radius radius) {}

    /**
     * Combined radius of a pair.
     *
     * @param metres effective combined radius
     */
    public record Combined(double metres, Radius primary, Radius secondary) {}

    /** A table that knows no object; all others have a metre. */
    public static final HardBodyRadii NONE = new HardBodyRadii(List.of(), 1);

    private final Map<String, Radius> radii = new TreeMap<>();
    private final Radius otherwise;

    /**
     * @param entries by preference: of an object that stands in more than one line the first counts
     * @param defaultMetres radius of all others
     */
    public HardBodyRadii(List<Entry> entries, double defaultMetres) {
        entries.forEach(entry -> radii.putIfAbsent(entry.objectId(), entry.radius()));
        this.otherwise = new Radius(defaultMetres, 0, DEFAULT);
    }

    /** Radius of an object; the default where none is known. */
    public Radius of(String objectId) {
        return radii.getOrDefault(objectId, otherwise);
    }

    /** Radius of an object where the table knows it. */
    public Optional<Radius> find(String objectId) {
        return Optional.ofNullable(radii.get(objectId));
    }

    /** Effective combined radius of two. */
    public Combined combined(String primaryId, String secondaryId) {
        return combined(of(primaryId), of(secondaryId));
    }

    /** Effective combined radius of two radii. */
    public static Combined combined(Radius first, Radius second) {
        double sum = first.metres() + second.metres();
        double metres = first.sigmaMetres() == 0 && second.sigmaMetres() == 0
                ? sum
                : Math.sqrt(sum * sum
                        + (first.sigmaMetres() * first.sigmaMetres() + second.sigmaMetres() * second.sigmaMetres()));
        return new Combined(metres, first, second);
    }
}
