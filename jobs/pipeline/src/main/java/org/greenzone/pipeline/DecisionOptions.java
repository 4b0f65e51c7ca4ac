package org.greenzone.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.breakup.ParentMasses;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.manoeuvre.BurnRules;
import org.greenzone.astro.zone.ZoneRules;

/**
 * By what limits and times it is decided, and masses that no track tells.
 *
 * @param kilograms masses of objects that may break up, by object id; of the others one is assumed
 * @param yellowProbability Pc above which the zone of each asset is yellow; NaN: what each asset says
 * @param redProbability Pc above which it is red; NaN: what each asset says
 * @param shelterProbability probability of a passage above which the crew shelters; NaN: the red threshold
 * @param stableUpdates how many of the last four updates of a conjunction must agree
 * @param executionHours from the decision to a prepared burn
 * @param planningHours from the decision to a burn that has yet to be planned
 */
public record DecisionOptions(
        TreeMap<String, Double> kilograms,
        double yellowProbability,
        double redProbability,
        double shelterProbability,
        int stableUpdates,
        double executionHours,
        double planningHours)
        implements Serializable {
    private static final double MICROS_PER_HOUR = 3600e6;

    /** The thresholds of the assets, three of four updates, five hours to a burn and thirty with its planning; no mass known. */
    public static final DecisionOptions DEFAULT =
            new DecisionOptions(Map.of(), Double.NaN, Double.NaN, Double.NaN, 3, 5, 30);

    public DecisionOptions(
            Map<String, Double> kilograms,
            double yellowProbability,
            double redProbability,
            double shelterProbability,
            int stableUpdates,
            double executionHours,
            double planningHours) {
        this(
                new TreeMap<>(kilograms),
                yellowProbability,
                redProbability,
                shelterProbability,
                stableUpdates,
                executionHours,
                planningHours);
    }

    public DecisionOptions {
        if (yellowProbability <= 0 || redProbability <= 0 || yellowProbability > redProbability) {
            throw new IllegalArgumentException("yellow and red must be positive, yellow not above red");
        }
        // Masses, updates, times and the limit of shelter are checked by those that use them.
        new ParentMasses(kilograms);
        rules(shelterProbability, stableUpdates, executionHours, planningHours);
    }

    private static ZoneRules rules(double shelter, int updates, double executionHours, double planningHours) {
        return ZoneRules.DEFAULT.deciding(
                Math.round(executionHours * MICROS_PER_HOUR),
                Math.round(planningHours * MICROS_PER_HOUR),
                shelter,
                updates);
    }

    public ZoneRules zoneRules() {
        return rules(shelterProbability, stableUpdates, executionHours, planningHours);
    }

    public BurnRules burnRules() {
        return BurnRules.DEFAULT.withLead(Math.round(executionHours * MICROS_PER_HOUR));
    }

    public ParentMasses masses() {
        return new ParentMasses(kilograms);
    }

    /** Assets with the thresholds that are named here. */
    public List<Asset> of(List<Asset> assets) {
        return assets.stream().map(this::of).toList();
    }

    private Asset of(Asset a) {
        double red = Double.isNaN(redProbability) ? a.redProbability() : redProbability;
        double yellow = Double.isNaN(yellowProbability) ? Math.min(red, a.yellowProbability()) : yellowProbability;
        return new Asset(
                a.objectId(),
                a.name(),
                a.hardBodyRadiusMetres(),
                a.screeningRadialMetres(),
                a.screeningInTrackMetres(),
                a.screeningCrossTrackMetres(),
                yellow,
                Math.max(yellow, red),
                a.companions());
    }
}
