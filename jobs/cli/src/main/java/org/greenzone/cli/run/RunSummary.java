package org.greenzone.cli.run;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.schemas.Association;
import org.greenzone.schemas.AssociationOutcome;
import org.greenzone.schemas.Breakup;
import org.greenzone.schemas.BreakupCertainty;
import org.greenzone.schemas.Conjunction;
import org.greenzone.schemas.ConjunctionStatus;
import org.greenzone.schemas.Manoeuvre;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.OrbitSource;
import org.greenzone.schemas.Passage;
import org.greenzone.schemas.PassageStatus;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.ZoneStatus;

/** Counts what passed. */
final class RunSummary {
    private final Set<String> objects = new HashSet<>();
    private int seeds;
    private int orbits;
    private int newObjects;
    private int mergedObjects;
    private int conjunctions;
    private int conjunctionEvents;
    private int formations;
    private int zoneChanges;
    private final Set<String> manoeuvres = new HashSet<>();
    private final Set<String> breakups = new HashSet<>();
    private int passages;
    private int rejected;
    private int ambiguous;
    private int decided;
    private int late;

    void count(SpecificRecordBase event) {
        if (event instanceof Orbit orbit) {
            if (orbit.getSource() == OrbitSource.ELEMENT_SET || orbit.getSource() == OrbitSource.OWNER_EPHEMERIS) {
                seeds++;
                return;
            }
            if (orbit.getMergedInto() != null) {
                mergedObjects++;
                return;
            }
            orbits++;
            objects.add(orbit.getObjectId());
            newObjects += orbit.getSource() == OrbitSource.INITIAL ? 1 : 0;
        } else if (event instanceof Association association) {
            ambiguous += association.getOutcome() == AssociationOutcome.AMBIGUOUS ? 1 : 0;
            decided +=
                    association.getRevision() > 0 && association.getOutcome() != AssociationOutcome.UNRESOLVED ? 1 : 0;
            late += association.getRevision() == 0 && association.getLate() ? 1 : 0;
        } else if (event instanceof Manoeuvre manoeuvre) {
            manoeuvres.add(manoeuvre.getManoeuvreId());
        } else if (event instanceof Conjunction conjunction && conjunction.getFormation()) {
            formations += conjunction.getStatus() == ConjunctionStatus.NEW ? 1 : 0;
        } else if (event instanceof Conjunction conjunction) {
            conjunctionEvents++;
            conjunctions += conjunction.getStatus() == ConjunctionStatus.NEW ? 1 : 0;
        } else if (event instanceof Breakup breakup) {
            if (breakup.getCertainty() == BreakupCertainty.WITHDRAWN) {
                breakups.remove(breakup.getBreakupId());
            } else {
                breakups.add(breakup.getBreakupId());
            }
        } else if (event instanceof Passage passage) {
            passages += passage.getStatus() == PassageStatus.NEW ? 1 : 0;
        } else if (event instanceof ZoneStatus status) {
            zoneChanges += status.getZone() != status.getPreviousZone() ? 1 : 0;
        } else if (event instanceof RejectedTrack) {
            rejected++;
        }
    }

    /** One line for people. */
    String line(int tracks) {
        return String.format(
                Locale.ROOT,
                "%d tracks, catalogue of %d; %d orbits of %d objects, %d of them new, %d turned out to be of another;"
                        + " %d manoeuvres; %d conjunctions (%d events)%s; %d breakups, %d passages; %d zone changes;"
                        + " %d tracks ambiguous, %d of them decided later; %d late; %d rejected",
                tracks,
                seeds,
                orbits,
                objects.size(),
                newObjects,
                mergedObjects,
                manoeuvres.size(),
                conjunctions,
                conjunctionEvents,
                formations == 0 ? "" : ", " + formations + " pairs fly together",
                breakups.size(),
                passages,
                zoneChanges,
                ambiguous,
                decided,
                late,
                rejected);
    }
}
