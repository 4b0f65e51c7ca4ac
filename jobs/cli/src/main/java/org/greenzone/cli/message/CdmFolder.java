package org.greenzone.cli.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.formats.cdm.CdmMessage;
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

    /** Whether an encounter of this probability is reported. */
    public boolean reports(double probability) {
        return probability >= leastProbability || leastProbability <= 0;
    }

    /**
     * Writes a message. The radii of both objects with their sources stand in its header.
     *
     * @param name of the file, without what follows from the notation; what no file system minds is left of it
     * @param radii table that the radii may have come from, for their standard deviations
     */
    public void write(String name, Conjunction conjunction, HardBodyRadii radii) {
        List<String> comments = new ArrayList<>();
        if (conjunction.screening().isKnown()) {
            comments.add("Screening volume: half of its extent in each axis");
        }
        comments.add(radius("OBJECT1", conjunction.primary(), radii));
        comments.add(radius("OBJECT2", conjunction.secondary(), radii));
        CdmMessage plain = CdmWriter.message(
                conjunction, "GREENZONE", conjunction.primary().objectName());
        CdmMessage message = new CdmMessage(
                plain.version(),
                plain.originator(),
                plain.messageFor(),
                plain.messageId(),
                conjunction,
                plain.statedMissDistanceMetres(),
                plain.statedRelativeSpeedMetresPerSecond(),
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

    private static String radius(String which, Conjunction.Participant participant, HardBodyRadii radii) {
        if (Double.isNaN(participant.hardBodyRadiusMetres())) {
            return "Radius of " + which + " not known apart";
        }
        String sigma = radii.find(participant.objectId())
                .map(radius -> ", sigma " + radius.sigmaMetres() + " m")
                .orElse("");
        return "Radius of " + which + " " + participant.hardBodyRadiusMetres() + " m" + sigma + ", source "
                + participant.hardBodyRadiusSource();
    }

    private static String safe(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
