package org.greenzone.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterMerger;
import org.greenzone.astro.conjunction.EncounterProbability;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.ProbabilityMethod;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ContentId;
import org.greenzone.cli.Times;

/** Covariance and probability for approaches that were found, as conjunctions. */
final class ApproachAssessment {
    private static final int CDM_ELEMENTS = 21;

    private static final EncounterProbability NO_PROBABILITY = new EncounterProbability(
            Double.NaN,
            ProbabilityMethod.FOSTER_1992.label(),
            Double.NaN,
            Double.NaN,
            Conjunction.Dilution.UNKNOWN,
            List.of());

    private final Map<String, ElementSet> catalogue;
    private final Map<String, OwnerEphemeris> owners = new TreeMap<>();
    private final HardBodyRadii radii;
    private final long createdMicros;
    private final ElementSetErrors errors;
    private final boolean withProbability;

    ApproachAssessment(
            PhysicalData physics,
            Map<String, ElementSet> catalogue,
            List<OwnerEphemeris> owners,
            HardBodyRadii radii,
            long createdMicros,
            boolean withProbability) {
        this.catalogue = catalogue;
        owners.forEach(owner -> this.owners.put(owner.objectId(), owner));
        this.radii = radii;
        this.createdMicros = createdMicros;
        this.withProbability = withProbability;
        this.errors = new ElementSetErrors(physics);
    }

    Conjunction assess(EncounterMerger.Merged merged) {
        CatalogueScreening.Found found = merged.lowest();
        List<String> warnings = new ArrayList<>();
        if (merged.minima() > 1) {
            warnings.add("lowest of " + merged.minima() + " minima from " + Times.iso(merged.firstMicros()) + " to "
                    + Times.iso(merged.lastMicros()) + ", between which the pair stays in reach: one encounter");
        }
        double[] primaryCovariance = covariance(found.primaryId(), found.tcaMicros(), warnings);
        double[] secondaryCovariance = covariance(found.secondaryId(), found.tcaMicros(), warnings);
        HardBodyRadii.Combined combined = radii.combined(found.primaryId(), found.secondaryId());
        EncounterProbability probability = withProbability
                ? EncounterProbability.of(
                        found.approach().primary(),
                        primaryCovariance,
                        found.approach().secondary(),
                        secondaryCovariance,
                        combined.metres(),
                        EncounterProbability.Effort.FULL)
                : NO_PROBABILITY;
        warnings.addAll(probability.warnings());
        return new Conjunction(
                        ContentId.of("screened")
                                .add(found.primaryId())
                                .add(found.secondaryId())
                                .add(found.tcaMicros())
                                .digits(),
                        0,
                        Conjunction.Status.NEW,
                        createdMicros,
                        participant(
                                found.primaryId(), found.approach().primary(), primaryCovariance, combined.primary()),
                        participant(
                                found.secondaryId(),
                                found.approach().secondary(),
                                secondaryCovariance,
                                combined.secondary()),
                        found.tcaMicros(),
                        found.approach().missDistanceMetres(),
                        found.approach().missRtnMetres(),
                        found.approach().relativeSpeedMetresPerSecond(),
                        combined.metres(),
                        probability.probability(),
                        probability.method(),
                        probability.maximumProbability(),
                        probability.dilution(),
                        List.copyOf(warnings),
                        List.of())
                .withMinima(merged.minima(), merged.firstMicros(), merged.lastMicros())
                .withPlaneProbability(probability.planeProbability());
    }

    private double[] covariance(String objectId, long micros, List<String> warnings) {
        if (!withProbability) {
            return unknown();
        }
        OwnerEphemeris owner = owners.get(objectId);
        if (owner != null) {
            Optional<double[]> own = owner.covarianceRtn(micros);
            if (own.isPresent()) {
                return own.get();
            }
            if (catalogue.containsKey(objectId)) {
                warnings.add("the ephemeris of " + objectId + " has no covariance: that of its element set is used");
            }
        }
        ElementSet set = catalogue.get(objectId);
        Optional<double[]> ofSet = set == null ? Optional.empty() : errors.covarianceRtn(set, micros);
        if (ofSet.isPresent()) {
            if (!warnings.contains(ElementSetErrors.WARNING)) {
                warnings.add(ElementSetErrors.WARNING);
            }
            return ofSet.get();
        }
        return unknown();
    }

    private static double[] unknown() {
        double[] unknown = new double[CDM_ELEMENTS];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    private Conjunction.Participant participant(
            String objectId, double[] state, double[] covariance, HardBodyRadii.Radius radius) {
        ElementSet set = catalogue.get(objectId);
        OwnerEphemeris owner = owners.get(objectId);
        String name = set != null ? set.objectName() : owner != null ? owner.name() : "";
        return new Conjunction.Participant(
                objectId,
                name,
                set == null ? "" : set.internationalDesignator(),
                state,
                covariance,
                radius.metres(),
                radius.source());
    }
}
