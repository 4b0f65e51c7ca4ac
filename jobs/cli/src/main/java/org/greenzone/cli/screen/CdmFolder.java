package org.greenzone.cli.screen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.formats.cdm.CdmMessage;
import org.greenzone.formats.cdm.CdmScreening;
import org.greenzone.formats.cdm.CdmWriter;

/**
 * A folder of conjunction data messages: one file for each approach whose probability is at or above a threshold. Screening volume and period,
 * method, and the radius of each object with its source stand in it. Files of an earlier screening with the same name are replaced.
 */
final class CdmFolder {
    enum Notation {
        KVN,
        XML
    }

    private final Path folder;
    private final Notation notation;
    private final double leastProbability;
    private final HardBodyRadii radii;
    private long written;

    /**
     * @param folder is made where it does not exist
     * @param leastProbability approaches below are left out; those without a probability too, unless it is 0
     */
    CdmFolder(Path folder, Notation notation, double leastProbability, HardBodyRadii radii) {
        this.folder = folder;
        this.notation = notation;
        this.leastProbability = leastProbability;
        this.radii = radii;
    }

    /** How a screening of this volume and time is said in a message; spheres are ellipsoids of equal axes. */
    static CdmScreening screening(ScreeningVolume volume, long startMicros, long stopMicros) {
        double[] axes;
        if (volume instanceof ScreeningVolume.Sphere sphere) {
            axes = new double[] {sphere.radiusMetres(), sphere.radiusMetres(), sphere.radiusMetres()};
        } else if (volume instanceof ScreeningVolume.Ellipsoid e) {
            axes = new double[] {e.radialMetres(), e.inTrackMetres(), e.crossTrackMetres()};
        } else {
            ScreeningVolume.Box box = (ScreeningVolume.Box) volume;
            return new CdmScreening(startMicros, stopMicros, "BOX", new double[] {
                box.radialMetres(), box.inTrackMetres(), box.crossTrackMetres()
            });
        }
        return new CdmScreening(startMicros, stopMicros, "ELLIPSOID", axes);
    }

    void write(Conjunction conjunction, CdmScreening screening) {
        if (!(conjunction.probability() >= leastProbability) && leastProbability > 0) {
            return;
        }
        CdmMessage plain = CdmWriter.message(
                conjunction, "GREENZONE", conjunction.primary().objectName(), screening);
        CdmMessage message = new CdmMessage(
                plain.version(),
                plain.originator(),
                plain.messageFor(),
                plain.messageId(),
                conjunction,
                plain.statedMissDistanceMetres(),
                plain.statedRelativeSpeedMetresPerSecond(),
                screening,
                plain.first(),
                plain.second(),
                List.of(
                        "Screening volume: half of its extent in each axis",
                        radius("OBJECT1", conjunction.primary().objectId()),
                        radius("OBJECT2", conjunction.secondary().objectId())));
        Path file = folder.resolve(name(conjunction));
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file,
                    notation == Notation.XML ? CdmWriter.xml(message) : CdmWriter.kvn(message),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailed(file + ": cannot be written (" + CommonOptions.messageOf(e) + ")");
        }
        written++;
    }

    long written() {
        return written;
    }

    private String radius(String which, String objectId) {
        HardBodyRadii.Radius radius = radii.of(objectId);
        return "Radius of " + which + " " + radius.metres() + " m, sigma " + radius.sigmaMetres() + " m, source "
                + radius.source();
    }

    private String name(Conjunction c) {
        String name = safe(c.primary().objectId()) + "_" + safe(c.secondary().objectId()) + "_"
                + safe(Times.iso(c.tcaMicros()));
        return name + (notation == Notation.XML ? ".xml" : ".cdm").toLowerCase(Locale.ROOT);
    }

    private static String safe(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]", "-");
    }
}
