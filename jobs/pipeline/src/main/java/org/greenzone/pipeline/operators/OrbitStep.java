package org.greenzone.pipeline.operators;

import java.util.Comparator;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.orbit.OrbitDeterminer;
import org.greenzone.pipeline.Association;
import org.jspecify.annotations.Nullable;

/** One track into the orbit of its object: the same in the job and without it. */
public final class OrbitStep {
    /** The order in which the tracks of one moment are fused. */
    public static final Comparator<Association> IN_ORDER = Comparator.comparingLong(
                    (Association a) -> a.track().endMicros())
            .thenComparing(Association::associationId);

    private OrbitStep() {}

    /**
     * @param newest the newest orbit that was determined for the object; null where there was none yet, then the prior
     *     of the association holds
     */
    public static Determination determine(
            OrbitDeterminer determiner, @Nullable CatalogueOrbit newest, Association association) {
        Determination determination;
        if (newest != null) {
            determination = determiner.update(newest, association.track(), association.site());
        } else if (!association.prior().isEmpty()) {
            determination = determiner.update(association.prior().get(0), association.track(), association.site());
        } else {
            determination = determiner.initiate(association.track(), association.site(), association.objectId());
        }
        return determination instanceof Determination.Determined determined
                ? new Determination.Determined(determined.orbit().withAvailable(association.decidedMicros()))
                : determination;
    }
}
