package org.greenzone.pipeline.operators;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.orbit.ArcStep;
import org.greenzone.astro.orbit.ArcUpdate;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.orbit.Manoeuvre;
import org.greenzone.astro.orbit.ObjectArc;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.ObjectOrder;

/** One track into the orbit of its object: the same in the job and without it. */
public final class OrbitStep {
    /** The order in which the tracks of one moment are fused. */
    public static final Comparator<Association> IN_ORDER = Comparator.comparingLong(
                    (Association a) -> a.track().endMicros())
            .thenComparing(Association::associationId);

    private OrbitStep() {}

    /**
     * What a track made of the arc of its object.
     *
     * @param arc with the track
     * @param orbits that are new: at most one of the object, or the first of another object that the track turned out to be
     * @param refusal why there is none; else empty
     * @param manoeuvre that the track made certain; else empty
     */
    public record Fusion(
            ObjectArc arc, List<CatalogueOrbit> orbits, Optional<String> refusal, Optional<Manoeuvre> manoeuvre) {}

    /** Does what an order says. */
    public static Fusion obey(ArcUpdate update, ObjectArc arc, ObjectOrder order) {
        if (!order.track().isEmpty()) {
            return fuse(update, arc, order.track().get(0));
        }
        Optional<CatalogueOrbit> before = arc.newest();
        if (order.start().isEmpty()) {
            List<CatalogueOrbit> last = before.stream()
                    .map(o -> o.withMergedInto(order.mergedInto()).withAvailable(order.decidedMicros()))
                    .toList();
            return new Fusion(ObjectArc.EMPTY, last, Optional.empty(), Optional.empty());
        }
        CatalogueOrbit start = order.start()
                .get(0)
                .withAvailable(order.decidedMicros())
                .withRevision(before.map(o -> o.revision() + 1).orElse(0));
        return new Fusion(ObjectArc.from(start), List.of(start), Optional.empty(), Optional.empty());
    }

    /**
     * @param arc of the object as far as it was determined here; {@link ObjectArc#EMPTY} where it was not yet, then the prior of
     *     the association begins it. Tracks that waited for an orbit and gave none are then behind it and are left out
     */
    public static Fusion fuse(ArcUpdate update, ObjectArc arc, Association association) {
        ObjectArc before = arc.newest().isEmpty() && !association.prior().isEmpty()
                ? ObjectArc.from(association.prior().get(0))
                : arc;
        Track track = association.track();
        ArcUpdate.Outcome outcome =
                update.add(before, track, association.site(), association.isClaimed(), association.objectId());
        Optional<CatalogueOrbit> was = before.newest();
        List<CatalogueOrbit> orbits = outcome.arc().newest().stream()
                .filter(now -> was.isEmpty() || !now.orbitId().equals(was.get().orbitId()))
                .toList();
        ArcStep step = outcome.step();
        Optional<String> refusal = step.reason().isEmpty() ? Optional.empty() : Optional.of(step.reason());
        if (step.fate() == ArcStep.Fate.REFUSED && association.isClaimed()) {
            Determination first = update.initiate(track, association.site(), Association.newObjectId(track));
            if (first instanceof Determination.Determined determined) {
                orbits = List.of(determined.orbit());
                refusal = Optional.empty();
            }
        }
        List<CatalogueOrbit> known = orbits.stream()
                .map(orbit -> orbit.withAvailable(association.decidedMicros()))
                .toList();
        Optional<Manoeuvre> manoeuvre = outcome.manoeuvre().map(m -> m.withDetected(association.decidedMicros()));
        return new Fusion(outcome.arc(), known, refusal, manoeuvre);
    }
}
