package org.greenzone.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.conjunction.HardBodyRadii;

/**
 * What is told of objects beside their orbits: hard-body radii with their sources, and who flies with a protected asset. Read when a job is
 * submitted, so that a table that is changed later does not change the events.
 *
 * @param table radii; of an object that stands in it more than once the first counts
 * @param companions objects that fly with each asset, by the id of the asset, beside those that it names itself
 */
public record GivenObjects(ArrayList<GivenRadius> table, TreeMap<String, TreeSet<String>> companions)
        implements Serializable {
    /** Nothing is told. */
    public static final GivenObjects NONE = of(List.of(), Map.of());

    /** A line of the table: radius and its standard deviation, metres. */
    public record GivenRadius(String objectId, double metres, double sigmaMetres, String source)
            implements Serializable {}

    /** Of the lines of tables, and of companions by the id of their asset. */
    public static GivenObjects of(
            List<HardBodyRadii.Entry> entries, Map<String, ? extends Collection<String>> companions) {
        ArrayList<GivenRadius> table = new ArrayList<>();
        for (HardBodyRadii.Entry entry : entries) {
            HardBodyRadii.Radius radius = entry.radius();
            table.add(new GivenRadius(
                    entry.objectId(),
                    radius.metres(),
                    radius.sigmaMetres(),
                    radius.source().intern()));
        }
        TreeMap<String, TreeSet<String>> sorted = new TreeMap<>();
        companions.forEach((asset, objects) -> sorted.put(asset, new TreeSet<>(objects)));
        return new GivenObjects(table, sorted);
    }

    /** The table; of what it does not know assets and orbits tell. */
    public HardBodyRadii radii() {
        return new HardBodyRadii(
                table.stream()
                        .map(line -> new HardBodyRadii.Entry(
                                line.objectId(),
                                new HardBodyRadii.Radius(line.metres(), line.sigmaMetres(), line.source())))
                        .toList(),
                1);
    }

    /**
     * Assets with the companions that are told here.
     *
     * @throws IllegalArgumentException where companions are told of what is no protected asset
     */
    public List<Asset> of(List<Asset> assets) {
        for (String assetId : companions.keySet()) {
            if (assets.stream().noneMatch(asset -> asset.objectId().equals(assetId))) {
                throw new IllegalArgumentException("--companion " + assetId + "="
                        + companions.get(assetId).first() + ": " + assetId + " is no protected asset");
            }
        }
        return assets.stream().map(this::of).toList();
    }

    private Asset of(Asset asset) {
        TreeSet<String> all = new TreeSet<>(asset.companions());
        all.addAll(companions.getOrDefault(asset.objectId(), new TreeSet<>()));
        return asset.withCompanions(List.copyOf(all));
    }
}
