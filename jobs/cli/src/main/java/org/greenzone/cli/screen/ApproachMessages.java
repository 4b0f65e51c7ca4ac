package org.greenzone.cli.screen;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.cli.Times;
import org.greenzone.cli.message.CdmFolder;
import org.greenzone.formats.cdm.CdmScreening;

/** The messages of one screening: volume, period, and the radius of each object with its source stand in each. */
final class ApproachMessages {
    private final CdmFolder folder;
    private final HardBodyRadii radii;

    ApproachMessages(CdmFolder folder, HardBodyRadii radii) {
        this.folder = folder;
        this.radii = radii;
    }

    void write(Conjunction c, CdmScreening screening) {
        if (folder.reports(c.probability())) {
            folder.write(
                    c.primary().objectId() + "_" + c.secondary().objectId() + "_" + Times.iso(c.tcaMicros()),
                    c,
                    screening,
                    List.of(
                            "Screening volume: half of its extent in each axis",
                            radius("OBJECT1", c.primary().objectId()),
                            radius("OBJECT2", c.secondary().objectId())));
        }
    }

    long written() {
        return folder.written();
    }

    private String radius(String which, String objectId) {
        HardBodyRadii.Radius radius = radii.of(objectId);
        return "Radius of " + which + " " + radius.metres() + " m, sigma " + radius.sigmaMetres() + " m, source "
                + radius.source();
    }
}
