package org.greenzone.cli.screen;

import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.cli.Times;
import org.greenzone.cli.message.CdmFolder;

/** The messages of one screening: those that are reported, named by their objects and the time. */
final class ApproachMessages {
    private final CdmFolder folder;
    private final HardBodyRadii radii;

    ApproachMessages(CdmFolder folder, HardBodyRadii radii) {
        this.folder = folder;
        this.radii = radii;
    }

    void write(Conjunction c) {
        if (folder.reports(c.probability())) {
            folder.write(
                    c.primary().objectId() + "_" + c.secondary().objectId() + "_" + Times.iso(c.tcaMicros()), c, radii);
        }
    }

    long written() {
        return folder.written();
    }
}
