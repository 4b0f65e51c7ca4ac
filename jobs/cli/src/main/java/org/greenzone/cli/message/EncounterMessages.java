package org.greenzone.cli.message;

import java.util.Locale;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterUpdate;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.pipeline.codec.ConjunctionCodec;

/**
 * Writes the events of the topic conjunctions as messages: one file for each revision of an encounter, named by its objects, id and revision. An encounter
 * is reported from the first time that its probability reaches the threshold on, so that who follows it sees it fall again and be withdrawn.
 * Objects that fly together are not reported, nor what others have told in messages of their own. What is written depends on the event alone.
 */
public final class EncounterMessages {
    /** Digits of the id that stand in the name of the file. */
    private static final int DIGITS = 12;

    private final CdmFolder folder;

    public EncounterMessages(CdmFolder folder) {
        this.folder = folder;
    }

    /** Writes the message of an event, if it is reported. */
    public void take(org.greenzone.schemas.Conjunction event) {
        Conjunction c = ConjunctionCodec.fromWire(event);
        boolean reported = folder.reports(c.probability())
                || c.history().stream()
                        .mapToDouble(EncounterUpdate::probability)
                        .anyMatch(folder::reports);
        if (!reported || c.formation() || !c.statement().isOwn()) {
            return;
        }
        String id = c.conjunctionId();
        folder.write(
                String.format(
                        Locale.ROOT,
                        "%s_%s_%s_%03d",
                        c.primary().objectId(),
                        c.secondary().objectId(),
                        id.substring(0, Math.min(DIGITS, id.length())),
                        c.revision()),
                c,
                HardBodyRadii.NONE);
    }

    /** Messages written. */
    public long written() {
        return folder.written();
    }
}
