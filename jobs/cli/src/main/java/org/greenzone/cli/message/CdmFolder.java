package org.greenzone.cli.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.formats.cdm.CdmMessage;
import org.greenzone.formats.cdm.CdmScreening;
import org.greenzone.formats.cdm.CdmWriter;

/**
 * A folder of conjunction data messages: one file for each encounter that is reported. Files with the same name are replaced, in one step, so that who
 * reads the folder never sees half of one.
 */
public final class CdmFolder {
    /** Notations of a message. */
    public enum Notation {
        KVN,
        XML
    }

    private final Path folder;
    private final Notation notation;
    private final double leastProbability;
    private long written;

    /**
     * @param folder is made where it does not exist
     * @param leastProbability encounters below are not reported; those without a probability neither, unless it is 0
     */
    public CdmFolder(Path folder, Notation notation, double leastProbability) {
        this.folder = folder;
        this.notation = notation;
        this.leastProbability = leastProbability;
    }

    /** How a screening of this volume and time is said in a message; spheres are ellipsoids of equal axes. */
    public static CdmScreening screening(ScreeningVolume volume, long startMicros, long stopMicros) {
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

    /** Whether an encounter of this probability is reported. */
    public boolean reports(double probability) {
        return probability >= leastProbability || leastProbability <= 0;
    }

    /**
     * Writes a message.
     *
     * @param name of the file, without what follows from the notation; what no file system minds is left of it
     * @param comments of its header
     */
    public void write(String name, Conjunction conjunction, CdmScreening screening, List<String> comments) {
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
                comments);
        Path file = folder.resolve(safe(name) + (notation == Notation.XML ? ".xml" : ".cdm"));
        Path part = folder.resolve("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    part,
                    notation == Notation.XML ? CdmWriter.xml(message) : CdmWriter.kvn(message),
                    StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailed(file + ": cannot be written (" + CommonOptions.messageOf(e) + ")");
        }
        written++;
    }

    /** Messages written. */
    public long written() {
        return written;
    }

    private static String safe(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
